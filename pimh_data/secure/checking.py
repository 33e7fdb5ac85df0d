"""Checks a folder of extracts against the contracts: what is accepted, what is quarantined and why. Writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.errors import ExtractError
from pimh_data.release import ExtractCount
from pimh_data.secure import rules
from pimh_data.secure.ingest.tabular import ROW, SUFFIXES, RawExtract, read_raw
from pimh_data.secure.relations import ORPHAN, relation_rules
from pimh_data.secure.rules import Rule
from pimh_data.secure.scores.totals import with_points
from pimh_data.secure.settings import Settings

Progress = Callable[[str], None]
PROBLEM = pa.schema([("row", pa.int64()), ("column", pa.string()), ("value", pa.string()), ("reason", pa.string())])


@dataclass(frozen=True)
class Checked:
    """One extract after checking.

    `accepted`: rows in the contract's types, `refused`: rows as they came, both with `row`. `problems`: a line a fault.
    """

    contract: Contract
    raw: RawExtract
    accepted: Table
    refused: Table
    count: ExtractCount
    problems: pa.Table

    @property
    def orphans(self) -> int:
        """Rows quarantined only because the referral they belong to was."""
        own = set(self.problems.filter(pc.field("reason") != ORPHAN)["row"].to_pylist())
        return len(set(self.problems["row"].to_pylist()) - own)

    @property
    def share(self) -> float:
        """Share of the rows read that were quarantined for a fault of their own."""
        return (self.count.quarantined - self.orphans) / self.count.read if self.count.read else 0.0


@dataclass(frozen=True)
class Checks:
    """All extracts of a folder, in the contracts' order, their settings, and the connection that holds their rows."""

    folder: Path
    settings: Settings
    connection: Backend
    extracts: dict[str, Checked] = field(default_factory=dict)

    def losses(self) -> tuple[str, ...]:
        """What absent optional extracts and columns take away, a sentence each."""
        said = []
        for contract in CONTRACTS.values():
            if contract.name == "population":
                continue  # what was not brought may be fetched, or added up from districts: secure.denominators says it
            checked = self.extracts.get(contract.name)
            if checked is None:
                said.append(f"{contract.name} not brought; not shown: {contract.loses}.")
                continue
            for column in contract.columns:
                absent = column.name not in checked.raw.table.column_names
                if absent and column.loses and column.unless not in self.extracts:
                    said.append(f"'{column.name}' not brought in {contract.name}; not shown: {column.loses}.")
        return tuple(said)


def check_extracts(
    folder: Path, settings: Settings, connection: Backend, progress: Progress = lambda _: None
) -> Checks:
    """Read and check every extract of the folder.

    Raises ExtractError that lists everything for which an extract cannot be taken at all: a missing extract or column,
    an unreadable file, a possible NHS number. Rows that break a rule are quarantined, every one with its reasons.
    """
    raws = _read_all(folder, settings, progress)
    checks = Checks(folder, settings, connection)
    for name, contract in CONTRACTS.items():
        if name in raws:
            progress(f"Checking {raws[name].path.name}")
            checks.extracts[name] = _check(contract, raws.pop(name), checks)
    return checks


def above_allowed(checks: Checks) -> tuple[str, ...]:
    """A sentence for every extract whose share of quarantined rows (orphans apart) is above the allowed one."""
    allowed = checks.settings.allowed_share
    return tuple(
        f"{checked.raw.path.name}: {checked.share:.1%} of rows quarantined, more than the allowed {allowed:.1%}"
        for checked in checks.extracts.values()
        if checked.share > allowed
    )


def _read_all(folder: Path, settings: Settings, progress: Progress) -> dict[str, RawExtract]:
    if not folder.is_dir():
        raise ExtractError(f"there is no folder of extracts called {folder.name!r}")
    raws, wrong = {}, []
    for name, contract in CONTRACTS.items():
        paths = [path for path in sorted(folder.glob(f"{name}.*")) if path.suffix.lower() in SUFFIXES]
        if len(paths) > 1:
            wrong.append(f"{name} was brought {len(paths)} times ({', '.join(p.name for p in paths)}): leave one")
        elif paths:
            progress(f"Reading {paths[0].name}")
            try:
                raws[name] = _as_contract(contract, read_raw(name, paths[0], settings.encoding), settings)
            except ExtractError as error:
                wrong.append(str(error))
        elif not contract.optional:
            wrong.append(f"{name} is missing: bring {name}.csv, .xlsx or .parquet")
    if wrong:
        raise ExtractError("\n".join(wrong))
    return raws


def _as_contract(contract: Contract, raw: RawExtract, settings: Settings) -> RawExtract:
    renames = settings.columns.get(contract.name, {})
    headings = raw.table.column_names[:-1]
    table = raw.table.rename_columns([renames.get(name, name) for name in raw.table.column_names])
    names = table.column_names
    wrong = [f"extract.toml renames {heading!r}, which is no heading" for heading in renames if heading not in headings]
    wrong += [f"two headings mean {name!r}; map one only" for name in sorted({n for n in names if names.count(n) > 1})]
    missing = [column.name for column in contract.columns if not column.optional and column.name not in names]
    if missing:
        wrong.append(f"no column {', '.join(map(repr, missing))}; the headings are {', '.join(map(repr, headings))}")
    if not wrong:
        wrong = _possible_nhs_numbers(contract, table)
    if wrong:
        raise ExtractError("\n".join(f"{raw.path.name}: {words}" for words in wrong))
    return replace(raw, table=table)


def _possible_nhs_numbers(contract: Contract, table: pa.Table) -> list[str]:
    rows, wrong = ibis.memtable(table), []
    for name, possible in rules.looks_like_nhs_number(rows, contract).items():
        numbers = (
            rows.filter(possible.fill_null(False)).select(ROW).order_by(ROW).limit(6).to_pyarrow()[ROW].to_pylist()
        )
        if numbers:
            where = ", ".join(map(str, numbers[:5])) + (" and more" if len(numbers) > 5 else "")
            wrong.append(
                f"{name!r} holds ten-digit numbers (rows {where}), which may be NHS numbers: the extract is refused. "
                "Bring pseudonyms that are not a bare number"
            )
    return wrong


def _check(contract: Contract, raw: RawExtract, checks: Checks) -> Checked:
    brought = frozenset(raw.table.column_names)
    earlier = {name: checked.accepted for name, checked in checks.extracts.items()}
    refused = checks.extracts["referrals"].refused if "referrals" in checks.extracts else None

    def keep(name: str, rows: Table) -> Table:
        return checks.connection.create_table(f"{contract.name}_{name}", rows, temp=True)

    def all_rules(rows: Table) -> list[Rule]:
        found = rules.column_rules(rows, contract, brought, checks.settings.extract_date)
        return [*found, *relation_rules(rows, whole, contract, earlier, refused)]

    staged = rules.staged(keep("raw", raw.table), contract)
    whole = keep("staged", with_points(staged) if contract.name == "scores" else staged)
    bad = keep("refused", whole.filter(reduce(or_, (rule.broken.fill_null(False) for rule in all_rules(whole)))))
    accepted = keep("accepted", rules.accepted(whole.anti_join(bad, ROW), contract))
    problems = _problems(bad, all_rules(bad), raw)
    read = raw.table.num_rows + len(raw.malformed)
    kept = int(accepted.count().to_pyarrow().as_py())
    return Checked(contract, raw, accepted, bad, ExtractCount(read, kept, read - kept), problems)


def _problems(bad: Table, found: list[Rule], raw: RawExtract) -> pa.Table:
    lines = [
        bad.filter(rule.broken.fill_null(False)).select(
            ROW,
            column=ibis.literal(rule.column),
            value=bad[rule.column].fill_null(""),
            reason=ibis.literal(rule.reason),
        )
        for rule in found
    ]
    tables = [ibis.union(*lines).to_pyarrow().cast(PROBLEM)] if lines else []
    ragged = [{"row": bad.row, "column": "", "value": bad.text, "reason": bad.reason} for bad in raw.malformed]
    return pa.concat_tables([*tables, pa.Table.from_pylist(ragged, PROBLEM)]).sort_by([("row", "ascending")])

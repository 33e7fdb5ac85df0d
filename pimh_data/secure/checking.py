"""Checks a folder of extracts against the contracts: what is accepted, what is quarantined and why. Writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.release import ExtractCount
from pimh_data.secure import rules
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.reading import read_extracts
from pimh_data.secure.relations import ORPHAN, identical, relation_rules
from pimh_data.secure.rules import Rule
from pimh_data.secure.scores.totals import with_points
from pimh_data.secure.settings import Settings

Progress = Callable[[str], None]
PROBLEM = pa.schema([("row", pa.int64()), ("column", pa.string()), ("value", pa.string()), ("reason", pa.string())])


@dataclass(frozen=True)
class Checked:
    """One extract after checking.

    `accepted`: rows in the contract's types, `refused`: rows as they came, both with `row`. `problems`: a line a fault.
    `copies`: the `row` of identical records beyond the first.
    """

    contract: Contract
    raw: RawExtract
    accepted: Table
    refused: Table
    count: ExtractCount
    problems: pa.Table
    copies: Table | None = None

    @property
    def orphans(self) -> int:
        """Rows quarantined only because the referral they belong to was."""
        own = set(self.problems.filter(pc.field("reason") != ORPHAN)["row"].to_pylist())
        return len(set(self.problems["row"].to_pylist()) - own)

    @property
    def share(self) -> float:
        """Share of the records, copies and lines left out apart, that were quarantined for a fault of their own."""
        records = self.count.accepted + self.count.quarantined
        return (self.count.quarantined - self.orphans) / records if records else 0.0


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
    raws = read_extracts(folder, settings, progress)
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


def _check(contract: Contract, raw: RawExtract, checks: Checks) -> Checked:
    earlier = {name: checked.accepted for name, checked in checks.extracts.items()}
    refused = checks.extracts["referrals"].refused if "referrals" in checks.extracts else None

    def keep(name: str, rows: Table) -> Table:
        return checks.connection.create_table(f"{contract.name}_{name}", rows, temp=True)

    def all_rules(rows: Table) -> list[Rule]:
        found = rules.column_rules(rows, contract, raw, checks.settings.extract_date)
        return [*found, *relation_rules(rows, whole, contract, earlier, refused)]

    staged = rules.staged(keep("raw", raw.table), contract, raw.mapped)
    every = keep("staged", with_points(staged) if contract.name == "scores" else staged)
    copies = identical(every, contract)
    copies = keep("copies", every.head(0).select(ROW) if copies is None else copies)
    copied = int(copies.count().to_pyarrow().as_py())
    whole = keep("whole", every.anti_join(copies, ROW)) if copied else every
    bad = keep("refused", whole.filter(reduce(or_, (rule.broken.fill_null(False) for rule in all_rules(whole)))))
    accepted = keep("accepted", rules.accepted(whole.anti_join(bad, ROW), contract))
    problems = _problems(bad, all_rules(bad), raw)
    left_out = sum(sum(piece.left_out.values()) for piece in raw.pieces)
    read = raw.table.num_rows + len(raw.malformed) + left_out
    kept = int(accepted.count().to_pyarrow().as_py())
    count = ExtractCount(read, kept, read - kept - copied - left_out, copied, left_out)
    return Checked(contract, raw, accepted, bad, count, problems, copies)


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

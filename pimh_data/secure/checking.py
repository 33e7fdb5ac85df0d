"""Checks a folder of extracts against the contracts: what is accepted, what is quarantined and why. Writes nothing."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.release import ExtractCount
from pimh_data.secure import rules
from pimh_data.secure.conditions import among, rows_of, table_name, without
from pimh_data.secure.copies import identical, repeated_keys, said_before, to_merge
from pimh_data.secure.engine import asked_as_table, in_one_thread, size, table_of, without_rows_amiss, written
from pimh_data.secure.faults import AMISS, BROKEN, Faults, faults_of, is_amiss, judged
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.known import Known
from pimh_data.secure.reading import read_extracts
from pimh_data.secure.relations import LATE, OF, ORPHAN, facing, relation_rules
from pimh_data.secure.scores.rules import differing_days, with_differences
from pimh_data.secure.scores.totals import POINTS
from pimh_data.secure.settings import Settings
from pimh_data.secure.staging import staged
from pimh_data.secure.statements import quoted
from pimh_data.secure.steps import Progress, Step
from pimh_data.secure.summing import summed_up

JUDGED = 0.9  # of the time that an extract takes, until its rows have been judged
# What accepted rows hold beside their contract's columns.
MADE = {"contacts": (OF, LATE), "scores": (OF, LATE, POINTS)}


@dataclass(frozen=True)
class Checked:
    """One extract after checking.

    `raw`: as read, its rows gone; `rows`: how many each of its files and sheets had. `accepted`: rows in the contract's
    types, `refused`: rows as they came, both with `row`. `copies`: the `row` of identical records beyond the first;
    None where there is none. `alike`: the `row` of those that say the same as an earlier one and are kept, since the
    extract has no id; None likewise. `orphans`: rows quarantined only because the referral they belong to was.
    `summed`: of contacts, what each referral has of them (see `summing`).
    """

    contract: Contract
    raw: RawExtract
    accepted: Table
    refused: Table
    count: ExtractCount
    faults: Faults = field(default_factory=Faults)
    rows: tuple[int, ...] = ()
    copies: Table | None = None
    alike: Table | None = None
    orphans: int = 0
    summed: Table | None = None

    @property
    def problems(self) -> pa.Table:
        """Every fault as row, column, value and reason, in the order of rows."""
        return self.faults.listed()

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

    def losses(self, headings: bool = False) -> tuple[str, ...]:
        """What absent optional extracts and columns take away, a sentence each.

        `headings`: named as the analyst who fills them writes them; else in words that a reader knows.
        """
        said = []
        for contract in CONTRACTS.values():
            if contract.name == "population":
                continue  # what was not brought may be fetched, or added up from districts: secure.denominators says it
            checked = self.extracts.get(contract.name)
            name = contract.name if headings else contract.in_words
            if checked is None:
                said.append(f"{name} not brought; not shown: {contract.loses}.")
                continue
            for column in contract.columns:
                absent = column.name not in checked.raw.table.column_names
                if absent and column.loses and column.unless not in self.extracts:
                    what = f"'{column.name}'" if headings else column.in_words
                    said.append(f"{what} not brought in {name}; not shown: {column.loses}.")
        return tuple(said)


def check_extracts(
    folder: Path, settings: Settings, connection: Backend, progress: Progress = lambda _: None
) -> Checks:
    """Read and check every extract of the folder.

    Raises ExtractError that lists everything for which an extract cannot be taken at all: a missing extract or column,
    an unreadable file, a possible NHS number. Rows that break a rule are quarantined, every one with its reasons.
    """
    in_one_thread(connection)
    taken = read_extracts(folder, settings, progress, lambda contract, raw: staged(contract, raw, connection, progress))
    checks, known = Checks(folder, settings, connection), Known()
    for name, (raw, rows) in taken.items():
        checked = _check(CONTRACTS[name], raw, rows, checks, known, progress)
        checks.extracts[name] = checked
        known.accepted[name], known.refused[name] = checked.accepted, checked.refused
    return checks


def above_allowed(checks: Checks) -> tuple[str, ...]:
    """A sentence for every extract whose share of quarantined rows (orphans apart) is above the allowed one."""
    allowed = checks.settings.allowed_share
    said = []
    for checked in checks.extracts.values():
        own, records = checked.count.quarantined - checked.orphans, checked.count.accepted + checked.count.quarantined
        if checked.share > allowed:
            said.append(
                f"{checked.raw.path.name}: {checked.share:.1%} of rows quarantined, more than the allowed "
                f"{allowed:.1%} ({own:,} of {records:,} rows, {int(allowed * records):,} allowed)"
            )
    return tuple(said)


def _check(
    contract: Contract, raw: RawExtract, rows: tuple[int, ...], checks: Checks, known: Known, progress: Progress
) -> Checked:
    connection, name = checks.connection, contract.name
    words = f"Checking {raw.path.name}"
    progress(Step(words, sum(rows), 0, JUDGED))

    def keep(part: str, query: str) -> Table:
        return written(connection, f"{name}_{part}", query)

    whole = every = rows_of(table_of(connection, f"{name}_staged"))
    repeated = keep("repeated", repeated_keys(whole, contract)) if contract.key else None
    copies = keep("copies", identical(whole, repeated, contract)) if size(repeated) else None
    alike = None if contract.key else keep("alike", said_before(whole, contract))
    if size(alike):
        merged = to_merge(alike, raw, rows, checks.settings)
        copies = keep("copies", merged) if merged is not None else None
    copied = size(copies)
    if copied:
        whole = without(whole, copies, ROW)
        if contract.key:
            repeated = keep("repeated_still", repeated_keys(whole, contract))
        else:
            alike = keep("alike_still", f"select * from {without(rows_of(alike), copies, ROW).text}")
    if name == "scores":
        whole = with_differences(whole, keep("differing", differing_days(whole)))
    whole = rules.looked_at(facing(whole, contract, known), contract, raw)
    made = MADE.get(name, ())
    found = [
        *rules.column_rules(contract, raw, checks.settings.extract_date),
        *relation_rules(whole, contract, known, repeated if size(repeated) else None),
    ]
    # In one pass: each row in its types, and whether it is amiss.
    held = keep("accepted", rules.accepted(whole, contract, made, is_amiss(found)))
    wrong = keep("wrong", f"select {quoted(ROW)} from {table_name(held)} where {AMISS}")
    amiss = size(wrong)
    progress(Step(words, sum(rows), JUDGED, 1))
    accepted = without_rows_amiss(connection, held, amiss)
    bad = keep("refused", judged(whole, wrong, found) if amiss else f"select * from {every.text} limit 0")
    connection.raw_sql(f'drop table "{name}_staged"')
    summed = keep("summed", summed_up(accepted)) if name == "contacts" else None
    faults = faults_of(bad, found, raw.malformed, keep) if amiss else Faults(malformed=raw.malformed)
    left_out = sum(sum(piece.left_out.values()) for piece in raw.pieces)
    # Each is counted by itself: secure.reconciling holds them against each other.
    read, quarantined = sum(rows) + len(raw.malformed) + left_out, amiss + len(raw.malformed)
    count = ExtractCount(read, size(accepted), quarantined, copied, left_out)
    orphans = _orphans(bad, found) if amiss else 0
    same = keep("alike_kept", among(alike, accepted, ROW)) if size(alike) else None
    copied_rows = copies if copied else None
    return Checked(contract, raw, accepted, bad, count, faults, rows, copied_rows, same, orphans, summed)


def _orphans(bad: Table, found: list[rules.Rule]) -> int:
    numbers = [number for number, rule in enumerate(found) if rule.reason == ORPHAN]
    if not numbers:
        return 0
    alone = f"select count(*) as orphans from {table_name(bad)} where {quoted(BROKEN)} = [{numbers[0]}]"
    return asked_as_table(bad.get_backend(), alone)["orphans"][0].as_py()

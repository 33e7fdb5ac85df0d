"""Every fault of every quarantined row: which rule it breaks, and with what value. Lists them; groups nothing.

A cell that a spreadsheet could not work out breaks the rule of its column, whichever that is: it stands under one
reason of its own, the same for every column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from ibis.expr.types import Table

from pimh_data.secure.conditions import ALWAYS, Rows, case, either, fits, sure, table_name
from pimh_data.secure.ids import SHEET_ERROR
from pimh_data.secure.ingest.account import Malformed
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.rules import SHEET_REASON, Rule
from pimh_data.secure.statements import quoted

BROKEN, AMISS = "rules broken", "amiss"
PROBLEM = pa.schema([("row", pa.int64()), ("column", pa.string()), ("value", pa.string()), ("reason", pa.string())])
BATCH = 100_000


@dataclass(frozen=True)
class Faults:
    """`table`: row, fault (the number of a rule in `rules`), value as text, id of the referral; None without a fault.

    `malformed`: records that are no rows, each a fault of its own.
    """

    rules: tuple[Rule, ...] = ()
    table: Table | None = None
    malformed: tuple[Malformed, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return self.table is not None or bool(self.malformed)

    def batches(self) -> Iterator[pa.Table]:
        """PROBLEM and referral_id, a line a fault, in the order of rows; so many at a time that memory holds them."""
        ragged = [{"row": bad.row, "column": "", "value": bad.text, "reason": bad.reason} for bad in self.malformed]
        if ragged:
            yield pa.Table.from_pylist([line | {"referral_id": ""} for line in ragged], _WITH_REFERRAL)
        if self.table is None:
            return
        columns, reasons = (pa.array([getattr(rule, name) for rule in self.rules]) for name in ("column", "reason"))
        for batch in self.table.order_by(ROW, "fault").to_pyarrow_batches(chunk_size=BATCH):
            numbers = batch["fault"]
            told = (batch[ROW], columns.take(numbers), batch["value"], reasons.take(numbers), batch["referral_id"])
            yield pa.Table.from_arrays(list(told), names=_WITH_REFERRAL.names).cast(_WITH_REFERRAL)

    def listed(self) -> pa.Table:
        """PROBLEM, every fault at once, in the order of rows."""
        found = [batch.select(PROBLEM.names) for batch in self.batches()]
        return pa.concat_tables([PROBLEM.empty_table(), *found]).sort_by([("row", "ascending")])


_WITH_REFERRAL = pa.schema([*PROBLEM, ("referral_id", pa.string())])


def is_amiss(rules: Sequence[Rule]) -> dict[str, str]:
    """The column that says whether a row breaks a rule."""
    return {AMISS: either(sure(rule.broken) for rule in rules)}


def judged(whole: Rows, amiss: Table, rules: Sequence[Rule]) -> str:
    """The rows that are amiss, with the numbers of all rules that they break."""
    numbers = ", ".join(f"case when {rule.broken} then {number} end" for number, rule in enumerate(rules))
    broken = f"list_filter([{numbers}]::smallint[], lambda number: number is not null)"
    bad = f"{quoted(ROW)} in (select {quoted(ROW)} from {table_name(amiss)})"
    return f"select *, {broken} as {quoted(BROKEN)} from {whole.text} where {bad}"


def faults_of(
    bad: Table, rules: Sequence[Rule], malformed: tuple[Malformed, ...], keep: Callable[[str, str], Table]
) -> Faults:
    """The faults of refused rows. `keep` makes a table of the database of a query's rows, under a name."""
    columns, row = list(dict.fromkeys(rule.column for rule in rules)), quoted(ROW)
    own = ((name, [number for number, rule in enumerate(rules) if rule.column == name]) for name in columns)
    value = case((f"fault in ({', '.join(map(str, numbers))})", quoted(name)) for name, numbers in own)
    identity = "referral_id" if "referral_id" in bad.columns else "null"
    errors = tuple(Rule(name, SHEET_REASON.format(name), ALWAYS) for name in columns)
    instead = ", ".join(str(len(rules) + columns.index(rule.column)) for rule in rules)
    error = case([(fits("value", SHEET_ERROR), f"([{instead}]::smallint[])[fault + 1]")], "fault")
    lines = f"""
        select distinct {row}, {error} as fault, value, referral_id from (
            select {row}, fault, coalesce({value}, '') as value, coalesce({identity}, '') as referral_id
            from (select *, unnest({quoted(BROKEN)}) as fault from {table_name(bad)}))"""
    return Faults((*rules, *errors), keep("faults", lines), malformed)

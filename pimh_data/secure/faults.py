"""Every fault of every quarantined row: which rule it breaks, and with what value. Lists them; groups nothing.

A cell that a spreadsheet could not work out breaks the rule of its column, whichever that is: it stands under one
reason of its own, the same for every column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, Table

from pimh_data.secure.ids import SHEET_ERROR
from pimh_data.secure.ingest.account import Malformed
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.rules import SHEET_REASON, Rule

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


def is_amiss(rules: Sequence[Rule]) -> dict[str, BooleanValue]:
    """The column that says whether a row breaks a rule."""
    return {AMISS: reduce(or_, (rule.broken.fill_null(False) for rule in rules))}


def judged(whole: Table, amiss: Table, rules: Sequence[Rule]) -> Table:
    """The rows that are amiss, with the numbers of all rules that they break."""
    bad = whole.filter(whole[ROW].isin(amiss[ROW]))  # a join would not know the rules as its own columns
    numbers = (ibis.cases((rule.broken, ibis.literal(n, "int16")), else_=None) for n, rule in enumerate(rules))
    return bad.mutate(**{BROKEN: ibis.array(list(numbers)).filter(lambda number: number.notnull())})


def faults_of(
    bad: Table, rules: Sequence[Rule], malformed: tuple[Malformed, ...], keep: Callable[[str, Table], Table]
) -> Faults:
    """The faults of refused rows. `keep` makes a table of the database from rows, under a name."""
    of = bad.mutate(fault=bad[BROKEN].unnest())
    told = [of.fault.isin([n for n, rule in enumerate(rules) if rule.column == name]) for name in _columns(rules)]
    value = ibis.cases(*((mine, of[name]) for mine, name in zip(told, _columns(rules), strict=True)), else_=None)
    identity = of.referral_id if "referral_id" in of.columns else ibis.null("string")
    lines = of.select(ROW, fault=of.fault, value=value.fill_null(""), referral_id=identity.fill_null(""))
    columns = _columns(rules)
    errors = tuple(Rule(name, SHEET_REASON.format(name), ibis.literal(True)) for name in columns)
    instead = ibis.literal([len(rules) + columns.index(rule.column) for rule in rules], "array<int16>")
    error = lines.value.re_search(SHEET_ERROR)
    lines = lines.mutate(fault=error.ifelse(instead[lines.fault], lines.fault)).distinct()
    return Faults((*rules, *errors), keep("faults", lines), malformed)


def _columns(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(rule.column for rule in rules))

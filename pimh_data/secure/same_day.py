"""Records of an extract without ids that are probably one and do not say the same: nothing is merged, all are counted.

A blank in the second of two exports keeps them from being copies. Several contacts of one day are usual for a few
people, not for a tenth of all.
"""

from collections.abc import Iterator, Sequence

from ibis.expr.types import Table

from pimh_data.contracts import Contract
from pimh_data.secure.conditions import ALWAYS, table_name
from pimh_data.secure.copies import MANY
from pimh_data.secure.engine import asked
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.rules import Rule
from pimh_data.secure.statements import quoted

# Two families may answer alike, and one leave a question out; of scores of one day that differ none is taken.
COMPARED = ("contacts", "system_work")


def but_for_a_blank(rows: Table, contract: Contract) -> Iterator[tuple[str, Sequence[Rule]]]:
    """The accepted rows that leave a column blank which another, otherwise the same, fills."""
    if contract.name not in COMPARED:
        return
    names = [column.name for column in contract.columns]
    for column in contract.columns:
        if not column.blank:
            continue
        others = [quoted(name) for name in names if name != column.name]
        texts = ", ".join(f"coalesce(cast({name} as varchar), '') as {name}" for name in others)
        told = f"select {quoted(ROW)}, {texts} from {table_name(rows)} where {quoted(column.name)}"
        filled = f"({told} is not null) as filled using ({', '.join(others)})"
        words = f"is the same as another row but for a blank '{column.name}': counted as a further one"
        yield f"(select * from ({told} is null) as blank semi join {filled})", [Rule(column.name, words, ALWAYS)]


def of_one_day(contacts: Table, alike: Table | None, accepted: int) -> Iterator[tuple[str, Sequence[Rule]]]:
    """Contacts of a referral and day that an earlier row has too, where they are many and differ in mode or status.

    `alike`: the `row` of those that say the same as an earlier one, and are said already; `accepted`: how many all are.
    """
    row, rows = quoted(ROW), table_name(contacts)
    apart = f"anti join {table_name(alike)} using ({row})" if alike is not None else ""
    further = f"""(
        select * from (
            select held.* from {rows} as held join (
                select referral_id, date, min({row}) as first from {rows}
                group by referral_id, date having count(*) > 1) as days
            on days.referral_id = held.referral_id and days.date = held.date
            where held.{row} <> days.first and held."mode" is not null) {apart})"""
    ((count,),) = asked(contacts.get_backend(), f"select count(*) from {further}")
    if count >= max(1, MANY * accepted):
        words = "is of the same referral and day as an earlier row, with another mode or status: counted too"
        yield further, [Rule("date", words, ALWAYS)]

"""Records of an extract without ids that are probably one and do not say the same: nothing is merged, all are counted.

A blank in the second of two exports keeps them from being copies. Several contacts of one day are usual for a few
people, not for a tenth of all.
"""

from collections.abc import Iterator, Sequence

import ibis
from ibis.expr.types import Table

from pimh_data.contracts import Contract
from pimh_data.secure.copies import MANY
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.rules import Rule

# Two families may answer alike, and one leave a question out; of scores of one day that differ none is taken.
COMPARED = ("contacts", "system_work")


def but_for_a_blank(rows: Table, contract: Contract) -> Iterator[tuple[Table, Sequence[Rule]]]:
    """The accepted rows that leave a column blank which another, otherwise the same, fills."""
    if contract.name not in COMPARED:
        return
    names = [column.name for column in contract.columns]
    for column in contract.columns:
        if not column.blank:
            continue
        texts = {name: rows[name].cast("string").fill_null("") for name in names if name != column.name}
        told = rows.select(ROW, **texts, filled=rows[column.name].notnull())
        without = told.filter(~told.filled)
        same = without.semi_join(told.filter(told.filled).drop(ROW), list(texts))
        words = f"is the same as another row but for a blank '{column.name}': counted as a further one"
        yield rows.semi_join(same, ROW), [Rule(column.name, words, ibis.literal(True))]


def of_one_day(contacts: Table, alike: Table | None, accepted: int) -> Iterator[tuple[Table, Sequence[Rule]]]:
    """Contacts of a referral and day that an earlier row has too, where they are many and differ in mode or status.

    `alike`: the `row` of those that say the same as an earlier one, and are said already; `accepted`: how many all are.
    """
    days = contacts.group_by(["referral_id", "date"]).agg(first=contacts[ROW].min(), rows=contacts.count())
    further = contacts.join(days.filter(days.rows > 1), ["referral_id", "date"])
    further = further.filter(further[ROW] != further.first, further["mode"].notnull())
    further = further.anti_join(alike, ROW) if alike is not None else further
    if int(further.count().to_pyarrow().as_py()) >= max(1, MANY * accepted):
        words = "is of the same referral and day as an earlier row, with another mode or status: counted too"
        yield contacts.semi_join(further, ROW), [Rule("date", words, ibis.literal(True))]

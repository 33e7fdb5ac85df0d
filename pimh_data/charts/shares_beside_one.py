"""Each group's share beside that of one, the dashed line: an interval that crosses it is no clear difference."""

from dataclasses import replace

from pimh_data.answer import Answer
from pimh_data.charts import dots_by_row
from pimh_data.charts.drawing import Drawing
from pimh_data.kept import kept

READING = (
    "The dashed line is the share of {whom}. Thin lines are 95% intervals of the difference from it, which hold for "
    "all groups together: what crosses the dashed line does not differ beyond chance."
)
BETWEEN = "95% interval beside {whom}, groups together"


@kept
def drawing(answer: Answer, left: int = 170) -> Drawing:
    """The chart of an Answer: member, share, difference with the interval of all together; its line is the one group.

    The interval of the difference stands round the share: the one group's share plus either end, within 0 and 1.
    """
    table = answer.table
    one = table["share"] - table["difference"]
    ends = {name: (one + table[f"together_{name}"]).clip(0, 1) for name in ("lower", "upper")}
    drawn = replace(answer, table=table.assign(**ends))
    whom = answer.references[0].label if answer.references else "those compared with"
    between, reading = BETWEEN.format(whom=whom), READING.format(whom=whom)
    return dots_by_row.drawing(drawn, "member", "share", between=between, reading=reading, left=left)

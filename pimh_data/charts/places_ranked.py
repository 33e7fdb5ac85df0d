"""Places by one measure, the highest first: all of them, or of more than can be read the highest and the lowest."""

from dataclasses import replace

from pimh_data.answer import Answer
from pimh_data.charts import dots_by_row
from pimh_data.charts.drawing import Drawing
from pimh_data.kept import kept

ENDS = 20  # Places at each end of a longer list
LEFT, STEP = 180, 28
READING = "Thin lines are 95% intervals; a rank says little where they overlap. The dark dot is what is chosen."
CUT = " Of {every} Places {known} have a figure: {drawn}. The table has all."


@kept
def drawing(answer: Answer) -> Drawing:
    """The chart of an Answer by Place, in the order of its table."""
    table, reading = answer.table, READING
    if len(table) > 2 * ENDS:
        known = table[table["value"].notna().to_numpy()]
        drawn = known["focus"].eq("yes").to_numpy(copy=True)
        drawn[:ENDS] = drawn[-ENDS:] = True
        which = f"the {ENDS} highest and the {ENDS} lowest are drawn" if len(known) > 2 * ENDS else "these are drawn"
        reading += CUT.format(every=len(table), known=len(known), drawn=which)
        answer = replace(answer, table=known[drawn].reset_index(drop=True))
    return dots_by_row.drawing(answer, label="member", value="value", reading=reading, left=LEFT, step=STEP)

"""How a share compares with the year before, in words and a grade; how two counts differ: a fact, never graded."""

from pimh_data.answer import Grade
from pimh_data.formats import people
from pimh_data.questions import periods
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.enough import Verdict
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.share_of_cells import counted_of
from pimh_data.release import Manifest

# How two years are compared, as methods say it. How alike a person is to themselves a year later is not released.
TWO_YEARS = (
    "two years are compared by Newcombe's interval of the difference, with people in both counted as different people: "
    "a bound, too wide rather than too narrow where who is in both fares alike"
)
TWO_YEARS_OF_WHAT_LASTS = (
    "two years are compared by Newcombe's interval of the difference, with the people in both, whose group is the "
    "same, allowed for"
)
ENDINGS: dict[Verdict, str] = {
    "higher": "a larger share than the year before ({}), beyond chance",
    "lower": "a smaller share than the year before ({}), beyond chance",
    "no clear difference": "no clear difference from the year before ({})",
    "too few": "too few to compare with the year before ({})",
}
LEAST = 10  # a difference of rounded counts under this may be none
JUDGED: dict[Verdict, Grade] = {"higher": "better", "lower": "worse"}


def first_year_before(manifest: Manifest, year: str) -> str:
    """Why a year is not compared with the one before, where that is the first of the extracts; else ''.

    Who was referred before the extracts begin cannot be counted in it: of courses, it has the short ones alone.
    """
    before = periods.year_before(year)
    if before != manifest.years[0]:
        return ""
    return f"not compared with {before}, the first year of the extracts, which leave out people referred earlier"


def against(verdict: Verdict, was: str, larger_is_better: bool = False) -> tuple[str, Grade]:
    """'a larger share than the year before (50%), beyond chance' and its grade: 'better' only where that is judged."""
    if verdict == "undefined":
        raise ValueError("a comparison with a number that is not there has no ending: say first that it is not there")
    grade: Grade = JUDGED.get(verdict, verdict) if larger_is_better else verdict
    return ENDINGS[verdict].format(was), grade


def since_year_before(
    part: Cell,
    whole: Cell,
    part_before: Cell,
    whole_before: Cell,
    larger_is_better: bool = False,
    in_both: float = 0.0,
) -> tuple[str, Grade]:
    """The same from the counts of both years; a description where the year before is hidden or has no data.

    `in_both`: people counted in both years, where the share is of something that lasts.
    """
    if not (part_before.known and whole_before.known) or whole_before.value == 0:
        if part_before.withheld or whole_before.withheld:
            return "the year before is not shown to you", "description"
        hidden = "hidden" in (part_before.state, whole_before.state)
        return ("the year before is hidden" if hidden else "there are no data for the year before"), "description"
    was = counted_of(part_before, whole_before, whole.value)  # a finer figure than the share beside it says no more
    verdict = shares_compared(part, whole, part_before, whole_before, in_both=in_both)
    return against(verdict, was, larger_is_better)


def difference(now: Cell, before: Cell) -> float:
    """How many more there are; NaN where a count is not known, or where of rounded counts there may be no change."""
    change = now.value - before.value
    return float("nan") if not _exact(now, before) and abs(change) < LEAST else change


def counted_since(now: Cell, before: Cell, than: str = "the year before") -> str:
    """'about 80 more than the year before', of two known counts; without 'about' where both are exact."""
    change = difference(now, before)
    if change != change:
        return f"no change from {than} that rounded counts can show"
    if not change:
        return f"as many as {than}"
    about = "" if _exact(now, before) else "about "
    return f"{about}{people(abs(change))} {'more' if change > 0 else 'fewer'} than {than}"


def _exact(*cells: Cell) -> bool:
    return all(cell.lowest == cell.highest for cell in cells)

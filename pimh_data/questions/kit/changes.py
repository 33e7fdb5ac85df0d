"""How a share compares with the year before, in words and a grade. No arithmetic beyond a percentage."""

from pimh_data.answer import Grade
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.enough import Verdict
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.share_of_cells import percent_of

ENDINGS: dict[Verdict, str] = {
    "higher": "a larger share than the year before ({}), beyond chance",
    "lower": "a smaller share than the year before ({}), beyond chance",
    "no clear difference": "no clear difference from the year before ({})",
    "too few": "too few to compare with the year before ({})",
}
JUDGED: dict[Verdict, Grade] = {"higher": "better", "lower": "worse"}


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
        hidden = "hidden" in (part_before.state, whole_before.state)
        return ("the year before is hidden" if hidden else "there are no data for the year before"), "description"
    was = percent_of(part_before, whole_before)
    verdict = shares_compared(part, whole, part_before, whole_before, in_both=in_both)
    return against(verdict, was, larger_is_better)

"""What would turn a verdict on who improved: how many of those without a second score, in words."""

from pimh_data.formats import people
from pimh_data.questions.cells import Cell
from pimh_data.questions.kit.verdicts.improved import Improved
from pimh_data.questions.rounded_intervals import drawn
from pimh_data.statistics.tipping import tipping_points


def tipping(one: Improved, other: Improved, who: str, reversible: bool) -> str:
    """'If between 95 and 141 of about 195 without a second score had improved reliably, it would not be beyond chance.'

    By the test of the verdict itself, rounding allowed for. `who`: the first's missing, after their number;
    `reversible`: whether the missing of both together could turn it. '' where nobody of the first is missing.
    """
    exact = all(cell.lowest == cell.highest for cell in (one.eligible, one.paired))
    missing = max(one.eligible.value - one.paired.value, 0)
    if not missing:
        return ""
    of = f"{'the' if exact else 'about'} {people(missing)} {who}"
    least, most = _points(one, other, missing)
    if least != least:
        alone = ", unless others without one differ too" if reversible else ""
        return f"However many of {of} had improved reliably, it would be beyond chance{alone}."
    if (least, most) == (0, missing):
        return f"However many of {of} had improved reliably, it would not be beyond chance."
    return f"If {_counted(least, most, missing)} of {of} had improved reliably, it would not be beyond chance."


def _counted(least: float, most: float, missing: float) -> str:
    """'95 or more' where it stays so to the end, '40 or fewer' from none on, else 'between 95 and 141'."""
    if most == 0:
        return "none"
    if least == most:
        return people(least)
    if most == missing:
        return f"{people(least)} or more"
    return f"{people(most)} or fewer" if least == 0 else f"between {people(least)} and {people(most)}"


def _points(one: Improved, other: Improved, missing: float) -> tuple[float, float]:
    """The least and the most of the missing with whom the verdict does not hold; NaN where it holds with any."""
    cells: tuple[Cell, ...] = (one.improved, one.eligible, other.improved, other.paired)
    of_improved, of_eligible, of_other, of_paired = (float(error) for error in drawn(cells)[1])
    return tipping_points(
        # Rounding may show a part larger than its whole.
        min(one.improved.value, one.paired.value),
        one.paired.value,
        missing,
        min(other.improved.value, other.paired.value),
        other.paired.value,
        (of_improved, of_eligible, of_other, of_paired),
    )

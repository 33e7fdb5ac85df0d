"""What the answer on the slope says: whether people are seen less where deprivation is greater, and if it changes."""

from collections.abc import Sequence

import numpy as np

from pimh_data.answer import Grade, Row, Selection
from pimh_data.formats import interval, number
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, Cell, View, total
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.deprivation import SeenByDeprivation, seen_by_deprivation
from pimh_data.questions.periods import is_whole
from pimh_data.questions.population import Denominator
from pimh_data.questions.slopes import Slope, slope_of
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.release import Release

LABEL = "slope index of inequality, per 1,000"


def slope(held: SeenByDeprivation) -> Slope:
    """The slope of people seen by decile over children of the same deciles."""
    return slope_of([held.seen(name) for name in DECILE_MEMBERS], [held.children(name) for name in DECILE_MEMBERS])


def inhabited(held: SeenByDeprivation) -> Cell:
    """The deciles in which somebody lives, together: known where a slope can be fitted."""
    return total(held.seen(name) for name in DECILE_MEMBERS if held.children(name) > 0)


def finding(release: Release, selection: Selection, view: View, rows: Sequence[Row], denominator: Denominator) -> Said:
    """The slope of the chosen year with its interval, the relative index, and how it compares with the first year.

    'worse' where people are seen less the more deprived, 'higher' where more; 'no clear difference' otherwise.
    """
    chosen = release.manifest.years.index(selection.year)
    tell, row = Telling.of(release, selection, view, LABEL), rows[chosen]
    if row["state"] == "no data":
        return tell.no_rate(denominator.refused, "there are no data on people seen by decile")
    if row["state"] == "hidden":

        def both(view: View) -> Cell:
            by_decile = view.dimension == DEPRIVATION.name
            return inhabited(seen_by_deprivation(release, view, selection.year)) if by_decile else HIDDEN

        def say(view: View) -> str:
            found = slope(seen_by_deprivation(release, view, release.manifest.years[-1]))
            bounds = words.ratio_interval(found.relative_lower, found.relative_upper)
            return f"{number(found.relative, 2)} times as many at the least deprived end ({bounds})"

        return tell.hidden("no slope by deprivation, because a decile is hidden", both, say)
    bounds = interval(float(row["lower"]), float(row["upper"]))
    ends = f"{_end(float(row['most_deprived']))} per 1,000 {denominator.basis} at the most deprived end"
    times = f"; {number(float(row['relative']), 2)} times" if row["relative"] == row["relative"] else ""
    grade: Grade = "no clear difference"
    said = "no clear slope by deprivation"
    if float(row["lower"]) > 0:
        grade, said = "worse", "people are seen less the more deprived their area"
    elif float(row["upper"]) < 0:
        grade, said = "higher", "people are seen more the more deprived their area"
    figures = f"{ends}, {_end(float(row['least_deprived']))} at the least"
    trend = _trend(release, rows, chosen)
    steep = f"slope {number(float(row['slope']))}, 95% interval {bounds}"
    text = f"{said}: {figures} ({steep}{times}).{trend}"
    return tell.says(text, grade, number(float(row["slope"])), f"95% interval {bounds}")


def _end(rate: float) -> str:
    # A steep line can pass below nobody at its end.
    return number(max(rate, 0.0))


def _trend(release: Release, rows: Sequence[Row], chosen: int) -> str:
    """Against the earliest year that can be compared: the extracts' first leaves out people referred before it."""
    manifest = release.manifest
    earlier = [row for row in rows[1:chosen] if row["state"] == "shown" and is_whole(manifest, str(row["period"]))]
    if not earlier or not is_whole(manifest, manifest.years[chosen]):
        return " Too few years to say whether it changes."
    first, now = earlier[0], rows[chosen]
    before, lowest, highest = (float(first[name]) for name in ("slope", "lower", "upper"))
    slope, lower, upper = (float(now[name]) for name in ("slope", "lower", "upper"))
    change = slope - before
    down, up = np.hypot(slope - lower, highest - before), np.hypot(upper - slope, before - lowest)
    was = f"{first['period']} ({number(before)})"
    if change - down <= 0 <= change + up:
        return f" No clear change since {was}."
    return f" The slope has {'risen' if change > 0 else 'fallen'} since {was}, beyond chance."

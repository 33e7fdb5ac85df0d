"""What the answer on the slope says: whether people are seen less where deprivation is greater, and if it changes."""

from collections.abc import Mapping, Sequence

import numpy as np

from pimh_data.answer import Finding, Grade, Headline, Selection
from pimh_data.formats import interval, number
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, members, total
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.periods import is_whole
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.questions.service_starts import started_later
from pimh_data.questions.slopes import Slope, slope_of
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import DECILE_MEMBERS
from pimh_data.release import Release

LABEL = "slope index of inequality, per 1,000"
Row = Mapping[str, object]


def slope(seen: Mapping[str, Cell], below: Denominator) -> Slope:
    """The slope of people seen by decile over children of the same deciles."""
    return slope_of([seen.get(name, NO_DATA) for name in DECILE_MEMBERS], [below.of(name) for name in DECILE_MEMBERS])


def inhabited(seen: Mapping[str, Cell], below: Denominator) -> Cell:
    """The deciles in which somebody lives, together: known where a slope can be fitted."""
    return total(seen.get(name, NO_DATA) for name in DECILE_MEMBERS if below.of(name) > 0)


def finding(
    release: Release,
    selection: Selection,
    view: View,
    rows: Sequence[Row],
    denominator: Denominator,
) -> tuple[Finding, Headline]:
    """The slope of the chosen year with its interval, the relative index, and how it compares with the first year.

    'worse' where people are seen less the more deprived, 'higher' where more; 'no clear difference' otherwise.
    """
    chosen = release.manifest.years.index(selection.year)
    subject, row = words.subject(selection), rows[chosen]
    if row["state"] == "no data":
        why = started_later(release, selection) or "there are no data on people seen by decile"
        why = words.lower_first(denominator.refused) or f"{why}."
        return Finding(f"{subject}: {why}", "no data"), Headline(LABEL, "no data", "")
    if row["state"] == "hidden":
        found = nearest_view(
            release, view, lambda view: _both(release, view, selection), lambda view: _say_number(release, view)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: no slope by deprivation, because a decile is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(LABEL, "hidden", found)
    bounds = interval(row["lower"], row["upper"])
    ends = f"{_end(row['most_deprived'])} per 1,000 {denominator.basis} at the most deprived end"
    times = f"; {number(row['relative'], 2)} times" if row["relative"] == row["relative"] else ""
    grade: Grade = "no clear difference"
    said = "no clear slope by deprivation"
    if row["lower"] > 0:
        grade, said = "worse", "people are seen less the more deprived their area"
    elif row["upper"] < 0:
        grade, said = "higher", "people are seen more the more deprived their area"
    figures = f"{ends}, {_end(row['least_deprived'])} at the least"
    trend = _trend(release, rows, chosen)
    steep = f"slope {number(row['slope'])}, 95% interval {bounds}"
    text = f"{subject}: {said}: {figures} ({steep}{times}).{trend}"
    return Finding(text, grade), Headline(LABEL, number(row["slope"]), f"95% interval {bounds}")


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
    change = now["slope"] - first["slope"]
    down = np.hypot(now["slope"] - now["lower"], first["upper"] - first["slope"])
    up = np.hypot(now["upper"] - now["slope"], first["slope"] - first["lower"])
    was = f"{first['period']} ({number(first['slope'])})"
    if change - down <= 0 <= change + up:
        return f" No clear change since {was}."
    return f" The slope has {'risen' if change > 0 else 'fallen'} since {was}, beyond chance."


def _both(release: Release, view: View, selection: Selection) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    (below,) = children_by_deprivation(release, view.where, view.service, (selection.year,))
    return inhabited(members(release, "activity", view, "people_seen"), below)


def _say_number(release: Release, view: View) -> str:
    (below,) = children_by_deprivation(release, view.where, view.service, (release.manifest.years[-1],))
    found = slope(members(release, "activity", view, "people_seen"), below)
    bounds = words.ratio_interval(found.relative_lower, found.relative_upper)
    return f"{number(found.relative, 2)} times as many at the least deprived end ({bounds})"

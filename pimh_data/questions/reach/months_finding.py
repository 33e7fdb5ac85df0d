"""What the chart by month says: common cause, or special cause and since when; or that no limits can be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.answer import Grade, Selection
from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, cell
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.periods import month_in_words
from pimh_data.registry.cubes import MONTH
from pimh_data.release import Release
from pimh_data.statistics.control import FEWEST_FOR_FIRM_LIMITS, XmR

COMMON, HIGH, LOW = "common cause", "special cause, high", "special cause, low"
RUN_CHART = "A run chart, without limits: there are too few points or too few people in each for limits to hold."
HARDLY_MOVES = "A run chart, without limits: too few neighbouring counts differ for limits to say what is usual."
SIDE = {HIGH: "more", LOW: "fewer"}


@dataclass(frozen=True)
class MonthSeries:
    """What is drawn: the kind of period, the periods, their cells, and whether limits are; `flat`: it hardly moves."""

    kind: str
    periods: Sequence[str]
    points: Sequence[Cell]
    limits: bool
    flat: bool = False


def icon(special: bool, high: bool) -> str:
    """The variation of a point, as an icon shows it."""
    return (HIGH if high else LOW) if special else COMMON


def finding(
    release: Release, selection: Selection, series: MonthSeries, kinds: Sequence[str], centre: float, limits: XmR | None
) -> Said:
    """'common-cause variation, no action suggested', or 'special cause since March 2024', of the last point."""
    who = words.people_of(selection.deprivation)
    tell = Telling.of(release, selection, View.of(selection), "variation")
    if {point.state for point in series.points} <= {"no data"}:
        return tell.no_data(f"there are no data on {who} seen by month")
    if not any(point.known for point in series.points):

        def seen(view: View) -> Cell:
            return cell(release, "activity", view, "people_seen")

        what = f"the number of {who} seen is hidden in every {series.kind}"
        return tell.hidden(what, seen, lambda view: f"{people(seen(view).value)} people")
    if limits is None:
        known = [point.value for point in series.points if point.known]
        between = f"{people(min(known))} to {people(max(known))}" if len(set(known)) > 1 else people(known[0])
        several = f"{len(known)} {series.kind}s" if len(known) > 1 else f"one {series.kind}"
        why = "hardly moves, so no limits" if series.flat else "too few for limits"
        text = f"{between} {who} a {series.kind} in {several}; {why}: run chart."
        return tell.says(text, "too few", "Run chart", words.upper_first(why))
    usual = f"{number(centre, 0)} a {series.kind} on average"
    last = kinds[-1]
    early = "; with 12 points the limits are provisional" if len(series.points) < FEWEST_FOR_FIRM_LIMITS else ""
    if last == COMMON:
        text = f"common-cause variation, no action suggested ({who} seen: {usual}){_before(series, kinds)}{early}."
        return tell.says(text, "no clear difference", "Common cause", usual)
    since = _named(series.kind, series.periods[_start(kinds, len(kinds) - 1)])
    text = f"special cause since {since}: {SIDE[last]} {who} than usual ({usual}){early}."
    grade: Grade = "higher" if last == HIGH else "lower"
    return tell.says(text, grade, words.upper_first(last), f"Since {since}; {usual}")


def _before(series: MonthSeries, kinds: Sequence[str]) -> str:
    """The latest special cause, where the last point has none."""
    last = max((place for place, kind in enumerate(kinds) if kind in SIDE), default=None)
    if last is None:
        return ""
    first, end = (_named(series.kind, series.periods[place]) for place in (_start(kinds, last), last))
    when = f"in {first}" if first == end else f"from {first} to {end}"
    return f"; {SIDE[kinds[last]]} than usual {when} (special cause)"


def _start(kinds: Sequence[str], last: int) -> int:
    """Where the run of special causes of one side, which ends at a point, began."""
    start = last
    while start and kinds[start - 1] == kinds[last]:
        start -= 1
    return start


def _named(kind: str, period: str) -> str:
    return month_in_words(period) if kind == MONTH else period

"""What the chart by month says: common cause, or special cause and since when; or that no limits can be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.answer import Finding, Headline, Selection
from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, cell
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.periods import month_in_words
from pimh_data.questions.service_starts import started_later
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
) -> tuple[Finding, Headline]:
    """'common-cause variation, no action suggested', or 'special cause since March 2024', of the last point."""
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    states = {point.state for point in series.points}
    if states <= {"no data"}:
        why = started_later(release, selection) or f"there are no data on {who} seen by month"
        return Finding(f"{subject}: {why}.", "no data"), Headline("variation", "no data", "")
    if not any(point.known for point in series.points):
        view = View.of(selection)
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        found = nearest_view(release, view, lambda view: _seen(release, view), lambda view: _say_number(release, view))
        text = f"{subject}: the number of {who} seen is hidden in every {series.kind} ({why}). {found}"
        return Finding(text, "hidden"), Headline("variation", "hidden", found)
    if limits is None:
        known = [point.value for point in series.points if point.known]
        between = f"{people(min(known))} to {people(max(known))}" if len(set(known)) > 1 else people(known[0])
        several = f"{len(known)} {series.kind}s" if len(known) > 1 else f"one {series.kind}"
        why = "hardly moves, so no limits" if series.flat else "too few for limits"
        text = f"{between} {who} a {series.kind} in {several}; {why}: run chart"
        return Finding(f"{subject}: {text}.", "too few"), Headline("variation", "Run chart", words.upper_first(why))
    usual = f"{number(centre, 0)} a {series.kind} on average"
    last = kinds[-1]
    early = "; with 12 points the limits are provisional" if len(series.points) < FEWEST_FOR_FIRM_LIMITS else ""
    if last == COMMON:
        said = f"common-cause variation, no action suggested ({who} seen: {usual})"
        text = f"{subject}: {said}{_before(series, kinds)}{early}."
        return Finding(text, "no clear difference"), Headline("variation", "Common cause", usual)
    since = _named(series.kind, series.periods[_start(kinds, len(kinds) - 1)])
    text = f"{subject}: special cause since {since}: {SIDE[last]} {who} than usual ({usual}){early}."
    return Finding(text, "higher" if last == HIGH else "lower"), Headline(
        "variation", words.upper_first(last), f"Since {since}; {usual}"
    )


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


def _seen(release: Release, view: View) -> Cell:
    return cell(release, "activity", view, "people_seen")


def _say_number(release: Release, view: View) -> str:
    return f"{people(_seen(release, view).value)} people"

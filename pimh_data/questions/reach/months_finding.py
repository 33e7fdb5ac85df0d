"""What the charts by month say: common or special cause and since when, no limits, or how many people in all."""

from collections.abc import Sequence

from pimh_data.answer import Grade, Selection
from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.partly_granted import PERIODS_LEFT_OUT
from pimh_data.questions.periods import month_in_words
from pimh_data.questions.reach.months_series import MonthSeries
from pimh_data.registry.cubes import MONTH, YEAR
from pimh_data.release import Release
from pimh_data.statistics.control import FEWEST_FOR_FIRM_LIMITS, XmR

COMMON, HIGH, LOW = "common cause", "special cause, high", "special cause, low"
SIDE = {HIGH: "more", LOW: "fewer"}


def icon(special: bool, high: bool) -> str:
    """The variation of a point, as an icon shows it."""
    return (HIGH if high else LOW) if special else COMMON


def finding_of_new(
    release: Release, selection: Selection, series: MonthSeries, kinds: Sequence[str], centre: float, limits: XmR | None
) -> Said:
    """One verdict: common cause all along, special cause since a period, or special cause once and no more since."""
    tell = Telling.of(release, selection, View.of(selection), "variation")
    nothing = _nothing(tell, selection, series)
    if nothing:
        return nothing
    if limits is None:
        why = "hardly moves, so no limits" if series.flat else "too few for limits"
        return tell.says(
            f"{_between(selection, series)}; {why}: run chart.", "too few", "Run chart", words.upper_first(why)
        )
    usual = f"{number(centre, 0)} a {series.kind} on average"
    early = "; with 12 points the limits are provisional" if len(series.points) < FEWEST_FOR_FIRM_LIMITS else ""
    at = max((place for place, kind in enumerate(kinds) if kind in SIDE), default=None)
    if at is None:
        text = f"common-cause variation, no action suggested (people {series.of.did}: {usual}){early}."
        return tell.says(text, "no clear difference", "Common cause", usual)
    kind, first, last = kinds[at], _named(series, _start(kinds, at)), _named(series, at)
    if at == len(kinds) - 1:
        text = f"special cause since {first}: {SIDE[kind]} people {series.of.did} than usual ({usual}){early}."
        grade: Grade = "higher" if kind == HIGH else "lower"
        return tell.says(text, grade, words.upper_first(kind), f"Since {first}; {usual}")
    when = f"in {first}" if first == last else f"from {first} to {last}"
    text = f"special cause {when}: {SIDE[kind]} people {series.of.did} than usual; none since ({usual}){early}."
    return tell.says(text, "description", "No special cause now", f"{words.upper_first(kind)}, {when}; {usual}")


def finding_of_seen(release: Release, selection: Selection, series: MonthSeries) -> Said:
    """From how few to how many a period, and how many different people they are over the year."""
    tell = Telling.of(release, selection, View.of(selection))
    nothing = _nothing(tell, selection, series)
    if nothing:
        return nothing
    text = _between(selection, series)
    year = series.of.read(release, View.of(selection))
    if series.kind != YEAR and len(series.points) > 1:
        same = f"partly the same people each {series.kind}"
        text += f", {same}: {people(year.value)} different people in {selection.year}" if year.known else f", {same}"
    return tell.says(f"{text}.", "description")


def _nothing(tell: Telling, selection: Selection, series: MonthSeries) -> Said | None:
    """That there are no data, or that every period is hidden; None where something is shown."""
    if series.withheld:
        return tell.says(PERIODS_LEFT_OUT, "no data", "no data")
    who, did = words.people_of(selection.deprivation), series.of.did
    if {point.state for point in series.points} <= {"no data"}:
        return tell.no_data(f"there are no data on {who} {did} by month")
    if any(point.known for point in series.points):
        return None
    return tell.hidden(
        f"the number of {who} {did} is hidden in every {series.kind}",
        lambda view: series.of.read(tell.release, view),
        lambda view: f"{people(series.of.read(tell.release, view).value)} people",
    )


def _between(selection: Selection, series: MonthSeries) -> str:
    """'10 to 20 people seen a quarter in 12 quarters'."""
    known = [point.value for point in series.points if point.known]
    least, most = people(min(known)), people(max(known))
    several = f"{len(known)} {series.kind}s" if len(known) > 1 else f"one {series.kind}"
    who = f"{words.people_of(selection.deprivation)} {series.of.did}"
    return f"{least if least == most else f'{least} to {most}'} {who} a {series.kind} in {several}"


def _start(kinds: Sequence[str], last: int) -> int:
    """Where the run of special causes of one side, which ends at a point, began."""
    start = last
    while start and kinds[start - 1] == kinds[last]:
        start -= 1
    return start


def _named(series: MonthSeries, at: int) -> str:
    return month_in_words(series.periods[at]) if series.kind == MONTH else series.periods[at]

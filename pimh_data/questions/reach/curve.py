"""What part of those referred is seen as the weeks go by, with those who leave and those still waiting in view."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from pimh_data.answer import Answer, Column, Selection
from pimh_data.formats import interval, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, NOBODY, Cell, View, by_band, several
from pimh_data.questions.kit import STATE, Said, Telling, answer, by_group
from pimh_data.questions.reach.incidence import Cohort, Incidence, incidence
from pimh_data.questions.reach.waits_by_group import at, groups
from pimh_data.registry.cubes import WAIT_BANDS
from pimh_data.release import Release

BANDS = WAIT_BANDS[:-1]  # the last has no end to be seen by
WEEKS = tuple(upper / 7 for _, _, upper in BANDS)
SAID_AT = (6, 18)
COLUMNS = (
    Column("group", "Group", "text"),
    Column("weeks", "Weeks since referral", "number", "weeks"),
    Column("seen", "Share seen by then", "share"),
    Column("lower", "95% interval, or range if hidden, lower", "share"),
    Column("upper", "95% interval, or range if hidden, upper", "share"),
    Column("left", "Share who left unseen by then", "share"),
    Column("waiting", "Share still waiting then", "share"),
    Column("focus", "Chosen group", "text"),
    STATE,
)


def waits_curve(release: Release, selection: Selection) -> Answer:
    """Cumulative incidence of being seen: one row a group and end of a week band (2, 6, 12, 18, 26, 52 weeks).

    Groups: everyone, Core20, the rest, a chosen decile. Columns: group, weeks, seen with its 95% interval, left
    and waiting (shares of all referred), focus, state. In a hidden row there is no estimate, and lower and upper are
    the range that the shown counts permit, where it says something. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    held = {group: _curve(release, at(view, group)) for group in groups(selection.deprivation)}
    rows = [
        {
            "group": words.upper_first(words.group(group)),
            "weeks": weeks,
            **asdict(found),
            "focus": "yes" if group == selection.deprivation else "no",
        }
        for group, curve in held.items()
        for weeks, found in zip(WEEKS, curve, strict=True)
    ]
    return answer(
        "reach.waits_curve",
        "Seen as the weeks go by",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, held),
        definition="Of all people referred in the year, the share seen by so many weeks after the referral: by the "
        "latest referral of each. Leaving unseen ends the wait too; those still waiting count for as long as they "
        "have been followed.",
        numerator=f"People first seen by then, referred in {selection.year}, {words.subject(selection, False)}",
        denominator="All people referred in the year",
        method="Aalen-Johansen estimate from counts in week bands, leaving as a competing event, those still "
        "waiting at risk to the end of their band; log(-log) 95% limits at the true counts, among those that the "
        "released ones permit, that push them furthest. Where a band is hidden, the range holds every way in which "
        "those hidden and those not followed so far could fall.",
        period=f"Referred in {selection.year}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Aalen and Johansen 1978, Scand J Stat 5:141; Manski 2003, Partial Identification, ch. 1",
        caveats=("Never the mean wait of those already seen: that would leave out everyone who is still waiting.",),
        matters=by_group(selection, "waits"),
        hidden=[f"{row['group']}, {row['weeks']:.0f} weeks" for row in rows if row["state"] == "hidden"],
        what="points",
        direction="higher_is_better",
    )


def _curve(release: Release, view: View) -> list[Incidence]:
    cohort = _cohort(release, view)
    return incidence(cohort, WEEKS) if cohort else [Incidence(NAN, NAN, NAN, NAN, NAN, "no data")] * len(BANDS)


def _cohort(release: Release, view: View) -> Cohort | None:
    """The counts of a view by week band; None where the release holds none."""
    extract = date.fromisoformat(release.manifest.extract_date[:10])
    days_followed = (extract - periods.last_day(view.period)).days if view.period in release.manifest.years else -1
    bands = {count: by_band(release, view, count) for count in ("seen", "left", "waiting")}
    if not bands["seen"]:
        return None
    # Nobody referred so long ago can have waited for so little so far.
    waiting = [NOBODY if days_followed > upper else bands["waiting"].get(name, NO_DATA) for name, _, upper in BANDS]
    seen, left = ([bands[count].get(name, NO_DATA) for name, _, _ in BANDS] for count in ("seen", "left"))
    referred, ever = several(release, "pathway", view, ("referred", "seen")).values()
    return Cohort(seen, left, waiting, referred, ever)


def _said(release: Release, selection: Selection, view: View, held: Mapping[str, list[Incidence]]) -> Said:
    who, near = words.people_of(selection.deprivation), at(view, selection.deprivation)
    curve = dict(zip((round(week) for week in WEEKS), held[selection.deprivation], strict=True))
    tell = Telling.of(release, selection, near, f"seen within {SAID_AT[-1]} weeks")
    if all(found.state == "no data" for found in curve.values()):
        return tell.no_data(f"there are no data on the waits of {who}")
    said = [_in_words(weeks, curve[weeks]) for weeks in SAID_AT]
    if not any(said):
        what = f"how the waits of {who} go on is hidden"
        return tell.hidden(what, lambda view: _first(release, view), lambda view: _say_first(release, view))
    last = max((weeks for weeks, found in curve.items() if found.state in ("shown", "zero")), default=None)
    rest = ""
    if last is not None:
        found = curve[last]
        rest = (
            f". By {last} weeks {percent(found.left)} had left unseen and {percent(found.waiting)} were still waiting"
        )
    text = f"of {who} referred, {words.listed([part for part in said if part])}{rest}."
    weeks, figure, comparison = _card(curve)
    return replace(tell, label=f"seen within {weeks} weeks").says(text, "description", figure, comparison)


def _card(curve: Mapping[int, Incidence]) -> tuple[int, str, str]:
    """The latest weeks whose share is shown, with the share and its interval; else the first with its range."""
    for weeks in reversed(SAID_AT):
        found = curve[weeks]
        if found.state in ("shown", "zero"):
            return weeks, percent(found.seen), f"95% interval {interval(found.lower, found.upper, 0, 100)}"
    first = SAID_AT[0]
    return first, "hidden", words.upper_first(_in_words(first, curve[first]))


def _in_words(weeks: int, found: Incidence) -> str:
    if found.state in ("shown", "zero"):
        return f"{percent(found.seen)} were seen within {weeks} weeks ({interval(found.lower, found.upper, 0, 100)})"
    if found.lower == found.lower:
        between = f"between {percent(found.lower)} and {percent(found.upper)}"
        return f"{between} were seen within {weeks} weeks (a count is hidden)"
    return ""


def _first(release: Release, view: View) -> Cell:
    """Everyone referred, where the curve can be drawn as far as six weeks."""
    cohort = _cohort(release, view)
    if cohort is None:
        return NO_DATA
    first = sum(week <= SAID_AT[0] for week in WEEKS)
    known = all(cell.known for part in (cohort.seen, cohort.left, cohort.waiting) for cell in part[:first])
    return cohort.referred if known and cohort.referred.value > 0 else HIDDEN


def _say_first(release: Release, view: View) -> str:
    curve = dict(zip((round(week) for week in WEEKS), _curve(release, view), strict=True))
    return _in_words(SAID_AT[0], curve[SAID_AT[0]])

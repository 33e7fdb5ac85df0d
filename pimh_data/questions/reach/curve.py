"""What part of those accepted is seen as the weeks go by, with those who leave and those still waiting in view."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from pimh_data.answer import Answer, Column, Selection
from pimh_data.formats import interval, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, Cell, View
from pimh_data.questions.kit import STATE, Said, Telling, answer, by_group
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.reach.beside_waits import beside_waits
from pimh_data.questions.reach.waited import DEFINITION, waited
from pimh_data.questions.reach.waits_by_group import at, groups
from pimh_data.registry.cubes import LONGEST_WEEKS, WITHIN_WEEKS
from pimh_data.release import Release

SAID_AT = (6, LONGEST_WEEKS)
COLUMNS = (
    Column("group", "Group", "text"),
    Column("weeks", "Weeks since referral", "number", "weeks"),
    Column("seen", "Share seen by then", "share"),
    Column("lower", "95% interval, or range if hidden, lower", "share"),
    Column("upper", "95% interval, or range if hidden, upper", "share"),
    Column("left", "Share who left unseen by then", "share"),
    Column("waiting", "Share still waiting then", "share", missing="within rounding"),
    Column("focus", "Chosen group", "text"),
    STATE,
)


@dataclass(frozen=True)
class By:
    """By so many weeks: shares seen (with limits), left and waiting; or, hidden, limits alone; or nothing."""

    seen: float
    lower: float
    upper: float
    left: float
    waiting: float
    state: str


Curve = Mapping[int, By]


def waits_curve(release: Release, selection: Selection) -> Answer:
    """Who of those accepted was seen by then: one row a group and number of weeks (2, 6, 12, 18).

    Groups: everyone, Core20, the rest, a chosen decile. Columns: group, weeks, seen with its 95% interval, left
    and waiting (shares of those followed), focus, state. The same numbers as `seen_within_six_weeks`. In a hidden row
    lower and upper are the range that the shown counts permit, where it says something. Raises SelectionError for a
    year or Place not held.
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
        for weeks, found in curve.items()
    ]
    return answer(
        "reach.waits_curve",
        "Seen as the weeks go by",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, held),
        definition=f"Of the people accepted, the share seen by so many weeks after the referral: {DEFINITION}.",
        numerator=f"People first seen by then, referred in {selection.year}, {words.subject(selection, False)}",
        denominator=f"People whose latest referral in the year was accepted and is at least {LONGEST_WEEKS} weeks old",
        method="Wilson's 95% interval, with the error of rounding added to that of chance. Everybody is followed for "
        "all of the weeks, so that nothing is estimated. A later count that rounding shows lower than an earlier one "
        "stands as high as that. Where a count is hidden, the range holds every way in which it could fall.",
        period=f"Referred in {selection.year}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Manski 2003, Partial Identification, ch. 1",
        caveats=("Never the mean wait of those already seen: that would leave out everyone who is still waiting.",),
        matters=by_group(selection, "waits"),
        hidden=[f"{row['group']}, {row['weeks']:.0f} weeks" for row in rows if row["state"] == "hidden"],
        what="points",
        direction="higher_is_better",
        notes=(_over_all(held[selection.deprivation]), *beside_waits(release, at(view, selection.deprivation))),
    )


def _curve(release: Release, view: View) -> Curve:
    found, curve = waited(release, view), {}
    for weeks in WITHIN_WEEKS:
        within = found.within(weeks)
        if within.known:
            seen, lower, upper = within.limits
            left = found.left_by(weeks)
            curve[weeks] = By(seen, lower, upper, left, _waiting(within.whole, seen, left), within.state)
        else:
            lower, upper = found.permitted(weeks) or (NAN, NAN) if within.state == "hidden" else (NAN, NAN)
            curve[weeks] = By(NAN, lower, upper, NAN, NAN, within.state)
    return curve


def _over_all(curve: Curve) -> str:
    """A note where those seen and those who left are shown as more than everybody; '' else."""
    last = curve[max(curve)]
    over = last.seen + last.left > 1
    return adding_up((last.seen, last.left), f"those seen and left by {max(curve)} weeks") if over else ""


def _waiting(followed: Cell, seen: float, left: float) -> float:
    """The share of those followed who neither were seen nor left; NaN where rounding alone could leave as many.

    Three counts are each rounded on their own: what is left of them is no count, and can fall short of nought.
    """
    rest = 1 - seen - left
    return rest if rest * followed.value >= 3 * (followed.value - followed.lowest) else NAN


def _said(release: Release, selection: Selection, view: View, held: Mapping[str, Curve]) -> Said:
    who, near = words.people_of(selection.deprivation), at(view, selection.deprivation)
    curve = held[selection.deprivation]
    tell = Telling.of(release, selection, near, f"seen within {SAID_AT[-1]} weeks")
    if all(found.state == "no data" for found in curve.values()):
        return tell.no_data(f"there are no data on the waits of {who}")
    first = waited(release, near).within(SAID_AT[0])
    n = first.whole.value
    said = [_in_words(weeks, curve[weeks], n) for weeks in SAID_AT]
    if not any(said):
        what = f"how the waits of {who} go on is hidden"
        return tell.hidden(what, lambda view: _first(release, view), lambda view: _say_first(release, view))
    last = max((weeks for weeks, found in curve.items() if found.left == found.left), default=None)
    rest = ""
    if last is not None:
        found = curve[last]
        waiting = "" if found.waiting != found.waiting else f" and {percent(found.waiting, n)} were still waiting"
        rest = f". By {last} weeks {percent(found.left, n)} had left unseen{waiting}"
    text = f"of {first.of(f'{who} accepted')}, {words.listed([part for part in said if part])}{rest}."
    weeks, figure, comparison = _card(curve, n)
    return replace(tell, label=f"seen within {weeks} weeks").says(text, "description", figure, comparison)


def _card(curve: Curve, n: float) -> tuple[int, str, str]:
    """The latest weeks whose share is shown, with the share and its interval; else the first with its range."""
    for weeks in reversed(SAID_AT):
        found = curve[weeks]
        if found.state in ("shown", "zero"):
            return weeks, percent(found.seen, n), f"95% interval {_interval(found, n)}"
    first = SAID_AT[0]
    return first, "hidden", words.upper_first(_in_words(first, curve[first], n))


def _in_words(weeks: int, found: By, n: float) -> str:
    if found.state in ("shown", "zero"):
        return f"{percent(found.seen, n)} were seen within {weeks} weeks ({_interval(found, n)})"
    if found.lower == found.lower:
        between = f"between {percent(found.lower, n)} and {percent(found.upper, n)}"
        return f"{between} were seen within {weeks} weeks (a count is hidden)"
    return ""


def _interval(found: By, n: float) -> str:
    return interval(found.lower, found.upper, 1 if n >= 1000 else 0, 100)


def _first(release: Release, view: View) -> Cell:
    """Those seen by the first weeks that are spoken of, with all followed."""
    return waited(release, view).within(SAID_AT[0]).both


def _say_first(release: Release, view: View) -> str:
    first = waited(release, view).within(SAID_AT[0])
    said = _in_words(SAID_AT[0], _curve(release, view)[SAID_AT[0]], first.whole.value)
    return f"of {first.of('people accepted')}, {said}"

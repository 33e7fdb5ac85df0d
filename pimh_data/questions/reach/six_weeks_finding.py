"""What the answer on waits says: the share seen within so many weeks, and whether it changed. Words only."""

from pimh_data.answer import Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, total
from pimh_data.questions.changes import against
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.reach.followed_long_enough import (
    SeenWithin,
    compared,
    followed_long_enough,
    permitted_range,
)
from pimh_data.questions.rounded_intervals import shares
from pimh_data.questions.service_starts import started_later
from pimh_data.release import Release

Estimate = tuple[float, float, float]


def finding(
    release: Release,
    selection: Selection,
    view: View,
    now: SeenWithin,
    before: SeenWithin | None,
    estimate: Estimate,
    within: str,
) -> tuple[Finding, Headline]:
    """The share of the chosen year with its interval, against the year before; and the card's figures.

    `within`: 'within six weeks', as it is said.
    """
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    if now.state == "no data":
        nobody = f"no {who} were referred" if now.whole.state == "zero" else ""
        why = nobody or started_later(release, selection) or f"there are no data on the waits of {who}"
        return Finding(f"{subject}: {why}.", "no data"), Headline(f"seen {within}", "no data", "")
    if now.state == "hidden":
        return _hidden(release, selection, view, now, within)
    value, bounds = _share(estimate, now.whole.value)
    opening = f"{subject}: {value} of the {people(now.whole.value)} {who} referred were seen {within}"
    ending, why, grade = _change(now, before, within)
    text = f"{opening} (95% interval {bounds}); {ending}{why}."
    return Finding(text, grade), Headline(f"seen {within}", value, words.upper_first(words.without_reason(ending)))


def _change(now: SeenWithin, before: SeenWithin | None, within: str) -> tuple[str, str, Grade]:
    """How it compares with the year before, what stands behind that, and its grade."""
    if before is None or before.state == "no data":
        return "there are no data for the year before", "", "description"
    if before.state == "hidden":
        return "the year before is hidden, so there is no comparison", "", "description"
    was = percent(min(before.part.value / before.whole.value, 1), before.whole.value)
    verdict = compared(now, before)
    if verdict is None:
        first = within.removeprefix("within ")
        waiting = f"{people(now.waiting.value)} people are still within their first {first}"
        return "too early to compare", f" with the year before ({was}): {waiting}", "no clear difference"
    ending, grade = against(verdict, was, larger_is_better=True)
    return ending, "", grade


def _hidden(
    release: Release, selection: Selection, view: View, now: SeenWithin, within: str
) -> tuple[Finding, Headline]:
    who, why = words.people_of(selection.deprivation), words.HIDDEN_BY_PROFILE[release.manifest.profile]
    found = nearest_view(
        release,
        view,
        lambda view: _both(followed_long_enough(release, view, now.weeks)),
        lambda view: _say_number(release, view, now.weeks),
    )
    ends = permitted_range(release, view, now)
    lies = f"; it lies between {percent(ends[0])} and {percent(ends[1])}" if ends else ""
    text = f"{words.subject(selection)}: the share of {who} seen {within} is hidden ({why}){lies}. {found}"
    comparison = f"It lies between {percent(ends[0])} and {percent(ends[1])}" if ends else found
    return Finding(text, "hidden"), Headline(f"seen {within}", "hidden", comparison)


def _both(found: SeenWithin) -> Cell:
    return total([found.part, found.whole])


def _say_number(release: Release, view: View, weeks: int) -> str:
    found = followed_long_enough(release, view, weeks)
    value, bounds = _share(shares([found.part], [found.whole])[0], found.whole.value)
    return f"{value} ({bounds}) of {people(found.whole.value)} people"


def _share(estimate: Estimate, whole: float) -> tuple[str, str]:
    share, lower, upper = estimate
    return percent(share, whole), interval(lower, upper, 1 if whole >= 1000 else 0, 100)

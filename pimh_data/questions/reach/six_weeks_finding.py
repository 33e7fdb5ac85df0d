"""What the answer on waits says: the share seen within six weeks, and whether it changed. Words only."""

from pimh_data.answer import Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View, total
from pimh_data.questions.envelopes import Verdict, shares
from pimh_data.questions.offered import started_later
from pimh_data.questions.offers import offer
from pimh_data.questions.reach.followed import Followed, compared, followed, permitted_range
from pimh_data.release import Release

LABEL = "seen within six weeks"
CHANGE: dict[Verdict, tuple[str, Grade]] = {
    "higher": ("a larger share than the year before ({}), beyond chance", "better"),
    "lower": ("a smaller share than the year before ({}), beyond chance", "worse"),
    "no clear difference": ("no clear difference from the year before ({})", "no clear difference"),
    "too few": ("too few to compare with the year before ({})", "too few"),
}
Estimate = tuple[float, float, float]


def finding(
    release: Release, selection: Selection, view: View, now: Followed, before: Followed | None, estimate: Estimate
) -> tuple[Finding, Headline]:
    """The share of the chosen year with its interval, against the year before; and the card's figures."""
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    if now.state == "no data":
        nobody = f"no {who} were referred" if now.whole.state == "zero" else ""
        why = nobody or started_later(release, selection) or f"there are no data on the waits of {who}"
        return Finding(f"{subject}: {why}.", "no data"), Headline(LABEL, "no data", "")
    if now.state == "hidden":
        return _hidden(release, selection, view, now)
    value, bounds = _share(estimate, now.whole.value)
    early = " (without those still waiting for six weeks or less)" if now.waiting.value > 0 else ""
    opening = (
        f"{subject}: {value} of the {people(now.whole.value)} {who} referred{early} were seen within six weeks "
        f"(95% interval {bounds})"
    )
    ending, grade = _change(now, before)
    return Finding(f"{opening}; {ending}.", grade), Headline(LABEL, value, words.upper_first(ending))


def _change(now: Followed, before: Followed | None) -> tuple[str, Grade]:
    if before is None or before.state == "no data":
        return "there are no data for the year before", "description"
    if before.state == "hidden":
        return "the year before is hidden, so there is no comparison", "description"
    was = percent(min(before.part.value / before.whole.value, 1), before.whole.value)
    verdict = compared(now, before)
    if verdict is None:
        waiting = f"{people(now.waiting.value)} people are still within their first six weeks"
        return f"too early to compare with the year before ({was}), since {waiting}", "no clear difference"
    ending, grade = CHANGE[verdict]
    return ending.format(was), grade


def _hidden(release: Release, selection: Selection, view: View, now: Followed) -> tuple[Finding, Headline]:
    who, why = words.people_of(selection.deprivation), words.HIDDEN_BY_PROFILE[release.manifest.profile]
    found = offer(release, view, lambda near: _both(followed(release, near)), lambda near: _said(release, near))
    within = permitted_range(release, view, now)
    lies = f"; it lies between {percent(within[0])} and {percent(within[1])}" if within else ""
    text = f"{words.subject(selection)}: the share of {who} seen within six weeks is hidden ({why}){lies}. {found}"
    comparison = f"It lies between {percent(within[0])} and {percent(within[1])}" if within else found
    return Finding(text, "hidden"), Headline(LABEL, "hidden", comparison)


def _both(found: Followed) -> Cell:
    return total([found.part, found.whole])


def _said(release: Release, view: View) -> str:
    found = followed(release, view)
    value, bounds = _share(shares([found.part], [found.whole])[0], found.whole.value)
    return f"{value} ({bounds}) of {people(found.whole.value)} people"


def _share(estimate: Estimate, whole: float) -> tuple[str, str]:
    share, lower, upper = estimate
    return percent(share, whole), interval(lower, upper, 1 if whole >= 1000 else 0, 100)

"""What a share by decile or ethnic group says: deciles 1-2 against the rest, or each ethnic group against White."""

from collections.abc import Mapping

from pimh_data.answer import Finding, Grade, Headline, Selection
from pimh_data.formats import percent
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, total
from pimh_data.questions.equity.ethnic_finding import PEOPLE, WHITE
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.periods import three_years
from pimh_data.questions.reach.shares import Part, Share
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, difference
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION, PAIR, SINCE_START_PERIOD
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Release

NOTHING = Part({}, NO_DATA, NO_DATA)
CONFIDENCE = 1 - 0.05 / (len(GROUPS) - 1)  # so that of all groups together one stands out by chance in 20 releases
ENDINGS: dict[Grade, str] = {
    "worse": "more, beyond chance",
    "lower": "fewer, beyond chance",
    "no clear difference": "no clear difference",
    "too few": "too few to tell from chance",
}


def finding(
    release: Release, selection: Selection, view: View, share: Share, held: Mapping[str, Part]
) -> tuple[Finding, Headline | None]:
    """Two groups of deciles with the difference and its interval; or the ethnic groups that differ from White.

    Where a year cannot tell two groups of deciles apart and a longer time that holds it can, that is said and graded.
    """
    subject = words.subject(selection, period=view.period)
    if PAIR in view.member:
        subject = f"{subject}, {words.group(view.member.split(PAIR)[0])}"
    if all(part.state == "no data" for part in held.values()):
        why = started_later(release, selection) or f"there are no data on {share.of_whom.format('people')}"
        return Finding(f"{subject}: {why}.", "no data"), None
    if view.dimension != DEPRIVATION.name:
        return _by_group(release, subject, view, share, held), None
    return _by_deciles(release, subject, view, share, held)


def _by_deciles(
    release: Release, subject: str, view: View, share: Share, held: Mapping[str, Part]
) -> tuple[Finding, Headline]:
    ours, theirs = (held.get(group, NOTHING) for group in (CORE20, THE_REST))
    label = f"{share.share.lower()}, deciles 1-2"
    if not all(cell.known for cell in (ours.part, ours.whole, theirs.part, theirs.whole)):
        found = nearest_view(
            release, view, lambda view: _both(release, view, share), lambda view: _say_number(release, view, share)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"deciles 1-2 and the rest cannot be compared, because a number is hidden ({why}). {found}"
        return Finding(f"{subject}: {text}", "hidden"), Headline(label, "hidden", found)
    if not (ours.whole.value > 0 and theirs.whole.value > 0):
        return Finding(f"{subject}: one of deciles 1-2 and the rest has nobody.", "no data"), Headline(label, "-", "")
    value, lower, upper = difference(ours.part, ours.whole, theirs.part, theirs.whole)
    grade: Grade = "worse" if lower > 0 else "lower" if upper < 0 else "no clear difference"
    if ours.whole.value + theirs.whole.value < TOO_FEW_TOGETHER:
        grade = "too few"
    bounds = words.points(lower, upper, value)
    figures = f"{_percent(ours)} of {share.of_whom.format('people from deciles 1-2')} {share.did}"
    text = f"{subject}: {figures}, {_percent(theirs)} of those from deciles 3-10; {ENDINGS[grade]} ({bounds})."
    if grade not in ("worse", "lower"):
        longer, grade = _longer(release, view, share, grade)
        text += longer
    return Finding(text, grade), Headline(label, _percent(ours), f"{_percent(theirs)} in deciles 3-10; {bounds}")


def _longer(release: Release, view: View, share: Share, grade: Grade) -> tuple[str, Grade]:
    """What three years together, or the whole time, say where one year is too short to tell; and the grade of that."""
    years, period = release.manifest.years, three_years(release.manifest)
    three = [(period, f"three years together ({period})")] if period and view.period in years[-3:] else []
    for name, said in (*three, (SINCE_START_PERIOD, "the whole time since the service started")):
        held = share.read(release, view.at(period=name))
        ours, theirs = (held.get(group, NOTHING) for group in (CORE20, THE_REST))
        value, lower, upper = difference(ours.part, ours.whole, theirs.part, theirs.whole)
        if value == value and (lower > 0 or upper < 0):
            found: Grade = "worse" if lower > 0 else "lower"
            against = f"{_percent(ours)} against {_percent(theirs)}"
            return f" Over {said} it is {against}; {ENDINGS[found]} ({words.points(lower, upper, value)}).", found
    return "", grade


def _by_group(release: Release, subject: str, view: View, share: Share, held: Mapping[str, Part]) -> Finding:
    white = held.get(WHITE, NOTHING)
    others = {name: held.get(name, NOTHING) for name in GROUPS[1:]}
    compared = {
        name: difference(part.part, part.whole, white.part, white.whole, CONFIDENCE) for name, part in others.items()
    }
    compared = {name: found for name, found in compared.items() if found[0] == found[0]}
    if not compared:
        found = nearest_view(
            release, view, lambda view: _some(release, view, share), lambda view: _white(release, view, share)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{subject}: no two ethnic groups can be compared ({why}). {found}", "hidden")
    if sum(others[name].whole.value for name in compared) + white.whole.value < TOO_FEW_TOGETHER:
        return Finding(f"{subject}: too few people to compare ethnic groups.", "too few")
    more = [name for name, (_, lower, _) in compared.items() if lower > 0]
    fewer = [name for name, (_, _, upper) in compared.items() if upper < 0]
    ours = f"{_percent(white)} of {share.of_whom.format(PEOPLE[WHITE])} {share.did}"
    lacking = [PEOPLE[name] for name in GROUPS[1:] if name not in compared]
    rest = f" Hidden: {words.listed(lacking)}." if lacking else ""
    if not more and not fewer:
        return Finding(f"{subject}: {ours}; no other group that is shown clearly differs.{rest}", "no clear difference")
    said = "; ".join(
        f"{which} of {words.listed([_with_points(name, others[name], compared[name]) for name in names])}"
        for which, names in (("more", more), ("fewer", fewer))
        if names
    )
    return Finding(f"{subject}: {ours}, {said}.{rest}", "worse" if more else "lower")


def _with_points(name: str, part: Part, found: tuple[float, float, float]) -> str:
    return f"{PEOPLE[name]} ({_percent(part)}: {100 * found[0]:+.0f} points)"


def _percent(part: Part) -> str:
    return percent(min(part.part.value / part.whole.value, 1), part.whole.value) if part.whole.value > 0 else "0%"


def _both(release: Release, view: View, share: Share) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = share.read(release, view)
    return total(
        cell for group in (CORE20, THE_REST) for cell in (held.get(group, NOTHING).part, held.get(group, NOTHING).whole)
    )


def _say_number(release: Release, view: View, share: Share) -> str:
    held = share.read(release, view)
    return f"{_percent(held[CORE20])} against {_percent(held[THE_REST])} in deciles 3-10"


def _some(release: Release, view: View, share: Share) -> Cell:
    if view.dimension == DEPRIVATION.name or view.member.split(PAIR)[-1] != WHITE:
        return HIDDEN
    held = share.read(release, view)
    known = [held[name] for name in GROUPS[1:] if name in held and held[name].part.known and held[name].whole.known]
    white = held.get(WHITE, NOTHING)
    return total([white.part, white.whole]) if known else HIDDEN


def _white(release: Release, view: View, share: Share) -> str:
    held = share.read(release, view)
    shown = [name for name in GROUPS if name in held and held[name].part.known and held[name].whole.known]
    return ", ".join(f"{name} {_percent(held[name])}" for name in shown)

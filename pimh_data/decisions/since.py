"""What a decision's number was and is: a description, which never says that the decision did it."""

from dataclasses import dataclass, replace

from pimh_data.answer import Answer
from pimh_data.decisions.decision import Decision
from pimh_data.errors import SelectionError
from pimh_data.questions.address import answer, parse, question
from pimh_data.questions.evidence import release_in_words
from pimh_data.questions.selection import options
from pimh_data.release import Release

REMINDER = (
    "A description: it does not say that a decision worked. Numbers chosen for being extreme tend to come back by "
    "themselves."
)

NOT_GRANTED = "what it was is not shown here: your grant does not hold all that it was worked out from"
NOT_COMPARED = (
    "what it was is not shown here: it stood beside other Places, which you are shown in another way, or not at all"
)


@dataclass(frozen=True)
class AsItStood:
    """A number as it stood: its period and release, the large figure ('' for none) and what was said of it."""

    period: str
    release: str
    value: str
    finding: str


@dataclass(frozen=True)
class Since:
    """`then`: as it was written down; `now`: the same period in this release, and the latest where that is another.

    `gone`: why it cannot be asked any more, '' where it can; as text that its writer escapes.
    """

    then: AsItStood
    now: tuple[AsItStood, ...] = ()
    gone: str = ""


def since(decision: Decision, release: Release, whole: Release | None = None) -> Since:
    """What the number of a decision was, and is in this release.

    `whole`: the release of which this one is the part that is granted to whoever reads it. What was written down is
    then told only where the part answers as the whole does, and shows by name every other Place that it told of: else
    a number would reach who may not see it.
    """
    if whole is not None and not _may_be_told(decision, release, whole):
        why = NOT_COMPARED if _compares(decision) else NOT_GRANTED
        return Since(AsItStood(decision.period, decision.release, "", why))
    then = AsItStood(decision.period, decision.release, decision.value, decision.finding)
    try:
        address = parse(decision.address, release)
        found = [answer(release, address)]
        latest = options(release).default.year
        if address.selection and address.selection.year != latest:
            found.append(answer(release, replace(address, selection=replace(address.selection, year=latest))))
    except SelectionError as error:
        return Since(then, gone=str(error))
    points = [_point(one) for one in found]
    return Since(then, tuple(point for at, point in enumerate(points) if point not in points[:at]))


def _may_be_told(decision: Decision, release: Release, whole: Release) -> bool:
    if release.once(("seen", decision.id), lambda: _is_seen(decision, release)):
        return True
    if not release.once(("told", decision.address), lambda: _as_whole(decision, release, whole)):
        return False
    compares = _compares(decision)
    if decision.others is None:  # written down before they were: what the Answer told of is known of one release alone
        return not compares or decision.release == release_in_words(release.manifest)
    return decision.others <= set((release.to_compare if compares else release).wheres)


def _compares(decision: Decision) -> bool:
    try:
        return question(decision.address.partition("?")[0]).compares
    except SelectionError:  # a question that is no more
        return False


def _is_seen(decision: Decision, release: Release) -> bool:
    """Whether what was written down is what they read under the question itself, in the very release."""
    if decision.release != release_in_words(release.manifest):
        return False
    try:
        found = answer(release, parse(decision.address, release))
    except SelectionError:
        return False
    said = found.headline.value if found.headline else ""
    return (decision.finding, decision.value) == (found.finding.text, said)


def _as_whole(decision: Decision, release: Release, whole: Release) -> bool:
    try:
        part, full = (answer(one, parse(decision.address, one)) for one in (release, whole))
    except SelectionError:  # it cannot be told any more what it was worked out from
        return False
    return (part.finding, part.headline) == (full.finding, full.headline) and part.table.equals(full.table)


def _point(found: Answer) -> AsItStood:
    value = found.headline.value if found.headline else ""
    return AsItStood(found.period or found.evidence.period, found.evidence.release, value, found.finding.text)

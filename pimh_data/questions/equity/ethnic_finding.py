"""What the answer by ethnic group says: who is seen less or more often, and whether the unknown could reverse it."""

from collections.abc import Sequence

from pimh_data.answer import Grade, Row, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members, total
from pimh_data.questions.equity import representation_words as said
from pimh_data.questions.equity.seen_beside_others import OTHERS, Seen
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.every_other import EveryOtherVerdict
from pimh_data.questions.population import NOT_JUDGED
from pimh_data.questions.service_starts import places_unknown
from pimh_data.questions.words import ETHNIC_GROUPS as PEOPLE
from pimh_data.questions.words import WHITE
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Release

TOO_MANY = "too many ethnic groups are hidden to compare them"
NOT_HELD = "five ethnic groups of one service would mostly be hidden in one year, so the release does not count them"
# Of the verdict on two groups and that on five, which is the panel's.
GRAVEST: tuple[Grade, ...] = ("worse", "lower", "higher", "description", "too few", "no clear difference")


def finding(
    release: Release,
    selection: Selection,
    view: View,
    seen: Seen,
    rows: Sequence[Row],
    split: EveryOtherVerdict | None,
) -> Said:
    """Everyone other than White British or Irish against these, then which groups are seen less or more often.

    `split`: that verdict; None where groups are followed that it is not held of. Of residents of all ages it is a
    description, and says why. Judged are groups of whom 20 or more would be seen at the rate of all others known, by
    intervals that hold for all groups together. The grade is the gravest of whatever the sentence names.
    """
    group = words.group(selection.deprivation) if seen.prefix else ""
    tell = Telling.of(release, selection, view.at(member=seen.prefix + WHITE), group=group)
    two = split if split and split.state != "no data" else None
    if all(found.state == "no data" for found in seen.counts.values()):
        if two is None:
            unknown = places_unknown(release, selection.place, selection.service, "there is no ratio.")
            return tell.no_rate(unknown, "there are no data on people seen by ethnic group")
        return _hidden(tell, view, seen.prefix, two, NOT_HELD)
    if not seen.known.known:
        return _hidden(tell, view, seen.prefix, two, TOO_MANY)
    if seen.known.value < FEWEST:
        return tell.says("too few people of known ethnic group to compare with residents.", "too few")
    if seen.denominator.refused:
        return _without_residents(tell, seen)
    if not seen.denominator.of_parental_age:
        return tell.says(_described(seen, rows, two), "description")
    beyond = two is not None and two.judged and two.rates.verdict in ("lower", "higher")
    text, grade = _judged(seen, rows, beyond)
    if two is None:
        return tell.says(words.lower_first(text), grade)
    grades = {grade, two.grade}
    return tell.says(f"{two.in_words()}. {text}", next((one for one in GRAVEST if one in grades), grade))


def beside(seen: Seen, rows: Sequence[Row], split: EveryOtherVerdict | None) -> tuple[str, ...]:
    """What belongs to the finding and would bury it: gaps in people, and the range that the unknown leave."""
    first = (split.after() if split and split.judged else "") or said.unknown_share(seen)
    if not seen.denominator.of_parental_age or not seen.known.known or seen.known.value < FEWEST:
        return (first,)
    under, _ = said.told(rows, seen)
    return (first, *said.gaps_in_words(under, PEOPLE), said.size_seen(rows, PEOPLE))


def _described(seen: Seen, rows: Sequence[Row], two: EveryOtherVerdict | None) -> str:
    """The ratios to residents of all ages, without interval or verdict, and why."""
    spoken = [row for row in rows if row["ratio"] == row["ratio"] and str(row["member"]) in seen.spoken]
    verbs = [" are seen", *[""] * len(spoken)]
    named = [
        f"{PEOPLE[str(row['member'])]}{verb} {number(float(row['ratio']), 2)} times"
        for row, verb in zip(spoken, verbs, strict=False)
    ]
    groups = f"{words.listed(named)} as often as {OTHERS}, per resident of all ages" if named else ""
    opening = two.in_words() if two and two.state != "hidden" else NOT_JUDGED
    text = "; ".join(filter(None, (opening, groups)))
    return f"{text}.{said.few_or_hidden(seen, PEOPLE)}"


def _judged(seen: Seen, rows: Sequence[Row], beyond: bool) -> tuple[str, Grade]:
    """What is said of the five groups, and its grade; `beyond`: after a verdict on two groups that is beyond chance."""
    under, over = said.told(rows, seen)
    few = said.few_or_hidden(seen, PEOPLE, under)
    if under or over:
        return f"{words.upper_first(said.in_words(under, over, PEOPLE))}{few}", said.graded(under, over, (WHITE,))
    none = f"Of no ethnic group is it clear that its people are seen more or less often than {OTHERS}."
    text = "Which single ethnic group this falls on cannot be told." if beyond else none
    return f"{few.strip()} {text}".strip(), "description" if few else "no clear difference"


def _without_residents(tell: Telling, seen: Seen) -> Said:
    white, missing = seen.counts[WHITE], seen.denominator.refused
    if not white.known:
        return tell.says(words.lower_first(missing), "no data")
    others = max(seen.known.value - white.value, 0)
    share = percent(others / seen.known.value, seen.known.value)
    text = f"of {people(seen.known.value)} people of known ethnic group seen, {share} are not White."
    return tell.says(f"{text} {missing}", "description")


def _hidden(tell: Telling, view: View, prefix: str, two: EveryOtherVerdict | None, what: str) -> Said:
    if two and two.state != "hidden":
        why = "" if what == NOT_HELD else f" one by one ({tell.protected})"
        return tell.says(f"{two.in_words()}. {words.upper_first(what)}{why}.", two.grade)

    def known(view: View) -> Cell:
        held = members(tell.release, "activity", view, "people_seen")
        return total(held.get(prefix + name, NO_DATA) for name in GROUPS)

    def not_white(view: View) -> str:
        whole, white = known(view).value, members(tell.release, "activity", view, "people_seen")[prefix + WHITE].value
        return f"{percent(max(whole - white, 0) / whole, whole)} of {people(whole)} people are not White"

    return tell.hidden(what, known, not_white)

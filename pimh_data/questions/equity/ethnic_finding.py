"""What the answer by ethnic group says: who is seen less or more often, and whether the unknown could reverse it."""

from collections.abc import Sequence

from pimh_data.answer import Grade, Row, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members, total
from pimh_data.questions.equity.representation import few_or_hidden
from pimh_data.questions.equity.seen_beside_others import OTHERS, Seen
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.every_other import EveryOtherVerdict
from pimh_data.questions.population import NOT_JUDGED
from pimh_data.questions.words import ETHNIC_GROUPS as PEOPLE
from pimh_data.questions.words import WHITE
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Release

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

    `split`: that verdict; None where groups are followed that it is not held of. With the gap in people, and who is few
    or hidden. Of residents of all ages it is a description, and says why. Judged are groups of whom 20 or more would
    be seen at the rate of all others known, by intervals that hold for all groups together. Graded by what the unknown
    could not reverse, however they fell: 'worse' where people other than White are seen less often, 'lower' where only
    White people are, 'higher' where some are only seen more, else 'no clear difference'.
    """
    group = words.group(selection.deprivation) if seen.prefix else ""
    tell = Telling.of(release, selection, view.at(member=seen.prefix + WHITE), group=group)
    if all(found.state == "no data" for found in seen.counts.values()):
        return tell.no_data("there are no data on people seen by ethnic group")
    two = split if split and split.state != "no data" else None
    if not seen.known.known:
        return _hidden(tell, view, seen.prefix, two)
    if seen.known.value < FEWEST:
        text = "too few people of known ethnic group to compare with residents."
        return tell.says(f"{text}{_unknown(seen)}", "too few")
    if seen.denominator.refused:
        return _without_residents(tell, seen)
    judged = [row for row in rows if row["ratio"] == row["ratio"] and str(row["member"]) in seen.spoken]
    if not seen.denominator.of_parental_age:
        return tell.says(_described(seen, judged, two), "description")
    text, grade = _judged(seen, judged, two is None or two.state == "hidden")
    if two is None:
        return tell.says(words.lower_first(text), grade)
    grades = {grade, two.grade}
    opening = " ".join(filter(None, (f"{two.in_words()}.", two.after())))
    return tell.says(f"{opening} {text}", next((one for one in GRAVEST if one in grades), grade))


def _described(seen: Seen, judged: Sequence[Row], two: EveryOtherVerdict | None) -> str:
    """The ratios to residents of all ages, without interval or verdict, and why."""
    verbs = [" are seen", *[""] * len(judged)]
    named = [
        f"{PEOPLE[str(row['member'])]}{verb} {number(float(row['ratio']), 2)} times"
        for row, verb in zip(judged, verbs, strict=False)
    ]
    groups = f"{words.listed(named)} as often as {OTHERS}, per resident of all ages" if named else ""
    opening = two.in_words() if two and two.state != "hidden" else NOT_JUDGED
    said = "; ".join(filter(None, (opening, groups)))
    return f"{said}.{few_or_hidden(seen, PEOPLE)}{_unknown(seen)}"


def _judged(seen: Seen, judged: Sequence[Row], alone: bool) -> tuple[str, Grade]:
    """What is said of the five groups, and its grade. `alone`: whether nothing is said before of who is unknown."""
    under = [row for row in judged if float(row["together_upper"]) < 1]
    over = [row for row in judged if float(row["together_lower"]) > 1]
    few = few_or_hidden(seen, PEOPLE, [str(row["member"]) for row in under])
    unknown = _unknown(seen) if alone else ""
    if not under and not over:
        text = f"Of no ethnic group is it clear that its people are seen more or less often than {OTHERS}."
        if few:
            return f"{few.strip()} {text}{unknown}", "description"
        return f"{text}{unknown}", "no clear difference"
    reversible = [row for row in under if not float(row["bound_upper"]) < 1]
    reversible += [row for row in over if not float(row["bound_lower"]) > 1]
    said = words.listed([_with_interval(row) for row in (*under, *over)])
    firm = [row["member"] for row in (*under, *over) if row not in reversible]
    gaps = "".join(f" {_gap(row)}" for row in under)
    text = f"Compared with {OTHERS}, {said}.{gaps}{few}{_warned(unknown, reversible)}"
    return text, _grade(firm, under)


def _gap(row: Row) -> str:
    more, lower, upper = (float(row[name]) for name in ("gap", "gap_lower", "gap_upper"))
    needed = f"about {people(more)} more {PEOPLE[str(row['member'])]} a year"
    return f"For an equal rate, {needed} would have to be seen ({words.more_people(lower, upper)})."


def _without_residents(tell: Telling, seen: Seen) -> Said:
    white, missing = seen.counts[WHITE], seen.denominator.refused
    if not white.known:
        return tell.says(words.lower_first(missing), "no data")
    others = max(seen.known.value - white.value, 0)
    share = percent(others / seen.known.value, seen.known.value)
    text = f"of {people(seen.known.value)} people of known ethnic group seen, {share} are not White."
    return tell.says(f"{text} {missing}", "description")


def _grade(firm: Sequence[object], under: Sequence[Row]) -> Grade:
    less = [row["member"] for row in under if row["member"] in firm]
    if less:
        return "lower" if less == [WHITE] else "worse"
    return "higher" if firm else "no clear difference"


def _with_interval(row: Row) -> str:
    bounds = words.as_often_interval(float(row["together_lower"]), float(row["together_upper"]))
    if not row["people"]:
        return f"nobody of {PEOPLE[str(row['member'])]} is seen (95% interval {bounds})"
    often = words.as_often(float(row["ratio"])).removesuffix(" than").removesuffix(" as")
    return f"{PEOPLE[str(row['member'])]} are seen {often} (95% interval {bounds})"


def _unknown(seen: Seen) -> str:
    whole = seen.known.value + seen.unknown.value
    if not seen.unknown.known or seen.unknown.value == 0:
        return ""
    return f" Ethnic group is unknown for {percent(seen.unknown.value / whole, whole)} of people seen."


def _warned(unknown: str, reversible: Sequence[Row]) -> str:
    if not reversible:
        return unknown
    names = words.listed([PEOPLE[str(row["member"])] for row in reversible])
    if not unknown:
        return f" People of unknown ethnic group could reverse this for {names}."
    return f"{unknown.removesuffix('.')}, which could reverse this for {names}."


def _hidden(tell: Telling, view: View, prefix: str, two: EveryOtherVerdict | None) -> Said:
    what = "too many ethnic groups are hidden to compare them"
    if two and two.state != "hidden":
        opening = " ".join(filter(None, (f"{two.in_words()}.", two.after())))
        return tell.says(f"{opening} {words.upper_first(what)} one by one ({tell.protected}).", two.grade)

    def known(view: View) -> Cell:
        held = members(tell.release, "activity", view, "people_seen")
        return total(held.get(prefix + name, NO_DATA) for name in GROUPS)

    def not_white(view: View) -> str:
        whole, white = known(view).value, members(tell.release, "activity", view, "people_seen")[prefix + WHITE].value
        return f"{percent(max(whole - white, 0) / whole, whole)} of {people(whole)} people are not White"

    return tell.hidden(what, known, not_white)

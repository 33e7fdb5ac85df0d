"""What the answer by ethnic group says: who is seen out of proportion, and whether the unknown could reverse it."""

from collections.abc import Sequence

from pimh_data.answer import Grade, Row, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members, total
from pimh_data.questions.denominators import PARENTAL
from pimh_data.questions.equity.representation import Seen, few_or_hidden
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.population import NOT_JUDGED, residents_by
from pimh_data.questions.rounded_intervals import represented
from pimh_data.questions.words import ETHNIC_GROUPS as PEOPLE
from pimh_data.questions.words import WHITE
from pimh_data.registry.cubes import ETHNIC_SPLIT
from pimh_data.registry.ethnicity import EVERY_OTHER, GROUPS, SPLIT
from pimh_data.release import Release


def finding(release: Release, selection: Selection, view: View, seen: Seen, rows: Sequence[Row]) -> Said:
    """Who is seen out of proportion to residents aged 16 to 49, with the gap in people, and who is few or hidden.

    Of residents of all ages it is a description, and says why. Judged are groups of whom 20 or more would be seen in
    proportion, by intervals that hold for all groups together. Graded by what the unknown could not reverse, however
    they fell: 'worse' where a group other than White is seen less than its share, 'lower' where only White is, 'higher'
    where groups are only seen more, else 'no clear difference'.
    """
    group = words.group(selection.deprivation) if seen.prefix else ""
    tell = Telling.of(release, selection, view.at(member=seen.prefix + WHITE), group=group)
    if all(found.state == "no data" for found in seen.counts.values()):
        return tell.no_data("there are no data on people seen by ethnic group")
    if not seen.known.known:
        return _hidden(tell, view, seen.prefix)
    if seen.known.value < FEWEST:
        text = "too few people of known ethnic group to compare with residents."
        return tell.says(f"{text}{_unknown(seen)}", "too few")
    if seen.denominator.refused:
        return _without_residents(tell, seen)
    judged = [row for row in rows if row["ratio"] == row["ratio"] and seen.expected[str(row["member"])] >= FEWEST]
    if not seen.denominator.of_parental_age:
        return tell.says(_described(seen, judged), "description")
    return _judged(tell, seen, judged)


def _described(seen: Seen, judged: Sequence[Row]) -> str:
    """The ratios to residents of all ages, without interval or verdict, and why."""
    verbs = [" are seen", *[""] * len(judged)]
    named = [
        f"{PEOPLE[str(row['member'])]}{verb} {number(float(row['ratio']), 2)} times"
        for row, verb in zip(judged, verbs, strict=False)
    ]
    said = f"; {words.listed(named)} what their share of residents of all ages would give" if named else ""
    return f"{NOT_JUDGED}{said}.{few_or_hidden(seen, PEOPLE)}{_unknown(seen)}"


def _judged(tell: Telling, seen: Seen, judged: Sequence[Row]) -> Said:
    under = [row for row in judged if float(row["together_upper"]) < 1]
    over = [row for row in judged if float(row["together_lower"]) > 1]
    few = few_or_hidden(seen, PEOPLE, [str(row["member"]) for row in under])
    if not under and not over:
        text = f"of no ethnic group is it clear that more or fewer are seen than in proportion to {PARENTAL}."
        if few:
            return tell.says(
                f"{words.lower_first(few.strip())} {words.upper_first(text)}{_unknown(seen)}", "description"
            )
        return tell.says(f"{text}{_unknown(seen)}", "no clear difference")
    reversible = [row for row in under if not float(row["bound_upper"]) < 1]
    reversible += [row for row in over if not float(row["bound_lower"]) > 1]
    said = "; ".join(
        f"{words.listed([_with_interval(row) for row in group])} are seen {which} than their share"
        for group, which in ((under, "less"), (over, "more"))
        if group
    )
    firm = [row["member"] for row in (*under, *over) if row not in reversible]
    said = f"compared with {PARENTAL}, {said}"
    gaps = "".join(f" {_gap(row)}" for row in under)
    return tell.says(f"{said}.{gaps}{few}{_warned(_unknown(seen), reversible)}", _grade(firm, under))


def _gap(row: Row) -> str:
    more, lower, upper = (float(row[name]) for name in ("gap", "gap_lower", "gap_upper"))
    needed = f"about {people(more)} more {PEOPLE[str(row['member'])]} a year"
    return f"To be in proportion, {needed} would have to be seen ({people(lower)} to {people(upper)})."


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
    bounds = words.ratio_interval(float(row["together_lower"]), float(row["together_upper"]))
    return f"{PEOPLE[str(row['member'])]} ({number(float(row['ratio']), 2)} times, 95% interval {bounds})"


def _unknown(seen: Seen) -> str:
    whole = seen.known.value + seen.unknown.value
    if not seen.unknown.known or seen.unknown.value == 0:
        return ""
    return f" Ethnic group is unknown for {percent(seen.unknown.value / whole, whole)} of people seen."


def _warned(unknown: str, reversible: Sequence[Row]) -> str:
    if not reversible:
        return unknown
    names = words.listed([PEOPLE[str(row["member"])] for row in reversible])
    unknown = unknown or " Ethnic group is unknown for some people seen."
    return f"{unknown.removesuffix('.')}, which could reverse this for {names}."


def _hidden(tell: Telling, view: View, prefix: str) -> Said:
    what = "too many ethnic groups are hidden to compare them"
    two_groups = "" if prefix else _split(tell.release, view, tell.selection.year)
    if two_groups:
        return tell.hidden(what, rest=f"Two groups can be: {two_groups}.")

    def known(view: View) -> Cell:
        held = members(tell.release, "activity", view, "people_seen")
        return total(held.get(prefix + name, NO_DATA) for name in GROUPS)

    def not_white(view: View) -> str:
        whole, white = known(view).value, members(tell.release, "activity", view, "people_seen")[prefix + WHITE].value
        return f"{percent(max(whole - white, 0) / whole, whole)} of {people(whole)} people are not White"

    return tell.hidden(what, known, not_white)


def _split(release: Release, view: View, year: str) -> str:
    """How often people other than White British or Irish are seen; '' where that is hidden too."""
    by_split = view.at(dimension=ETHNIC_SPLIT.name)
    held = members(release, "activity", by_split, "people_seen")
    groups = [held.get(name, NO_DATA) for name in SPLIT]
    denominator = residents_by(release, view.where, view.service, ETHNIC_SPLIT.name, year)
    if not total(groups).known or denominator.refused:
        return ""
    residents = [denominator.of(name) for name in SPLIT]
    found = represented(groups, groups[::-1], NO_DATA, residents)
    ratio, lower, upper = found.ratios[SPLIT.index(EVERY_OTHER)]
    return (
        f"people other than White British or Irish are seen {number(ratio, 2)} times their share of "
        f"{denominator.basis} (95% interval {words.ratio_interval(lower, upper)})"
    )

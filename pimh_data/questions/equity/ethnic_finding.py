"""What the answer by ethnic group says: who is seen out of proportion, and whether the unknown could reverse it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Finding, Grade, Selection
from pimh_data.formats import interval, number, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members, total
from pimh_data.questions.envelopes import TOO_FEW_TOGETHER
from pimh_data.questions.offers import offer
from pimh_data.questions.population import Denominator
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Release

Row = Mapping[str, object]
PEOPLE = {
    "White": "White people",
    "Mixed": "people of mixed ethnicity",
    "Asian": "Asian people",
    "Black": "Black people",
    "Other": "people of other ethnic groups",
}


@dataclass(frozen=True)
class Seen:
    """What the finding rests on: the beginning of members, rows of the groups, cells, residents."""

    prefix: str
    rows: Sequence[Row]
    counts: Mapping[str, Cell]
    known: Cell
    unknown: Cell
    denominator: Denominator


def finding(release: Release, selection: Selection, view: View, seen: Seen) -> Finding:
    """One sentence on the groups whose 95% interval leaves out 1, and one on the unknown.

    Graded by the findings that the unknown could not reverse, however they fell: 'worse' if a group is seen less than
    in proportion, 'higher' if only more, 'no clear difference' if none is left.
    """
    subject = words.subject(selection) + (f", {words.group(selection.deprivation)}" if seen.prefix else "")
    if all(found.state == "no data" for found in seen.counts.values()):
        return Finding(f"{subject}: there are no data on people seen by ethnic group.", "no data")
    if seen.denominator.refused:
        why = words.lower_first(seen.denominator.refused)
        return Finding(f"{subject}: {why} The people seen are in the table, without a ratio.", "no data")
    rows = [row for row in seen.rows if row["ratio"] == row["ratio"]]
    if not rows:
        return _hidden(release, subject, view, seen.prefix)
    unknown = _unknown(seen)
    if seen.known.value < TOO_FEW_TOGETHER:
        return Finding(
            f"{subject}: too few people of known ethnic group to compare with residents.{unknown}", "too few"
        )
    under = [row for row in rows if row["upper"] < 1]
    over = [row for row in rows if row["lower"] > 1]
    if not under and not over:
        text = f"{subject}: no ethnic group is seen clearly more or less than its share of residents of all ages."
        return Finding(f"{text}{unknown}", "no clear difference")
    reversible = [row for row in under if not row["bound_upper"] < 1] + [
        row for row in over if not row["bound_lower"] > 1
    ]
    said = "; ".join(
        f"{words.listed([_with_interval(row) for row in group])} {which} than their share"
        for group, which in ((under, "less"), (over, "more"))
        if group
    )
    text = f"{subject}: compared with residents of all ages, {said}."
    return Finding(f"{text}{_warned(unknown, reversible)}", _grade(under, over, reversible))


def _grade(under: Sequence[Row], over: Sequence[Row], reversible: Sequence[Row]) -> Grade:
    if any(row not in reversible for row in under):
        return "worse"
    return "higher" if any(row not in reversible for row in over) else "no clear difference"


def _with_interval(row: Row) -> str:
    bounds = interval(row["lower"], row["upper"], 2)
    return f"{PEOPLE[str(row['member'])]} are seen {number(row['ratio'], 2)} times ({bounds})"


def _unknown(seen: Seen) -> str:
    whole = seen.known.value + seen.unknown.value
    if not seen.unknown.known or not whole > 0 or seen.unknown.value == 0:
        return ""
    return f" Ethnic group is unknown for {percent(seen.unknown.value / whole, whole)} of people seen."


def _warned(unknown: str, reversible: Sequence[Row]) -> str:
    if not reversible:
        return unknown
    names = words.listed([PEOPLE[str(row["member"])] for row in reversible])
    return (unknown or " Some ethnic groups are unknown.").removesuffix(
        "."
    ) + f", which could reverse this for {names}."


def _hidden(release: Release, subject: str, view: View, prefix: str) -> Finding:
    def all_known(other: View) -> Cell:
        held = members(release, "activity", other, "people_seen")
        return total(held.get(prefix + name, NO_DATA) for name in GROUPS)

    found = offer(release, view.at(member=prefix + GROUPS[0]), all_known)
    why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
    return Finding(f"{subject}: too many ethnic groups are hidden to compare them ({why}). {found}", "hidden")

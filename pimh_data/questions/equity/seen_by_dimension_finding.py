"""What the answers by parent role, stage, age, need, plus group and hub say: one group's share, and if it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Finding, Grade, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members
from pimh_data.questions.changes import since_year_before
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import EVERYONE, HUB, NEED_GROUP, PLUS_GROUP
from pimh_data.release import Release

SAID = {
    "father or co-parent": "fathers and co-parents",
    "mother or birthing parent": "mothers and birthing parents",
    "other carer": "other carers",
    "antenatal": "parents before the birth",
    "under 20": "parents under 20",
}
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Shares:
    """What the finding rests on: the dimension, the member it is about, the rows, its count and the whole."""

    dimension: str
    focus: str
    rows: Sequence[Mapping[str, object]]
    part: Cell
    whole: Cell


def finding(
    release: Release, selection: Selection, follows: DeprivationView, found: Shares, before: tuple[Cell, Cell]
) -> Finding:
    """The share of the member in focus with its interval, against the year before; overlapping groups are listed."""
    subject = words.subject(selection, period=follows.view.period)
    if follows.group != EVERYONE:
        subject = f"{subject}, {words.group(follows.group)}"
    by = words.by(found.dimension)
    if all(row["state"] == "no data" for row in found.rows):
        within = "Family Hubs are counted within a Place: choose one" if _everywhere(release, selection, found) else ""
        why = within or started_later(release, selection) or f"there are no data on people seen by {by}"
        return Finding(f"{subject}: {why}.", "no data")
    shown = [row for row in found.rows if row["state"] in ("shown", "zero") and row["known"] == "yes"]
    if found.dimension in (PLUS_GROUP.name, HUB.name):
        return _listed(release, subject, by, follows, found, shown)
    if not found.part.known or not found.whole.known:
        return _hidden(release, subject, by, follows, found)
    if found.whole.value < TOO_FEW_TOGETHER:
        return Finding(f"{subject}: too few people to give shares by {by}.", "too few")
    opening = f"{_in_words(found.focus)} are {_share(found.part, found.whole)} of people seen"
    ending, grade = _change(found, before)
    return Finding(f"{subject}: {opening}{ending}.", grade)


def _change(found: Shares, before: tuple[Cell, Cell]) -> tuple[str, Grade]:
    if "no data" in [cell.state for cell in before]:
        return "", "description"
    ending, grade = since_year_before(found.part, found.whole, *before)
    return f"; {ending}", grade


def _listed(
    release: Release,
    subject: str,
    by: str,
    follows: DeprivationView,
    found: Shares,
    shown: Sequence[Mapping[str, object]],
) -> Finding:
    if not shown:
        return _hidden(release, subject, by, follows, found)
    order = sorted(shown, key=lambda row: -row["people"])
    if found.dimension == HUB.name and len(order) > 1:
        most, least = order[0], order[-1]
        ends = f"from {people(least['people'])} ({least['member']}) to {people(most['people'])} ({most['member']})"
        text = f"{subject}: people seen by Family Hub, {ends}; without births by hub these are not rates"
        return Finding(f"{text}.", "description")
    named = [
        f"{row['member']} {people(row['people'])}"
        + (f" ({percent(row['share'], found.whole.value)})" if row["share"] == row["share"] else "")
        for row in order[:NAMED_AT_MOST]
    ]
    return Finding(f"{subject}: the largest groups among people seen are {words.listed(named)}.", "description")


def _hidden(release: Release, subject: str, by: str, follows: DeprivationView, found: Shares) -> Finding:
    why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
    member = follows.prefix + found.focus

    def read(view: View) -> Cell:
        # A pair offers its own member for everyone: then the member stands without the group.
        held = members(release, "activity", view, "people_seen")
        return held.get(view.member, NO_DATA) if found.focus and found.focus in view.member else NO_DATA

    nearest = nearest_view(
        release, follows.view.at(member=member), read, lambda view: f"{people(read(view).value)} people"
    )
    whose = f"{'the share' if found.part.known else 'the number'} of {_in_words(found.focus)}"
    whose = whose if found.focus else f"every number by {by}"
    return Finding(f"{subject}: {whose} is hidden ({why}). {nearest}", "hidden")


def _share(part: Cell, whole: Cell) -> str:
    share, lower, upper = shares([part], [whole])[0]
    bounds = interval(lower, upper, 1 if whole.value >= 1000 else 0, 100)
    return f"{percent(share, whole.value)} (95% interval {bounds})"


def _in_words(member: str) -> str:
    return SAID.get(member) or (f"people in the group {member}" if member in NEED_GROUP.members else member)


def _everywhere(release: Release, selection: Selection, found: Shares) -> bool:
    return found.dimension == HUB.name and selection.place not in release.manifest.places

"""What the answers by parent role, stage, age, need, plus group and hub say: one group's share, and if it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.answer import Grade, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, Cell, View, members
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.kit import Portion, Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.registry.cubes import EVERYONE, HUB, NEED_GROUP, NOT_RECORDED, PLUS_GROUP
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
    """What the finding rests on: the dimension, the member it is about, the rows, its share now and a year before.

    `in_both`: people seen in both years, where what they are shared by lasts.
    """

    dimension: str
    focus: str
    rows: Sequence[Row]
    share: Portion
    before: Portion
    in_both: float = 0.0

    @property
    def size_seen(self) -> str:
        """The change that would probably have been seen, where a group is in focus and none is clear."""
        overlap = self.dimension in (PLUS_GROUP.name, HUB.name)
        return "" if overlap else self.share.size_seen(self.before, self.in_both)


def finding(release: Release, selection: Selection, follows: DeprivationView, found: Shares) -> Said:
    """The share of the member in focus with its interval, against the year before; overlapping groups are listed."""
    group = "" if follows.group == EVERYONE else words.group(follows.group)
    view = follows.view.at(member=follows.prefix + found.focus)
    tell, by = Telling.of(release, selection, view, group=group), words.by(found.dimension)
    if all(row["state"] == "no data" for row in found.rows):
        within = "Family Hubs are counted within a Place: choose one" if _everywhere(release, selection, found) else ""
        return tell.no_data(f"there are no data on people seen by {by}", within)
    shown = [row for row in found.rows if row["state"] in ("shown", "zero") and row["known"] == "yes"]
    if found.dimension in (PLUS_GROUP.name, HUB.name):
        return _listed(tell, by, found, shown)
    if not found.share.part.known or not found.share.whole.known:
        return _hidden(tell, by, found)
    if found.share.whole.value < FEWEST:
        return tell.says(f"too few people to give shares by {by}.", "too few")
    share = f"{found.share.percent} (95% interval {found.share.bounds})"
    ending, grade = _change(found)
    return tell.says(f"{_in_words(found.focus)} are {share} of people seen{ending}.", grade)


def _change(found: Shares) -> tuple[str, Grade]:
    if "no data" in (found.before.part.state, found.before.whole.state):
        return "", "description"
    ending, grade = found.share.since(found.before, in_both=found.in_both)
    return f"; {ending}", grade


def _listed(tell: Telling, by: str, found: Shares, shown: Sequence[Row]) -> Said:
    if not shown:
        return _hidden(tell, by, found)
    order = sorted(shown, key=lambda row: -float(row["people"]))
    if found.dimension == HUB.name and len(order) > 1:
        most, least = order[0], order[-1]
        ends = " to ".join(f"{people(float(row['people']))} ({row['member']})" for row in (least, most))
        return tell.says(
            f"people seen by Family Hub, from {ends}; without births by hub these are not rates.", "description"
        )
    named = [
        f"{row['member']} {people(float(row['people']))}"
        + (f" ({percent(float(row['share']), found.share.whole.value)})" if row["share"] == row["share"] else "")
        for row in order[:NAMED_AT_MOST]
    ]
    among = f"among {found.share.of('people seen')}"
    largest = f"the largest groups {among} are" if len(named) > 1 else f"the one group {among} that is shown is"
    return tell.says(f"{largest} {words.listed(named)}.", "description")


def _hidden(tell: Telling, by: str, found: Shares) -> Said:
    def shown(view: View) -> dict[str, Cell]:
        # A pair offers its own member for everyone: then the member stands without the group.
        if not view.dimension.endswith(found.dimension):
            return {}
        within = view.member.removesuffix(found.focus)
        held = members(tell.release, "activity", view, "people_seen")
        wanted = [name for name in held if name.startswith(within) and name.removeprefix(within) != NOT_RECORDED]
        known = {name.removeprefix(within): held[name] for name in wanted if held[name].known}
        return {name: cell for name, cell in known.items() if name == found.focus or not found.focus}

    def say(view: View) -> str:
        largest = sorted(shown(view).items(), key=lambda one: -one[1].value)[:NAMED_AT_MOST]
        which = {name: "" if found.focus else f" ({name})" for name, _ in largest}
        return words.listed([f"{people(one.value)} people{which[name]}" for name, one in largest])

    whose = f"{'the share' if found.share.part.known else 'the number'} of {_in_words(found.focus)}"
    whose = whose if found.focus else f"every number by {by}"
    return tell.hidden(f"{whose} is hidden", lambda view: next(iter(shown(view).values()), NO_DATA), say)


def _in_words(member: str) -> str:
    return SAID.get(member) or (f"people in the group {member}" if member in NEED_GROUP.members else member)


def _everywhere(release: Release, selection: Selection, found: Shares) -> bool:
    return found.dimension == HUB.name and selection.place not in release.manifest.places

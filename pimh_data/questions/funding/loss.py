"""Who is seen by nothing but what ends: cells of a release in, ranges of people out, in numbers and words."""

from dataclasses import dataclass

from pimh_data.answer import Row
from pimh_data.formats import people, people_range, whole, whole_range
from pimh_data.questions.cells import NAN, NO_DATA, NOBODY, Cell, View, cell, less
from pimh_data.questions.funding.ending import Ending
from pimh_data.questions.kit import UNKNOWN, Limits, Ranged
from pimh_data.questions.kit.nested import nested
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, KNOWN_ONLY_HERE, TOTAL
from pimh_data.release import Release

LOST, AFTER = Ranged("lost", "Seen by nothing else"), Ranged("after", "All others seen")
SHARE = Ranged("share", "Share of the group seen by nothing else", "share", "", of="Share")

WITHIN = {"at ending": ("before",), "only": ("before", "at ending")}


@dataclass(frozen=True)
class Loss:
    """People of one group. `before`: seen by all services; `at_ending`: seen by what ends; `only`: by it alone.

    `least` to `most`: known to nothing else, over every true count that the released ones permit. `share`: of capacity
    that ends, which takes the same part of them, in whole people; `all_of_it`: whether what ends is every service, so
    that whoever is seen is lost.
    """

    before: Cell
    at_ending: Cell
    only: Cell
    share: float
    least: float
    most: float
    all_of_it: bool = False

    @property
    def lost(self) -> float:
        """People seen by nothing else, at the released counts; NaN where these are hidden or not held together.

        Where rounding shows more of them than other counts leave room for, the end of their range.
        """
        return whole(min(max(self.only.value, self.least), self.most) * self.share) if self.only.known else NAN

    @property
    def lost_range(self) -> tuple[float, float]:
        """The least and the most that these people can be."""
        return whole_range(self.least * self.share, self.most * self.share)

    @property
    def after(self) -> Limits:
        """People still seen: at the released counts, least and most."""
        if not self.before.known:
            return UNKNOWN
        if self.all_of_it:
            stays = 1 - self.share
            ends = whole_range(self.before.lowest * stays, self.before.highest * stays)
            return self.before.value - whole(self.before.value * self.share), *ends
        least, most = self.lost_range
        ends = max(self.before.lowest - most, 0), max(self.before.highest - least, 0)
        return max(self.before.value - self.lost, 0), *ends

    @property
    def share_of_group(self) -> Limits:
        """Those lost as a share (0 to 1) of those seen: at the released counts, least and most. No chance in it."""
        if not self.before.known or not self.before.value or self.lost != self.lost:
            return UNKNOWN
        if self.all_of_it:
            return self.share, self.share, self.share
        parts = (
            self.only.value / self.before.value,
            self.least / self.before.highest,
            self.most / max(self.before.lowest, 1),
        )
        value, least, most = (min(part, 1) * self.share for part in parts)
        return min(max(value, least), most), least, most

    @property
    def in_words(self) -> str:
        """'950'; the range where part of a capacity ends, counts are not held together or lie outside it; 'hidden'."""
        if self.share in (0, 1) and self.least <= self.only.value <= self.most:
            return people(self.lost)
        least, most = self.lost_range
        if most != most:
            return "hidden"
        return f"about {people(most)}" if least == most else people_range(least, most)

    @property
    def keeps_another(self) -> Cell:
        """Those who lose what ends and stay known to another service."""
        return less(self.at_ending, self.only)

    def row(self) -> Row:
        """The counts and ranges of a table's row."""
        return {
            "before": self.before.value,
            "at_ending": self.at_ending.value,
            "only": self.only.value,
            "both": self.keeps_another.value,
            **LOST.row((self.lost, *self.lost_range)),
            **AFTER.row(self.after),
            "state": self.state,
        }

    @property
    def state(self) -> str:
        """The state of the people known only to what ends."""
        return self.only.state


def loss(release: Release, ending: Ending, dimension: str = TOTAL.name, member: str = EVERYONE) -> Loss:
    """The people of one group who are lost under a scenario."""
    scenario = ending.scenario
    view = View(scenario.place, scenario.year, ALL_SERVICES, dimension, member)
    before = cell(release, "activity", view, "people_seen")
    if not scenario.share:
        return Loss(before, NOBODY, NOBODY, 0.0, 0.0, 0.0)
    if ending.name is None:
        return _bounded(release, ending, view, before)
    at_ending = cell(release, "activity", view.at(service=ending.name), "people_seen")
    only = cell(release, "activity", view.at(service=ending.name), KNOWN_ONLY_HERE)
    if only == NO_DATA:
        return Loss(before, NO_DATA, NO_DATA, scenario.share, NAN, NAN)
    # Whoever is known only to what ends is seen by it, and whoever is seen by it is seen.
    cells = nested({"before": before, "at ending": at_ending, "only": only}, WITHIN, ("at ending", "only"))
    at_ending, only = cells["at ending"], cells["only"]
    most = min((found.highest for found in (at_ending, before) if found.known), default=NAN)
    least, most = (only.lowest, only.highest) if only.known else (0.0, most)
    return Loss(before, at_ending, only, scenario.share, least, most, ending.name == ALL_SERVICES)


def _bounded(release: Release, ending: Ending, view: View, before: Cell) -> Loss:
    """The range for services that the release does not count together.

    At least, those known to one of them alone; at most, everyone seen by any of them, or everyone less those whom a
    service sees that stays.
    """
    alone = [cell(release, "activity", view.at(service=name), KNOWN_ONLY_HERE) for name in ending.parts]
    seen = [cell(release, "activity", view.at(service=name), "people_seen") for name in ending.parts]
    # A service without a row had not started: it saw nobody.
    seen = [found for found in seen if found != NO_DATA]
    # Only where no service stands under two of the names are those known to each alone different people.
    least = sum(found.lowest for found in alone if found.known) if ending.apart else 0.0
    most = sum(found.highest for found in seen) if all(found.known for found in seen) else before.highest
    others = [cell(release, "activity", view.at(service=name), "people_seen") for name in ending.untouched]
    kept = max((found.lowest for found in others if found.known), default=0.0)
    most = min(most, before.highest - kept) if before.known else most
    return Loss(before, NO_DATA, NO_DATA, ending.scenario.share, least, max(most, least))

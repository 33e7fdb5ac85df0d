"""Who is seen by nothing but what ends: cells of a release in, ranges of people out, in numbers and words."""

from dataclasses import dataclass

from pimh_data.answer import Row
from pimh_data.formats import interval, people
from pimh_data.questions.cells import NAN, NO_DATA, NOBODY, Cell, View, cell, less
from pimh_data.questions.funding.ending import Ending
from pimh_data.questions.kit import UNKNOWN, Limits, Ranged
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, KNOWN_ONLY_HERE, TOTAL
from pimh_data.release import Release

LOST, AFTER = Ranged("lost", "Seen by nothing else"), Ranged("after", "All others seen")
SHARE = Ranged("share", "Share of the group seen by nothing else", "share", "", of="Share")


@dataclass(frozen=True)
class Loss:
    """People of one group. `before`: seen by all services; `at_ending`: seen by what ends; `only`: by it alone.

    `lost_lower` to `lost_upper`: no longer seen by any service, over every true count that the released ones permit;
    `lost`: at the released counts, NaN where these are hidden or not held together. `share`: of capacity that ends;
    `all_of_it`: whether what ends is every service, so that whoever is seen is lost.
    """

    before: Cell
    at_ending: Cell
    only: Cell
    share: float
    lost_lower: float
    lost_upper: float
    all_of_it: bool = False

    @property
    def lost(self) -> float:
        """People no longer seen, at the released counts."""
        return self.only.value * self.share if self.only.known else NAN

    @property
    def after(self) -> Limits:
        """People still seen: at the released counts, least and most."""
        if not self.before.known:
            return UNKNOWN
        if self.all_of_it:
            stays = 1 - self.share
            return self.before.value * stays, self.before.lowest * stays, self.before.highest * stays
        least = max(self.before.lowest - self.lost_upper, 0)
        most = max(self.before.highest - self.lost_lower, 0)
        return max(self.before.value - self.lost, 0), least, most

    @property
    def share_of_group(self) -> Limits:
        """Those lost as a share (0 to 1) of those seen: at the released counts, least and most. No chance in it."""
        if not self.before.known or not self.before.value or self.lost != self.lost:
            return UNKNOWN
        if self.all_of_it:
            return self.share, self.share, self.share
        most = self.lost_upper / max(self.before.lowest, 1)
        ends = self.lost / self.before.value, self.lost_lower / self.before.highest, most
        value, least, most = (min(end, self.share) for end in ends)
        return value, least, most

    @property
    def in_words(self) -> str:
        """'950'; where a part of a capacity ends or counts are not held together, the range; 'hidden'."""
        if self.lost == self.lost and self.share in (0, 1):
            return people(self.lost)
        if self.lost_upper != self.lost_upper:
            return "hidden"
        if round(self.lost_lower) == round(self.lost_upper):
            return f"about {people(self.lost_upper)}"
        return interval(self.lost_lower, self.lost_upper, 0)

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
            **LOST.row((self.lost, self.lost_lower, self.lost_upper)),
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
    # Whoever is known only to what ends is seen by it: a hidden number of them is at most that.
    most = min((found.highest for found in (at_ending, before) if found.known), default=NAN)
    least, most = (only.lowest, only.highest) if only.known else (0.0, most)
    share = scenario.share
    return Loss(before, at_ending, only, share, least * share, most * share, ending.name == ALL_SERVICES)


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
    share = ending.scenario.share
    return Loss(before, NO_DATA, NO_DATA, share, least * share, max(most, least) * share)

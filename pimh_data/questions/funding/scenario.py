"""A scenario: what ends, in which Place, by how much of its capacity. A value: the same however it was chosen."""

from dataclasses import dataclass

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.kit import Telling
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.selection import members_of
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import ALL_SERVICES, FUNDING_ENDS
from pimh_data.release import Release

PERCENT = 100


@dataclass(frozen=True)
class Scenario:
    """Services or bundles of a Place, system or all that end, and `percent` of their capacity; people are of `year`.

    `ends` is put in order and each name kept once, so that the order in which they are chosen cannot matter. Nothing
    ends where it is empty. Raises SelectionError for a percentage outside 0 to 100.
    """

    place: str
    year: str
    ends: tuple[str, ...] = ()
    percent: int = PERCENT

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= PERCENT:
            raise SelectionError(f"{self.percent}% of capacity was asked for: give 0 to 100")
        object.__setattr__(self, "ends", tuple(sorted({name for name in self.ends if name})))

    @property
    def share(self) -> float:
        """The part of the capacity that ends, 0 to 1."""
        return self.percent / PERCENT if self.ends else 0.0

    @property
    def selection(self) -> Selection:
        """What its answers are about: its Place and year, and what ends in place of a service."""
        return Selection(self.place, "; ".join(self.ends) or "nothing", self.year)

    @property
    def names(self) -> str:
        """What ends, whole or in part: 'Light peer support and Steel City Dads'."""
        return listed([ends_in_words(name) for name in self.ends])

    @property
    def what(self) -> str:
        """The same with its part: '50% of the capacity of Light peer support'."""
        return self.names if self.percent == PERCENT else f"{self.percent}% of the capacity of {self.names}"

    @property
    def seen_by_it(self) -> str:
        """What people were 'seen by': 'Light peer support or Steel City Dads'."""
        return listed([ends_in_words(name) for name in self.ends], "or")

    @property
    def alone(self) -> str:
        """Whom nothing else sees: 'those seen by Light peer support and by no other service', 'all people seen'."""
        if ALL_SERVICES in self.ends:
            return "all people seen"
        return f"those seen by {self.seen_by_it} and by no other service"

    def words(self) -> str:
        """'Light peer support ends', '50% of the capacity of ... ends', 'nothing ends'."""
        if not self.ends or not self.percent:
            return "nothing ends"
        return f"{self.what} {'end' if len(self.ends) > 1 and self.percent == PERCENT else 'ends'}"


def telling(release: Release, scenario: Scenario) -> Telling:
    """What a finding about it is of: 'Sheffield, 2023/24'."""
    return Telling.about(release, scenario.selection, f"{scenario.place}, {scenario.year}")


def choices(release: Release, where: str) -> tuple[str, ...]:
    """What may end in a Place, system or all: bundles by end of funding, other bundles, services; all of them last."""
    within = set(members_of(release, where))
    bundles = [name for name, places in release.manifest.bundles.items() if within & set(places)]
    dated = [name for name in bundles if name.startswith(FUNDING_ENDS)]
    named = [name for name in bundles if name not in dated]
    services = dict.fromkeys(service.name for service in services_of(release, where))
    return (*dated, *named, *services, ALL_SERVICES)


def ends_in_words(name: str) -> str:
    """A bundle by end of funding in running text: 'what is funded until 31 March 2025'; other names as they are."""
    if name.startswith(FUNDING_ENDS):
        return f"what is funded until {name.removeprefix(FUNDING_ENDS)}"
    return "every service" if name == ALL_SERVICES else name

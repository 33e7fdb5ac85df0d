"""A scenario: what ends, in which Place, by how much of its capacity. A value that fits into an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pimh_data.errors import SelectionError
from pimh_data.questions.selection import members_of
from pimh_data.questions.words import listed
from pimh_data.questions.workforce.services import services_of
from pimh_data.registry.cubes import ALL_SERVICES, FUNDING_ENDS
from pimh_data.release import Release

PERCENT = 100
BETWEEN_NAMES, BETWEEN_SCENARIOS, BEFORE_SHARE = ";", "|", "~"
READABLE = " ,&()'-/"  # stays as it is within a name; whatever separates is escaped


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

    def to_query(self) -> dict[str, str]:
        """The scenario as parameters of an address: place, year, ends, percent."""
        names = BETWEEN_NAMES.join(quote(name, safe=READABLE) for name in self.ends)
        return {"place": self.place, "year": self.year, "ends": names, "percent": str(self.percent)}

    @staticmethod
    def from_query(query: Mapping[str, str]) -> "Scenario":
        """The scenario of an address. Raises SelectionError when place, year or percent is missing or no number."""
        missing = [name for name in ("place", "year") if not query.get(name)]
        percent = query.get("percent", str(PERCENT))
        if missing or not percent.isascii() or not percent.isdigit():
            said = f"lacks {' and '.join(missing)}" if missing else f"has {percent!r} for a percentage"
            raise SelectionError(f"the address of a scenario {said}: choose the scenario again")
        names = tuple(unquote(name) for name in query.get("ends", "").split(BETWEEN_NAMES))
        return Scenario(query["place"], query["year"], names, int(percent))

    def words(self) -> str:
        """'Light peer support ends', 'half the capacity of ... ends', 'nothing ends'."""
        if not self.ends or not self.percent:
            return "nothing ends"
        names = listed([in_words(name) for name in self.ends])
        if self.percent < PERCENT:
            return f"{self.percent}% of the capacity of {names} ends"
        return f"{names} {'end' if len(self.ends) > 1 else 'ends'}"


def several_to_query(scenarios: Iterable[Scenario]) -> str:
    """Scenarios of one Place and year as one parameter, in their order: 'Light~100|Light;PAIRS~50'."""
    parts = (f"{scenario.to_query()['ends']}{BEFORE_SHARE}{scenario.percent}" for scenario in scenarios)
    return BETWEEN_SCENARIOS.join(parts)


def several_from_query(place: str, year: str, text: str) -> tuple[Scenario, ...]:
    """The scenarios of such a parameter. Raises SelectionError when one has no percentage."""
    found = []
    for part in text.split(BETWEEN_SCENARIOS) if text else ():
        names, _, percent = part.rpartition(BEFORE_SHARE)
        found.append(Scenario.from_query({"place": place, "year": year, "ends": names, "percent": percent}))
    return tuple(found)


def choices(release: Release, where: str) -> tuple[str, ...]:
    """What may end in a Place, system or all: bundles by end of funding, other bundles, services; all of them last."""
    within = set(members_of(release, where))
    bundles = [name for name, places in release.manifest.bundles.items() if within & set(places)]
    dated = [name for name in bundles if name.startswith(FUNDING_ENDS)]
    named = [name for name in bundles if name not in dated]
    services = dict.fromkeys(service.name for service in services_of(release, where))
    return (*dated, *named, *services, ALL_SERVICES)


def in_words(name: str) -> str:
    """A bundle by end of funding in running text: 'what is funded until 31 March 2025'; other names as they are."""
    if name.startswith(FUNDING_ENDS):
        return f"what is funded until {name.removeprefix(FUNDING_ENDS)}"
    return "every service" if name == ALL_SERVICES else name

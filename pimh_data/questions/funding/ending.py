"""What a scenario ends in a release: its services, what stays, and how the release counts them. Counts nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.errors import SelectionError
from pimh_data.kept import kept
from pimh_data.questions.funding.scenario import Scenario, choices
from pimh_data.questions.kit.listed_services import ListedService, services_of
from pimh_data.questions.words import listed
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release

Units = frozenset[tuple[str, str]]  # Place and service


@dataclass(frozen=True)
class Ending:
    """A scenario resolved against a release. `going` and `staying`: services, each once; nothing goes at 0%.

    `name`: the one service or bundle whose people the release counts for what goes; None where it counts none together.
    `parts`: the names chosen, without those that another of them holds; `apart`: whether no service is in two of them.
    `untouched`: services and bundles of which nothing goes.
    """

    scenario: Scenario
    going: tuple[ListedService, ...]
    staying: tuple[ListedService, ...]
    name: str | None
    parts: tuple[str, ...]
    apart: bool
    untouched: tuple[str, ...]


def resolve(release: Release, scenario: Scenario) -> Ending:
    """What the scenario ends. Raises SelectionError that names every service or bundle that the Place does not have."""
    offered = choices(release, scenario.place)
    unknown = [name for name in scenario.ends if name not in offered]
    if unknown:
        raise SelectionError(f"{scenario.place} has no service or bundle {listed(unknown)} in this release")
    held = services_of(release, scenario.place)
    units = _units(release, scenario.place)
    ends = scenario.ends if scenario.share else ()
    wanted: Units = frozenset().union(*(units[name] for name in ends))
    parts = tuple(name for name in ends if not any(units[name] < units[other] for other in ends))
    return Ending(
        scenario,
        tuple(service for service in held if (service.place, service.name) in wanted),
        tuple(service for service in held if (service.place, service.name) not in wanted),
        next((name for name in (ALL_SERVICES, *ends, *offered) if units[name] == wanted), None) if ends else None,
        parts,
        sum(len(units[name]) for name in parts) == len(wanted),
        tuple(name for name in offered if not units[name] & wanted),
    )


@kept  # what ends is asked service by service
def _units(release: Release, where: str) -> Mapping[str, Units]:
    """Service, bundle or all services -> what belongs to it, none of what the extract does not list."""
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in choices(release, where)}
    for service in services_of(release, where):
        for name in (ALL_SERVICES, service.name, *service.bundles):
            found.setdefault(name, set()).add((service.place, service.name))
    return {name: frozenset(units) for name, units in found.items()}

"""Services that are one employee's: what is said of them is said of a person at work, and stays with their employer."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pimh_data.registry.posts import POSTS, SINGLE_SERVICES
from pimh_data.release.reading import Release

# Below so many whole-time equivalents a service whose posts were not brought is taken for a single practitioner's.
FEWEST_WTE = 1.5
SERVICES, SERVICE, YES = "services", "service", "yes"
# Outcomes, waits, and what services are compared by.
OF_EMPLOYEES = frozenset(
    {"outcomes", "severity", "reliable_change", "recovery", "waits", "too_recent", "backlog", "speed", "first_contacts"}
)


@dataclass(frozen=True)
class Listed:
    """A service of a Place. `single`: whether it is one employee's; `specialist`: whether it counts towards
    access; `order`: by which of two is left out first."""

    name: str
    provider: str
    single: bool
    order: tuple[str, float]
    bundles: frozenset[str]
    specialist: bool


def belongs(service: Listed, organisation: str) -> bool:
    """Whether a service is this organisation's; nobody's are those of '', which is none."""
    return bool(organisation) and service.provider == organisation


def listed(release: Release) -> Mapping[str, tuple[Listed, ...]]:
    """The services of each Place.

    One employee's are, where posts were brought, those that these do not name: those named have two filled or more.
    Else by whole-time equivalents; where these are not known either, it is taken for one.
    """
    return release.once(listed, lambda: {place: tuple(_listed(release, place)) for place in release.manifest.places})


def _listed(release: Release, place: str) -> Iterator[Listed]:
    table = release.tables.get((SERVICES, place))
    if table is None:
        return
    several, folded = _with_posts(release.tables.get((POSTS, place)))
    for row in table.to_dict("records"):
        name, wte, bundles = str(row[SERVICE]), float(row["wte"]), row.get("bundles")
        enough = name in several or (not folded and wte >= FEWEST_WTE)
        started = row["started"] if isinstance(row["started"], str) else ""
        held = frozenset(bundles.split(";")) - {""} if isinstance(bundles, str) else frozenset()
        yield Listed(
            name,
            str(row["provider"]),
            not enough,
            (started, wte if wte == wte else math.inf),
            held,
            row["specialist_access"] == YES,
        )


def _with_posts(posts: pd.DataFrame | None) -> tuple[frozenset[str], bool]:
    """Services that have several posts, and whether there are others that have one."""
    if posts is None:
        return frozenset(), False
    members = frozenset(posts.loc[posts["dimension"] == SERVICE, "member"])
    return members - {SINGLE_SERVICES}, SINGLE_SERVICES in members

"""Services that are one employee: what is said of them is said of a person at work, and stays with their employer."""

import pandas as pd

from pimh_data.registry.posts import POSTS, SINGLE_SERVICES
from pimh_data.release.reading import Release

# Below so many whole-time equivalents a service whose posts were not brought is taken for a single practitioner's.
FEWEST_WTE = 1.5
SERVICES, SERVICE = "services", "service"
# Outcomes, waits, and what services are compared by.
OF_EMPLOYEES = frozenset(
    {"outcomes", "severity", "reliable_change", "recovery", "waits", "too_recent", "backlog", "speed", "first_contacts"}
)


def of_one_employee(release: Release, organisation: str) -> frozenset[tuple[str, str]]:
    """Place and service of every service that is one employee's, but for those of this organisation (`provider`).

    By the posts, where they were brought: those named have two filled or more. Else by whole-time equivalents; where
    these are not known either, it is taken for one.
    """
    found = set()
    for place in release.manifest.places:
        listed = release.tables.get((SERVICES, place))
        if listed is None:
            continue
        several, folded = _with_posts(release.tables.get((POSTS, place)))
        for row in listed.itertuples(index=False):
            own = bool(organisation) and row.provider == organisation
            enough = row.service in several or (not folded and row.wte >= FEWEST_WTE)
            if not own and not enough:
                found.add((place, str(row.service)))
    return frozenset(found)


def _with_posts(posts: pd.DataFrame | None) -> tuple[frozenset[str], bool]:
    """Services that have several posts, and whether there are others that have one."""
    if posts is None:
        return frozenset(), False
    members = frozenset(posts.loc[posts["dimension"] == SERVICE, "member"])
    return members - {SINGLE_SERVICES}, SINGLE_SERVICES in members

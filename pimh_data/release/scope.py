"""The part of a release that one grant covers: whole tables of permitted Places, and of what they give away, less."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pimh_data.kept import Owner
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.registry.posts import COSTS, FUNDING, NEED_A_GRANT, POSTS, POSTS_INSIDE
from pimh_data.release.employees import OF_EMPLOYEES
from pimh_data.release.given_away import inside
from pimh_data.release.grants import NAMED, Grant
from pimh_data.release.left_out import LeftOut
from pimh_data.release.manifest import Manifest
from pimh_data.release.peers import apart, with_peers
from pimh_data.release.reading import Periods, Release
from pimh_data.release.roll_ups import ENOUGH, NOBODY, roll_ups
from pimh_data.release.tables import Opened, Parted
from pimh_data.release.told import told
from pimh_data.release.views import Views, by_view

SERVICES = "services"
COST = "annual_cost"


@dataclass(frozen=True)
class Scope:
    """What a grant comes to in one release: the key under which its part of the release is kept.

    `named`, `unnamed`: other Places that questions may set beside these, with their names or without.
    """

    places: frozenset[str]
    organisation: str
    costs: bool
    posts: bool
    named: frozenset[str] = NOBODY
    unnamed: frozenset[str] = NOBODY

    @property
    def granted(self) -> frozenset[str]:
        """Of NEED_A_GRANT what is granted."""
        return frozenset((COSTS, FUNDING) if self.costs else ()) | frozenset((POSTS,) if self.posts else ())

    @staticmethod
    def of(grant: Grant, manifest: Manifest) -> "Scope":
        """The scope of a grant; of Places that the release does not hold nothing.

        Fewer than ENOUGH peers without a name are none: of two the owner of one knows the other.
        """
        own = Scope(grant.permitted(manifest.places), grant.organisation, grant.costs, grant.posts)
        peers = grant.compared_with(manifest.places)
        if grant.comparison == NAMED:
            return replace(own, named=peers)
        return replace(own, unnamed=peers if len(peers) >= ENOUGH else NOBODY)


def scoped(release: Release, scope: Scope) -> Release:
    """The part of a release that a scope covers, a release itself: what it lacks is not there to be asked for.

    Tables of permitted Places; of roll-ups as `roll_ups` says, in them services and bundles by the same rule; published
    figures. What is one employee's (`employees`) only for their own organisation. Costs, money and posts as granted.
    Peers are in what questions that compare Places are handed in its place (`Release.wider`), and nowhere else.
    """
    manifest, alone = release.manifest, apart(release)
    named, unnamed = scope.named - alone.shut, scope.unnamed - alone.shut
    shown = roll_ups(manifest.places, scope.places, named, scope.unnamed)
    wheres = scope.places | shown
    whole = frozenset(where for where in shown if scope.places.issuperset(inside(manifest, where))) | scope.places
    held = frozenset(cube for cube, _ in release.tables)
    left_out = LeftOut(release, scope.places, shown, named, scope.organisation)
    tables: dict[tuple[str, str], pd.DataFrame] = {}
    index: dict[tuple[str, str], Views] = {}
    keepers: dict[tuple[str, str], Owner] = {}
    withheld: dict[tuple[str, str], Periods] = {}
    for cube, where in release.tables:
        if not _is_open(cube, where, wheres, whole, scope):
            continue
        table = release.tables[cube, where]
        keeper, kept, views = release.keeper(cube, where), table, release.index.get((cube, where))
        if cube == SERVICES:
            keeper, kept = Owner(), _listed(table, scope)
        elif cube == POSTS_INSIDE:
            keeper, kept = Owner(), table[table["where"].isin(whole)].reset_index(drop=True)
        elif views is not None:
            less = _without(release, cube, where, left_out.rows(cube, where))
            if less is not None:
                keeper, kept, views = less, less.table, less.views
                if where in whole:
                    withheld[cube, where] = left_out.views(cube, where)
        tables[cube, where], keepers[cube, where] = kept, keeper
        if views is not None:
            index[cube, where] = views
    part = Release(
        told(manifest, scope.places, shown),
        Parted(tables, keepers),
        index,
        withheld=_alike_of_employees(withheld, held),
        partly=shown - whole,
        shut=NEED_A_GRANT - scope.granted - ({POSTS, FUNDING} - held),  # no grant opens what was not brought
        brought=held,
    )
    return replace(part, wider=with_peers(release, part, named, unnamed)) if named or unnamed else part


def _is_open(cube: str, where: str, wheres: frozenset[str], whole: frozenset[str], scope: Scope) -> bool:
    if where == PUBLISHED:
        return bool(wheres)
    if cube == POSTS_INSIDE:
        return scope.posts and bool(scope.organisation) and where == scope.organisation
    if where not in wheres or (cube in (POSTS, FUNDING, SERVICES) and where not in whole):
        return False
    return scope.posts if cube == POSTS else scope.costs if cube == FUNDING else True


def _alike_of_employees(
    withheld: dict[tuple[str, str], Periods], held: frozenset[str]
) -> dict[tuple[str, str], Periods]:
    """The same, alike in every cube of employees: in some of these a row tells that a score was written at all.

    `held`: the cubes of the release. Of one that it has of nobody nothing is left out: it was not brought.
    """
    found = dict(withheld)
    for where in {where for _, where in withheld}:
        together: dict[str, frozenset[str]] = {}
        for cube in OF_EMPLOYEES:
            for service, periods in withheld.get((cube, where), {}).items():
                together[service] = together.get(service, NOBODY) | periods
        if together:
            found |= {(cube, where): together for cube in OF_EMPLOYEES & held}
    return found


def _without(release: Release, cube: str, where: str, rows: np.ndarray) -> Opened | None:
    """The table without these rows; None where they are none. Made once for every grant that leaves out the same."""
    if not rows.any():
        return None
    table, which = release.table(cube, where), hashlib.sha256(np.packbits(rows).tobytes()).digest()
    return release.once_of(
        cube, where, (_without, which), lambda: Opened(*by_view(table[~rows].reset_index(drop=True)))
    )


def _listed(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The services of permitted Places; what they cost where that is granted."""
    held = table[table["place"].isin(scope.places)].reset_index(drop=True)
    return held if scope.costs else held.assign(**{COST: float("nan")})

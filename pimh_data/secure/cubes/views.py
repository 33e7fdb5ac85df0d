"""Where and for which services people are counted: each Place, system and all; each service, bundle and all."""

from dataclasses import dataclass

import pandas as pd

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES, FUNDING_ENDS
from pimh_data.registry.views import ALL, BUNDLE, EACH
from pimh_data.secure.checking import Checks

VIEW = ("where", "period", "service")


@dataclass(frozen=True, eq=False)
class Views:
    """`wheres`: place, where, every pair once. `units`: unit, place, service: a number for each service of a Place.

    `names`: view, where, service, start, service_kind: a number for each view, the month in which its earliest service
    started, and whether it is of each service, a bundle or all of them (see registry.views).
    `members`: unit, view: which units a view adds up. `bundles`: bundle -> its Places.
    """

    wheres: pd.DataFrame
    units: pd.DataFrame
    names: pd.DataFrame
    members: pd.DataFrame
    bundles: dict[str, tuple[str, ...]]


def views(checks: Checks) -> Views:
    """The views that the places and services extracts imply. Raises ExtractError when a bundle has a service's name."""
    places = checks.extracts["places"].accepted.select("place", "system").to_pandas()
    services = checks.extracts["services"].accepted.to_pandas().reset_index(names="unit")
    # A service that had people before its stated start is counted from the first of them, so that nobody is lost.
    referrals = checks.extracts["referrals"].accepted
    first = referrals.group_by(["place", "service"]).agg(first=referrals.received.min()).to_pandas()
    services = services.merge(first, on=["place", "service"], how="left")
    services["start"] = services[["started", "first"]].apply(pd.to_datetime).min(axis=1).dt.strftime("%Y-%m")
    own = services[["unit", "place", "service", "start"]]
    bundled = _bundled(services)
    _refuse_clashes(bundled, services)
    shown = pd.concat([own.assign(service=ALL_SERVICES), bundled, own], ignore_index=True)
    ranged = [places.assign(where=ALL_PLACES), places.assign(where=places.system), places.assign(where=places.place)]
    wheres = pd.concat(ranged, ignore_index=True)[["place", "where"]]
    spread = shown.merge(wheres, on="place")
    names = spread.groupby(["where", "service"], sort=False).start.min().reset_index().reset_index(names="view")
    members = spread.merge(names[["where", "service", "view"]], on=["where", "service"])[["unit", "view"]]
    bundles = {name: tuple(sorted(set(part.place))) for name, part in bundled.groupby("service")}
    names["service_kind"] = [
        ALL if name == ALL_SERVICES else BUNDLE if name in bundles else EACH for name in names.service
    ]
    return Views(wheres, own[["unit", "place", "service"]], names, members.drop_duplicates(), bundles)


def _bundled(services: pd.DataFrame) -> pd.DataFrame:
    listed = services[["unit", "place", "start"]].assign(service=bundles_of(services)).explode("service")
    return listed.dropna(subset=["service"]).drop_duplicates()


def bundles_of(services: pd.DataFrame) -> list[list[str]]:
    """The bundles of each service, a list a row: those that the extract names, and one for the end of its funding."""
    named = services.bundles.astype("string").fillna("").str.split(";")
    ends = pd.to_datetime(services.funding_ends)
    return [
        [*filter(None, (name.strip() for name in names)), *([funding_bundle(end)] if pd.notna(end) else [])]
        for names, end in zip(named, ends, strict=True)
    ]


def funding_bundle(end: pd.Timestamp) -> str:
    """'Funding ends 31 March 2025': the bundle of the services whose funding ends on that day."""
    return f"{FUNDING_ENDS}{end.day} {end:%B %Y}"


def _refuse_clashes(bundled: pd.DataFrame, services: pd.DataFrame) -> None:
    clashes = sorted(set(bundled.service) & {*services.service, ALL_SERVICES})
    if clashes:
        raise ExtractError(
            f"services: {', '.join(map(repr, clashes))} names both a bundle and a service; give the bundle another name"
        )
    named = services.bundles.astype("string").fillna("")
    all_names = {name.strip() for names in named.str.split(";") for name in names}
    taken = sorted(name for name in all_names if name.startswith(FUNDING_ENDS))
    if taken:
        raise ExtractError(
            f"services: {', '.join(map(repr, taken))} begins like the bundles of 'funding_ends'; give the bundle "
            "another name"
        )

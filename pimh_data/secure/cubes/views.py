"""Where and for which services people are counted: each Place, system and all; each service, bundle and all."""

from dataclasses import dataclass

import pandas as pd

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES
from pimh_data.secure.checking import Checks


@dataclass(frozen=True, eq=False)
class Views:
    """`wheres`: place, where. `services`: place, service, service_view. Every pair once.

    `starts`: (where, service_view) -> first month of the earliest service in it.
    """

    wheres: pd.DataFrame
    services: pd.DataFrame
    starts: dict[tuple[str, str], pd.Period]
    bundles: dict[str, tuple[str, ...]]


def views(checks: Checks) -> Views:
    """The views that the places and services extracts imply. Raises ExtractError when a bundle has a service's name."""
    places = checks.extracts["places"].accepted.select("place", "system").to_pandas()
    services = checks.extracts["services"].accepted.to_pandas()
    # A service that had people before its stated start is counted from the first of them, so that nobody is lost.
    first = checks.extracts["referrals"].accepted
    first = first.group_by(["place", "service"]).agg(first=first.received.min()).to_pandas()
    services = services.merge(first, on=["place", "service"], how="left")
    services["started"] = services[["started", "first"]].apply(pd.to_datetime).min(axis=1)
    bundled = _bundled(services)
    _refuse_clashes(bundled, services)
    wheres = pd.concat(
        [
            places.assign(where=ALL_PLACES),
            places.assign(where=places.system),
            places.assign(where=places.place),
        ]
    )[["place", "where"]]
    own = services[["place", "service"]]
    shown = pd.concat(
        [
            own.assign(service_view=ALL_SERVICES),
            bundled.rename(columns={"bundle": "service_view"}),
            own.assign(service_view=own.service),
        ]
    )
    dated = shown.merge(services[["place", "service", "started"]], on=["place", "service"]).merge(wheres, on="place")
    starts = dated.groupby(["where", "service_view"], sort=False).started.min().dt.to_period("M")
    bundles = {name: tuple(sorted(set(part.place))) for name, part in bundled.groupby("bundle")}
    return Views(wheres, shown, starts.to_dict(), bundles)


def _bundled(services: pd.DataFrame) -> pd.DataFrame:
    names = services.bundles.astype("string").fillna("").str.split(";")
    listed = services[["place", "service"]].assign(bundle=names).explode("bundle")
    listed["bundle"] = listed.bundle.str.strip()
    return listed[listed.bundle != ""].drop_duplicates()


def _refuse_clashes(bundled: pd.DataFrame, services: pd.DataFrame) -> None:
    clashes = sorted(set(bundled.bundle) & {*services.service, ALL_SERVICES})
    if clashes:
        raise ExtractError(
            f"services: {', '.join(map(repr, clashes))} names both a bundle and a service; give the bundle another name"
        )

"""Where and for which services people are counted: each Place, system and all; each service, bundle and all."""

import datetime as dt
from collections.abc import Collection
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
    """The views that the places and services extracts imply. Raises ExtractError when a bundle has a service's name.

    In plain Python: services are few, and each of a dozen steps over so small a table cost as much as all of them.
    """
    places = checks.extracts["places"].accepted.select("place", "system").to_pyarrow().to_pydict()
    services = checks.extracts["services"].accepted.to_pyarrow().to_pandas()
    own = list(zip(services.index, services["place"], services["service"], _starts(services, checks), strict=True))
    bundled = [
        (unit, place, bundle, start)
        for (unit, place, _, start), named in zip(own, bundles_of(services), strict=True)
        for bundle in dict.fromkeys(named)
    ]
    bundles: dict[str, set[str]] = {}
    for _, place, bundle, _ in bundled:
        bundles.setdefault(bundle, set()).add(place)
    _refuse_clashes(bundles, services)
    levels = ([ALL_PLACES] * len(places["place"]), places["system"], places["place"])
    wheres = [pair for level in levels for pair in zip(places["place"], level, strict=True)]
    seen_from: dict[str, list[str]] = {}
    for place, where in wheres:
        seen_from.setdefault(place, []).append(where)
    numbers: dict[tuple[str, str], int] = {}
    starts: dict[int, str] = {}
    members: dict[tuple[int, int], None] = {}
    for unit, place, service, start in (*((*row[:2], ALL_SERVICES, row[3]) for row in own), *bundled, *own):
        for where in seen_from.get(place, ()):
            view = numbers.setdefault((where, service), len(numbers))
            starts[view] = min(start, starts.get(view, start))
            members[unit, view] = None
    names = [
        (view, where, service, starts[view], ALL if service == ALL_SERVICES else BUNDLE if service in bundles else EACH)
        for (where, service), view in numbers.items()
    ]
    return Views(
        pd.DataFrame(wheres, columns=["place", "where"]),
        pd.DataFrame([row[:3] for row in own], columns=["unit", "place", "service"]),
        pd.DataFrame(names, columns=["view", "where", "service", "start", "service_kind"]),
        pd.DataFrame([*members], columns=["unit", "view"]),
        {name: tuple(sorted(bundles[name])) for name in sorted(bundles)},
    )


def _starts(services: pd.DataFrame, checks: Checks) -> list[str]:
    """The month in which each service began, '2022-04': as stated, or of its first referral, so that none is lost."""
    referrals = checks.extracts["referrals"].accepted
    first = referrals.group_by(["place", "service"]).agg(first=referrals.received.min()).to_pyarrow().to_pylist()
    earliest = {(row["place"], row["service"]): row["first"] for row in first}
    stated = zip(services["place"], services["service"], services["started"], strict=True)
    return [f"{min(started, earliest.get((place, service)) or started):%Y-%m}" for place, service, started in stated]


def bundles_of(services: pd.DataFrame) -> list[list[str]]:
    """The bundles of each service, a list a row: those that the extract names, and one for the end of its funding."""
    return [
        [
            *([] if pd.isna(names) else filter(None, (name.strip() for name in names.split(";")))),
            *([] if pd.isna(end) else [funding_bundle(end)]),
        ]
        for names, end in zip(services["bundles"], services["funding_ends"], strict=True)
    ]


def funding_bundle(end: dt.date) -> str:
    """'Funding ends 31 March 2025': the bundle of the services whose funding ends on that day."""
    return f"{FUNDING_ENDS}{end.day} {end:%B %Y}"


def _refuse_clashes(bundles: Collection[str], services: pd.DataFrame) -> None:
    clashes = sorted({*bundles} & {*services["service"], ALL_SERVICES})
    if clashes:
        raise ExtractError(
            f"services: {', '.join(map(repr, clashes))} names both a bundle and a service; give the bundle another name"
        )
    all_names = {name.strip() for names in services["bundles"].dropna() for name in names.split(";")}
    taken = sorted(name for name in all_names if name.startswith(FUNDING_ENDS))
    if taken:
        raise ExtractError(
            f"services: {', '.join(map(repr, taken))} begins like the bundles of 'funding_ends'; give the bundle "
            "another name"
        )

"""Tables of a release that are not about persons: services, editions of the deciles, indicators, provision."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from ibis.expr.types import Table

from pimh_data.registry.cubes import PUBLISHED
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.population import population
from pimh_data.secure.cubes.views import Views, bundles_of
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.ingest import read_fingertips_with_account
from pimh_data.secure.ingest.published import provision_ratings, wessex_indicators

FINGERTIPS = "fingertips"


@dataclass(frozen=True, eq=False)
class Published:
    """Tables by (cube, partition), and a sentence for the report on every file read."""

    tables: dict[tuple[str, str], pa.Table]
    lines: tuple[str, ...]


def published_tables(checks: Checks, episodes: Table, views: Views, profile: Profile) -> Published:
    """The published part of a release: denominators and services per partition, the rest for all.

    Indicators: Fingertips files in the folder `fingertips/` of the extracts, and the Wessex profile of the reference.
    Raises ExtractError for a file that is no Fingertips file.
    """
    tables = {
        **by_where("population", population(checks, views)),
        **by_where("services", _services(checks, views)),
        **by_where("versions", _versions(episodes, views, profile)),
    }
    indicators, lines = _indicators(checks.folder / FINGERTIPS)
    tables["indicators", PUBLISHED] = _arrow(indicators)
    tables["provision", PUBLISHED] = _arrow(provision_ratings())
    return Published(tables, lines)


def by_where(cube: str, table: pd.DataFrame) -> dict[tuple[str, str], pa.Table]:
    """A table with a column `where`, split into one a partition: (cube, where) -> table."""
    parts = table.groupby("where", sort=False)
    return {(cube, str(where)): _arrow(part.reset_index(drop=True)) for where, part in parts}


def _arrow(table: pd.DataFrame) -> pa.Table:
    # Plain string columns: pandas 3 writes large strings, which double the size of a key.
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    fields = [pa.field(f.name, pa.string() if pa.types.is_large_string(f.type) else f.type) for f in arrow.schema]
    return arrow.cast(pa.schema(fields))


def _services(checks: Checks, views: Views) -> pd.DataFrame:
    services = checks.extracts["services"].accepted.drop("row").to_pandas()
    services["bundles"] = [";".join(names) for names in bundles_of(services)]
    for name in ("started", "funding_ends"):
        services[name] = pd.to_datetime(services[name]).dt.strftime("%Y-%m-%d")
    # These are the partnership's own figures on its services, not counts of persons.
    numbers = [name for name in ("wte", "capacity", "target_people", "annual_cost") if name in services]
    services = services.astype(dict.fromkeys(numbers, "float64"))
    return services.merge(views.wheres, on="place")


def _versions(episodes: Table, views: Views, profile: Profile) -> pd.DataFrame:
    known = episodes.filter(episodes.imd_version.notnull())
    counts = known.group_by(["place", "imd_version"]).agg(referrals=known.count()).to_pandas()
    counts = counts.merge(views.wheres, on="place")
    counts = counts.groupby(["where", "imd_version"], as_index=False).referrals.sum()
    true = counts.referrals.to_numpy("int64")
    shown = pd.arrays.IntegerArray(profile.shown(true).astype("int32"), profile.hides(true))
    return counts.assign(referrals=shown)


def _indicators(folder: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    read = [read_fingertips_with_account(path) for path in sorted(folder.glob("*.csv"))] if folder.is_dir() else []
    tables = [wessex_indicators(), *(table for table, _ in read)]
    return pd.concat(tables, ignore_index=True), tuple(account.line() for _, account in read)

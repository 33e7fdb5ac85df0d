"""Tables of a release that are not about persons: services, editions of the deciles, indicators, provision."""

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
from ibis.expr.types import Table

from pimh_data.errors import ExtractError
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.registry.posts import FUNDING, POSTS, POSTS_INSIDE
from pimh_data.secure.areas import GEOGRAPHY, geography_table, indicator_tables, read_areas
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.population import population
from pimh_data.secure.cubes.views import Views, bundles_of
from pimh_data.secure.denominators import denominators
from pimh_data.secure.disclosure.profiles import Profile
from pimh_data.secure.funding import funding
from pimh_data.secure.gathering import Refusals
from pimh_data.secure.ingest.talking_therapies import FOLDER, areas_of, read_talking_therapies
from pimh_data.secure.places import About, about_places
from pimh_data.secure.posts import posts
from pimh_data.secure.provision import provision


@dataclass(frozen=True, eq=False)
class Published:
    """Tables by (cube, partition), what is said of the Places, and a sentence for the report on every file read.

    `losses`: what readers must know is missing.
    """

    tables: dict[tuple[str, str], pa.Table]
    about: About
    lines: tuple[str, ...]
    losses: tuple[str, ...] = ()


def published_tables(checks: Checks, views: Views) -> Published:
    """The published part of a release: denominators and services per partition, the rest for all.

    Indicators: Fingertips files in the folder `fingertips/` of the extracts, and the profiles of case studies;
    geography: the file of boundaries in `boundaries/`, if one was brought; NHS Talking Therapies' annual files in
    `talking_therapies/`. Raises ExtractError that names every file which is none.
    """
    wrong, folder = Refusals(checks.folder), checks.folder
    places = checks.extracts["places"].accepted.drop("row").to_pyarrow().to_pandas()
    files = wrong.attempt(lambda: read_areas(folder, checks.settings.case_studies))
    systems, icbs = dict(zip(places.place, places.system, strict=True)), about_places(places).icbs
    therapies = wrong.attempt(lambda: read_talking_therapies(folder / FOLDER, areas_of(systems, icbs)))
    residents = wrong.attempt(lambda: denominators(checks))
    wrong.refuse(ExtractError)
    indicators, own, lines = indicator_tables(files, places)
    geography, drawn = geography_table(files, places)
    ratings, said = provision(checks)
    tables = {
        **by_where("population", population(residents.rows, views)),
        **by_where("services", _services(checks, views)),
    }
    if len(indicators):
        tables["indicators", PUBLISHED] = _arrow(indicators)
        tables["place_indicators", PUBLISHED] = _arrow(own)
    if len(ratings):
        tables["provision", PUBLISHED] = _arrow(ratings)
    tables |= posts_and_money(checks, views)
    if geography is not None:
        tables[GEOGRAPHY, PUBLISHED] = geography
    about = about_places(places, tables)
    for name, table in (("scores", therapies.scores), ("outcomes", therapies.outcomes)):
        if table is not None:
            tables[f"{FOLDER}_{name}", PUBLISHED] = _arrow(table)
    said = (*residents.lines, *lines, *drawn, *said, *therapies.lines, *about.said)
    return Published(tables, about, said, residents.losses)


def posts_and_money(checks: Checks, views: Views) -> dict[tuple[str, str], pa.Table]:
    """Posts and funding per partition, and what single posts are called per organisation: each needs its own grant."""
    shown, inside = posts(checks, views)
    own = {
        (POSTS_INSIDE, str(organisation)): _arrow(part.drop(columns="organisation").reset_index(drop=True))
        for organisation, part in inside.groupby("organisation", sort=False)
    }
    return by_where(POSTS, shown) | own | by_where(FUNDING, funding(checks, views))


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
    services = checks.extracts["services"].accepted.drop("row").to_pyarrow().to_pandas()
    services["bundles"] = [";".join(names) for names in bundles_of(services)]
    for name in ("started", "funding_ends"):
        days = [None if pd.isna(day) else day.isoformat() for day in services[name]]
        services[name] = pd.Series(days, dtype="str")
    # These are the partnership's own figures on its services, not counts of persons.
    numbers = [name for name in ("wte", "capacity", "target_people", "annual_cost") if name in services]
    services = services.astype(dict.fromkeys(numbers, "float64"))
    return services.merge(views.wheres, on="place")


def versions(episodes: Table, views: Views, profile: Profile) -> pd.DataFrame:
    """where, imd_version, referrals (null where hidden): under which editions the referrals have their deciles."""
    known = episodes.filter(episodes.imd_version.notnull())
    counts = known.group_by(["place", "imd_version"]).agg(referrals=known.count(), key=known["key"].sum()).to_pandas()
    counts = counts.merge(views.wheres, on="place")
    counts = counts.groupby(["where", "imd_version"], as_index=False)[["referrals", "key"]].sum()
    true = counts.referrals.to_numpy("int64")
    shown = profile.shown(true, counts.pop("key").to_numpy("int64")).astype("int32")
    return counts.assign(referrals=pd.arrays.IntegerArray(shown, profile.small(true)))

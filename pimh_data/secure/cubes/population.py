"""Denominators as published: residents and births per Place, system and all, by decile and by ethnic group."""

import pandas as pd

from pimh_data.registry import deprivation, ethnicity
from pimh_data.secure.cubes.views import Views

KEYS = ("where", "year", "basis", "dimension", "member", "imd_version")


def population(denominators: pd.DataFrame, views: Views) -> pd.DataFrame:
    """KEYS as text, count (float), source: one row a denominator. Systems and all are the sums of their Places.

    `denominators`: the columns of the population extract, a row a denominator of a Place.

    A total that was not brought for a year and basis is the sum of its deciles, or of its ethnic groups; Core20 and the
    rest are sums of deciles. A sum that lacks a Place is left out rather than published too small.
    """
    if denominators.empty:
        return pd.DataFrame(columns=[*KEYS, "count", "source"])
    rows = denominators.assign(imd_version=denominators.imd_version.fillna(""))
    ethnic = [_ethnic(rows, dimension, members) for dimension, members in ETHNIC]
    own = pd.concat([_totals(rows), _deciles(rows), *ethnic], ignore_index=True)
    own = own.groupby(["place", *KEYS[1:]], as_index=False, sort=False).agg(
        count=("count", "sum"), source=("source", _named)
    )
    spread = own.merge(views.wheres, on="place")
    places = views.wheres.groupby("where").place.nunique()
    summed = spread.groupby(list(KEYS), as_index=False, sort=False).agg(
        count=("count", "sum"), source=("source", _named), places=("place", "nunique")
    )
    # An ethnic group or decile without a row in a Place has nobody there; a Place without any row has no figure.
    covered = spread.groupby(["where", "year", "basis", "dimension"]).place.nunique().rename("covered").reset_index()
    summed = summed.merge(covered, on=["where", "year", "basis", "dimension"])
    whole = summed.covered == summed["where"].map(places)
    return summed.loc[whole, [*KEYS, "count", "source"]].astype({"count": "float64"})


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    plain = rows[rows.imd_decile.isna() & rows.ethnic_group.isna()]
    keys = ["place", "year", "basis"]
    parts = [plain]
    for part in (rows[rows.imd_decile.notna()], rows[rows.ethnic_group.notna()]):
        brought = pd.concat(parts)[keys].drop_duplicates()
        missing = part.merge(brought, on=keys, how="left", indicator="origin")
        parts.append(missing[missing.origin == "left_only"].drop(columns="origin"))
    return pd.concat(parts).assign(dimension="all", member="Everyone", imd_version="")


def _deciles(rows: pd.DataFrame) -> pd.DataFrame:
    own = rows[rows.imd_decile.notna()].assign(dimension="deprivation")
    decile = own.imd_decile.astype("int64")
    return pd.concat(
        [
            own.assign(member=decile.map(deprivation.DECILE_MEMBER)),
            own.assign(member=decile.map(deprivation.GROUP_MEMBER)),
        ]
    )


GROUP_OF = {
    **ethnicity.CENSUS_2021_GROUP,
    **{code.name: code.group for code in ethnicity.CODES},
    **{group: group for group in ethnicity.GROUPS},
}
SPLIT_OF = {**ethnicity.CENSUS_2021_SPLIT, **{code.name: code.split for code in ethnicity.CODES}}
NAME_OF = {
    **{census: ethnicity.CODE_NAME[code] for census, code in ethnicity.CENSUS_2021_CODE.items()},
    **{code.name: code.name for code in ethnicity.CODES},
}
ETHNIC = (("ethnic_group", GROUP_OF), ("ethnic_split", SPLIT_OF), ("ethnic_code", NAME_OF))


def _ethnic(rows: pd.DataFrame, dimension: str, members: dict[str, str]) -> pd.DataFrame:
    own = rows[rows.ethnic_group.isin(members)]
    return own.assign(dimension=dimension, member=own.ethnic_group.map(members), imd_version="")


def _named(sources: pd.Series) -> str:
    return "; ".join(dict.fromkeys(sources))

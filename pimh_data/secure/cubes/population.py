"""Denominators as published: residents and births per Place, system and all, by decile and by ethnic group.

In plain Python: of a Place there are some hundred, and each of a dozen steps over so small a table cost as much as all.
"""

from collections.abc import Iterable, Iterator
from math import fsum

import pandas as pd

from pimh_data.registry import deprivation, ethnicity
from pimh_data.secure.cubes.views import Views

KEYS = ("where", "year", "basis", "dimension", "member", "imd_version")
Key = tuple[str, ...]

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


def population(denominators: pd.DataFrame, views: Views) -> pd.DataFrame:
    """KEYS as text, count (float), source: one row a denominator. Systems and all are the sums of their Places.

    `denominators`: the columns of the population extract, a row a denominator of a Place.

    A total that was not brought for a year and basis is the sum of its deciles, or of its ethnic groups; Core20 and the
    rest are sums of deciles. A sum that lacks a Place is left out rather than published too small.
    """
    wheres: dict[str, list[str]] = {}
    for place, where in zip(views.wheres["place"], views.wheres["where"], strict=True):
        wheres.setdefault(place, []).append(where)
    places_of: dict[str, set[str]] = {}
    for place, of_place in wheres.items():
        for where in of_place:
            places_of.setdefault(where, set()).add(place)
    summed: dict[Key, tuple[list[float], dict[str, None]]] = {}
    # An ethnic group or decile without a row in a Place has nobody there; a Place without any row has no figure.
    covered: dict[Key, set[str]] = {}
    for (place, *key), (count, source) in _added_up(_own(denominators)).items():
        for where in wheres.get(place, ()):
            counts, sources = summed.setdefault((where, *key), ([], {}))
            counts.append(count)
            sources[source] = None
            covered.setdefault((where, *key[:3]), set()).add(place)
    shown = [
        (*key, fsum(counts), "; ".join(sources))
        for key, (counts, sources) in summed.items()
        if covered[key[:4]] == places_of[key[0]]
    ]
    return pd.DataFrame(shown, columns=[*KEYS, "count", "source"]).astype(
        {"count": "float64"} | dict.fromkeys((*KEYS, "source"), "str")
    )


def _added_up(rows: Iterable[tuple[Key, float, str]]) -> dict[Key, tuple[float, str]]:
    """Key -> the sum of its rows, and their sources in order, each once."""
    found: dict[Key, tuple[list[float], dict[str, None]]] = {}
    for key, count, source in rows:
        counts, sources = found.setdefault(key, ([], {}))
        counts.append(count)
        sources[source] = None
    return {key: (fsum(counts), "; ".join(sources)) for key, (counts, sources) in found.items()}


def _own(denominators: pd.DataFrame) -> Iterator[tuple[Key, float, str]]:
    """place, year, basis, dimension, member, edition; count; source: what each row of a Place is a part of."""
    columns = (denominators[name] for name in ("place", "year", "basis", "imd_version", "count", "source"))
    decile, ethnic = (denominators[name].astype("object") for name in ("imd_decile", "ethnic_group"))
    rows = list(zip(*columns, decile.where(decile.notna(), None), ethnic.where(ethnic.notna(), None), strict=True))
    deciled = [row for row in rows if row[6] is not None]
    grouped = [row for row in rows if row[7] is not None]
    brought: set[Key] = set()
    for part in ([row for row in rows if row[6] is None and row[7] is None], deciled, grouped):
        missing = [row for row in part if row[:3] not in brought]
        brought |= {row[:3] for row in missing}
        for *key, _, count, source, _, _ in missing:
            yield (*key, "all", "Everyone", ""), count, source
    for members in (deprivation.DECILE_MEMBER, deprivation.GROUP_MEMBER):
        for *key, version, count, source, number, _ in deciled:
            edition = "" if pd.isna(version) else version
            yield (*key, "deprivation", members[int(number)], edition), count, source
    for dimension, named in ETHNIC:
        for *key, _, count, source, _, group in grouped:
            if group in named:
                yield (*key, dimension, named[group], ""), count, source

"""The births, children and residents that rates are over: brought, else fetched, else of the Places' districts.

What a site brings of a basis for a Place stands alone: nothing is added to it. Of what it does not bring, `population/`
gives children by deprivation decile and residents by ethnic group, and the reference the children of every district.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from pimh_data.formats import people
from pimh_data.geography.codes import cover
from pimh_data.geography.districts import PLACE, areas
from pimh_data.registry import reference
from pimh_data.secure.checking import Checks
from pimh_data.secure.imd_look_ups import look_ups
from pimh_data.secure.population_files import FOLDER, PopulationFile, population_files
from pimh_data.secure.typed import quoted

COLUMNS = ("place", "year", "basis", "imd_decile", "imd_version", "ethnic_group", "count", "source")
AGE_BASES = {"age_0": "aged 0", "age_0_4": "aged 0-4"}
CHILDREN, RESIDENTS, PARENTAL = ("births", "aged 0"), "residents", "residents aged 16 to 49"
# An LSOA file that holds far fewer children than the district has is cut, and would make every rate too high.
LEAST_OF_DISTRICT = 0.7
FETCH = "fetch population EXTRACTS"
HOW = f"bring them in the population extract, or fetch them: python -m pimh_data {FETCH}"


@dataclass(frozen=True, eq=False)
class Denominators:
    """`rows`: COLUMNS, as the population extract has them. `lines`: for the report; `losses`: for every reader."""

    rows: pd.DataFrame
    lines: tuple[str, ...]
    losses: tuple[str, ...]


def denominators(checks: Checks) -> Denominators:
    """Every denominator of the site's Places. Raises ExtractError for a file of `population/` that cannot be read."""
    places = checks.extracts["places"].accepted.select("place", "system", "lad_codes").to_pyarrow().to_pandas()
    codes = {area.name: area.codes for area in areas(places)[0] if area.level == PLACE}
    brought = _brought(checks)
    held = {(place, basis) for place, basis in zip(brought.place, brought.basis, strict=True)}
    parts, lines = [brought], []
    for file in population_files(checks.folder):
        made, said = _by_ethnic_group(file, codes) if file.by_ethnic_group else _by_decile(file, codes, checks)
        lines += [f"{FOLDER}/{file.name}: {words}" for words in said]
        parts.append(made)
    parts.append(_carried(codes))
    added = pd.concat(parts[1:], ignore_index=True)
    mine = pd.Series([pair in held for pair in zip(added.place, added.basis, strict=True)], dtype=bool)
    kept = added[~mine]
    rows = pd.concat([brought, kept], ignore_index=True)[list(COLUMNS)]
    losses = tuple(_losses(rows, places.place.tolist(), codes))
    # Neither a release nor a report carries where a folder lies on a machine.
    fetch = FETCH if checks.folder.is_absolute() else f"fetch population {quoted(str(checks.folder))}"
    lines += [
        *_added(kept, brought),
        *_left_aside(added[mine]),
        *(f"Note: {words.replace(FETCH, fetch)}" for words in losses),
    ]
    return Denominators(rows, tuple(lines), losses)


def _brought(checks: Checks) -> pd.DataFrame:
    extract = checks.extracts.get("population")
    if extract is None:
        return _rows([])
    rows = extract.accepted.select(*COLUMNS).to_pyarrow().to_pandas()
    return rows.assign(year=rows.year.astype("int64").astype(str)).astype(dict.fromkeys(("imd_decile",), "Int64"))


def _carried(codes: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Children of the Places' districts, a year at a time; a Place of which a district is missing has none."""
    made = []
    for year, of_district in _children().items():
        for place, own in codes.items():
            found = cover(own, of_district)
            if not found.whole:
                continue
            counts = [of_district[code] for code in found.codes]
            source = "; ".join(dict.fromkeys(said for _, said in counts))
            made += [
                {"place": place, "year": year, "basis": basis, "count": sum(of_age[at] for of_age, _ in counts)}
                | {"source": source}
                for at, basis in enumerate(AGE_BASES.values())
            ]
    return _rows(made)


@lru_cache(maxsize=1)
def _children() -> Mapping[str, Mapping[str, tuple[tuple[float, ...], str]]]:
    """Year -> district -> its children of each of AGE_BASES, and the source."""
    table = reference.load("district_children")
    found: dict[str, dict[str, tuple[tuple[float, ...], str]]] = {}
    ages = zip(*(table[age].tolist() for age in AGE_BASES), strict=True)
    for year, code, counts, source in zip(table["year"], table["district_code"], ages, table["source"], strict=True):
        found.setdefault(year, {})[code] = counts, source
    return found


def _by_ethnic_group(file: PopulationFile, codes: Mapping[str, Sequence[str]]) -> tuple[pd.DataFrame, list[str]]:
    made, without = [], []
    for place, own in codes.items():
        found = cover(own, set(file.table.code))
        if not found.whole:
            without.append(place)
            continue
        counts = file.table[file.table.code.isin(found.codes)].groupby("ethnic_group")["count"].sum()
        keys = {"place": place, "year": file.year, "basis": RESIDENTS, "source": file.source}
        made += [keys | {"ethnic_group": group, "count": count} for group, count in counts.items()]
    return _rows(made), [f"it has not every district of {_listed(without)}"] if without else []


def _by_decile(
    file: PopulationFile, codes: Mapping[str, Sequence[str]], checks: Checks
) -> tuple[pd.DataFrame, list[str]]:
    lsoas = set(file.table.lsoa)
    look = {version: decile for version, decile in look_ups(checks.folder).items() if lsoas <= set(decile)}
    if not look:
        return _rows([]), ["no look-up in imd/ knows all its LSOAs, so it gives no deciles (fetch imd brings them)"]
    version = max(look)
    table = file.table.assign(decile=file.table.lsoa.map(look[version]))
    carried = _carried(codes)
    expected = carried[carried.basis == AGE_BASES["age_0_4"]].groupby("place")["count"].min()
    made, without = [], []
    for place, own in codes.items():
        found = cover(own, set(table.code))
        part = table[table.code.isin(found.codes)]
        if not found.whole or part.age_0_4.sum() < LEAST_OF_DISTRICT * expected.get(place, 0):
            without.append(place)
            continue
        keys = {"place": place, "year": file.year, "imd_version": version, "source": f"{file.source}; IMD {version}"}
        for ages, basis in AGE_BASES.items():
            counts = part.groupby("decile")[ages].sum()
            made += [keys | {"basis": basis, "imd_decile": decile, "count": count} for decile, count in counts.items()]
    return _rows(made), [f"it has not all of {_listed(without)}"] if without else []


def _rows(made: list[dict[str, object]]) -> pd.DataFrame:
    kinds = {"imd_decile": "Int64", "count": "float64"} | dict.fromkeys(set(COLUMNS) - {"imd_decile", "count"}, "str")
    return pd.DataFrame(made, columns=list(COLUMNS)).astype(kinds)


def _added(kept: pd.DataFrame, brought: pd.DataFrame) -> Iterator[str]:
    for (basis, source), part in kept.groupby(["basis", "source"], sort=False):
        places = part.place.nunique()
        whose = part.place.iloc[0] if places == 1 else f"{people(places)} Places"
        years = ", ".join(sorted(set(part.year)))
        mixed = sorted(set(brought.place[brought.basis == basis]))
        beside = f"; {_listed(mixed)} brought their own" if mixed else ""
        yield f"population: {basis} of {whose} in {years} from {source}{beside}"


def _left_aside(aside: pd.DataFrame) -> Iterator[str]:
    fetched = aside[aside.imd_decile.notna() | aside.ethnic_group.notna()]
    for basis, part in fetched.groupby("basis", sort=False):
        whose = _listed(sorted(set(part.place)))
        yield f"population: {basis} of {whose} was brought, so what {FOLDER}/ holds of it is not used"


def _losses(rows: pd.DataFrame, places: Sequence[str], codes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    children = rows[rows.basis.isin(CHILDREN)]
    counted = set(children.place)
    unnamed = [place for place in places if place not in counted and place not in codes]
    unknown = [place for place in places if place not in counted and place in codes]
    if unnamed:
        yield (f"{_listed(unnamed)}: neither districts nor births or children were brought, so there are no rates.")
    if unknown:
        yield f"{_listed(unknown)}: not every district is in the estimates of ONS for England, so there are no rates."
    for words, held, loses in (
        ("children by deprivation decile", children[children.imd_decile.notna()], "rates by deprivation decile"),
        ("residents by ethnic group", rows[rows.ethnic_group.notna()], "representation by ethnic group"),
    ):
        having = set(held.place)
        lacking = [place for place in places if place not in having]
        if lacking:
            whose = "any Place" if len(lacking) == len(places) else _listed(lacking)
            yield f"There are no {words} of {whose}; not shown: {loses}. To have them, {HOW}."
    by_group = rows[rows.ethnic_group.notna()]
    held = {basis: set(by_group.place[by_group.basis == basis]) for basis in (RESIDENTS, PARENTAL)}
    all_ages = [place for place in places if place in held[RESIDENTS] - held[PARENTAL]]
    if all_ages:
        whose = "any Place" if len(all_ages) == len(places) else _listed(all_ages)
        yield (
            f"There are no residents aged 16 to 49 by ethnic group of {whose}: representation is described against "
            "residents of all ages, and not judged. To have it judged, bring them in the population extract (basis "
            f"'{PARENTAL}'); Census 2021 table TS021, which is fetched, has no ages."
        )


def _listed(names: Sequence[str]) -> str:
    few = ", ".join(names[:4])
    return few if len(names) <= 4 else f"{few} and {len(names) - 4} more"

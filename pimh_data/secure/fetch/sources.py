"""The official files: public address, where each lies in the extracts folder, and where a person finds it. No network.

The addresses were read in public code and documentation; they could not be reached when this was written (verify). A
mirror serves the same files under the same paths: `--mirror https://files.example.org/pimh`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from pimh_data.errors import ExtractError
from pimh_data.registry.indicators import INDICATORS, PERINATAL

INDICATORS_KIND, BOUNDARIES, IMD, POPULATION = "indicators", "boundaries", "imd", "population"
KINDS = (INDICATORS_KIND, BOUNDARIES, IMD, POPULATION)
MEGABYTE = 1_000_000

FINGERTIPS_API = "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id"
FINGERTIPS_PAGE = "https://fingertips.phe.org.uk (find the indicator, then Download, 'Get the data', CSV)"
# Area types of Fingertips (verify): upper and lower tier local authorities of April 2023, each under its region.
UPPER_TIER, LOWER_TIER, REGION = 502, 501, 6
ONS_SERVICE = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
ONS_LAYER = "Local_Authority_Districts_May_2024_Boundaries_UK_BSC"
ONS_PAGE = "https://geoportal.statistics.gov.uk (Local Authority Districts, May 2024, BSC; GeoJSON)"
GOV_UK_FILES = "https://assets.publishing.service.gov.uk/media"
GOV_UK_PAGE = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-{version} (File 7, CSV)"
IMD_FILES = {
    "2025": "691ded56d140bbbaa59a2a7d/File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv",
    "2019": "5dc407b440f0b6379a7acc8d/File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv",
}
# Census 2021 by district (all codes in force now, no totals), and the latest estimates by single year of age and LSOA.
NOMIS_API = "https://www.nomisweb.co.uk/api/v01/dataset/NM_2041_1.data.csv"
NOMIS_PAGE = (
    "https://www.nomisweb.co.uk/sources/census_2021_bulk (TS021 Ethnic group; the file of districts, -ltla.csv)"
)
ETHNIC_GROUPS, LSOA_AGES = "ethnic groups", "ages by LSOA"
ONS_ESTIMATES = (
    "https://www.ons.gov.uk/file?uri=/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/"
    "lowersuperoutputareamidyearpopulationestimates/mid2022revisednov2025tomid2024/sapelsoasyoa20222024.xlsx"
)
ONS_ESTIMATES_PAGE = "https://www.ons.gov.uk (LSOA population estimates, the latest workbook by single year of age)"


@dataclass(frozen=True)
class Source:
    """One file. `path`: in the extracts folder, and under a mirror; `checked_as`: which check it must pass.

    `expects`: what the check holds it against (the indicator's number, the edition). `most_bytes`: more is refused.
    `page`: where a person downloads it by hand.
    """

    kind: str
    title: str
    url: str
    path: str
    page: str
    types: tuple[str, ...]
    expects: str = ""
    most_bytes: int = 100 * MEGABYTE


CSV_TYPES = ("text/csv", "application/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel")
XLSX_TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
    "application/vnd.ms-excel",
)
JSON_TYPES = ("application/geo+json", "application/json", "text/plain", "application/octet-stream")


def sources(
    kinds: Sequence[str] = KINDS,
    indicators: Sequence[str] = (),
    area_types: Sequence[int] = (UPPER_TIER, LOWER_TIER),
    mirror: str = "",
) -> tuple[Source, ...]:
    """The files of the chosen kinds, from their official addresses or from a mirror.

    `indicators`: numbers of Fingertips; the perinatal ones of the registry unless given. Raises ExtractError for a
    kind, number or mirror address that is none.
    """
    wrong = [f"{kind!r} is none of {', '.join(KINDS)}" for kind in kinds if kind not in KINDS]
    numbers = tuple(indicators) or tuple(entry.id for entry in PERINATAL if entry.id.isdecimal())
    wrong += [f"{number!r} is no number of an indicator" for number in numbers if not number.isdecimal()]
    wrong += _wrong_mirror(mirror)
    if wrong:
        raise ExtractError("fetch: " + "; ".join(wrong))
    made = {
        INDICATORS_KIND: [_indicator(number, area_type) for number in numbers for area_type in area_types],
        BOUNDARIES: [_boundaries()],
        IMD: [_imd(version) for version in IMD_FILES],
        POPULATION: [_ethnic_groups(), _lsoa_ages()],
    }
    found = [source for kind in KINDS if kind in kinds for source in made[kind]]
    return tuple(_mirrored(source, mirror) for source in found)


def _indicator(number: str, area_type: int) -> Source:
    asked = {"indicator_ids": number, "child_area_type_id": area_type, "parent_area_type_id": REGION}
    name = INDICATORS[number].name if number in INDICATORS else "not in the registry"
    return Source(
        INDICATORS_KIND,
        f"Fingertips indicator {number} ({name}), area type {area_type}",
        f"{FINGERTIPS_API}?{urlencode(asked)}",
        f"fingertips/{number}_{area_type}.csv",
        FINGERTIPS_PAGE,
        CSV_TYPES,
        number,
    )


def _boundaries() -> Source:
    asked = {"where": "1=1", "outFields": "LAD24CD,LAD24NM", "outSR": 4326, "f": "geojson"}
    return Source(
        BOUNDARIES,
        "ONS boundaries of local authority districts, May 2024",
        f"{ONS_SERVICE}/{ONS_LAYER}/FeatureServer/0/query?{urlencode(asked)}",
        "boundaries/lad_may_2024_bsc.geojson",
        ONS_PAGE,
        JSON_TYPES,
    )


def _imd(version: str) -> Source:
    return Source(
        IMD,
        f"English Indices of Deprivation {version}, deciles by LSOA",
        f"{GOV_UK_FILES}/{IMD_FILES[version]}",
        f"imd/imd{version}_lsoa.csv",
        GOV_UK_PAGE.format(version=version),
        CSV_TYPES,
        version,
    )


def _ethnic_groups() -> Source:
    asked = {"date": "latest", "geography": "TYPE424", "c2021_eth_20": "1...19", "measures": 20100}
    asked["select"] = "GEOGRAPHY_CODE,GEOGRAPHY_NAME,C2021_ETH_20_NAME,OBS_VALUE"
    return Source(
        POPULATION,
        "Census 2021, residents by ethnic group and district (TS021)",
        f"{NOMIS_API}?{urlencode(asked, safe=',.')}",
        "population/census2021_ts021_district.csv",
        NOMIS_PAGE,
        CSV_TYPES,
        ETHNIC_GROUPS,
    )


def _lsoa_ages() -> Source:
    return Source(
        POPULATION,
        "ONS population estimates by single year of age and LSOA, to mid-2024",
        ONS_ESTIMATES,
        "population/lsoa_single_year_of_age.xlsx",
        ONS_ESTIMATES_PAGE,
        XLSX_TYPES,
        LSOA_AGES,
        200 * MEGABYTE,
    )


def _wrong_mirror(mirror: str) -> list[str]:
    parts = urlsplit(mirror)
    if not mirror:
        return []
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ["the mirror is no address that begins with https:// or http://"]
    if parts.username or parts.password or parts.query or parts.fragment:
        return ["the mirror's address may hold no name, password, query or fragment"]
    return []


def _mirrored(source: Source, mirror: str) -> Source:
    if not mirror:
        return source
    fields = {name: getattr(source, name) for name in Source.__dataclass_fields__}
    return Source(**{**fields, "url": f"{mirror.rstrip('/')}/{source.path}"})

"""The published tables that go by area: files of indicators, the Places' own, and the map."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import read_boundaries
from pimh_data.geography.dissolve import Dissolved, dissolve
from pimh_data.geography.districts import PLACE, Area, areas
from pimh_data.geography.geoparquet import as_table
from pimh_data.registry.case_studies import WESSEX
from pimh_data.registry.value_states import MADE_UP
from pimh_data.secure.beside import BOUNDARIES, FINGERTIPS, published_files
from pimh_data.secure.gathering import Refusals
from pimh_data.secure.indicators import place_indicators
from pimh_data.secure.ingest import Account, read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_duplicates import AGAIN, ENGLAND_AGAIN
from pimh_data.secure.ingest.fingertips_method import methods
from pimh_data.secure.ingest.fingertips_possible import LISTED
from pimh_data.secure.ingest.published import wessex_indicators

GEOGRAPHY = "geography"
DOWNLOADED = "Fingertips public health profiles, as downloaded"  # a file's own name would say nothing to a reader
SOURCE = "Office for National Statistics boundaries, Open Government Licence v3.0; contains OS data"


@dataclass(frozen=True, eq=False)
class AreaFiles:
    """What lies in `fingertips/` and `boundaries/`: rows of indicators, areas with their boundaries, and lines."""

    indicators: pd.DataFrame
    boundaries: tuple[tuple[Path, gpd.GeoDataFrame], ...]
    lines: tuple[str, ...]


def read_areas(folder: Path, case_studies: Collection[str] = ()) -> AreaFiles:
    """Every file of indicators (`fingertips/*.csv`, and the profile of a case study that is named) and of boundaries.

    Raises ExtractError that names every file which is no Fingertips file, or holds no boundaries.
    """
    wrong, lines = Refusals(folder), []
    read = [wessex_indicators()] if WESSEX in case_studies else []
    for path in published_files(folder, FINGERTIPS):
        found = wrong.attempt(lambda path=path: read_fingertips_with_account(path))
        if found is not None:
            read.append(found[0].assign(source=_source(found[0])))
            lines += [found[1].line(), *_further(*found)]
    paths = published_files(folder, BOUNDARIES)
    drawn = [(path, wrong.attempt(lambda path=path: read_boundaries(path))) for path in paths]
    wrong.refuse(ExtractError)
    indicators = pd.concat(read, ignore_index=True) if read else pd.DataFrame()
    return AreaFiles(indicators, tuple(drawn), tuple(lines))


def indicator_tables(files: AreaFiles, places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """The files' rows, the Places' own rows (both empty where there are none), and lines for the report.

    `places`: columns place, system, lad_codes.
    """
    found, said = areas(places)
    lines = [*files.lines, *(f"places: {words}" for words in said)]
    if files.indicators.empty:
        return files.indicators, pd.DataFrame(), (*lines, "No indicators brought (fingertips/*.csv).")
    own = place_indicators(files.indicators, found)
    return files.indicators, own.table, (*lines, *own.lines)


def geography_table(files: AreaFiles, places: pd.DataFrame) -> tuple[pa.Table | None, tuple[str, ...]]:
    """The Places and systems as GeoParquet, and lines for the report; None where no boundaries were brought.

    Of several files the one is used that draws most Places.
    """
    found, _ = areas(places)
    if not files.boundaries:
        return None, ("No boundaries brought (boundaries/*.geojson): Places are shown as tiles.",)
    drawn = [(path, dissolve(boundaries, found)) for path, boundaries in files.boundaries]
    path, made = max(drawn, key=lambda pair: _places(pair[1]))
    unused = [other.name for other, _ in drawn if other != path]
    lines = [f"{path.name}: {_places(made)} of {_wanted(found)} Places on the map", *made.said]
    if unused:
        lines.append(f"boundaries not used: {', '.join(unused)}")
    return (as_table(made.areas, f"{SOURCE} ({path.name})") if len(made.areas) else None), tuple(lines)


def _source(table: pd.DataFrame) -> pd.Series:
    """Where each row is from: what was made up for the demonstration says so itself, and is never called downloaded."""
    return table["value_note"].where(table["value_note"] == MADE_UP, DOWNLOADED)


def _further(table: pd.DataFrame, account: Account) -> list[str]:
    refused = [row.text for row in account.explained if row.reason not in (AGAIN, ENGLAND_AGAIN)]
    more = [f"and {len(refused) - LISTED:,} more rows refused"] if len(refused) > LISTED else []
    notes = [f"  {note}" for note in (*account.notes, *refused[:LISTED], *more)]
    for (indicator, sex, age), method in methods(table).items():
        if method.limits:
            agreed = f"{method.limits_agree:,} of {method.limits:,} intervals recomputed"
            notes.append(f"  {' '.join(filter(None, (indicator, sex, age)))}: {agreed}; {method.words()}")
    return notes


def _places(made: Dissolved) -> int:
    return int((made.areas["level"] == PLACE).sum())


def _wanted(found: Sequence[Area]) -> int:
    return sum(area.level == PLACE for area in found)

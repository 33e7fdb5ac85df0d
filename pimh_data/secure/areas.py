"""The published tables that go by area: files of indicators, the Places' own, and the map."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import read_boundaries
from pimh_data.geography.dissolve import Dissolved, dissolve
from pimh_data.geography.districts import PLACE, Area, areas
from pimh_data.geography.geoparquet import as_table
from pimh_data.secure.indicators import place_indicators
from pimh_data.secure.ingest import Account, read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_method import methods
from pimh_data.secure.ingest.published import wessex_indicators

FINGERTIPS, BOUNDARIES = "fingertips", "boundaries"
GEOGRAPHY = "geography"
SOURCE = "Office for National Statistics boundaries, Open Government Licence v3.0; contains OS data"


def indicator_tables(folder: Path, places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """The files' rows, the Places' own rows, and lines for the report.

    Files: `fingertips/*.csv` of the extracts folder, and the Wessex profile of the reference. `places`: columns place,
    system, lad_codes. Raises ExtractError that names every file which is no Fingertips file.
    """
    read, lines, wrong = [wessex_indicators()], [], []
    for path in sorted((folder / FINGERTIPS).glob("*.csv")):
        try:
            table, account = read_fingertips_with_account(path)
        except ExtractError as error:
            wrong.append(str(error))
            continue
        read.append(table)
        lines += [account.line(), *_further(table, account)]
    if wrong:
        raise ExtractError("\n".join(wrong))
    found, said = areas(places)
    together = pd.concat(read, ignore_index=True)
    own = place_indicators(together, found)
    return together, own.table, (*lines, *(f"places: {words}" for words in said), *own.lines)


def geography_table(folder: Path, places: pd.DataFrame) -> tuple[pa.Table | None, tuple[str, ...]]:
    """The Places and systems as GeoParquet, and lines for the report; None where no boundaries were brought.

    Of several files in `boundaries/` the one is used that draws most Places. Raises ExtractError that names every file
    which holds no boundaries.
    """
    paths = sorted(path for kind in ("*.geojson", "*.json") for path in (folder / BOUNDARIES).glob(kind))
    found, _ = areas(places)
    drawn, wrong = [], []
    for path in paths:
        try:
            drawn.append((path, dissolve(read_boundaries(path), found)))
        except ExtractError as error:
            wrong.append(str(error))
    if wrong:
        raise ExtractError("\n".join(wrong))
    if not drawn:
        return None, ("No boundaries brought (boundaries/*.geojson): Places are shown as tiles.",)
    path, made = max(drawn, key=lambda pair: _places(pair[1]))
    unused = [other.name for other, _ in drawn if other != path]
    lines = [f"{path.name}: {_places(made)} of {_wanted(found)} Places on the map", *made.said]
    if unused:
        lines.append(f"boundaries not used: {', '.join(unused)}")
    return (as_table(made.areas, f"{SOURCE} ({path.name})") if len(made.areas) else None), tuple(lines)


def area_lines(folder: Path, places: pd.DataFrame) -> tuple[str, ...]:
    """What would be said of the files of indicators and boundaries, without publishing anything."""
    return (*indicator_tables(folder, places)[2], *geography_table(folder, places)[1])


def _further(table: pd.DataFrame, account: Account) -> list[str]:
    notes = [f"  {note}" for note in account.notes]
    for (indicator, sex, age), method in methods(table).items():
        if method.limits:
            agreed = f"{method.limits_agree:,} of {method.limits:,} intervals recomputed"
            notes.append(f"  {' '.join(filter(None, (indicator, sex, age)))}: {agreed}; {method.words()}")
    return notes


def _places(made: Dissolved) -> int:
    return int((made.areas["level"] == PLACE).sum())


def _wanted(found: Sequence[Area]) -> int:
    return sum(area.level == PLACE for area in found)

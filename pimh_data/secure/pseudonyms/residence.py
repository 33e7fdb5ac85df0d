"""Postcode to LSOA, LSOA to district, district to Place, by look-ups that a site brings. Knows no row."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pyarrow as pa

from pimh_data.errors import ExtractError
from pimh_data.geography.codes import all_leaves, leaves
from pimh_data.geography.districts import PLACE, areas
from pimh_data.secure.engine import working
from pimh_data.secure.ingest.sources.bombs import refuse_parquet_bomb

OUTSIDE = "Outside"
POSTCODES = r"pcds?|pcd[278]|postcode"
# Of two editions in one look-up the newer is taken: deciles of IMD 2025 are on LSOA 2021.
LSOAS = (r"lsoa(20)?21(cd|code)?", r"lsoa(20)?11(cd|code)?", r"lsoa(cd|code)?")
DISTRICTS = r"(os)?laua|(lad|ltla|la)(\d\d)?(cd|code)?"
Heading = tuple[str, Sequence[str]]  # as it was named, and the patterns of those that are known


@dataclass(frozen=True)
class LookUp:
    """Code -> code, from the columns of a file that are named."""

    found: Mapping[str, str]
    by: str
    gives: str


def postcode(text: str) -> str:
    """The postcode without spaces, in capitals: as it is compared."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def lsoas_of(path: Path, postcodes: Collection[str], by: str = "", gives: str = "") -> LookUp:
    """Postcode (as `postcode` writes it) -> LSOA, of those asked for. `by`, `gives`: the file's headings, if not known.

    Raises ExtractError for a file that cannot be read or has no such columns.
    """
    return _look_up(path, postcodes, (by, (POSTCODES,)), (gives, LSOAS))


def districts_of(path: Path, lsoas: Collection[str], by: str = "", gives: str = "") -> LookUp:
    """LSOA -> district, of those asked for; from the same postcode directory, or a look-up of its own."""
    return _look_up(path, lsoas, (by, LSOAS), (gives, (DISTRICTS,)))


def place_of(districts: Iterable[str], places: pd.DataFrame) -> dict[str, str]:
    """District -> the Place it belongs to, `OUTSIDE` where it belongs to none. `places`: as the places extract."""
    ground = {area.name: all_leaves(area.codes) for area in areas(places)[0] if area.level == PLACE}
    return {
        code: next((name for name, held in ground.items() if leaves(code) <= held), OUTSIDE) for code in set(districts)
    }


def _look_up(path: Path, asked: Collection[str], by: Heading, gives: Heading) -> LookUp:
    try:
        return _looked_up(path, asked, by, gives)
    except (duckdb.Error, OSError) as error:
        words = re.sub(r"\s+", " ", str(error).replace(str(path), path.name))[:160]
        raise ExtractError(f"{path.name} cannot be read as a look-up ({words})") from None


def _looked_up(path: Path, asked: Collection[str], by: Heading, gives: Heading) -> LookUp:
    with working() as connection:
        parquet = path.suffix.lower() == ".parquet"
        if parquet:
            refuse_parquet_bomb(path)
        table = connection.read_parquet(path) if parquet else connection.read_csv(path, all_varchar=True, header=True)
        key, value = (named or _found(patterns, table.columns) for named, patterns in (by, gives))
        lacking = [repr(name) for name in (key, value) if name and name not in table.columns]
        if lacking or not key or not value:
            what = " and no column ".join(lacking) or "that is known to hold the codes asked for"
            raise ExtractError(
                f"{path.name} has no column {what}; its headings are {', '.join(table.columns[:8])}. Name the two, as "
                "--help says"
            )
        rows = table.select(key=table[key].cast("string"), value=table[value].cast("string").strip().nullif(""))
        rows = rows.mutate(key=rows.key.re_replace("[^A-Za-z0-9]", "").upper())
        wanted = ibis.memtable(pa.table({"key": pa.array(sorted(set(asked)), pa.string())}))
        held = rows.filter(rows.value.notnull()).semi_join(wanted, "key")
        found = held.group_by("key").agg(value=held.value.min()).to_pyarrow()
    return LookUp(dict(zip(*(found[name].to_pylist() for name in ("key", "value")), strict=True)), key, value)


def _found(patterns: Sequence[str], columns: Sequence[str]) -> str:
    plain = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in columns}
    return next((plain[name] for pattern in patterns for name in plain if re.fullmatch(pattern, name)), "")

"""Reads the look-ups from LSOA to decile of the extracts folder (`imd/`), as published or tidied. Assigns nothing."""

import gzip
import re
import zlib
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.registry.deprivation import DECILES, VERSIONS
from pimh_data.secure.beside import IMD, LOOK_UPS, published_files
from pimh_data.secure.ingest.published_text import count_of, records_of

FOLDER = IMD
ENGLISH = re.compile(r"E01\d{6}")
CODE = re.compile(r"lsoa(code)?(11|21|2011|2021)?(code|cd)?(2011|2021)?")
DECILE = re.compile(r"imddecile|indexofmultipledeprivationimddecile.*|imd(2019|2025)decile")
RANK = re.compile(r"imdrank|indexofmultipledeprivationimdrank.*")
HEADINGS_WITHIN = 12  # records: tables may begin with a title and notes
EXPECTED = "Expected a row for each LSOA with its code and its IMD decile, as in File 7 of the English Indices"


def read_look_up(path: Path, version: str) -> dict[str, int]:
    """LSOA code -> decile (1 = most deprived), from a look-up as published or as tidied, plain or .gz.

    Raises ExtractError that says everything wrong: no such columns, a code twice, a decile outside 1 to 10, deciles in
    the other direction, or more LSOAs than the edition has.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        records = records_of(raw)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        why = str(error) if isinstance(error, ValueError) else "it is no whole gzip archive"
        raise ExtractError(f"{path.name} cannot be read as CSV: {why}. {EXPECTED}.") from None
    at, rows = _columns(records)
    if "code" not in at or "decile" not in at:
        shown = ", ".join(repr(text[:40]) for text in records[0][:6])
        raise ExtractError(f"{path.name} has no column of LSOA codes or of IMD deciles (it has {shown}). {EXPECTED}.")
    last = max(at.values())
    short = [len(records) - len(rows) + number for number, row in enumerate(rows, start=1) if 0 < len(row) <= last]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    pairs = [(row[at["code"]].strip(), _whole(row[at["decile"]])) for row in rows if len(row) > last]
    deciles = dict(pairs)
    wrong = [f"row {number} is cut short" for number in short[:1]]
    wrong += [f"{len(pairs) - len(deciles):,} codes stand in it twice"] * (len(pairs) != len(deciles))
    odd = [code for code, decile in pairs if decile not in DECILES or not ENGLISH.fullmatch(code)]
    wrong += [f"no code and decile 1 to 10 for {', '.join(map(repr, odd[:3]))}"] * bool(odd)
    if len(deciles) > VERSIONS[version].lsoas:
        wrong.append(f"{len(deciles):,} LSOAs where IMD {version} has {VERSIONS[version].lsoas:,}")
    if not wrong and "rank" in at:
        ranked = [(rank, deciles[row[at["code"]].strip()]) for row in rows if (rank := _rank(row[at["rank"]]))]
        as_ranked = [(10 * rank / VERSIONS[version].lsoas + 0.5, decile) for rank, decile in ranked]
        if sum(abs(meant - decile) - abs(meant - (11 - decile)) for meant, decile in as_ranked) > 0:
            wrong.append("its most deprived LSOA is not in decile 1: the deciles run the other way")
    if wrong or not deciles:
        raise ExtractError(f"{path.name}: {'; '.join(wrong or ['it has no rows'])}. {EXPECTED}.")
    return deciles


def look_ups(folder: Path) -> dict[str, dict[str, int]]:
    """Version -> look-up, of those that lie in `imd/`. Raises ExtractError for every one that cannot be read."""
    found, wrong = {}, []
    for version in VERSIONS:
        paths = published_files(folder, FOLDER, LOOK_UPS[version])
        if len(paths) > 1:
            wrong.append(
                f"IMD {version} was brought {len(paths)} times ({', '.join(p.name for p in paths)}): leave one"
            )
        elif paths:
            try:
                found[version] = read_look_up(paths[0], version)
            except ExtractError as error:
                wrong.append(str(error))
    if wrong:
        raise ExtractError("\n".join(wrong))
    return found


def _columns(records: list[list[str]]) -> tuple[dict[str, int], list[list[str]]]:
    """code, decile and rank -> the column, of the first record that has a code and a decile; and the records below."""
    for number, record in enumerate(records[:HEADINGS_WITHIN], start=1):
        names = [re.sub(r"[^a-z0-9]", "", text.lower()) for text in record]
        at = {
            kind: position
            for kind, pattern in (("code", CODE), ("decile", DECILE), ("rank", RANK))
            for position, name in reversed(list(enumerate(names)))
            if pattern.fullmatch(name)
        }
        if {"code", "decile"} <= set(at):
            return at, records[number:]
    return {}, []


def _whole(text: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,2})(\.0*)?\s*", text)
    return int(found[1]) if found else 0


def _rank(text: str) -> float:
    """0 where none is given."""
    try:
        return count_of(text)
    except ValueError:
        return 0.0

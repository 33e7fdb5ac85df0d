"""Reads the look-ups from LSOA to decile of the extracts folder (`imd/`), as published or tidied. Assigns nothing."""

import csv
import gzip
import io
import re
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.registry.deprivation import DECILES, VERSIONS

FOLDER = "imd"
ENGLISH = re.compile(r"E01\d{6}")
CODE = re.compile(r"lsoa(code)?(11|21|2011|2021)?(code|cd)?(2011|2021)?")
DECILE = re.compile(r"imddecile|indexofmultipledeprivationimddecile.*|imd(2019|2025)decile")
RANK = re.compile(r"imdrank|indexofmultipledeprivationimdrank.*")
EXPECTED = "Expected a row for each LSOA with its code and its IMD decile, as in File 7 of the English Indices"


def read_look_up(path: Path, version: str) -> dict[str, int]:
    """LSOA code -> decile (1 = most deprived), from a look-up as published or as tidied, plain or .gz.

    Raises ExtractError that says everything wrong: no such columns, a code twice, a decile outside 1 to 10, deciles in
    the other direction, or more LSOAs than the edition has.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        heading, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")), strict=True)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise ExtractError(f"{path.name} cannot be read as CSV ({error}). {EXPECTED}.") from None
    at = {name: _column(heading, pattern) for name, pattern in (("code", CODE), ("decile", DECILE), ("rank", RANK))}
    if at["code"] is None or at["decile"] is None:
        shown = ", ".join(repr(text[:40]) for text in heading[:6])
        raise ExtractError(f"{path.name} has no column of LSOA codes or of IMD deciles (it has {shown}). {EXPECTED}.")
    last = max(position for position in at.values() if position is not None)
    short = [number for number, row in enumerate(rows, start=2) if row and len(row) <= last]
    pairs = [(row[at["code"]].strip(), _whole(row[at["decile"]])) for row in rows if len(row) > last]
    deciles = dict(pairs)
    wrong = [f"row {number} is cut short" for number in short[:1]]
    wrong += [f"{len(pairs) - len(deciles):,} codes stand in it twice"] * (len(pairs) != len(deciles))
    odd = [code for code, decile in pairs if decile not in DECILES or not ENGLISH.fullmatch(code)]
    wrong += [f"no code and decile 1 to 10 for {', '.join(map(repr, odd[:3]))}"] * bool(odd)
    if len(deciles) > VERSIONS[version].lsoas:
        wrong.append(f"{len(deciles):,} LSOAs where IMD {version} has {VERSIONS[version].lsoas:,}")
    if not wrong and at["rank"] is not None:
        ranked = min(rows, key=lambda row: float(row[at["rank"]]) if len(row) > last else float("inf"))
        if deciles[ranked[at["code"]].strip()] != 1:
            wrong.append("its most deprived LSOA is not in decile 1: the deciles run the other way")
    if wrong or not deciles:
        raise ExtractError(f"{path.name}: {'; '.join(wrong or ['it has no rows'])}. {EXPECTED}.")
    return deciles


def look_ups(folder: Path) -> dict[str, dict[str, int]]:
    """Version -> look-up, of those that lie in `imd/`. Raises ExtractError for every one that cannot be read."""
    found, wrong = {}, []
    for version in VERSIONS:
        paths = [p for kind in ("csv", "csv.gz") for p in sorted((folder / FOLDER).glob(f"imd{version}*.{kind}"))]
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


def _column(heading: list[str], pattern: re.Pattern[str]) -> int | None:
    names = [re.sub(r"[^a-z0-9]", "", text.lower()) for text in heading]
    return next((position for position, name in enumerate(names) if pattern.fullmatch(name)), None)


def _whole(text: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,2})(\.0*)?\s*", text)
    return int(found[1]) if found else 0

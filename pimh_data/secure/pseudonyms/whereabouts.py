"""The LSOA and the Place of residence of each row, from the look-ups brought, and how many have none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.tabular import read_raw
from pimh_data.secure.pseudonyms.columns import as_text, named
from pimh_data.secure.pseudonyms.people import Identifiers
from pimh_data.secure.pseudonyms.residence import OUTSIDE, districts_of, lsoas_of, place_of, postcode

LSOA, PLACE = "lsoa", "place"


@dataclass(frozen=True)
class Residence:
    """The look-ups brought: postcode to LSOA (`look_up`), LSOA to district (`districts`), and the places extract.

    `by`, `gives`: headings of `look_up` where they are not known. `otherwise`: the Place of rows whose LSOA is not
    known; without it, what the file's own column `place` says.
    """

    look_up: Path | None = None
    by: str = ""
    gives: str = ""
    districts: Path | None = None
    places: Path | None = None
    otherwise: str = ""


def residence_of(
    texts: Mapping[str, list[str]], rows: Sequence[int], identifiers: Identifiers, residence: Residence
) -> tuple[dict[str, list[str]], list[str]]:
    """The columns `lsoa` and `place`, as far as what was brought gives them, and what is said of them."""
    if identifiers.postcode and residence.look_up:
        codes = [postcode(text) for text in texts[identifiers.postcode]]
        found = lsoas_of(residence.look_up, {code for code in codes if code}, residence.by, residence.gives)
        lsoas = [found.found.get(code, "") for code in codes]
        unknown = [row for row, code, lsoa in zip(rows, codes, lsoas, strict=True) if code and not lsoa]
        said = [f"  {sum(map(bool, lsoas)):,} postcodes are in {residence.look_up.name} ({found.by} to {found.gives})"]
        if unknown:
            said.append(f"  {len(unknown):,} postcodes are not ({named(unknown)})")
        without = sum(not code for code in codes)
        said += [f"  {without:,} rows have no postcode"] if without else []
    elif identifiers.lsoa:
        lsoas, said = [text.upper() for text in texts[identifiers.lsoa]], []
    else:
        return {}, ["  No look-up of postcodes was brought: no LSOA is written"] if identifiers.postcode else []
    if residence.places is None:
        return {LSOA: lsoas}, said
    places, lines = _places(texts, lsoas, rows, residence)
    return {LSOA: lsoas, PLACE: places}, [*said, *lines]


def _places(
    texts: Mapping[str, list[str]], lsoas: Sequence[str], rows: Sequence[int], residence: Residence
) -> tuple[list[str], list[str]]:
    extract = read_raw("places", residence.places).table
    missing = [name for name in ("place", "lad_codes") if name not in extract.column_names]
    if missing:
        raise ExtractError(f"{residence.places.name} has no column {' and no column '.join(missing)}")
    listed = pd.DataFrame({name: as_text(extract[name]) for name in ("place", "lad_codes")}).assign(system="")
    path = residence.districts or residence.look_up
    if path is None:
        raise ExtractError("a Place of residence needs the districts of LSOAs: bring a look-up (--districts)")
    of_postcodes = residence.gives if path == residence.look_up else ""
    districts = districts_of(path, {lsoa for lsoa in lsoas if lsoa}, of_postcodes)
    of_district = place_of(districts.found.values(), listed)
    own = texts.get(PLACE) or [""] * len(rows)
    places = [
        of_district[districts.found[lsoa]] if lsoa in districts.found else residence.otherwise or held
        for lsoa, held in zip(lsoas, own, strict=True)
    ]
    outside, unplaced = places.count(OUTSIDE), [row for row, place in zip(rows, places, strict=True) if not place]
    known = sum(lsoa in districts.found for lsoa in lsoas)
    lines = [f"  {known:,} rows have a Place by their LSOA, {outside:,} of them {OUTSIDE}"]
    if len(rows) - known - len(unplaced):
        lines.append(f"  {len(rows) - known - len(unplaced):,} rows keep the Place that is given for those not known")
    if unplaced:
        lines.append(f"  {len(unplaced):,} rows have no Place ({named(unplaced)}): give one for them (--otherwise)")
    if outside:
        lines.append(
            f"  The places extract must list {OUTSIDE!r}, in a system of its own so that no rate counts its people "
            "over others' births, and the services extract must list the services there too"
        )
    return places, lines

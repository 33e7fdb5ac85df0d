"""Which districts each Place and each system is made of, as the places extract names them. No boundaries here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

CODE = re.compile(r"[EWSN]\d{8}")
PLACE, SYSTEM, COUNTRY = "Place", "system", "country"


@dataclass(frozen=True)
class Area:
    """A Place or a system: its level, name, system (its own name for a system) and the codes it is made of."""

    level: str
    name: str
    system: str
    codes: tuple[str, ...]


def areas(places: pd.DataFrame) -> tuple[tuple[Area, ...], tuple[str, ...]]:
    """Every Place, then every system, and a sentence for each Place or code that cannot be used.

    `places`: columns place, system, lad_codes (codes parted by spaces, commas or semicolons). A system is made of the
    codes of all its Places, and is left out where one of them has none: a part would pass for the whole.
    """
    found, said = [], []
    codes_of: dict[str, dict[str, tuple[str, ...]]] = {}
    for place, system, text in places[["place", "system", "lad_codes"]].itertuples(index=False):
        named = [part for part in re.split(r"[\s,;]+", "" if pd.isna(text) else str(text)) if part]
        strange = [part for part in named if not CODE.fullmatch(part)]
        codes = tuple(dict.fromkeys(part for part in named if part not in strange))
        if strange:
            said.append(f"{place}: {', '.join(strange)} is no code of a district (E08000019) in 'lad_codes'")
        if not named:
            said.append(f"{place} has no 'lad_codes': it is on no map and has no indicators")
        # A Place of which one code is wrong would be shown too small.
        usable = () if strange else codes
        codes_of.setdefault(system, {})[place] = usable
        if usable:
            found.append(Area(PLACE, place, system, usable))
    said += _shared(codes_of)
    for system, held in codes_of.items():
        if all(held.values()):
            together = tuple(dict.fromkeys(code for codes in held.values() for code in codes))
            found.append(Area(SYSTEM, system, system, together))
    return tuple(found), tuple(said)


def _shared(codes_of: Mapping[str, Mapping[str, tuple[str, ...]]]) -> list[str]:
    owners: dict[str, list[str]] = {}
    for held in codes_of.values():
        for place, codes in held.items():
            for code in codes:
                owners.setdefault(code, []).append(place)
    return [f"{code} belongs to {' and to '.join(names)}" for code, names in owners.items() if len(names) > 1]

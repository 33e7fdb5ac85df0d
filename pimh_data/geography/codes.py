"""Codes of areas as they changed: which codes stand for the same ground, and on which day. No boundaries, no names.

Every code is taken apart into the smallest areas that ever made it up (`leaves`), so that codes of different years can
be compared and added: Bournemouth, Christchurch and Poole is the three districts of 2018, a county is its districts.
Small changes of a boundary that came with a new code (Sheffield and Barnsley, 2025) count as the same ground.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pimh_data.registry import reference

Leaves = frozenset[str]


@dataclass(frozen=True)
class Change:
    """One code that gave way to another. `kind`: recoded, merged (with others), divided (a county that ended)."""

    day: date
    kind: str
    old: str
    new: str


@dataclass(frozen=True)
class Cover:
    """Which of the codes on offer make up an area, each piece of ground once, and what is left without one."""

    codes: tuple[str, ...]
    missing: Leaves

    @property
    def whole(self) -> bool:
        """Whether the codes make up the whole area."""
        return not self.missing


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    """Every change of `area_code_changes.csv`, oldest first."""
    table = reference.load("area_code_changes")
    rows = zip(table["changed"], table["change"], table["old_code"], table["new_code"], strict=True)
    return tuple(sorted((Change(date.fromisoformat(day), *rest) for day, *rest in rows), key=lambda c: c.day))


@lru_cache(maxsize=4096)
def leaves(code: str) -> Leaves:
    """The smallest areas that ever made up the area of a code; a code that never changed is its own."""
    parts = _parts().get(code)
    return frozenset((code,)) if parts is None else all_leaves(parts)


def all_leaves(codes: Iterable[str]) -> Leaves:
    """The smallest areas of several codes together."""
    return frozenset().union(*(leaves(code) for code in codes))


def in_force(code: str, day: date) -> tuple[str, ...]:
    """The codes in force on a day that hold the ground of a code, sorted; they may hold more ground than it does.

    E06000058 (Bournemouth, Christchurch and Poole) on a day in 2018: E06000028, E06000029 and E07000048. A county of
    districts stays itself.
    """
    after = [change for change in changes() if change.old == code and change.day <= day]
    if after:
        return _sorted(follower for change in after for follower in in_force(change.new, day))
    before = [change for change in changes() if change.new == code and change.kind != "divided" and change.day > day]
    if before:
        return _sorted(part for change in before for part in _earlier(change.old, day))
    return (code,)


def cover(wanted: Iterable[str], available: Collection[str], day: date | None = None) -> Cover:
    """The fewest codes of `available` that lie within the wanted area and do not overlap.

    Larger areas come first; of two codes for the same ground the one in force on `day`, else the newer. What remains
    missing is given in leaves.
    """
    ground = all_leaves(wanted)
    within = [(leaves(code), code) for code in dict.fromkeys(available) if leaves(code) <= ground]
    in_use = {code: day is not None and in_force(code, day) == (code,) for _, code in within}
    within.sort(key=lambda pair: (-len(pair[0]), not in_use[pair[1]], -_born(pair[1]), pair[1]))
    chosen: list[str] = []
    covered: set[str] = set()
    for part, code in within:
        if not part & covered:
            chosen.append(code)
            covered |= part
    return Cover(tuple(sorted(chosen)), frozenset(ground - covered))


def name_of(code: str) -> str:
    """The name of an area that is in one of the tables of codes; else the code itself."""
    return _names().get(code, code)


def is_known(code: str) -> bool:
    """Whether a code is, or was, that of a district or county of England."""
    return code in _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    children = reference.load("district_children")
    return frozenset((*_names(), *children["district_code"]))


def _earlier(code: str, day: date) -> tuple[str, ...]:
    """The same as `in_force` for a code that is known to be older than the one asked for: only its own past counts."""
    before = [change for change in changes() if change.new == code and change.kind != "divided" and change.day > day]
    return _sorted(part for change in before for part in _earlier(change.old, day)) if before else (code,)


def _born(code: str) -> int:
    return max((change.day.toordinal() for change in changes() if change.new == code), default=0)


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, tuple[str, ...]]:
    parts: dict[str, list[str]] = {}
    for change in changes():
        whole, part = (change.old, change.new) if change.kind == "divided" else (change.new, change.old)
        parts.setdefault(whole, []).append(part)
    counties = reference.load("county_districts")
    for county, district in zip(counties["county_code"], counties["district_code"], strict=True):
        parts.setdefault(county, []).append(district)
    return {whole: tuple(held) for whole, held in parts.items()}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    table, counties = reference.load("area_code_changes"), reference.load("county_districts")
    pairs = [(table[f"{when}_code"], table[f"{when}_name"]) for when in ("old", "new")]
    pairs += [(counties[f"{kind}_code"], counties[kind]) for kind in ("county", "district")]
    return {code: name for codes, names in pairs for code, name in zip(codes, names, strict=True)}


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(codes)))

"""Finds the columns of a Fingertips download by what their headings say, never by their position."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pimh_data.secure.ingest.fingertips_file import refuse

# Headings are compared without case, spaces, points or underscores, so `Lower CI 95.0 limit`, `Lower_CI_95.0_limit` and
# `LowerCI95.0limit` are one. Earlier downloads had a single pair of limits without its level: those are the 95% ones.
PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "indicator_id": r"indicatorid",
        "indicator": r"indicator(name)?",
        "parent_code": r"parentcode",
        "parent": r"parent(name)?",
        "area_code": r"areacode",
        "area": r"area(name)?",
        "area_type": r"areatype(name)?",
        "sex": r"sex",
        "age": r"age",
        "category_type": r"categorytype",
        "category": r"category",
        "period": r"timeperiod",
        "value": r"value",
        "lower_95": r"lowerci(95(0)?)?(limit)?",
        "upper_95": r"upperci(95(0)?)?(limit)?",
        "lower_99_8": r"lowerci998(limit)?",
        "upper_99_8": r"upperci998(limit)?",
        "count": r"count",
        "denominator": r"denominator",
        "value_note": r"valuenotes?",
        "recent_trend": r"recenttrends?",
        "compared_to_england": r"comparedtoengland.*",
    }
)
REQUIRED = ("indicator_id", "indicator", "area_code", "area", "period", "value")
# Known columns that carry nothing for us: the second comparison, whatever it is with, the wrong sort key, and marks.
PASSED_OVER = r"comparedto(?!england).*|columnnotused|timeperiodsortable|timeperiodrange|newdata|targetdata|"


@dataclass(frozen=True)
class Layout:
    """Where each column stands, how many fields a record must have to reach the last one, and what was noticed."""

    position: dict[str, int]
    needed: int
    notes: tuple[str, ...]


def plain(heading: str) -> str:
    """A heading without case and without anything but letters and digits."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def find_columns(heading: list[str], source: str) -> Layout:
    """Match the heading's fields. Raises ExtractError when a required column is absent or one stands there twice."""
    found: dict[str, list[int]] = {name: [] for name in PATTERNS}
    strangers = []
    for position, text in enumerate(heading):
        names = [name for name, pattern in PATTERNS.items() if re.fullmatch(pattern, plain(text))]
        for name in names:
            found[name].append(position)
        if not names and not re.fullmatch(PASSED_OVER, plain(text)):
            strangers.append(text.strip())
    absent = [name for name in REQUIRED if not found[name]]
    twice = [name for name, positions in found.items() if len(positions) > 1]
    if absent or twice:
        shown = ", ".join(repr(text[:40]) for text in heading[:8]) + (" ..." if len(heading) > 8 else "")
        faults = [f"no heading for {', '.join(absent)}"] * bool(absent)
        faults += [f"more than one heading for {', '.join(twice)}"] * bool(twice)
        raise refuse(source, f"{'; '.join(faults)} (its first row says {shown})")
    notes = []
    missing = [name for name, positions in found.items() if not positions]
    if missing:
        notes.append(f"columns not in this file: {', '.join(missing)}")
    if strangers:
        notes.append(f"columns not known and not used: {', '.join(strangers)}")
    held = {name: positions[0] for name, positions in found.items() if positions}
    return Layout(held, max(held.values()) + 1, tuple(notes))

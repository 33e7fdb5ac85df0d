"""What can stand in place of a published value, and how a Place came by its own. Words shared by both sides."""

from collections.abc import Mapping
from types import MappingProxyType

SHOWN, SUPPRESSED, COMBINED, SMALL = "shown", "suppressed", "combined areas", "too small"
QUALITY, NOT_AVAILABLE, NO_DATA, NOTED = "data quality", "not available", "no data", "withheld with a note"
CONFLICTING = "conflicting"
VALUE_STATES: Mapping[str, str] = MappingProxyType(
    {
        SHOWN: "A value is published. A note beside it, if any, qualifies it.",
        SUPPRESSED: "Published as blank to protect small counts.",
        COMBINED: "Published together with another area, not for this one alone.",
        SMALL: "Not published: too few cases for a figure.",
        QUALITY: "Not published: the data were not good enough.",
        NOT_AVAILABLE: "Not published: missing at the source or impossible to compute.",
        NO_DATA: "Blank, and the source gives no reason.",
        NOTED: "Blank, with a note that fits none of the other reasons: read the note.",
        CONFLICTING: "The file says two different things about the same area, group and period: both rows are here.",
    }
)

PUBLISHED, ADDED_UP, RANGE = "published", "added up", "range"
BASES: Mapping[str, str] = MappingProxyType(
    {
        PUBLISHED: "The Place is one area of the file: its own row, as published.",
        ADDED_UP: "Counts and denominators of the areas that make up the Place, added up.",
        RANGE: "No figure for the Place: the lowest and the highest of its areas that have one.",
    }
)
UNKNOWN = "unknown"
ENGLAND = "E92000001"

"""The form that every table of indicators takes, whatever it came from, and the account of what became of its rows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pimh_data.registry.value_states import (  # noqa: F401 - the words of the form, for its readers
    COMBINED,
    CONFLICTING,
    IMPOSSIBLE,
    NO_DATA,
    NOT_AVAILABLE,
    NOTED,
    QUALITY,
    SHOWN,
    SMALL,
    SUPPRESSED,
    UNKNOWN,
)

TEXT = (
    "indicator_id",
    "indicator",
    "parent_code",
    "parent",
    "area_code",
    "area",
    "area_type",
    "sex",
    "age",
    "category_type",
    "category",
    "period",
    "value_note",
    "value_state",
    "recent_trend",
    "compared_to_england",
    "polarity",
    "unit",
    "source",
)
NUMBERS = ("value", "lower_95", "upper_95", "lower_99_8", "upper_99_8", "count", "denominator")
COLUMNS = (
    "indicator_id",
    "indicator",
    "parent_code",
    "parent",
    "area_code",
    "area",
    "area_type",
    "sex",
    "age",
    "category_type",
    "category",
    "period",
    "period_start",
    "period_end",
    "period_months",
    "period_sort",
    "value",
    "lower_95",
    "upper_95",
    "lower_99_8",
    "upper_99_8",
    "count",
    "denominator",
    "value_note",
    "value_state",
    "recent_trend",
    "compared_to_england",
    "polarity",
    "unit",
    "source",
)
# What makes two rows the same statement. The parent is left out: one area may be listed under several.
KEY = ("indicator_id", "area_code", "area_type", "sex", "age", "category_type", "category", "period")


@dataclass(frozen=True)
class Explained:
    """One row that was not kept: its record number (heading = 1), the kind of reason, and the reason in full."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Account:
    """What became of every record of one file. Always: read = kept + explained."""

    source: str
    read: int
    kept: int
    explained: tuple[Explained, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.read != self.kept + len(self.explained):
            counted = f"{self.read} rows read, {self.kept} kept, {len(self.explained)} explained"
            raise ValueError(f"{self.source}: the account does not add up: {counted}")

    @property
    def by_reason(self) -> dict[str, int]:
        """How many rows were explained by each reason, most frequent first."""
        return dict(Counter(row.reason for row in self.explained).most_common())

    def as_dict(self) -> dict[str, object]:
        """Plain counts, fit for a manifest: source, read, kept, explained (by reason), notes."""
        return {
            "source": self.source,
            "read": self.read,
            "kept": self.kept,
            "explained": self.by_reason,
            "notes": list(self.notes),
        }

    def line(self) -> str:
        """One sentence: `x.csv: 27 rows read = 18 kept + 9 explained (9 same figures again).`"""
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in self.by_reason.items())
        return f"{self.source}: {self.read:,} rows read = {self.kept:,} kept + {len(self.explained):,} explained" + (
            f" ({reasons})." if reasons else "."
        )


def in_form(columns: Mapping[str, object], index: pd.Index) -> pd.DataFrame:
    """A table of COLUMNS in order: text never null, numbers float64, periods as dates. What is not given is blank."""
    table = pd.DataFrame(index=index)
    for name in COLUMNS:
        if name in TEXT:
            table[name] = pd.Series(columns.get(name, ""), index=index, dtype="str").fillna("")
        elif name in NUMBERS:
            table[name] = pd.Series(columns.get(name, float("nan")), index=index, dtype="float64")
        elif name in ("period_start", "period_end"):
            table[name] = pd.to_datetime(pd.Series(columns[name], index=index)).astype("datetime64[s]")
        else:
            table[name] = pd.Series(columns[name], index=index).astype("int64")
    return table.reset_index(drop=True)

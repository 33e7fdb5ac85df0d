"""An estimate with its interval: its three columns, and its part of a row. Numbers in, nothing worked out."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.answer import Column, Kind
from pimh_data.questions.cells import NAN, Cell

Limits = tuple[float, float, float]  # value, lower, upper
UNKNOWN: Limits = (NAN, NAN, NAN)


@dataclass(frozen=True)
class Estimated:
    """A value with a 95% interval, as a table shows it: `name`, `lower` and `upper` are its columns.

    `of`: what the interval is of, where a table has several: 'of the rate'.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    decimals: int = 0
    lower: str = "lower"
    upper: str = "upper"
    of: str = ""

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        """The value and the two ends of its interval."""
        interval = " ".join(filter(None, ("95% interval", self.of)))
        return (
            Column(self.name, self.label, self.kind, self.unit, self.decimals),
            Column(self.lower, f"{interval}, lower", self.kind, self.unit, self.decimals),
            Column(self.upper, f"{interval}, upper", self.kind, self.unit, self.decimals),
        )

    def row(self, found: Limits = UNKNOWN) -> dict[str, float]:
        """Its three values in a row; NaN where there is none."""
        return dict(zip((self.name, self.lower, self.upper), found, strict=True))


def difference_of_shares(label: str) -> Estimated:
    """The difference of two shares, with its interval, beside others in one table.

    With a decimal, since it is worked out before the shares are rounded: of 31% and 25% it may be 6.6%.
    """
    ends = {"lower": "difference_lower", "upper": "difference_upper"}
    return Estimated("difference", label, "share", decimals=1, **ends, of="of the difference")


@dataclass(frozen=True)
class Ranged:
    """A number with the least and the most that it can be, which is no interval: `name`, `name_lower`, `name_upper`.

    `of`: what the ends are of, where the label is too long to stand before 'at least'.
    """

    name: str
    label: str
    kind: Kind = "number"
    unit: str = "people"
    decimals: int = 0
    of: str = ""

    @property
    def ends(self) -> tuple[Column, Column]:
        """The least and the most."""
        return (
            Column(f"{self.name}_lower", f"{self.of or self.label}, at least", self.kind, self.unit, self.decimals),
            Column(f"{self.name}_upper", f"{self.of or self.label}, at most", self.kind, self.unit, self.decimals),
        )

    @property
    def columns(self) -> tuple[Column, Column, Column]:
        """The number, its least and its most."""
        return (Column(self.name, self.label, self.kind, self.unit, self.decimals), *self.ends)

    def row(self, found: Limits = UNKNOWN) -> dict[str, float]:
        """Its three values in a row; NaN where there is none."""
        return dict(zip((self.name, f"{self.name}_lower", f"{self.name}_upper"), found, strict=True))


def values(cells: Mapping[str, Cell]) -> dict[str, float]:
    """Counts in a row: the released value of each cell by its column."""
    return {name: cell.value for name, cell in cells.items()}


def state_of(*cells: Cell) -> str:
    """The state of a row of several counts: no data, hidden or zero where one of them is, in this order; else shown."""
    states = [cell.state for cell in cells]
    return next((state for state in ("no data", "hidden", "zero") if state in states), "shown")


def first_missing(*cells: Cell) -> str:
    """'no data' where one of the cells has none, else 'hidden' where one is, else ''."""
    states = [cell.state for cell in cells]
    return next((state for state in ("no data", "hidden") if state in states), "")

"""What a model of need is: named inputs, parameters with published ranges, formula, unit, stock or flow. No figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from pimh_data.errors import SelectionError

Unit = Literal["babies", "children 0-4", "women", "fathers", "families"]
Kind = Literal["stock", "yearly flow"]


@dataclass(frozen=True)
class Residents:
    """The named inputs of every formula, in people: births a year (or children aged 0) and children aged 0 to 4.

    `_deprived`: those of them who live in deciles 1-2. NaN where a release does not hold them.
    """

    births: float
    births_deprived: float
    children_0_4: float
    children_0_4_deprived: float


@dataclass(frozen=True)
class ModelParameter:
    """A coefficient as a share, 0 to 1; its name is its own within the model.

    `low` to `high`: what is published; they are equal where one figure alone is.
    `up_to`: the document gives a ceiling ("up to"), so that the published range begins at 0. `where_low`: where the
    lower end comes from, when it is another figure than the parameter's own.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    meaning: str
    source: str
    up_to: bool = False
    where_low: str = ""

    @property
    def fixed(self) -> bool:
        """Whether one figure alone is published, so that there is nothing to vary."""
        return self.low == self.high


@dataclass(frozen=True)
class Estimate:
    """A number of people under a model: at the values chosen, and at the ends of the published ranges."""

    value: float
    lower: float
    upper: float


Formula = Callable[..., float]


@dataclass(frozen=True)
class NeedCount:
    """One thing that a model counts. `formula(residents, *parameters)` is pure and never falls when one rises.

    `kind`: 'stock' (children there are) or 'yearly flow' (of the births of a year). `need_groups`: the THRIVE groups
    that the need falls in, read here from what the documents say of each service; empty for a target.
    """

    key: str
    label: str
    unit: Unit
    kind: Kind
    formula: Formula
    in_words: str
    parameters: tuple[ModelParameter, ...]
    need_groups: tuple[str, ...] = ()

    @property
    def up_to(self) -> bool:
        """Whether the document gives a ceiling rather than an estimate."""
        return any(parameter.up_to for parameter in self.parameters)

    def estimate(self, residents: Residents, chosen: Mapping[str, float] = MappingProxyType({})) -> Estimate:
        """The count for these residents. `chosen`: parameter name -> share, within its published range.

        NaN where an input is NaN. Raises SelectionError naming every parameter outside its range.
        """
        values = [chosen.get(p.name, p.value) for p in self.parameters]
        outside = [
            f"{p.label} is {value:g}, the published range is {p.low:g} to {p.high:g}"
            for p, value in zip(self.parameters, values, strict=True)
            if not p.low <= value <= p.high
        ]
        if outside:
            raise SelectionError(f"need model {self.key!r}: {'; '.join(outside)}. Choose a value within it.")
        lower = self.formula(residents, *(p.low for p in self.parameters))
        upper = self.formula(residents, *(p.high for p in self.parameters))
        return Estimate(self.formula(residents, *values), lower, upper)


@dataclass(frozen=True)
class NeedModel:
    """One published model: what it counts, where it is published, and what it cannot say."""

    key: str
    label: str
    counts: tuple[NeedCount, ...]
    citation: str
    limits: tuple[str, ...] = field(default=())

    def count(self, key: str = "") -> NeedCount:
        """The count of that key; the first, which is the model's need, when none is given. Raises SelectionError."""
        for count in self.counts:
            if key in ("", count.key):
                return count
        raise SelectionError(
            f"need model {self.key!r} counts no {key!r}; it counts {', '.join(count.key for count in self.counts)}"
        )

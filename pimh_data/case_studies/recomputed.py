"""Table 4 of the North West Coast model worked out again: which children, which areas, which cell is wrong."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pandas as pd

from pimh_data.registry import reference
from pimh_data.registry.deprivation import CORE20_DECILES
from pimh_data.registry.need import Residents
from pimh_data.registry.need_models import model

# How a misprint may have come about: the factors that are looked for, and their words.
FACTORS = {0.5: "half", 2.0: "twice", 0.1: "a tenth", 10.0: "ten times", 0.25: "a quarter", 4.0: "four times"}
NO_FACTOR = "no factor"
HALF = 0.5  # a printed whole number stands for anything within half of it


@dataclass(frozen=True)
class Printed:
    """A row of table 4 as printed, in children aged 0 to 4."""

    system: str
    population: float
    need: float
    with_additional: float
    total: float
    target: float
    source: str


@dataclass(frozen=True)
class Recomputed:
    """What a row of table 4 comes to. `ages`: of the children in its population. `in_deciles_1_2`: residents aged 1-4.

    `deprived_low` to `deprived_high`: how many of them its columns imply in deprived areas; `deprived_places`: the
    whole Places that have so many, if any, and whether these have the largest shares of children in deciles 1-2.

    `need`, `with_additional`, `total`, `target`: from its own population and those deprived areas, as it should print.
    `factor`: how the printed need differs from it, in words; '' where it does not. `total_is_right`: whether the total
    was computed with the need as it should be. `official`: the same model on residents aged 0-4 and deciles 1-2.
    """

    printed: Printed
    ages: str
    residents_0_4: float
    in_deciles_1_2: float
    deprived: float
    deprived_low: float
    deprived_high: float
    deprived_places: tuple[str, ...]
    places_are_most_deprived: bool
    need: float
    with_additional: float
    total: float
    target: float
    factor: str
    total_is_right: bool
    official_need: float
    official_total: float
    official_target: float

    @property
    def too_low(self) -> float:
        """By how much (0 to 1) the printed need falls short of the same share of all children aged 0 to 4."""
        return 1 - self.printed.population / self.residents_0_4


@cache
def recomputed() -> tuple[Recomputed, ...]:
    """Every row of table 4, worked out again from its own figures and from official estimates."""
    children = reference.load("place_children_by_imd2019_decile")
    systems = reference.load("places").set_index("place")["system"]
    children = children.assign(
        system=children["place"].map(systems),
        aged_1_4=children["population_0_4"] - children["population_0"],
    )
    return tuple(_row(printed, children[children["system"] == printed.system]) for printed in _printed())


def _printed() -> Iterator[Printed]:
    for row in reference.load("nwc_need").itertuples():
        yield Printed(
            row.system.replace("&", "and"),
            row.population_0_4,
            row.need_6_5_percent_published,
            row.with_additional_5_percent_published,
            row.total_need_published,
            row.target_35_percent_published,
            row.source,
        )


def _row(printed: Printed, children: pd.DataFrame) -> Recomputed:
    base, deprived_share = model("early_years_service").count("need").parameters
    low, high = _implied(printed, base.value, base.low, deprived_share.value)
    places = _places(children, low, high)
    aged_1_4 = children.groupby("place")["aged_1_4"].sum()
    deprived = float(aged_1_4[list(places)].sum()) if places else (low + high) / 2
    own = Residents(math.nan, math.nan, printed.population, deprived)
    need = base.value * printed.population
    in_deciles = children[children["imd_decile"].isin(CORE20_DECILES)]
    all_ages, deprived_all_ages = (float(part["population_0_4"].sum()) for part in (children, in_deciles))
    official = Residents(math.nan, math.nan, all_ages, deprived_all_ages)
    return Recomputed(
        printed,
        _ages(printed.population, children),
        official.children_0_4,
        float(in_deciles["aged_1_4"].sum()),
        deprived,
        low,
        high,
        places,
        _most_deprived(children, places),
        need,
        base.low * printed.population + deprived_share.value * deprived,
        _model("need", own),
        _model("target", own),
        _factor(printed.need, need),
        abs(printed.total - _model("need", own)) <= 1,
        base.value * official.children_0_4,
        _model("need", official),
        _model("target", official),
    )


def _model(count: str, residents: Residents) -> float:
    return model("early_years_service").count(count).estimate(residents).value


def _ages(population: float, children: pd.DataFrame) -> str:
    """Which ages the printed population is, exactly; '' if none."""
    sums = {
        "0 to 4": children["population_0_4"].sum(),
        "1 to 4": children["aged_1_4"].sum(),
        "0": children["population_0"].sum(),
    }
    return next((ages for ages, number in sums.items() if number == population), "")


def _implied(printed: Printed, base: float, second_base: float, deprived: float) -> tuple[float, float]:
    """Least and most children in deprived areas that both printed columns allow, whole numbers being rounded."""
    columns = ((printed.total, base), (printed.with_additional, second_base))
    found = [(number - share * printed.population) / deprived for number, share in columns]
    return max(found) - HALF / deprived, min(found) + HALF / deprived


def _places(children: pd.DataFrame, low: float, high: float) -> tuple[str, ...]:
    """The one set of whole Places with so many children aged 1 to 4; empty where none fits, or several do."""
    sizes = children.groupby("place")["aged_1_4"].sum()
    fitting = [
        places
        for many in range(1, len(sizes) + 1)
        for places in combinations(sizes.index, many)
        if low <= sizes[list(places)].sum() <= high
    ]
    return fitting[0] if len(fitting) == 1 else ()


def _most_deprived(children: pd.DataFrame, places: tuple[str, ...]) -> bool:
    """Whether no other Place has a larger share of its children in deciles 1-2 than these."""
    core20 = children[children["imd_decile"].isin(CORE20_DECILES)].groupby("place")["aged_1_4"].sum()
    shares = (core20 / children.groupby("place")["aged_1_4"].sum()).sort_values(ascending=False)
    return bool(places) and set(shares.index[: len(places)]) == set(places)


def _factor(printed: float, expected: float) -> str:
    """'half' where the printed figure is half of what it should be; '' where it is right; 'no factor' otherwise."""
    if abs(printed - expected) <= HALF:
        return ""
    return next((words for factor, words in FACTORS.items() if abs(printed - factor * expected) <= HALF), NO_FACTOR)

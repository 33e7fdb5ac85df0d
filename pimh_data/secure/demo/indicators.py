"""Invented indicators for every district of the demonstration, its regions and England, in Fingertips' long form."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pimh_data.registry import reference
from pimh_data.registry.indicators import INDICATORS
from pimh_data.registry.value_states import ENGLAND, MADE_UP
from pimh_data.secure.demo.indicator_sizes import INVENTED, REGION_OF_PLACE, REGION_OF_SYSTEM, REGIONS, Invented
from pimh_data.secure.demo.places import Place
from pimh_data.statistics.intervals import byar, wilson

FILE = "demonstration.csv"
OWN_STREAM = 2_024  # beside the seed: drawing indicators must not move what is drawn of referrals
YEARS = ("2019/20", "2020/21", "2021/22", "2022/23", "2023/24")
DISTRICT = "Districts & UAs"
DECILES = "County & UA deprivation deciles in England (IMD 2019, 4/21 geography)"
ORDINALS = ("Second", "Third", "Fourth", "Fifth")
# How far districts lie apart beyond what their deprivation explains, and from one year to the next (of the logarithm).
APART, YEARLY = 0.07, 0.02
CORE20_OF_ENGLAND = 0.2


@dataclass(frozen=True)
class _Area:
    code: str
    name: str
    kind: str
    parent: str
    children: float
    core20: float


def write_indicators(folder: Path, places: Collection[Place], seed: int, only: Collection[str] = ()) -> None:
    """Writes `fingertips/demonstration.csv`: every district of the Places, their regions, England, and its deciles.

    Each value is a count over a denominator with its limits (Wilson's of percentages, Byar's of rates), and every row
    says that it is made up. Drawn apart from everything else: the same seed gives the same bytes. `only`: the Places to
    write, all where it is empty.
    """
    rng = np.random.default_rng([seed, OWN_STREAM])
    areas = [*_national(), *_districts(places)]
    named = {place.name for place in places if not only or place.name in only}
    wanted = {code for place in places if place.name in named for code in place.lad_codes.split()}
    table = pd.concat([_with_values(one, pd.DataFrame(_rows(one, areas, rng))) for one in INVENTED])
    elsewhere = (table["Area Type"] == DISTRICT) & ~table["Area Code"].isin(wanted)
    (folder / "fingertips").mkdir(exist_ok=True)
    table[~elsewhere].to_csv(folder / "fingertips" / FILE, index=False)


def _national() -> Iterator[_Area]:
    children = reference.load("district_children")
    born = float(children[children["year"] == children["year"].max()]["age_0"].sum())
    yield _Area(ENGLAND, "England", "England", "", born, CORE20_OF_ENGLAND)
    for code, name in REGIONS.items():
        yield _Area(code, name, "Government Office Region", ENGLAND, born / 9, CORE20_OF_ENGLAND)


def _districts(places: Collection[Place]) -> Iterator[_Area]:
    children = reference.load("district_children")
    latest = children.sort_values("year").groupby("district_code")[["district", "age_0"]].last()
    for place in places:
        region = REGION_OF_PLACE.get(place.name, REGION_OF_SYSTEM[place.system])
        core20 = float(place.children[:2].sum() / place.children.sum())
        for code in place.lad_codes.split():
            yield _Area(code, latest.district[code], DISTRICT, region, float(latest.age_0[code]), core20)


def _rows(one: Invented, areas: list[_Area], rng: np.random.Generator) -> Iterator[dict[str, object]]:
    for area in areas:
        own = rng.normal(0, APART) if area.kind == DISTRICT else 0.0
        for number, year in enumerate(YEARS):
            above = one.steep * (area.core20 - CORE20_OF_ENGLAND) + own + rng.normal(0, YEARLY)
            share = _share(one, above, number)
            yield _row(one, area, year, share, area.children * one.of, rng)
    england = areas[0]
    for decile in range(1, 11):
        share = _share(one, one.steep * (5.5 - decile) / 9, len(YEARS) - 1)
        yield _row(one, england, YEARS[-1], share, england.children * one.of / 10, rng, decile)


def _share(one: Invented, above: float, years: int) -> float:
    """The share (0 to 1) that is `above` England's by so much of the logarithm, after so many years."""
    return min(one.england / one.multiplier * np.exp(above + one.yearly * years), 0.95)


def _row(
    one: Invented, area: _Area, year: str, share: float, out_of: float, rng: np.random.Generator, decile: int = 0
) -> dict[str, object]:
    denominator = round(out_of)
    return {
        "Indicator ID": one.id,
        "Indicator Name": INDICATORS[one.id].name,
        "Parent Code": area.parent,
        "Parent Name": "England" if area.parent == ENGLAND else REGIONS.get(area.parent, ""),
        "Area Code": area.code,
        "Area Name": area.name,
        "Area Type": area.kind,
        "Sex": one.sex,
        "Age": one.age,
        "Category Type": DECILES if decile else "",
        "Category": _decile(decile) if decile else "",
        "Time period": year,
        "Count": int(rng.binomial(denominator, share)),
        "Denominator": denominator,
        "Value note": MADE_UP,
    }


def _with_values(one: Invented, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their values and limits: percentages and rates have their usual methods."""
    counts, of = rows["Count"].to_numpy("float64"), rows["Denominator"].to_numpy("float64")
    made = {"Value": counts / of * one.multiplier}
    for level, confidence in (("95.0", 0.95), ("99.8", 0.998)):
        ends = wilson(counts, of, confidence) if one.multiplier == 100 else byar(counts, of, 1, confidence)
        for name, end in zip(("Lower", "Upper"), ends, strict=True):
            made[f"{name} CI {level} limit"] = end * one.multiplier
    return rows.assign(**made)


def _decile(number: int) -> str:
    names = ("Most", *(f"{which} more" for which in ORDINALS), *(f"{which} less" for which in ORDINALS[::-1]), "Least")
    return f"{names[number - 1]} deprived decile (IMD2019)"

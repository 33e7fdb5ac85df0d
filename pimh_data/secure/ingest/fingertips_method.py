"""Which method a series' published intervals were computed with, found by computing them again. Changes no number.

A series is one indicator, sex and age. Its value is count over denominator times a multiplier, or it is something else
(standardised, modelled, a mean), and then counts of areas may not be added up to it. Each method below is tried on
every row that has a count, a denominator and limits; the one that gives the published limits, to the last decimal that
is printed, is the series' own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.special import gammainccinv, gammaincinv

from pimh_data.registry.value_states import ENGLAND
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.statistics.intervals import byar, wilson

Limits = tuple[np.ndarray, np.ndarray]
MULTIPLIERS = (100.0, 1_000.0, 10_000.0, 100_000.0, 1.0)
SERIES = ("indicator_id", "sex", "age")
LIMITS = ("lower_95", "upper_95")
ENOUGH = 0.95  # share of rows that must agree: genuine files hold single rows with an error of their own
ROUNDED_TO = 5
ALL_DIGITS = 9  # decimals from which a number counts as unrounded
PRINTED = 0.6  # of the last decimal: half of it, and what the numbers lost before they were printed
NEAR = 1e-6  # relative: files that print every digit differ by their software


def _half(count: np.ndarray, denominator: np.ndarray, confidence: float) -> Limits:
    return wilson(count / 2, denominator / 2, confidence)


def _byar(count: np.ndarray, denominator: np.ndarray, confidence: float) -> Limits:
    return byar(count, denominator, 1, confidence)


def _byar_throughout(count: np.ndarray, denominator: np.ndarray, confidence: float) -> Limits:
    z = 1.96 if confidence == 0.95 else 3.0902
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
        upper = (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * np.sqrt(count + 1))) ** 3
        return np.where(count > 0, lower, 0) / denominator, upper / denominator


def _exact(count: np.ndarray, denominator: np.ndarray, confidence: float) -> Limits:
    tail = (1 - confidence) / 2
    lower = np.where(count > 0, gammaincinv(np.maximum(count, 1e-300), tail), 0)
    return lower / denominator, gammainccinv(count + 1, tail) / denominator


# In the order in which they are believed where several give the published limits.
METHODS: Mapping[str, Callable[[np.ndarray, np.ndarray, float], Limits]] = MappingProxyType(
    {
        "Wilson": wilson,
        "Byar": _byar,
        "Byar at every count, z = 1.96": _byar_throughout,
        "exact Poisson": _exact,
        "Wilson of half the count and half the denominator": _half,
    }
)
WILSON, BYAR = "Wilson", "Byar"
PROPORTIONS = ("Wilson", "Wilson of half the count and half the denominator")


@dataclass(frozen=True)
class Method:
    """How a series is made. `multiplier`: NaN where the value is not count over denominator; `name`: "" where no method
    gives the limits.

    `rows`: with value, count and denominator; `values_agree`: of these, count / denominator x multiplier is the value.
    `limits`: rows with both 95% limits too; `limits_agree`: of these, the method gives both. `rounded`: counts are
    printed to the nearest 5, and the published limits lie within what that leaves open. `stated`: the file has no
    limits, and the method is the usual one for the unit.
    """

    name: str
    multiplier: float
    rows: int
    values_agree: int
    limits: int
    limits_agree: int
    rounded: bool = False
    stated: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether counts and denominators of areas may be added up to a value."""
        return bool(np.isfinite(self.multiplier))

    def words(self) -> str:
        """The method as a reader is told it."""
        if not self.rows:
            return "the file gives no counts and denominators"
        if not self.adds_up:
            return "the value is not its count over its denominator (standardised or modelled)"
        if not self.name:
            return "the published interval is by a method that cannot be recomputed from count and denominator"
        said = f"{self.name}'s interval" if self.name in (WILSON, BYAR) else f"interval: {self.name}"
        return said + (", of counts printed to the nearest 5" if self.rounded else "")


def methods(table: pd.DataFrame) -> dict[tuple[str, str, str], Method]:
    """The method of every series (indicator_id, sex, age) of a table in the indicators form."""
    return {key: method_of(rows) for key, rows in table.groupby(list(SERIES), sort=False)}


def method_of(rows: pd.DataFrame) -> Method:
    """The method of one series' rows."""
    known = rows[rows[["value", "count", "denominator"]].notna().all(axis=1) & (rows["denominator"] > 0)]
    known = known[known["value_state"] != form.CONFLICTING]
    multiplier, agree = _multiplier(known)
    published = known[known[list(LIMITS)].notna().all(axis=1)]
    counted = (len(known), agree, len(published))
    if not np.isfinite(multiplier):
        return Method("", multiplier, *counted, 0)
    if published.empty:
        usual = WILSON if rows["unit"].iloc[0].startswith("%") or multiplier == 100 else BYAR
        return Method(usual, multiplier, *counted, 0, stated=True)
    slacks = [np.maximum(_tolerance(published[name]), NEAR * published[name].abs().to_numpy()) for name in LIMITS]
    agree = {name: int(agreeing(published, name, multiplier, slacks).sum()) for name in METHODS}
    best = max(agree, key=agree.__getitem__)
    agreed = agree[best]
    if agreed >= ENOUGH * len(published):
        return Method(best, multiplier, *counted, agreed)
    local = published.loc[published["area_code"] != ENGLAND, ["count", "denominator"]]
    if len(local) >= 3 and (local % ROUNDED_TO == 0).all(axis=None):
        within = int(_within_rounding(published, multiplier).sum())
        if within >= ENOUGH * len(published):
            return Method(WILSON, multiplier, *counted, within, rounded=True)
    return Method("", multiplier, *counted, agreed)


def agreeing(rows: pd.DataFrame, name: str, multiplier: float, slacks: Sequence[np.ndarray]) -> np.ndarray:
    """For each row, whether the method gives both published 95% limits, each within its slack."""
    count, denominator = rows["count"].to_numpy(), rows["denominator"].to_numpy()
    possible = (count <= denominator) if name in PROPORTIONS else np.ones(len(rows), dtype=bool)
    found = np.zeros(len(rows), dtype=bool)
    limits = METHODS[name](count[possible], denominator[possible], 0.95)
    near = [
        np.abs(ours * multiplier - rows[printed].to_numpy()[possible]) <= slack[possible]
        for ours, printed, slack in zip(limits, LIMITS, slacks, strict=True)
    ]
    found[possible] = near[0] & near[1]
    return found


def _multiplier(known: pd.DataFrame) -> tuple[float, int]:
    if known.empty:
        return float("nan"), 0
    value = known["value"].to_numpy()
    share = known["count"].to_numpy() / known["denominator"].to_numpy()
    slack = np.maximum(_tolerance(known["value"]), np.abs(value) * 1e-3)
    agree = {times: int((np.abs(share * times - value) <= slack).sum()) for times in MULTIPLIERS}
    best = max(agree, key=agree.__getitem__)
    return (best if agree[best] >= ENOUGH * len(known) else float("nan")), agree[best]


def _within_rounding(rows: pd.DataFrame, multiplier: float) -> np.ndarray:
    half = ROUNDED_TO / 2
    count, denominator = rows["count"].to_numpy(), rows["denominator"].to_numpy()
    england = rows["area_code"].to_numpy() == ENGLAND
    slack = np.where(england, 0, half)
    corners = [
        wilson(np.clip(count + c * slack, 0, denominator + d * slack), denominator + d * slack)
        for c in (-1, 1)
        for d in (-1, 1)
    ]
    inside = np.ones(len(rows), dtype=bool)
    for end, name in enumerate(LIMITS):
        ends = np.array([corner[end] for corner in corners]) * multiplier
        printed, tolerance = rows[name].to_numpy(), _tolerance(rows[name])
        inside &= (printed >= ends.min(0) - tolerance) & (printed <= ends.max(0) + tolerance)
    return inside


def _tolerance(printed: pd.Series) -> np.ndarray:
    """What printing may have taken from each number: a little over half of the last decimal that it shows."""
    numbers = printed.to_numpy("float64")
    decimals = np.full(len(numbers), ALL_DIGITS)
    for shown in range(ALL_DIGITS - 1, -1, -1):
        # Dividing the nearest whole number by a power of ten gives the very float that the printed text gives.
        decimals[np.round(numbers, shown) == numbers] = shown
    # 22.1000 arrives as 22.1: a number that ends in noughts was printed with as many decimals as its neighbours.
    return PRINTED * 10.0 ** -np.maximum(decimals, np.quantile(decimals, 0.25) if len(decimals) else 0)

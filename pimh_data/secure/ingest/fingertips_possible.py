"""Numbers of a download that cannot be right, and numbers that stand for none: taken out, and said. Mends nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pimh_data.secure.ingest import fingertips_form as form

NONE = (-1, -9, -99, -999, -9999, -99999)  # what systems write for none
NINES = (9999, 99999, 999999, 9999999)
PERCENT = re.compile(r"\(%\)|%$|\bpercentage\b", re.IGNORECASE)
LEVELS = ("95", "99_8")
LISTED = 20


@dataclass(frozen=True, eq=False)
class Possible:
    """`numbers`: the columns of form.NUMBERS, NaN where one was taken out; `states`: of rows that lose their value, ''
    of the others; `notes`: what was taken out, a sentence a row.
    """

    numbers: pd.DataFrame
    states: pd.Series
    notes: tuple[str, ...]


def possible(numbers: pd.DataFrame, about: pd.DataFrame) -> Possible:
    """Take out what stands for none (-1, 9999) and every number of a row that cannot be right.

    `about`: indicator_id, indicator, unit, area, period, row (its number in the file) and, as `value_text` and
    `<limit>_text`, the numbers as printed. Only where the unit is known can no value be negative.
    """
    none, unsigned = numbers.isin(NONE), (about["unit"] != form.UNKNOWN).to_numpy()
    for name in ("value", *(f"{end}_{level}" for level in LEVELS for end in ("lower", "upper"))):
        none[name] &= unsigned
    alone = (numbers.isna() | numbers.isin(NONE)).all(axis=1) & numbers["value"].notna()
    # Where the unit is not known, -1 may be a value: not if it stands in all the row's numbers, or is its indicator's
    # only negative one.
    negative = numbers["value"].lt(0) & ~numbers["value"].isin(NONE)
    signed = negative.groupby(about["indicator_id"]).transform("any")
    none["value"] |= alone & (numbers[["count", "denominator"]].isin(NONE).any(axis=1) | ~signed)
    for level in LEVELS:
        pair = [f"lower_{level}", f"upper_{level}"]
        both = none[pair].any(axis=1) | (numbers[pair].isin(NONE).all(axis=1) & (numbers[pair[0]] == numbers[pair[1]]))
        none[pair[0]], none[pair[1]] = both & numbers[pair[0]].notna(), both & numbers[pair[1]].notna()
    held = (numbers["lower_95"] < numbers["value"]) & (numbers["value"] < numbers["upper_95"])
    none["value"] |= numbers["value"].isin(NINES) & ~held
    left = numbers.mask(none)
    wrong = _wrong(left, about)
    states = pd.Series("", index=numbers.index, dtype="str")
    lost = none["value"]
    states[lost] = form.NOT_AVAILABLE
    states[list(wrong)] = form.IMPOSSIBLE
    left.loc[lost | (states == form.IMPOSSIBLE)] = np.nan
    said = {i: f"{'; '.join(words)}: no number of it is used" for i, words in wrong.items()}
    for i in numbers.index[none.any(axis=1)].difference(list(wrong)):
        what = ", ".join(f"{name} {numbers.at[i, name]:g}" for name in none.columns[none.loc[i]])
        said[i] = f"{what} taken as none"
    rows = [
        f"row {row} ({area}, indicator {indicator}, {period}): {said[i]}"
        for i, row, area, indicator, period in about[["row", "area", "indicator_id", "period"]].itertuples()
        if i in said
    ]
    more = (f"and {len(rows) - LISTED:,} more rows with such numbers",) if len(rows) > LISTED else ()
    return Possible(left, states, (*rows[:LISTED], *more))


def _wrong(numbers: pd.DataFrame, about: pd.DataFrame) -> dict[int, list[str]]:
    """Index -> what cannot be right in the row."""
    found: dict[int, list[str]] = {}
    for where, words in _faults(numbers, about):
        for i in numbers.index[where.fillna(False).to_numpy(dtype=bool)]:
            found.setdefault(i, []).append(words.format(**{name: f"{numbers.at[i, name]:g}" for name in numbers}))
    return found


def _faults(numbers: pd.DataFrame, about: pd.DataFrame) -> Iterator[tuple[pd.Series, str]]:
    value, known = numbers["value"], about["unit"] != form.UNKNOWN
    share = about["unit"].str.startswith("%") | (~known & about["indicator"].str.contains(PERCENT))
    yield known & (value < 0), "the value {value} is negative"
    yield share & (value > 100), "the share {value} is over 100%"
    yield numbers["count"] < 0, "the count {count} is negative"
    yield numbers["denominator"] < 0, "the denominator {denominator} is negative"
    more = numbers["count"] > numbers["denominator"]
    yield share & more & (numbers["denominator"] >= 0), "the count {count} is over its denominator {denominator}"
    for level in LEVELS:
        lower, upper = numbers[f"lower_{level}"], numbers[f"upper_{level}"]
        words = f"{{lower_{level}}} to {{upper_{level}}}"
        yield lower > upper, f"the limits {words} are the wrong way round"
        slack = sum(_half_of_last_decimal(about[f"{name}_text"]) for name in ("value", f"lower_{level}"))
        outside = (value < lower - slack) | (value > upper + slack)
        yield outside & ~(lower > upper), f"the value {{value}} lies outside its limits {words}"


def _half_of_last_decimal(printed: pd.Series) -> pd.Series:
    decimals = printed.str.extract(r"\.(\d+)")[0].str.len().fillna(0)
    return 0.51 * 10.0**-decimals

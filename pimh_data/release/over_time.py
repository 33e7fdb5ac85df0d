"""What is left out of one period is left out of others too: of those that would give it back as what they leave."""

import re
from collections.abc import Collection

import numpy as np

from pimh_data.registry.cubes import MONTH, QUARTER, ROLLING, SINCE_START, THREE_YEARS, YEAR
from pimh_data.release.keys import Keys

FIRST_AND_LAST = re.compile(r"(\S+) to (\S+)")
APRIL = 4


def over_time(keys: Keys, out: np.ndarray) -> np.ndarray:
    """The keys that are left out, and those of the same service and name in periods that give them back, shape (keys,).

    Where a month is left out, every month of its year is; where a quarter is, every quarter and month of its year,
    since a year less three quarters is the fourth. Where a year is left out, so are its quarters and months, which add
    up to it, the years together that hold it, and all since the service started.
    """
    found = out.copy()
    named, in_year = keys.named_periods, keys.series
    if not {ROLLING, QUARTER} <= {kind for _, kind in named}:  # else twelve months hold parts of two years
        years = {year: code for code, year in enumerate(dict.fromkeys(_year_of(*period) for period in named))}
        in_year = keys.series * len(years) + np.array([years[_year_of(*period)] for period in named])[keys.periods]
    _also(found, in_year, _of(keys, {YEAR}), _of(keys, {MONTH, QUARTER}))
    _also(found, in_year, _of(keys, {MONTH}), _of(keys, {MONTH}))
    _also(found, in_year, _of(keys, {QUARTER}), _of(keys, {MONTH, QUARTER}))
    for code, (name, kind) in enumerate(named):
        if kind == THREE_YEARS:
            within = [kind == ROLLING or (kind == YEAR and _is_within(year, name)) for year, kind in named]
            _also(found, keys.series, np.array(within)[keys.periods], keys.periods == code)
    _also(found, keys.series, _of(keys, {YEAR, ROLLING, THREE_YEARS}), _of(keys, {SINCE_START}))
    return found


def _of(keys: Keys, kinds: Collection[str]) -> np.ndarray:
    return np.array([kind in kinds for _, kind in keys.named_periods], dtype=bool)[keys.periods]


def _year_of(period: str, kind: str) -> str:
    """The financial year of a year, quarter or month ('2023/24' of '2024-02'); of any other period ''."""
    if kind == MONTH:
        first = int(period[:4]) - (int(period[5:7]) < APRIL)
        return f"{first}/{(first + 1) % 100:02d}"
    return period[:7] if kind in (YEAR, QUARTER) else ""


def _is_within(year: str, period: str) -> bool:
    """Whether a year ('2023/24') is one of those together ('2022/23 to 2024/25'); any, where these are not named so."""
    ends = FIRST_AND_LAST.fullmatch(period)
    return ends is None or ends[1] <= year <= ends[2]


def _also(found: np.ndarray, together: np.ndarray, lacking: np.ndarray, others: np.ndarray) -> None:
    """Where a key of these periods is left out, leave the others of what it stands together with out."""
    of = np.zeros(together.max(initial=-1) + 1, dtype=bool)
    of[together[found & lacking]] = True
    found |= others & of[together]

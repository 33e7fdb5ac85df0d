"""The ended periods of one kind, by number, and which months they are made of. Counts nothing."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from pimh_data.secure.cubes.calendar import Calendar


@dataclass(frozen=True, eq=False)
class Periods:
    """`names`: of each period; `last`: its last month ('2024-03'). `months`: month, period: which months it holds.

    A month is the number 12 * year + month, so that the engine need not make text of a day.
    """

    names: tuple[str, ...]
    last: np.ndarray
    months: pa.Table


@cache
def periods_of(calendar: Calendar, kind: str) -> Periods:
    """The periods of a kind that have ended; no names when none has."""
    periods = calendar.periods()
    mine = periods[periods.period_kind == kind]
    number, names = mine.period.factorize()
    month = mine.month.str.slice(0, 4).astype("int32") * 12 + mine.month.str.slice(5).astype("int32")
    last = mine.groupby(number).month.max().to_numpy() if len(mine) else np.array([], dtype=object)
    return Periods(tuple(names), last, pa.table({"month": month.to_numpy(), "period": number.astype("int32")}))

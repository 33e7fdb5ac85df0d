"""One cube of one kind of period, unprotected: counted, and written out densely."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pimh_data.registry.cubes import CUBES
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.counting import Asked, count
from pimh_data.secure.cubes.dense import dense
from pimh_data.secure.cubes.periods import Periods
from pimh_data.secure.cubes.plan import Breakdown, brought


def cube_of(
    people: Coded,
    cube: str,
    kind: str,
    periods: Periods,
    plan: Sequence[Breakdown],
    counts: Mapping[str, str] | None = None,
    extra: str = "",
) -> pd.DataFrame:
    """The cube's KEYS, extra key and int64 counts, for the breakdowns of the plan that the extracts can give.

    Of the people taken last (see `counting`). `counts`: name -> what is added up, each by its own name unless given.
    """
    counts = counts or {name: f"r.{name}" for name in CUBES[cube].counts}
    asked = Asked(brought(plan, people.source.dimensions()), counts, (extra,) if extra else ())
    return dense(people, cube, kind, periods, count(people.source.connection, asked), tuple(counts), extra)

"""Adds up what is counted by service of a Place, and is about no one person, to every view. Counts only."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

import pandas as pd
from ibis.expr.types import Table

from pimh_data.registry.cubes import EVERYONE, PAIR
from pimh_data.secure.cubes.plan import Breakdown
from pimh_data.secure.cubes.views import VIEW, Views

FEWEST, LONGEST = 5, 80  # a text given less often, or longer, could be about one person and is not named


def by_unit(table: Table, views: Views, keys: Sequence[str], **counts: str | None) -> pd.DataFrame:
    """Rows of an extract as unit, month, `keys` and counts: the sum of a column, or of rows where none is named."""
    units = views.units.astype({"place": "str", "service": "str"})
    columns = [name for name in counts.values() if name]
    rows = table.select("place", "service", *keys, *columns, month=table.date.strftime("%Y-%m"))
    sums = {name: rows.count() if column is None else rows[column].sum() for name, column in counts.items()}
    grouped = rows.group_by(["place", "service", "month", *keys]).agg(**sums).to_pandas()
    placed = grouped.merge(units, on=["place", "service"]).drop(columns=["place", "service"])
    return placed.astype(dict.fromkeys(counts, "int64"))


def named(texts: pd.Series, often: pd.Series, blank: str, other: str) -> pd.Series:
    """The texts as they may be named: `blank` where there is none, `other` where one is rare or long (free text).

    `often`: how many times each row's text was given.
    """
    filled = texts.astype("string").str.strip().replace("", pd.NA).fillna(blank)
    common = often.groupby(filled).transform("sum") >= FEWEST
    return filled.where((common & (filled.str.len() <= LONGEST)) | (filled == blank), other).astype("str")


def from_first_row(views: Views, rows: pd.DataFrame) -> Views:
    """The views, begun no later than their first row. `rows`: unit, month. Work may start before the first person."""
    first = rows.merge(views.members, on="unit").groupby("view").month.min()
    own = views.names["view"].map(first)
    start = own.where(own.notna() & (own < views.names.start), views.names.start)
    return replace(views, names=views.names.assign(start=start))


def added_up(
    rows: pd.DataFrame,
    plan: Iterable[Breakdown],
    months: pd.DataFrame,
    views: Views,
    counts: Sequence[str],
    extra: Sequence[str] = (),
) -> pd.DataFrame:
    """VIEW, dimension, member, `extra` and `counts` of every breakdown; views without any are absent.

    `rows`: unit, month, the breakdowns' columns, `extra` and counts. The two columns of a pair are joined by PAIR.
    """
    in_period = rows.merge(months[["month", "period"]], on="month")
    spread = in_period.merge(views.members, on="unit").merge(
        views.names[["view", "where", "service", "service_kind"]], on="view"
    )
    parts = []
    for breakdown in plan:
        first, *others = (spread[name] for name in breakdown.columns) if breakdown.columns else (EVERYONE,)
        member = reduce(lambda one, other: one + PAIR + other, others, first)
        own = spread.assign(dimension=breakdown.dimension, member=member)
        own = own[own.service_kind.isin(breakdown.services)]
        parts.append(own[own.member.isin(breakdown.members)])
    whole = pd.concat(parts, ignore_index=True)
    return whole.groupby([*VIEW, "dimension", "member", *extra], as_index=False)[list(counts)].sum()

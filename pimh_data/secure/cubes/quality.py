"""How complete the referrals' fields are, per view and financial year. Counts referrals, not people."""

import ibis
import pandas as pd
from ibis.expr.types import BooleanValue, Table

from pimh_data.registry import ethnicity
from pimh_data.registry.cubes import CUBES, NOT_RECORDED, YEAR
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import Breakdown
from pimh_data.secure.cubes.source import Progress, Source, keyed
from pimh_data.secure.cubes.views import VIEW, Views

FIELDS = ("imd_decile", "ethnicity", "source", "parent_role", "stage", "age_band", "need_group", "hub", "family_id")
SAYS_NOTHING = {"ethnicity": tuple(code.code for code in ethnicity.CODES if code.group in ethnicity.UNKNOWN)}


def quality_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """quality: how complete the fields of the referrals received in each financial year are."""
    progress("Counting complete fields")
    columns = frozenset(source.checks.extracts["referrals"].raw.table.column_names)
    months = source.months(YEAR)
    return {"quality": keyed(count_quality(source.episodes, months, source.views, columns), "quality", YEAR)}


def count_quality(referrals: Table, months: pd.DataFrame, views: Views, columns: frozenset[str]) -> pd.DataFrame:
    """VIEW, dimension 'field', member (the column's name), records, complete, valid, for every view and period.

    complete: something is recorded. valid: it says something, so neither 'not stated' nor 'not known'. A field that was
    not brought (not in `columns`) has no rows: no data. `referrals`: unit, month and the fields, as recorded.
    """
    counts = CUBES["quality"].counts
    fields = tuple(name for name in FIELDS if name in columns)
    rows = referrals.select("unit", "month", "key", *fields)
    spread = rows.join(ibis.memtable(months[["month", "period"]]), "month")
    sums = {"records": spread.count(), f"records{KEY}": spread["key"].sum().cast("int64")}
    for name in fields:
        for what, is_so in (("complete", _recorded(spread, name)), ("valid", _says_something(spread, name))):
            one = is_so.cast("int64")
            sums |= {f"{name} {what}": one.sum(), f"{name} {what}{KEY}": (one * spread["key"]).sum().cast("int64")}
    per_unit = spread.group_by(["unit", "period"]).agg(**sums).to_pandas()
    per_view = per_unit.merge(views.members, on="unit").merge(views.names, on="view")
    wide = per_view.groupby(list(VIEW), as_index=False)[list(sums)].sum()
    told = ("complete", "valid", f"complete{KEY}", f"valid{KEY}")
    parts = [
        wide[[*VIEW, "records", f"records{KEY}"]].assign(member=name, **{what: wide[f"{name} {what}"] for what in told})
        for name in fields
    ]
    counted = pd.concat(parts, ignore_index=True).assign(dimension="field")
    numbers = [name for of in counts for name in (of, f"{of}{KEY}")]
    return filled(grid([Breakdown("field", (), fields)], months, views), counted, numbers)


def _recorded(table: Table, name: str) -> BooleanValue:
    # A blank is counted under a member of its own by then, and is no less blank for that.
    return (table[name].cast("string") != NOT_RECORDED).fill_null(False)


def _says_something(table: Table, name: str) -> BooleanValue:
    return _recorded(table, name) & table[name].cast("string").notin(SAYS_NOTHING.get(name, ("",))).fill_null(False)

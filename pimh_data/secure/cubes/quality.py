"""How complete the referrals' fields are, per view and financial year. Counts referrals, not people."""

import ibis
import pandas as pd
from ibis.expr.types import BooleanValue, Table

from pimh_data.registry import ethnicity
from pimh_data.registry.cubes import CUBES, NOT_RECORDED, YEAR
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
    rows = referrals.select("unit", "month", *fields)
    spread = rows.join(ibis.memtable(months[["month", "period"]]), "month")
    sums = {f"{name} complete": _recorded(spread, name).cast("int64").sum() for name in fields}
    sums |= {f"{name} valid": _says_something(spread, name).cast("int64").sum() for name in fields}
    per_unit = spread.group_by(["unit", "period"]).agg(records=spread.count(), **sums).to_pandas()
    per_view = per_unit.merge(views.members, on="unit").merge(views.names, on="view")
    wide = per_view.groupby(list(VIEW), as_index=False)[["records", *sums]].sum()
    parts = [
        wide[[*VIEW, "records"]].assign(member=name, complete=wide[f"{name} complete"], valid=wide[f"{name} valid"])
        for name in fields
    ]
    counted = pd.concat(parts, ignore_index=True).assign(dimension="field")
    return filled(grid([Breakdown("field", (), fields)], months, views), counted, counts)


def _recorded(table: Table, name: str) -> BooleanValue:
    # A blank is counted under a member of its own by then, and is no less blank for that.
    return (table[name].cast("string") != NOT_RECORDED).fill_null(False)


def _says_something(table: Table, name: str) -> BooleanValue:
    return _recorded(table, name) & table[name].cast("string").notin(SAYS_NOTHING.get(name, ("",))).fill_null(False)

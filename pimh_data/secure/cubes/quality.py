"""How complete the referrals' fields are, per view and financial year. Counts referrals, not people."""

import pandas as pd
import pyarrow as pa

from pimh_data.registry import ethnicity
from pimh_data.registry.cubes import CUBES, NOT_RECORDED, YEAR
from pimh_data.secure.conditions import both, is_in, sure, text_of
from pimh_data.secure.cubes.counting import KEY
from pimh_data.secure.cubes.grid import filled, grid
from pimh_data.secure.cubes.plan import Breakdown
from pimh_data.secure.cubes.source import Progress, Source, keyed
from pimh_data.secure.cubes.views import VIEW
from pimh_data.secure.statements import fetched, flag, handed, total

FIELDS = ("imd_decile", "ethnicity", "source", "parent_role", "stage", "age_band", "need_group", "hub", "family_id")
SAYS_NOTHING = {"ethnicity": tuple(code.code for code in ethnicity.CODES if code.group in ethnicity.UNKNOWN)}


def quality_cubes(source: Source, progress: Progress) -> dict[str, pd.DataFrame]:
    """quality: how complete the fields of the referrals received in each financial year are."""
    progress("Counting complete fields")
    return {"quality": keyed(count_quality(source), "quality", YEAR)}


def count_quality(source: Source) -> pd.DataFrame:
    """VIEW, dimension 'field', member (the column's name), records, complete, valid, for every view and year.

    complete: something is recorded. valid: it says something, so neither 'not stated' nor 'not known'. A field that was
    not brought has no rows: no data.
    """
    counts, views, months = CUBES["quality"].counts, source.views, source.months(YEAR)
    brought = source.checks.extracts["referrals"].raw.table.column_names
    fields = tuple(name for name in FIELDS if name in brought)
    sums = {"records": "1", f"records{KEY}": "e.key"}
    for name in fields:
        for what, is_so in (("complete", _recorded(name)), ("valid", _says_something(name))):
            sums |= {f"{name} {what}": flag(is_so), f"{name} {what}{KEY}": f"{flag(is_so)} * e.key"}
    added = ", ".join(total(value, name) for name, value in sums.items())
    handed(source.connection, "quality_months", pa.Table.from_pandas(months, preserve_index=False))
    query = f"""
        select e.unit, m.period, {added} from episodes as e join quality_months as m on m.month = e.month
        group by e.unit, m.period"""
    per_unit = fetched(source.connection, query).to_pandas()
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


def _recorded(name: str) -> str:
    # A blank is counted under a member of its own by then, and is no less blank for that.
    return sure(f"cast(e.{name} as varchar) <> {text_of(NOT_RECORDED)}")


def _says_something(name: str) -> str:
    said = f"cast(e.{name} as varchar)"
    return both(_recorded(name), sure(f"not {is_in(said, SAYS_NOTHING.get(name, ('',)))}"))

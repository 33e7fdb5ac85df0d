"""Keeps one row where a download says the same thing twice, and marks what it says in two ways. Nothing is averaged."""

import pandas as pd

from pimh_data.registry.value_states import ENGLAND
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.fingertips_form import Explained

AGAIN, ENGLAND_AGAIN = "same figures again", "England again"


def _least_telling_last(table: pd.DataFrame) -> pd.Series:
    """0 for the row worth keeping: with its note and trend, and under the parent that says most (England's is none)."""
    england = table["area_code"] == ENGLAND
    own = table["parent_code"].isin(["", ENGLAND]) | (table["parent_code"] == table["area_code"])
    parent = (table["parent_code"] != "").where(england, own)
    unnoted, untrended = table["value_note"] == "", table["recent_trend"] == ""
    return unnoted.astype("int8") * 4 + untrended.astype("int8") * 2 + parent.astype("int8")


def drop_repeats(table: pd.DataFrame, row_numbers: pd.Series) -> tuple[pd.DataFrame, list[Explained]]:
    """The table without rows that repeat another's figures for the same area, group and period, and why each went.

    Downloads list England once without a parent and once under itself, and an area once a parent. Rows of one area,
    group and period with different figures all stay, with the value state `conflicting`: which is right can't be told.
    """
    order = _least_telling_last(table).sort_values(kind="stable").index
    # The figures must agree, and a blank only agrees with a blank. Notes need not: England's stands on one copy of two.
    repeats = table.loc[order].duplicated([*form.KEY, *form.NUMBERS]).reindex(table.index)
    explained = [
        Explained(
            row,
            ENGLAND_AGAIN if code == ENGLAND else AGAIN,
            f"row {row}: {area} {period} stands in the file more than once with the same figures; one is kept",
        )
        for row, code, area, period in zip(
            row_numbers[repeats],
            table["area_code"][repeats],
            table["area"][repeats],
            table["period"][repeats],
            strict=True,
        )
    ]
    kept = table[~repeats].copy()
    conflicting = kept.duplicated(list(form.KEY), keep=False)
    kept.loc[conflicting, "value_state"] = form.CONFLICTING
    return kept, explained

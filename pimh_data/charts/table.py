"""The table twin of a chart: an Answer's table in words. Hidden, zero and no data stay three different things."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pimh_data.answer import NOT_NAMED, WITHOUT_VALUE, Answer, Column
from pimh_data.formats import interval, number, people, percent_figure
from pimh_data.kept import kept

LOWER, UPPER = ", lower", ", upper"  # two columns so named are the ends of one interval
WITH_A_DECIMAL = 1000  # a share of so many people is written with one


@dataclass(frozen=True)
class Twin:
    """Labels and written cells, row by row; `numeric`: which columns hold figures, and so stand on the right."""

    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


def twin(answer: Answer) -> Twin:
    """The Answer's table as a reader sees it; the ends of an interval stand in one column, and `state` in the cells."""
    columns = _shown_columns(answer)
    written = [_written(answer, column, upper) for column, upper in columns]
    labels = tuple(_label(column, upper) for column, upper in columns)
    numeric = tuple(column.kind not in ("text", "state") for column, _ in columns)
    return Twin(labels, tuple(zip(*written, strict=True)), numeric)


@kept  # every column of shares asks for them, and so do charts
def largest_counts(answer: Answer) -> tuple[float, ...]:
    """The largest count of each row, 0 where it has none: what a share of the row rests on, so how it is rounded."""
    names = [column.name for column in answer.columns if column.kind == "count"]
    if not names:
        return (0.0,) * len(answer.table)
    counts = [answer.table[name].to_numpy("float64", na_value=0.0) for name in names]
    return tuple(np.maximum.reduce(counts).tolist())


def without_a_name(table: pd.DataFrame) -> list[bool]:
    """Which rows are of a Place that stands beside others without its name, to the nearest five or more."""
    return [system == NOT_NAMED for system in table["system"]] if "system" in table else [False] * len(table)


def coarse_decimals(kind: str, decimals: int) -> int:
    """The decimals of such a row's value: of a rate or share none."""
    return decimals if kind == "ratio" else 0


def _shown_columns(answer: Answer) -> list[tuple[Column, Column | None]]:
    found: list[tuple[Column, Column | None]] = []
    described = iter(answer.columns)
    for column in described:
        if column.kind == "state" or column.name in ("focus", "decile", "known"):
            continue  # said by the cells, by the chart's colour, by the member's name
        found.append((column, next(described) if column.label.endswith(LOWER) else None))
    return found


def _label(column: Column, upper: Column | None) -> str:
    return column.label.removesuffix(LOWER) if upper else column.label


def _written(answer: Answer, column: Column, upper: Column | None) -> list[str]:
    table = answer.table
    values, states = table[column.name], table["state"]
    if upper is not None:
        share = column.kind == "share"
        # As the number itself is written: people and pounds whole, a ratio with two decimals.
        scale, decimals = (100 if share else 1), column.decimals or (2 if column.kind == "ratio" else 0)
        cells = [
            None if pd.isna(low) or pd.isna(high) else interval(low, high, decimals, scale) + ("%" if share else "")
            for low, high in zip(values, table[upper.name], strict=True)
        ]
    else:
        behind = largest_counts(answer)
        # Of a Place without its name a whole number: to the nearest ten it is 160, not 160.0.
        coarse = replace(column, decimals=coarse_decimals(column.kind, column.decimals))
        kinds = [coarse if unnamed else column for unnamed in without_a_name(table)]
        cells = [
            None if pd.isna(value) else _cell(of, value, n) for of, value, n in zip(kinds, values, behind, strict=True)
        ]
    return [_missing(state, column) if cell is None else cell for cell, state in zip(cells, states, strict=True)]


def _cell(column: Column, value: Any, n: float) -> str:
    match column.kind:
        case "count":
            return people(value)
        case "published":
            return number(value, column.decimals)
        case "share":
            return percent_figure(value, WITH_A_DECIMAL if column.decimals else n)
        case "text" | "state":
            return str(value)
        case "ratio":
            return number(value, column.decimals or 2)
        case _:
            return number(value, column.decimals)


def _missing(state: str, column: Column) -> str:
    if state in WITHOUT_VALUE:
        return state
    # A released count is there, or it is hidden: beside others too. Where it is neither, its column says what it is.
    return column.missing or ("hidden" if column.kind == "count" else "not defined")

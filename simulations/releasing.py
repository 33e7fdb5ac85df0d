"""Draws what a release shows of true counts: rounded at random to a multiple of five, fewer than five hidden."""

from collections.abc import Sequence

import numpy as np

from pimh_data.questions.cells import HIDDEN, Cell

BASE = 5
CELLS: list[Cell] = [HIDDEN]


def cell(shown: int) -> Cell:
    """The cell that the product reads for a shown count; hidden for 0."""
    while len(CELLS) <= shown // BASE:
        value = float(BASE * len(CELLS))
        CELLS.append(Cell(value, max(value - 4, BASE), value + 4, "shown", 4.0))
    return CELLS[shown // BASE]


def shown(true: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What is printed of each true count, in people; 0 for a hidden one."""
    over = true % BASE
    drawn = true - over + BASE * (rng.random(true.shape) * BASE < over)
    return np.where(true < BASE, 0, drawn)


def cells(printed: np.ndarray) -> Sequence[Cell]:
    """Printed counts as cells, one each."""
    return [cell(value) for value in printed.tolist()]


def ways(true: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Both multiples that each true count may be printed as, each with its chance."""
    over = true % BASE
    return (true - over, 1 - over / BASE), (true - over + BASE, over / BASE)

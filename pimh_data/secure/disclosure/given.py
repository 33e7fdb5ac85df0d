"""Which cells the figures are of that are published elsewhere. Finds cells by their names; knows no rounding."""

from collections.abc import Iterable, Mapping

import numpy as np

from pimh_data.errors import PublishError
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.elsewhere import SETTING, Figure


def cells_of(figures: Iterable[Figure], cubes: Mapping[str, Numbered]) -> dict[int, int]:
    """Cell -> value. Raises PublishError that names every figure of no counted cell, by its number."""
    found, strange = {}, []
    for number, figure in enumerate(figures, start=1):
        cell = _cell(figure, cubes.get(figure.cube))
        if cell is None:
            strange.append(str(number))
        else:
            found[cell] = figure.value
    if strange:
        raise PublishError(
            f"extract.toml: [[{SETTING}]] {', '.join(strange)}: there is no such count in what is published: check "
            "where, period, service, dimension, member and the cube's own keys, or take it out"
        )
    return found


def _cell(figure: Figure, cube: Numbered | None) -> int | None:
    if cube is None:
        return None
    same = np.ones(len(cube), dtype=bool)
    further = figure.further[0] if len(figure.further) == 1 else figure.further
    for axis, name in (("where", figure.where), ("service", figure.service), ("extra", further)):
        same &= cube.codes[axis] == cube.words.of[axis].get(name, -1)
    members = cube.words.of["member"].get((figure.dimension, figure.member), -1)
    periods = [number for (_, period), number in cube.words.of["period"].items() if period == figure.period]
    rows = np.flatnonzero(same & (cube.codes["member"] == members) & np.isin(cube.codes["period"], periods))
    return int(cube.cells(rows[:1], figure.count)[0]) if len(rows) else None

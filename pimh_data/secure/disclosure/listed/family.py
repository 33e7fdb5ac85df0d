"""The families of relations, by name and number, and what of a list is claimed: what the true counts keep."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations

FAMILIES = {
    "parts": "each breakdown against its total, and pairs against both of theirs",
    "counts": "counts within counts of the same people",
    "cubes": "the same people in several cubes",
    "services": "services, bundles and all services",
    "places": "Places, systems and all Places",
    "periods": "months, quarters, years and longer periods",
}
NUMBER = {name: number for number, name in enumerate(FAMILIES)}


def claimed(relations: Relations, true: np.ndarray) -> Relations:
    """Those that hold. What is not always true (somebody's decile has changed between two services) is not claimed."""
    return relations.only(np.flatnonzero(relations.hold(true)))


def of_count(rows: Relations, cube: Numbered, count: str) -> Relations:
    """Relations between rows of a cube as those between their cells of one count."""
    return replace(rows, total=cube.cells(rows.total, count), parts=cube.cells(rows.parts, count))


def always_equal(relations: Relations, true: np.ndarray) -> bool:
    """Whether every total is the sum of its parts: then nobody is in two of them, and a reader may well suppose so."""
    return bool((relations.over(true) == true[relations.total]).all())


def by_family(relations: Relations) -> Iterator[tuple[str, int]]:
    """Each family's name, and how many relations it has."""
    counted = np.bincount(relations.family, minlength=len(FAMILIES))
    yield from zip(FAMILIES, counted.tolist(), strict=True)

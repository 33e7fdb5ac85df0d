"""Rows of a roll-up that are one or two other Places' own: measures, questions, audiences and hubs of theirs alone."""

from collections import Counter
from collections.abc import Callable, Collection

import pandas as pd

from pimh_data.registry.cubes import ANSWER, AUDIENCE, CUBES, HUB
from pimh_data.release.reading import Release

# What extracts name by themselves, and so may stand in one Place only; a group of people or a period is everywhere.
NAMED = ("measure", "question")
NAMED_MEMBERS = (HUB.name, AUDIENCE.name, ANSWER.name)


def given_away(
    release: Release, cube: str, table: pd.DataFrame, others: Collection[str], hides: Callable[[int], bool]
) -> pd.Series | None:
    """Which rows of a roll-up's table must not be shown; None where no row of the cube bears such a name.

    `others`: the Places in it that are not granted. `hides`: whether so many of them hide behind one figure. A Place
    has a name in a service where any count of it is shown there above nought.
    """
    if not _bears_names(table):
        return None
    having: Counter[str] = Counter()
    for place in others:
        own = release.tables.get((cube, place))
        if own is not None:
            shown = (own[list(CUBES[cube].counts)].fillna(0) > 0).any(axis=1)
            having.update(set(_names(own[shown])))
    theirs = {name for name, places in having.items() if not hides(places)}
    return _names(table).isin(theirs)


def _bears_names(table: pd.DataFrame) -> bool:
    return any(name in table for name in NAMED) or bool(table["dimension"].isin(NAMED_MEMBERS).any())


def _names(table: pd.DataFrame) -> pd.Series:
    """The service and what it names, of each row; a row without such a name bears its service's alone."""
    names = table["service"].astype(str)
    for column in NAMED:
        if column in table:
            names = names + "\n" + table[column].astype(str)
    return names + "\n" + table["member"].astype(str).where(table["dimension"].isin(NAMED_MEMBERS), "")

"""Which Places a row of posts or money belongs to, and where it is shown. Adds nothing up."""

from collections.abc import Mapping

import pandas as pd

from pimh_data.secure.cubes.views import Views


def shown_where(rows: pd.DataFrame, views: Views) -> pd.DataFrame:
    """The rows with a column `where`, once for each that holds all their Places. `rows`: columns place and service.

    A row without a Place belongs to every Place of its service, and without a service to all: a part of a shared team
    in each of its Places would be counted twice in their system.
    """
    every = frozenset(views.wheres.place)
    of_service = views.units.groupby("service").place.agg(frozenset).to_dict()
    within = views.wheres.groupby("where", sort=False).place.agg(frozenset).to_dict()
    own = [_places(place, service, of_service, every) for place, service in zip(rows.place, rows.service, strict=True)]
    parts = []
    for where, places in within.items():
        mine = pd.Series([held <= places for held in own], index=rows.index, dtype=bool)
        parts.append(rows[mine].assign(where=where))
    return pd.concat(parts, ignore_index=True)


def _places(
    place: object, service: object, of_service: Mapping[str, frozenset[str]], every: frozenset[str]
) -> frozenset[str]:
    if not pd.isna(place):
        return frozenset((str(place),))
    return every if pd.isna(service) else of_service[str(service)]

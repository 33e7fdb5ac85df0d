"""Tables that describe Places and services: places, services, population. Real numbers, each with its source."""

import numpy as np
import pandas as pd

from pimh_data.registry import reference
from pimh_data.secure.demo.layout import ICBS, PREFERRED, TILES
from pimh_data.secure.demo.offers import BUNDLE, FUNDING_ENDS, START_FOR_LIFE, Offer
from pimh_data.secure.demo.places import Place

SPECIALIST_TARGET = 0.10  # the national ambition for specialist community services: a tenth of births


def places_table(places: tuple[Place, ...]) -> pd.DataFrame:
    """The places extract."""
    return pd.DataFrame(
        {
            "place": [place.name for place in places],
            "system": [place.system for place in places],
            "lad_codes": [place.lad_codes for place in places],
            "icb": [ICBS.get(place.name, place.system) for place in places],
            "tile_column": [TILES[place.name][0] for place in places],
            "tile_row": [TILES[place.name][1] for place in places],
            "preferred": ["yes" if place.name == PREFERRED else "no" for place in places],
        }
    )


def services_table(offers: tuple[Offer, ...], places: tuple[Place, ...]) -> pd.DataFrame:
    """The services extract. Staff are invented, in proportion to births; only specialist teams have a target."""
    births = np.array([places[offer.place].births for offer in offers])
    specialist = np.array([offer.kind.specialist for offer in offers])
    funded = np.array([offer.funded for offer in offers])
    target = pd.array(np.round(births * SPECIALIST_TARGET).astype(int), dtype="Int32")
    return pd.DataFrame(
        {
            "service": [offer.service for offer in offers],
            "provider": [offer.provider for offer in offers],
            "sector": [offer.sector for offer in offers],
            "place": [places[offer.place].name for offer in offers],
            "need_group": [offer.need_group for offer in offers],
            "specialist_access": np.where(specialist, "yes", "no"),
            "started": [offer.started for offer in offers],
            "funding_stream": np.where(funded, START_FOR_LIFE, "Core contract"),
            "funding_ends": np.where(funded, FUNDING_ENDS, ""),
            "wte": [round(offer.kind.staff * number / 1000, 1) for offer, number in zip(offers, births, strict=True)],
            "bundles": np.where(funded, BUNDLE, ""),
            "target_people": pd.Series(target).where(specialist),
        }
    )


def population_table() -> pd.DataFrame:
    """The population extract: children by decile (2020) and by year, residents by ethnic group (Census 2021)."""
    children = reference.load("place_children_by_imd2019_decile")
    years = reference.load("place_children_by_year")
    residents = reference.load("place_residents_by_ethnic_group_census2021")
    parts = []
    for basis, column in (("aged 0", "population_0"), ("aged 0-4", "population_0_4")):
        parts.append(
            children.assign(
                year=_year(children["year"]),
                basis=basis,
                imd_decile=children["imd_decile"].astype("Int32"),
                count=children[column],
            )
        )
    for basis, column in (("aged 0", "age_0"), ("aged 0-4", "age_0_4")):
        parts.append(years.assign(year=_year(years["year"]), basis=basis, count=years[column]))
    parts.append(residents.assign(year=2021, basis="residents", count=residents["residents"]))
    table = pd.concat(parts, ignore_index=True)
    columns = ["place", "year", "basis", "imd_decile", "imd_version", "ethnic_group", "count", "source"]
    return table[columns].astype({"count": "int64"})


def _year(texts: pd.Series) -> pd.Series:
    return texts.str.removeprefix("mid-").astype("int64")

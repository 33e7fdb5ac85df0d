"""Tables that describe Places and services: places, population (real, each with its source), services (invented)."""

import numpy as np
import pandas as pd

from pimh_data.registry import reference
from pimh_data.registry.ethnicity import CENSUS_2021_GROUP
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.assumptions import AGED_16_TO_49
from pimh_data.secure.demo.days import day
from pimh_data.secure.demo.layout import ICBS, PREFERRED, TILES
from pimh_data.secure.demo.offers import BUNDLE, FUNDING_ENDS, START_FOR_LIFE, Offer
from pimh_data.secure.demo.organisation import yearly_cost
from pimh_data.secure.demo.places import Place

LAST_YEAR_FROM = "2024-04-01"
# People a year for each referral of the last year, in turn: what a service could see, and what it is meant to.
CAPACITY, TARGET = (0.9, 0.8, 1.0, 0.75, 0.85), (0.75, 0.9, 0.8, 0.65)
MADE_UP = "Made up for the demonstration: residents of Census 2021 times an invented share aged 16 to 49 of each group"
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


def services_table(offers: tuple[Offer, ...], places: tuple[Place, ...], came: Arrivals) -> pd.DataFrame:
    """The services extract. Staff are invented, in proportion to births, costs by staff; capacity and targets by the
    referrals of the last year, but for specialist teams, whose target is the national ambition.
    """
    births = np.array([places[offer.place].births for offer in offers])
    specialist = np.array([offer.kind.specialist for offer in offers])
    funded = np.array([offer.funded for offer in offers])
    lately = np.bincount(came.offer[came.received >= day(LAST_YEAR_FROM)], minlength=len(offers))
    meant = _tens(lately * np.resize(TARGET, len(offers)))
    target = np.where(specialist, np.round(births * SPECIALIST_TARGET), meant).astype(int)
    wte = [round(offer.kind.staff * number / 1000, 1) for offer, number in zip(offers, births, strict=True)]
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
            "wte": wte,
            "bundles": np.where(funded, BUNDLE, ""),
            "capacity": _tens(lately * np.resize(CAPACITY, len(offers))),
            "target_people": target,
            "annual_cost": [yearly_cost(staff) for staff in wte],
        }
    )


def _tens(people: np.ndarray) -> np.ndarray:
    """People to the nearest ten, at least ten."""
    return np.maximum(10, 10 * np.round(people / 10)).astype(int)


def population_table() -> pd.DataFrame:
    """The population extract: children by decile (2020) and by year, residents by ethnic group (Census 2021).

    Residents aged 16 to 49 are made up from those of all ages, and their source says so.
    """
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
    parental = residents["residents"] * residents["ethnic_group"].map(CENSUS_2021_GROUP).map(AGED_16_TO_49)
    parts.append(residents.assign(year=2021, basis="residents aged 16 to 49", count=parental.round(), source=MADE_UP))
    table = pd.concat(parts, ignore_index=True)
    columns = ["place", "year", "basis", "imd_decile", "imd_version", "ethnic_group", "count", "source"]
    return table[columns].astype({"count": "int64"})


def _year(texts: pd.Series) -> pd.Series:
    return texts.str.removeprefix("mid-").astype("int64")

"""Which services each Place has: real names in Sheffield, kinds elsewhere. Start dates and funding mostly invented."""

from dataclasses import dataclass

import numpy as np

from pimh_data.registry import reference
from pimh_data.secure.demo import kinds
from pimh_data.secure.demo.assumptions import RATE_RATIO_ELSEWHERE, RATE_RATIO_SHEFFIELD
from pimh_data.secure.demo.calibration import DADS, DADS_STARTED, LIGHT, PAIRS
from pimh_data.secure.demo.kinds import Kind
from pimh_data.secure.demo.places import Place

START_FOR_LIFE, BUNDLE, FUNDING_ENDS = "Start for Life", "Start for Life funded", "2025-03-31"
SHEFFIELD = "Sheffield"
STARTED = "2018-04-01"


@dataclass(frozen=True)
class Offer:
    """One service in one Place. `team`: what counts as one team; `rate_ratio`: deciles 1-2 over the rest."""

    place: int
    service: str
    team: str
    kind: Kind
    provider: str
    sector: str
    need_group: str
    started: str
    funded: bool
    rate_ratio: float
    wait: float


# Sheffield's published services: kind and start. Only the start of Steel City Dads is published.
SHEFFIELD_KINDS = {
    PAIRS[0]: (kinds.RELATIONSHIP, STARTED),
    PAIRS[1]: (kinds.HEALTH_VISITING, "2022-10-01"),
    "PNMH Midwifery Team": (kinds.MIDWIFERY, "2021-04-01"),
    "Talking Therapies perinatal": (kinds.TALKING_THERAPIES, STARTED),
    LIGHT: (kinds.PEER_SUPPORT, STARTED),
    DADS: (kinds.DADS, DADS_STARTED),
}
# Small Places have fewer services.
WITHOUT = {
    "Halton": (kinds.HOME_START,),
    "West Lancashire": (kinds.DADS, kinds.MIDWIFERY),
    "Isle of Wight": (kinds.HOME_START, kinds.MIDWIFERY),
    "St Helens": (kinds.DADS,),
    "Dorset": (kinds.DADS,),
}
# Invented: which Places have services funded by Start for Life, and of which kinds.
FUNDED_PLACES = (
    "Liverpool", "Knowsley", "Halton", "St Helens", "Pennine Lancashire", "Fylde Coast", "Portsmouth", "Isle of Wight",
)  # fmt: skip
FUNDED_KINDS = (kinds.RELATIONSHIP, kinds.PEER_SUPPORT, kinds.DADS)
DADS_START_DATES = ("2020-09-01", "2021-04-01", "2022-01-01", "2022-10-01", "2023-04-01")
NEED_GROUP = {
    kinds.RELATIONSHIP: "Getting More Help",
    kinds.SPECIALIST: "Getting More Help",
    kinds.DADS: "Getting Advice",
}


def offers(places: tuple[Place, ...], rng: np.random.Generator) -> tuple[Offer, ...]:
    """All services, Place by Place. Draws how far each Place reaches deciles 1-2, and how long people wait there."""
    mean, spread, least, most = RATE_RATIO_ELSEWHERE
    ratios = np.clip(rng.normal(mean, spread, len(places)), least, most)
    waits = rng.uniform(0.8, 1.3, len(places))
    found: list[Offer] = []
    for number, place in enumerate(places):
        if place.name == SHEFFIELD:
            found += _sheffield(number)
            continue
        for kind in kinds.ELSEWHERE:
            if kind not in WITHOUT.get(place.name, ()):
                found.append(_elsewhere(number, place.name, kind, float(ratios[number]), float(waits[number])))
    return tuple(found)


def _sheffield(number: int) -> list[Offer]:
    published = {row.service: row for row in reference.load("sheffield_services").itertuples()}
    named = [
        Offer(
            number,
            service,
            "PAIRS" if service in PAIRS else service,
            kind,
            published[service].provider,
            published[service].sector,
            published[service].thrive,
            started,
            published[service].funding.startswith(START_FOR_LIFE),
            RATE_RATIO_SHEFFIELD * kind.reach,
            1.0,
        )
        for service, (kind, started) in SHEFFIELD_KINDS.items()
    ]
    others = [
        _elsewhere(number, SHEFFIELD, kind, RATE_RATIO_SHEFFIELD, 1.0) for kind in (kinds.SPECIALIST, kinds.HOME_START)
    ]
    return named + others


def _elsewhere(number: int, place: str, kind: Kind, ratio: float, wait: float) -> Offer:
    funded = place in FUNDED_PLACES and kind in FUNDED_KINDS
    started = STARTED
    if kind is kinds.DADS:
        started = DADS_START_DATES[number % len(DADS_START_DATES)]
    elif kind is kinds.PEER_SUPPORT and funded:
        started = "2022-10-01" if number % 2 else "2021-04-01"
    need_group = NEED_GROUP.get(kind, "Getting Help")
    return Offer(
        number, kind.name, kind.name, kind, kind.provider, kind.sector, need_group, started, funded,
        ratio * kind.reach, wait,
    )  # fmt: skip

"""Posts and money of the demonstration. Invented: only that posts add up to the staff of the services extract."""

import numpy as np
import pandas as pd

from pimh_data.secure.demo import kinds
from pimh_data.secure.demo.kinds import Kind
from pimh_data.secure.demo.offers import Offer
from pimh_data.secure.demo.places import Place

# Role, band, and share of the staff of a service of the kind.
ROLES: dict[Kind, tuple[tuple[str, str, float], ...]] = {
    kinds.RELATIONSHIP: (
        ("Clinical lead", "8b", 0.15), ("Parent-infant therapist", "7", 0.4), ("Health visitor", "7", 0.2),
        ("Family keyworker", "5", 0.15), ("Administrator", "4", 0.1),
    ),
    kinds.PEER_SUPPORT: (("Coordinator", "Grade 4", 0.3), ("Peer support worker", "Grade 2", 0.7)),
    kinds.TALKING_THERAPIES: (
        ("High-intensity therapist", "7", 0.5), ("Psychological wellbeing practitioner", "5", 0.5),
    ),
    kinds.MIDWIFERY: (("Perinatal mental health midwife", "7", 0.75), ("Maternity support worker", "3", 0.25)),
    kinds.DADS: (("Dads' worker", "Grade 3", 1.0),),
    kinds.SPECIALIST: (
        ("Consultant psychiatrist", "Consultant", 0.1), ("Clinical psychologist", "8a", 0.15),
        ("Community nurse", "6", 0.35), ("Nursery nurse", "4", 0.2), ("Occupational therapist", "6", 0.1),
        ("Administrator", "4", 0.1),
    ),
    kinds.HOME_START: (("Volunteer coordinator", "Grade 3", 1.0),),
    kinds.HEALTH_VISITING: (("Specialist health visitor", "7", 0.8), ("Family keyworker", "5", 0.2)),
}  # fmt: skip
CORE, VACANT_EVERY, SECONDED_EVERY = "Core contract", 9, 13
YEARS = ("2022/23", "2023/24", "2024/25")
POUNDS_A_POST = 52_000  # for a whole-time equivalent, with what it needs
SPENT = (0.97, 1.0, 0.88, 1.03, 0.93, 0.99, 0.79)  # of what was allocated, in turn
TRAINING, TRAINING_POUNDS = "Training and supervision", 15_000


def posts_table(
    offers: tuple[Offer, ...], services: pd.DataFrame, places: tuple[Place, ...], funder: str
) -> pd.DataFrame:
    """The posts extract. `services`: the services extract, a row an offer in the same order."""
    rows = []
    for offer, service in zip(offers, services.itertuples(), strict=True):
        for role, band, wte in _split(ROLES[offer.kind], round(10 * service.wte)):
            number = len(rows) + 1
            status = "at risk" if offer.funded else "permanent"
            if number % VACANT_EVERY == 0:
                status = "vacant"
            elif number % SECONDED_EVERY == 0:
                status = "seconded"
            rows.append(
                {
                    "service": offer.service,
                    "place": places[offer.place].name,
                    "role": role,
                    "wte": wte,
                    "band": band,
                    "employer": offer.provider,
                    "status": status,
                    "funded_by": funder if offer.funded else CORE,
                }
            )
    return pd.DataFrame(rows)


def funding_table(
    offers: tuple[Offer, ...], services: pd.DataFrame, places: tuple[Place, ...], funder: str
) -> pd.DataFrame:
    """The funding extract: each service in each year that it ran, and training in each Place."""
    rows: list[dict[str, object]] = []
    for year in YEARS:
        for offer, service in zip(offers, services.itertuples(), strict=True):
            if offer.started < f"20{year[-2:]}-01-01":
                paid = funder if offer.funded else CORE
                own = {"service": offer.service, "place": places[offer.place].name, "lead_provider": offer.provider}
                rows.append({"workstream": offer.kind.name, "funded_by": paid, **own} | _money(year, service.wte, rows))
        for place in places:
            own = {"service": "", "place": place.name, "lead_provider": f"{place.name} partnership"}
            money = {"year": year, "allocated": TRAINING_POUNDS, "spent": TRAINING_POUNDS - 1000 * (len(rows) % 5)}
            rows.append({"workstream": TRAINING, "funded_by": funder, **own} | money)
    return pd.DataFrame(rows)


def yearly_cost(wte: float) -> int:
    """Pounds a year for so many whole-time equivalents, to the nearest thousand and never under one."""
    return int(max(1000, round(wte * POUNDS_A_POST, -3)))


def _money(year: str, wte: float, rows: list[dict[str, object]]) -> dict[str, object]:
    allocated = yearly_cost(wte)
    return {
        "year": year,
        "allocated": allocated,
        "spent": int(round(allocated * SPENT[len(rows) % len(SPENT)], -2)),
    }


def _split(roles: tuple[tuple[str, str, float], ...], tenths: int) -> list[tuple[str, str, float]]:
    """The posts of a service of so many tenths of a whole-time equivalent: none over a whole one, none lost."""
    ends = np.round(np.cumsum([0, *(share for _, _, share in roles)]) * tenths).astype(int)
    made = []
    for (role, band, _), mine in zip(roles, np.diff(ends), strict=True):
        number = -(-int(mine) // 10)
        each = np.diff(np.round(np.linspace(0, mine, number + 1)).astype(int)) if number else []
        made += [(role, band, round(int(part) / 10, 1)) for part in each]
    return made

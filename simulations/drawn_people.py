"""The people of each view of the demonstration, and the share of them that was drawn to take each step, on average."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from pimh_data.contracts import ETHNIC_CODES
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE, LONGEST_WEEKS
from pimh_data.registry.deprivation import GROUP_MEMBER
from pimh_data.secure.demo.arrivals import YEAR_STARTS
from pimh_data.secure.demo.days import EXTRACT_DAY, date_of
from pimh_data.secure.demo.ethnicity import BLANK
from pimh_data.secure.demo.history import History
from pimh_data.secure.demo.offers import SHEFFIELD
from pimh_data.secure.demo.pathway import ACCEPTED
from simulations.chances import WITHIN, Chances

VIEW = ["place", "service", "year", "group"]
NOT_RECORDED = (BLANK, ETHNIC_CODES.index("Z"), ETHNIC_CODES.index("99"))
# Each step: of whom it is a share, and the last year whose referrals have all come to it by the day of the extracts.
OF: Mapping[str, tuple[str, str]] = {
    "accepted": ("referred", "2023/24"),
    "seen": ("accepted", "2024/25"),
    "three": ("seen", "2022/23"),
    "completed": ("seen", "2022/23"),
    "path": ("referred", "2022/23"),
    **{f"within_{weeks}": ("followed", "2024/25") for weeks in WITHIN},
    "core20": ("decile_known", "2024/25"),
    "every_other": ("ethnicity_known", "2024/25"),
}
# Of a person where any of their referrals of the view did, or may have; the rest as of the latest.
ANY_DID, ANY_MAY = ("referred", "accepted", "seen"), ("accepted", "seen", "three", "completed", "path")
OF_LATEST = ("followed", "decile_known", "ethnicity_known", "decile")
MAY_OF_LATEST = (*(f"within_{weeks}" for weeks in WITHIN), "core20", "every_other")


class Parameter(NamedTuple):
    """The mean chance of so many people."""

    chance: float
    people: int


Parameters = Mapping[tuple[str, str, str, str, str], Parameter]  # place, service, year, group, step
NOT_KNOWN = Parameter(float("nan"), 0)


def parameters(drawn: History, chance: Chances) -> Parameters:
    """The mean chance of each step of those of whom it is a share, by view; Sheffield left out.

    Given are who was referred where and when, and what was drawn of them before the step.
    """
    people = _people(_referrals(drawn, chance))
    people["group"] = people["decile"].map(GROUP_MEMBER)
    every = pd.concat([people.dropna(subset=["group"]), people.assign(group=EVERYONE)], ignore_index=True)
    found: dict[tuple[str, str, str, str, str], Parameter] = {}
    for step, (of, until) in OF.items():
        them = every[every[of] & (every["year"] <= until)]
        held = them.groupby(VIEW)[f"chance_{step}"].agg(["mean", "size"])
        found |= {
            (*view, step): Parameter(*row) for view, row in zip(held.index, held.itertuples(index=False), strict=True)
        }
    return found


def years_of(days: np.ndarray) -> np.ndarray:
    """The financial year of each day: '2020/21'."""
    begins = [date_of(np.array([start]))[0].item().year for start in YEAR_STARTS]
    names = np.array([f"{begin}/{(begin + 1) % 100:02}" for begin in begins])
    return names[np.searchsorted(YEAR_STARTS, days, side="right") - 1]


def _referrals(drawn: History, chance: Chances) -> pd.DataFrame:
    """One row a referral and service, then again of all services: who, when, what was drawn, and each chance."""
    came, course = drawn.arrivals, drawn.plan
    accepted, seen = course.decision == ACCEPTED, course.first <= EXTRACT_DAY
    whole_path = chance.accepted * chance.seen * chance.completed
    of_seen = {name: np.where(seen, getattr(chance, name), 0) for name in ("three", "completed")}
    may = {"accepted": chance.accepted, "seen": np.where(accepted, chance.seen, 0), **of_seen, "path": whole_path}
    own = pd.DataFrame(
        {
            "place": np.array([place.name for place in drawn.places])[came.place],
            "service": np.array([offer.service for offer in drawn.offers])[came.offer],
            "year": years_of(came.received),
            "person": drawn.person,
            "referred": True,
            "accepted": accepted,
            "seen": seen,
            "followed": accepted & (EXTRACT_DAY - came.received >= 7 * LONGEST_WEEKS),
            "decile_known": drawn.decile > 0,
            "ethnicity_known": ~np.isin(drawn.ethnicity, NOT_RECORDED),
            "decile": drawn.decile,
            **{f"log_none_{step}": np.log1p(-np.asarray(likely)) for step, likely in may.items()},
            **{f"chance_within_{weeks}": chance.within[weeks] for weeks in WITHIN},
            "chance_core20": chance.core20,
            "chance_every_other": chance.every_other,
        }
    )
    own = own[own["place"] != SHEFFIELD]
    return pd.concat([own, own.assign(service=ALL_SERVICES)], ignore_index=True)


def _people(referrals: pd.DataFrame) -> pd.DataFrame:
    """One row a person of a view: what they are among, and the chance of each step."""
    asked = {name: (name, "max") for name in ANY_DID} | {name: (name, "last") for name in OF_LATEST}
    asked |= {f"chance_{step}": (f"log_none_{step}", "sum") for step in ANY_MAY}
    asked |= {f"chance_{step}": (f"chance_{step}", "last") for step in MAY_OF_LATEST}
    people = referrals.groupby(["place", "service", "year", "person"], sort=False).agg(**asked).reset_index()
    for step in ANY_MAY:
        people[f"chance_{step}"] = -np.expm1(people[f"chance_{step}"])
    return people

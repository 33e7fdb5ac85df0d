"""How many referrals each service receives, and on which days. Counts and days only: nothing about people."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pimh_data.errors import ExtractError
from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.calibration import DADS, DADS_PERIOD, LIGHT, PAIRS, YEAR_2023, targets
from pimh_data.secure.demo.days import DAYS, EXTRACT_DAY, NEVER, day, month_of, month_starts, weekday_of
from pimh_data.secure.demo.offers import SHEFFIELD, Offer
from pimh_data.secure.demo.places import Place

YEAR_STARTS = tuple(day(f"{year}-04-01") for year in range(2020, 2026))
# Referrals a year, 2020/21 to 2024/25. Light's 2023/24 and the first months of Steel City Dads are published figures.
SHEFFIELD_A_YEAR = {
    PAIRS[0]: (80, 95, 110, 125, 130),
    PAIRS[1]: (0, 0, 80, 200, 215),
    "PNMH Midwifery Team": (0, 115, 135, 155, 165),
    "Talking Therapies perinatal": (115, 135, 150, 165, 175),
    LIGHT: (230, 290, 370, 0, 485),
    DADS: (0, 0, 0, 0, 125),
    "Specialist perinatal community team": (170, 185, 200, 215, 230),
    "Home-Start volunteers": (55, 60, 65, 70, 75),
}
# Light's growth through 2023/24, by quarter.
LIGHT_QUARTERS = (0.232, 0.241, 0.254, 0.273)
# Steel City Dads' first dads come early enough to be seen by the end of March.
DADS_LAST_DAY = "2024-03-19"
# Referrals for one child aged 0 differ between Places by as much as this.
INTENSITY = (0.75, 1.3)


@dataclass(frozen=True)
class Arrivals:
    """One entry a referral, in order of receipt: the number of its offer, its Place, its team, the day received."""

    offer: np.ndarray
    place: np.ndarray
    team: np.ndarray
    received: np.ndarray

    def __len__(self) -> int:
        return len(self.offer)


def arrivals(
    offers: tuple[Offer, ...], places: tuple[Place, ...], referrals: int, rng: np.random.Generator
) -> Arrivals:
    """Exactly `referrals` of them. Raises ExtractError when there are too few to hold Sheffield's published figures."""
    weights = _day_weights()
    lots = [lot for number, offer in enumerate(offers) for lot in _sheffield_lots(number, offer, places)]
    rest = [number for number, offer in enumerate(offers) if places[offer.place].name != SHEFFIELD]
    left = referrals - sum(count for *_, count in lots)
    if left < 10 * len(rest):
        raise ExtractError(
            f"{referrals} referrals are too few for the demonstration: Sheffield's published figures and ten for each "
            f"other service need {referrals - left + 10 * len(rest)}. Ask for at least that many."
        )
    intensity = rng.uniform(*INTENSITY, len(places))
    starts = [max(day(offers[number].started), 0) for number in rest]
    shares = [
        places[offers[number].place].births
        * intensity[offers[number].place]
        * offers[number].kind.share
        * weights[start:].sum()
        for number, start in zip(rest, starts, strict=True)
    ]
    lots += [
        (number, start, EXTRACT_DAY, count)
        for number, start, count in zip(rest, starts, spread(left, shares), strict=True)
    ]
    received = np.concatenate([_days(weights, first, last, count, rng) for _, first, last, count in lots])
    offer = np.repeat([number for number, *_ in lots], [count for *_, count in lots])
    order = np.argsort(received, kind="stable")
    offer, received = offer[order], received[order]
    place = np.array([o.place for o in offers])[offer]
    teams = {key: number for number, key in enumerate(dict.fromkeys((o.place, o.team) for o in offers))}
    team = np.array([teams[o.place, o.team] for o in offers])[offer]
    return Arrivals(offer, place, team, received)


def spread(total: int, shares: list[float]) -> list[int]:
    """Whole numbers in proportion to the shares that add up to the total (largest remainders)."""
    exact = np.asarray(shares, dtype=float) * total / np.sum(shares)
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact, kind="stable")[: total - whole.sum()]] += 1
    return whole.tolist()


def _sheffield_lots(number: int, offer: Offer, places: tuple[Place, ...]) -> list[tuple[int, int, int, int]]:
    if places[offer.place].name != SHEFFIELD:
        return []
    lots = [
        (number, max(first, day(offer.started)), after - 1, count)
        for (first, after), count in zip(pairwise(YEAR_STARTS), SHEFFIELD_A_YEAR[offer.service], strict=True)
        if count
    ]
    published = targets()
    if offer.service == LIGHT:
        quarters = [start for start in month_starts()[::3] if day(YEAR_2023[0]) <= start <= day(YEAR_2023[1]) + 1]
        counts = spread(published["light parents"].value, list(LIGHT_QUARTERS))
        lots += [(number, a, b - 1, count) for (a, b), count in zip(pairwise(quarters), counts, strict=True)]
    if offer.service == DADS:
        lots.append((number, day(DADS_PERIOD[0]), day(DADS_LAST_DAY), published["dads"].value))
    return lots


def _day_weights() -> np.ndarray:
    days = np.arange(DAYS)
    season = np.array([sizes.SEASON.get(month, NEVER) for month in range(13)])[month_of(days)]
    pandemic = np.where(days <= day(sizes.PANDEMIC_UNTIL), sizes.PANDEMIC_LEVEL, 1.0)
    weekend = np.where(weekday_of(days) >= 5, sizes.WEEKEND_LEVEL, 1.0)
    return season * sizes.GROWTH_A_YEAR ** (days / 365.25) * pandemic * weekend


def _days(weights: np.ndarray, first: int, last: int, count: int, rng: np.random.Generator) -> np.ndarray:
    total = np.cumsum(weights[first : last + 1])
    return first + np.searchsorted(total, rng.random(count) * total[-1], side="right")

"""The ethnic code that each referral records: drawn from the residents of the Place, settled for Light and PAIRS."""

import numpy as np

from pimh_data.contracts import ETHNIC_CODES
from pimh_data.registry.ethnicity import CODE_GROUP
from pimh_data.secure.demo import assumptions as sizes
from pimh_data.secure.demo.arrivals import Arrivals
from pimh_data.secure.demo.deprivation import CORE
from pimh_data.secure.demo.draws import choose, choose_alike
from pimh_data.secure.demo.places import CODES, Place
from pimh_data.secure.demo.sheffield_ethnicity import Settled

BLANK = -1
WHITE = np.array([CODE_GROUP[code] == "White" for code in CODES])
BRITISH_OR_IRISH = np.isin(CODES, ["A", "B"])
BRITISH = np.isin(CODES, ["A"])
REACH = np.array([sizes.ETHNIC_REACH[CODE_GROUP[code]] for code in CODES])


def people_codes(
    place: np.ndarray, decile: np.ndarray, places: tuple[Place, ...], settled: Settled, rng: np.random.Generator
) -> np.ndarray:
    """The ethnic code of each person, as its position in CODES. `place`, `decile`: one entry a person."""
    usual = np.array([p.residents * REACH for p in places])[place]
    core = CORE[decile - 1]
    minority = ~WHITE
    share = np.array([p.children[CORE].sum() / p.births for p in places])[place]
    odds = np.where(core, sizes.MINORITY_ODDS_IN_CORE20, 1) / (1 + share * (sizes.MINORITY_ODDS_IN_CORE20 - 1))
    usual[:, minority] *= odds[:, None]
    who = settled.people
    yes = np.where(settled.light_quarters[:, None], ~WHITE, ~BRITISH_OR_IRISH)
    no = np.where(settled.light_quarters[:, None], BRITISH, BRITISH_OR_IRISH)
    usual[who] *= np.where(settled.minority[:, None], yes, no)
    return choose(usual, rng)


def recorded(
    codes: np.ndarray,
    arrivals: Arrivals,
    person: np.ndarray,
    held: np.ndarray,
    places: tuple[Place, ...],
    settled: Settled,
    rng: np.random.Generator,
) -> np.ndarray:
    """The code each referral records, as its position in ETHNIC_CODES, or BLANK.

    Some are not recorded, and a few later referrals record another code; `held`: referrals where neither may happen
    (except to those settled as unknown).
    """
    size = len(person)
    first = np.zeros(size, dtype=bool)
    first[np.unique(person, return_index=True)[1]] = True
    code = codes[person]
    usual = np.array([p.residents * REACH for p in places])[arrivals.place]
    changes = ~first & ~held & (rng.random(size) < sizes.ETHNICITY_CHANGES)
    code[changes] = choose(usual[changes], rng)
    gaps = (sizes.ETHNICITY_BLANK, sizes.ETHNICITY_NOT_STATED, sizes.ETHNICITY_NOT_KNOWN)
    kinds = {"blank": gaps[0], "Z": gaps[1], "99": gaps[2]}
    which = np.array([BLANK, ETHNIC_CODES.index("Z"), ETHNIC_CODES.index("99")])[choose_alike(kinds, size, rng)]
    unknown = np.zeros(len(codes), dtype=bool)
    unknown[settled.people] = settled.unknown
    gap = np.where(held, unknown[person], rng.random(size) < sum(gaps))
    # CODES is ETHNIC_CODES without its last two, so a position in one is a position in the other.
    return np.where(gap, which, code)

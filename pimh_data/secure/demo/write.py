"""Writes the demonstration's extracts into a folder: what was drawn becomes the columns of the contracts."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pimh_data import contracts
from pimh_data.errors import ExtractError
from pimh_data.secure.demo.activity import feedback_table, system_work_table
from pimh_data.secure.demo.characteristics import hubs, plus_groups
from pimh_data.secure.demo.contacts import ATTENDED, MISSED
from pimh_data.secure.demo.days import EXTRACT_DAY, NEVER, date_of
from pimh_data.secure.demo.denominators import places_table, population_table, services_table
from pimh_data.secure.demo.files import EXTRACT_TOML, as_arrow, dates, numbered, picked, write_table
from pimh_data.secure.demo.history import History, history
from pimh_data.secure.demo.indicators import write_indicators
from pimh_data.secure.demo.measures import NAMES
from pimh_data.secure.demo.offers import START_FOR_LIFE
from pimh_data.secure.demo.organisation import funding_table, posts_table
from pimh_data.secure.demo.provision import provision_table

ID_DOMAIN, IMD_VERSION = "demo", "2019"
# Shares of referral records in which a field is empty.
EMPTY = {"hub": 0.025, "source": 0.015, "parent_role": 0.008, "stage": 0.012, "age_band": 0.02, "need_group": 0.03}
RESPONDENT = "parent"


def write_demo(
    folder: Path,
    seed: int = 1,
    referrals: int = 60_000,
    progress: Callable[[str, float], None] | None = None,
    only: Collection[str] = (),
) -> None:
    """Writes every extract (places, services, referrals, ..., provision), a file of indicators, and extract.toml.

    1 April 2020 to 31 March 2025, 21 Places, exactly `referrals` referrals; the same seed gives the same bytes.
    Sheffield keeps its size whatever `referrals` is, since it holds the published figures of `calibration`. `progress`
    hears what is being done and the share done, 0 to 1. `only`: the Places to write, all where it is empty; all are
    drawn, so that the rows of those written are the same either way. Raises ExtractError for too few referrals or a
    Place that there is not, PimhError for a seed with which the published figures can't hold.
    """
    tell = progress or _silence
    rng = np.random.default_rng(seed)
    drawn = history(referrals, rng, tell)
    named = [place.name for place in drawn.places]
    if strangers := sorted(set(only) - set(named)):
        raise ExtractError(f"The demonstration has no Place {', '.join(strangers)}. It has: {', '.join(named)}.")
    folder.mkdir(parents=True, exist_ok=True)
    pseudonym = rng.permutation(len(drawn.person))
    services = services_table(drawn.offers, drawn.places, drawn.arrivals)
    identity = numbered("R", np.arange(1, len(drawn.person) + 1))
    within = np.isin(named, list(only or named))
    written = pa.array(named).filter(within)
    kept = {"place": written, "referral_id": identity.filter(within[drawn.arrivals.place]), "area": written}
    for done, (name, table) in enumerate(
        (
            ("places", lambda: places_table(drawn.places)),
            ("services", lambda: services),
            ("population", population_table),
            ("system_work", lambda: system_work_table(drawn.offers, drawn.places, rng)),
            ("feedback", lambda: feedback_table(drawn.arrivals, drawn.plan.first, drawn.offers, drawn.places, rng)),
            ("referrals", lambda: _referrals(drawn, identity, pseudonym, rng)),
            ("contacts", lambda: _contacts(drawn, identity)),
            ("scores", lambda: _scores(drawn, identity)),
            ("posts", lambda: posts_table(drawn.offers, services, drawn.places, START_FOR_LIFE)),
            ("funding", lambda: funding_table(drawn.offers, services, drawn.places, START_FOR_LIFE)),
            ("provision", lambda: provision_table(drawn.places)),
        )
    ):
        tell(f"Writing {name}.csv", 0.5 + done / 20)
        write_table(folder, name, _of_places(table(), kept))
    write_indicators(folder, drawn.places, seed, only)
    (folder / "extract.toml").write_text(EXTRACT_TOML, encoding="utf-8")
    tell("Written", 1.0)


def _of_places(table: pa.Table | pd.DataFrame, kept: Mapping[str, pa.Array]) -> pa.Table:
    """The rows of the Places kept: by their `place`, or where a table has none by their `referral_id` or `area`."""
    table = as_arrow(table)
    column = next(name for name in kept if name in table.column_names)
    return table.filter(pc.is_in(table[column], kept[column]))


def _referrals(drawn: History, identity: pa.Array, pseudonym: np.ndarray, rng: np.random.Generator) -> pa.Table:
    size = len(drawn.person)
    empty = {name: rng.random(size) < share for name, share in EMPTY.items()}
    role = drawn.traits.role
    # The first dads are a published figure: their role is never missing.
    fathers = role == contracts.PARENT_ROLES.index("father or co-parent")
    empty["parent_role"] &= ~fathers

    def listed(name: str, position: np.ndarray) -> pa.Array:
        allowed = contracts.CONTRACTS["referrals"].column(name).allowed
        gone = empty.get(name, np.zeros(size, dtype=bool))
        return picked(allowed, np.where(gone, -1, position))

    hub = hubs(drawn.arrivals, drawn.decile_of_person, drawn.person, drawn.places, rng)
    names, position = np.unique(hub, return_inverse=True)
    plus = plus_groups(drawn.minority, rng)
    seen = drawn.plan.first <= EXTRACT_DAY
    known = drawn.decile > 0
    return pa.table(
        {
            "referral_id": identity,
            "person_id": numbered("P", pseudonym[drawn.person]),
            "id_domain": picked([ID_DOMAIN], np.zeros(size, dtype=int)),
            "family_id": numbered("F", pseudonym[::-1][drawn.family]),
            "place": picked([place.name for place in drawn.places], drawn.arrivals.place),
            "hub": picked(names, np.where(empty["hub"], -1, position)),
            "service": picked([offer.service for offer in drawn.offers], drawn.arrivals.offer),
            "received": dates(date_of(drawn.arrivals.received)),
            "source": listed("source", drawn.traits.source),
            "parent_role": listed("parent_role", role),
            "stage": listed("stage", drawn.traits.stage),
            "age_band": listed("age_band", drawn.traits.age_band),
            "ethnicity": listed("ethnicity", drawn.ethnicity),
            "imd_decile": pa.array(drawn.decile, pa.int32(), mask=~known),
            "imd_version": picked([IMD_VERSION], known - 1),
            "need_group": listed("need_group", drawn.traits.need),
            "plus_groups": pa.array(plus, mask=plus == ""),
            "decision": listed("decision", drawn.plan.decision),
            "first_contact": dates(date_of(np.where(seen, drawn.plan.first, NEVER))),
            "contacts_attended": pa.array(drawn.contacts.count(ATTENDED, size), pa.int32()),
            "contacts_missed": pa.array(drawn.contacts.count(MISSED, size), pa.int32()),
            "closed": dates(date_of(drawn.closed)),
            "closure_reason": listed("closure_reason", drawn.reason),
        }
    )


def _contacts(drawn: History, identity: pa.Array) -> pa.Table:
    kept = drawn.contacts
    return pa.table(
        {
            "referral_id": identity.take(pa.array(kept.referral)),
            "date": dates(date_of(kept.day)),
            "mode": picked(contracts.CONTACT_MODES, kept.mode),
            "status": picked(contracts.CONTACT_STATUSES, kept.status),
        }
    )


def _scores(drawn: History, identity: pa.Array) -> pa.Table:
    scored = drawn.scores
    scales = ["goal 1", "goal 2", "goal 3", "raw"]
    scale = np.where(np.array(NAMES)[scored.measure] == "SWEMWBS", scales.index("raw"), scored.goal - 1)
    return pa.table(
        {
            "referral_id": identity.take(pa.array(scored.referral)),
            "measure": picked(NAMES, scored.measure),
            "scale": picked(scales, scale),
            "respondent": picked([RESPONDENT], np.zeros(len(scored.goal), dtype=int)),
            "assessed": dates(date_of(scored.day)),
            "score": pa.array(scored.score, pa.int32()),
        }
    )


def _silence(_: str, __: float) -> None:
    """For callers who want to hear nothing."""

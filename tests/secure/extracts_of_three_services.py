"""Extracts written by hand: three services of two Places, people known to one, two or three of them. All invented."""

from pathlib import Path

from extracts import SERVICES, referral, write_extracts

PLACES = [
    {"place": "Sheffield", "system": "South Yorkshire", "lad_codes": "E08000019"},
    {"place": "Barnsley", "system": "South Yorkshire", "lad_codes": "E08000016"},
]
ENDS, GOES_ON, ELSEWHERE = ("Sheffield", "Light"), ("Sheffield", "Midwives"), ("Barnsley", "Light")
# How many people are known to which services; all are seen in February 2024.
KNOWN_TO = (
    (7, (ENDS,)),
    (6, (ENDS, GOES_ON)),
    (8, (GOES_ON,)),
    (9, (ENDS, ELSEWHERE)),
    (11, (ELSEWHERE,)),
    (5, (ENDS, GOES_ON, ELSEWHERE)),
)


def services(**changes: str) -> list[dict[str, str]]:
    """Light in Sheffield (funding ends, in a bundle), midwives (neither), Light in Barnsley (another end)."""
    light = SERVICES[0] | {"funding_ends": "2025-03-31"} | changes
    midwives = light | {"service": "Midwives", "bundles": "", "funding_ends": "", "need_group": "Getting More Help"}
    return [light, midwives, light | {"place": "Barnsley", "bundles": "", "funding_ends": "2026-03-31"}]


def referrals() -> list[dict[str, str]]:
    """Two referrals to the same service for the first of those known to one service alone; one for all others."""
    rows, person = [], 0
    for many, known_to in KNOWN_TO:
        for _ in range(many):
            person += 1
            twice = known_to[:1] if person == 1 else ()
            for place, service in (*known_to, *twice):
                rows.append(referral(len(rows) + 1, person_id=f"P{person}", place=place, service=service))
    return rows


def write(folder: Path, **others: list[dict[str, str]]) -> Path:
    """A folder of these extracts; `others` replace or add."""
    return write_extracts(
        folder, others.pop("referrals", referrals()), **{"places": PLACES, "services": services()} | others
    )

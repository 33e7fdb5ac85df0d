"""Three hundred people known to five services, written as extracts and published: tests count them as sets."""

from dataclasses import dataclass
from pathlib import Path

from extracts import SERVICES, referral, write_extracts

from pimh_data.release import Release, open_release
from pimh_data.secure.publish import publish

PLACES = [
    {"place": "Sheffield", "system": "South Yorkshire", "lad_codes": "E08000019"},
    {"place": "Barnsley", "system": "South Yorkshire", "lad_codes": "E08000016"},
]
YEAR = "2023/24"
# Which services 300 people are known to, in turn; 'Elsewhere' is in Barnsley.
PATTERNS = (
    ("Peers",),
    ("Peers", "Dads"),
    ("Dads",),
    ("Team",),
    ("Team", "Peers"),
    ("Dads", "Peers"),
    ("Elsewhere",),
    ("Elsewhere", "Team"),
    ("Midwives",),
    ("Peers",),
)
LEVELS = ("Getting Advice", "Getting Help", "Getting More Help", "")
ETHNICITIES = ("A", "J", "N", "Z", "A", "A", "D")
DECILES = ("1", "4", "2", "9", "", "3")
POPULATION = [
    {
        "place": place,
        "year": "2020",
        "basis": basis,
        "imd_decile": str(decile),
        "imd_version": "2019",
        "ethnic_group": "",
        "count": str(count * decile),
        "source": "ONS",
    }
    for place in ("Sheffield", "Barnsley")
    for basis, count in (("aged 0", 40), ("aged 0-4", 200))
    for decile in range(1, 11)
]


@dataclass(frozen=True)
class Person:
    """A person as the extracts have them."""

    name: str
    known_to: tuple[str, ...]
    decile: str
    ethnicity: str
    level: str

    @property
    def group(self) -> str:
        return "Not known" if not self.decile else "Core20" if self.decile in "12" else "The rest"


PEOPLE = [
    Person(f"P{n}", PATTERNS[n % 10], DECILES[n // 3 % 6], ETHNICITIES[n // 5 % 7], LEVELS[n // 2 % 4])
    for n in range(300)
]


def services(**changes: dict[str, str]) -> list[dict[str, str]]:
    """Peers and Dads end on 31 March 2025 and are a bundle, Midwives end a year later; Team and Elsewhere stay."""
    usual = {
        "Peers": {"need_group": "Getting Help", "wte": "4", "capacity": "200", "annual_cost": "150000"},
        "Dads": {"need_group": "Getting Advice", "wte": "1.5", "capacity": "", "annual_cost": ""},
        "Team": {"need_group": "Getting Help", "wte": "", "capacity": "100", "annual_cost": "", "funding_ends": ""},
        "Midwives": {"need_group": "Getting More Help", "wte": "2", "capacity": "60", "funding_ends": "2026-03-31"},
        "Elsewhere": {"need_group": "Getting Help", "wte": "3", "place": "Barnsley", "funding_ends": ""},
    }
    rows = []
    for name, own in usual.items():
        row = SERVICES[0] | {
            "service": name,
            "funding_ends": "2025-03-31",
            "bundles": "",
            "capacity": "",
            "annual_cost": "",
        }
        bundled = {"bundles": "Voluntary"} if name in ("Peers", "Dads") else {}
        rows.append(row | bundled | own | changes.get(name, {}))
    return rows


def referrals() -> list[dict[str, str]]:
    """One referral a person and service, all seen in February 2024; some of them again in the year before."""
    rows = []
    for person in PEOPLE:
        for service in person.known_to:
            own = {
                "person_id": person.name,
                "place": "Barnsley" if service == "Elsewhere" else "Sheffield",
                "service": service,
                "imd_decile": person.decile,
                "imd_version": "2019" if person.decile else "",
                "ethnicity": person.ethnicity,
                "need_group": person.level,
            }
            rows.append(referral(len(rows) + 1, **own))
    return rows


def made(folder: Path, profile: str, offered: list[dict[str, str]] | None = None) -> Release:
    """A release of these people under a profile."""
    tables = {"places": PLACES, "services": offered or services(), "population": POPULATION}
    write_extracts(folder / "extracts", referrals(), **tables)
    publish(folder / "extracts", folder / "releases", folder / "quarantine", profile, name=profile)
    return open_release(folder / "releases" / profile)

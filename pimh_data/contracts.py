"""What each extract must look like: columns, types, allowed values. Data only: `secure` applies it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "date", "integer", "number", "code", "codes"]

SOURCES = (
    "midwife",
    "health visitor",
    "GP",
    "self",
    "family hub or children's centre",
    "social care",
    "other NHS",
    "voluntary sector",
    "other",
)
PARENT_ROLES = ("mother or birthing parent", "father or co-parent", "other carer")
STAGES = ("antenatal", "0-6 months", "7-12 months", "13-24 months", "2-5 years")
AGE_BANDS = ("under 20", "20-24", "25-29", "30-34", "35-39", "40 and over")
ETHNIC_CODES = (*"ABCDEFGHJKLMNPRS", "Z", "99")
NEED_GROUPS = ("Thriving", "Getting Advice", "Getting Help", "Getting More Help", "Getting Risk Support")
PLUS_GROUPS = (
    "interpreter needed",
    "asylum or refugee",
    "neonatal care",
    "baby loss",
    "care experience",
    "other local",
)
DECISIONS = ("accepted", "signposted", "declined", "withdrawn", "waiting")
CLOSURE_REASONS = ("completed", "stepped up", "stepped down", "disengaged", "moved away", "declined", "other")
IMD_VERSIONS = ("2019", "2025")
CONTACT_MODES = ("face to face", "video", "telephone", "text")
CONTACT_STATUSES = ("attended", "missed", "cancelled")
SYSTEM_WORK_KINDS = (
    "group session",
    "training level 1",
    "training level 2",
    "training level 3",
    "supervision",
    "consultation",
    "digital",
)
POPULATION_BASES = ("births", "aged 0", "aged 0-4", "residents")
RATINGS = ("Green", "Amber", "Red", "In development")


@dataclass(frozen=True)
class Column:
    """One column. `optional`: the heading may be absent, the site then `loses` what it says; `blank`: a cell may be.

    `unless` names an extract that makes up for it. `low` and `high` bound numbers, inclusive. `future` lets a date lie
    after the extract date. `known` names the `extract.column` in which every value must stand.
    """

    name: str
    kind: Kind
    allowed: tuple[str, ...] = ()
    optional: bool = False
    blank: bool = False
    low: float | None = None
    high: float | None = None
    future: bool = False
    known: str | None = None
    loses: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Contract:
    """One extract. `key`: columns that together name a row once. `orders`: (earlier, later) dates, a day apart or none.

    `pattern` admits further columns whose name starts with it (item scores). `person_level` extracts never leave the
    secure side; `loses` says what a site without the whole extract loses.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    person_level: bool
    optional: bool = False
    orders: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    loses: str = ""

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")


REFERRALS = Contract(
    "referrals",
    key=("referral_id",),
    person_level=True,
    orders=(("received", "first_contact"), ("received", "closed"), ("first_contact", "closed")),
    columns=(
        Column("referral_id", "id"),
        Column("person_id", "id"),
        Column("id_domain", "text"),
        Column("family_id", "id", optional=True, blank=True, loses="counts of families"),
        Column("place", "text", known="places.place"),
        Column("hub", "text", optional=True, blank=True, loses="views by Family Hub"),
        Column("service", "text", known="services.service"),
        Column("received", "date"),
        Column("source", "code", SOURCES, blank=True),
        Column("parent_role", "code", PARENT_ROLES, blank=True),
        Column("stage", "code", STAGES, blank=True),
        Column("age_band", "code", AGE_BANDS, blank=True),
        Column("ethnicity", "code", ETHNIC_CODES, blank=True),
        Column("lsoa", "text", optional=True, blank=True),
        Column("imd_decile", "integer", optional=True, blank=True, low=1, high=10, loses="every view by deprivation"),
        Column("imd_version", "code", IMD_VERSIONS, optional=True, blank=True, loses="rates by deprivation decile"),
        Column("need_group", "code", NEED_GROUPS, optional=True, blank=True, loses="views by need group"),
        Column("plus_groups", "codes", PLUS_GROUPS, optional=True, blank=True, loses="views by plus group"),
        Column("decision", "code", DECISIONS),
        Column("first_contact", "date", optional=True, blank=True, loses="waits", unless="contacts"),
        Column(
            "contacts_attended",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=1000,
            loses="three or more contacts",
            unless="contacts",
        ),
        Column(
            "contacts_missed",
            "integer",
            optional=True,
            blank=True,
            low=0,
            high=1000,
            loses="missed contacts",
            unless="contacts",
        ),
        Column("closed", "date", blank=True),
        Column("closure_reason", "code", CLOSURE_REASONS, blank=True),
    ),
)

CONTACTS = Contract(
    "contacts",
    key=(),
    person_level=True,
    optional=True,
    loses="people seen by month (first contacts are counted in its place), the national access measure, and outcomes "
    "by the pairing rules that need contacts",
    columns=(
        Column("referral_id", "id", known="referrals.referral_id"),
        Column("date", "date"),
        Column("mode", "code", CONTACT_MODES, blank=True),
        Column("status", "code", CONTACT_STATUSES),
    ),
)

SCORES = Contract(
    "scores",
    key=(),
    person_level=True,
    optional=True,
    pattern="item_",
    loses="outcomes",
    columns=(
        Column("referral_id", "id", known="referrals.referral_id"),
        Column("measure", "text"),
        Column("scale", "text", optional=True, blank=True),
        Column("respondent", "text", optional=True, blank=True),
        Column("assessed", "date"),
        Column("score", "number", optional=True, blank=True, loses="total scores where items are not brought"),
        # Without it, PIIOS pairs are held against the stage at referral.
        Column("child_age_months", "integer", optional=True, blank=True, low=0, high=72),
    ),
)

SYSTEM_WORK = Contract(
    "system_work",
    key=(),
    person_level=False,
    optional=True,
    loses="the work with the system: training, supervision, consultation, groups",
    columns=(
        Column("date", "date"),
        Column("place", "text", known="places.place"),
        Column("service", "text", known="services.service"),
        Column("kind", "code", SYSTEM_WORK_KINDS),
        Column("audience", "text", blank=True),
        Column("attendees", "integer", low=0, high=100_000),
    ),
)

FEEDBACK = Contract(
    "feedback",
    key=(),
    person_level=True,
    optional=True,
    loses="family voice",
    columns=(
        Column("date", "date"),
        Column("place", "text", known="places.place"),
        Column("service", "text", known="services.service"),
        Column("question", "text"),
        Column("answer", "text", blank=True),
    ),
)

PLACES = Contract(
    "places",
    key=("place",),
    person_level=False,
    columns=(
        Column("place", "text"),
        Column("system", "text"),
        Column("lad_codes", "text", blank=True),
    ),
)

SERVICES = Contract(
    "services",
    key=("service", "place"),
    person_level=False,
    columns=(
        Column("service", "text"),
        Column("provider", "text"),
        Column("sector", "text"),
        Column("place", "text", known="places.place"),
        Column("need_group", "code", NEED_GROUPS, blank=True),
        Column("specialist_access", "code", ("yes", "no")),
        Column("started", "date"),
        Column("funding_stream", "text", blank=True),
        Column("funding_ends", "date", blank=True, future=True),
        Column("wte", "number", blank=True, low=0, high=10_000),
        Column("bundles", "text", optional=True, blank=True, loses="counts for bundles of services"),
        Column("capacity", "number", optional=True, blank=True, low=0, loses="waits under other capacity"),
        Column("target_people", "integer", optional=True, blank=True, low=0, loses="people seen against the target"),
        Column("annual_cost", "number", optional=True, blank=True, low=0, loses="costs"),
    ),
)

POPULATION = Contract(
    "population",
    key=("place", "year", "basis", "imd_version", "imd_decile", "ethnic_group"),
    person_level=False,
    columns=(
        Column("place", "text", known="places.place"),
        Column("year", "integer", low=1991, high=2100),
        Column("basis", "code", POPULATION_BASES),
        Column("imd_decile", "integer", optional=True, blank=True, low=1, high=10, loses="rates by deprivation decile"),
        Column("imd_version", "code", IMD_VERSIONS, optional=True, blank=True, loses="rates by deprivation decile"),
        Column("ethnic_group", "text", optional=True, blank=True, loses="representation by ethnic group"),
        Column("count", "number", low=0),
        Column("source", "text"),
    ),
)

PROVISION = Contract(
    "provision",
    key=("system", "area", "offer", "as_of"),
    person_level=False,
    optional=True,
    loses="ratings of provision",
    columns=(
        Column("system", "text"),
        Column("area", "text"),
        Column("offer", "text"),
        Column("rating", "code", RATINGS, blank=True),
        Column("as_of", "text"),
        Column("source", "text"),
    ),
)

CONTRACTS = {
    contract.name: contract
    for contract in (
        PLACES,
        SERVICES,
        REFERRALS,
        CONTACTS,
        SCORES,
        SYSTEM_WORK,
        FEEDBACK,
        POPULATION,
        PROVISION,
    )
}

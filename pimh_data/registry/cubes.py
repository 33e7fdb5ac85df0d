"""The closed list of cubes: their keys, counts, dimensions, members and periods, shared by both sides of the door."""

from dataclasses import dataclass

from pimh_data import contracts
from pimh_data.registry import deprivation, ethnicity

EVERYONE = "Everyone"
ALL_SERVICES = "All services"
ALL_PLACES = "All Places"
PUBLISHED = "published"  # the partition of published figures, open to every viewer
NOT_RECORDED = ethnicity.NOT_RECORDED
# Seen in the period at the view's service or bundle, and at no other service of the same Place, system or all Places.
KNOWN_ONLY_HERE = "known_only_here"
FUNDING_ENDS = "Funding ends "  # and a day: the bundle of services whose funding ends on it
PAIR = " | "  # stands between the two members of a pair: 'Core20 | White'

# Every key is text. `period_kind` says what the period is, so that a month is never taken for a year.
KEYS = ("basis", "where", "period_kind", "period", "service", "dimension", "member")

MONTH, QUARTER, YEAR = "month", "quarter", "year"
ROLLING, THREE_YEARS, SINCE_START = "rolling 12 months", "three years", "since start"
PERIOD_KINDS = (MONTH, QUARTER, YEAR, ROLLING, THREE_YEARS, SINCE_START)
SINCE_START_PERIOD = "Since the service started"

# Bands of the wait so far: days over the lower and up to the upper bound.
WAIT_BANDS: tuple[tuple[str, float, float], ...] = (
    ("up to 2 weeks", -1, 14),
    ("2 to 6 weeks", 14, 42),
    ("6 to 12 weeks", 42, 84),
    ("12 to 18 weeks", 84, 126),
    ("18 to 26 weeks", 126, 182),
    ("26 to 52 weeks", 182, 364),
    ("over 52 weeks", 364, float("inf")),
)


@dataclass(frozen=True)
class Dimension:
    """A way to break people down. `members`: what a dense grid writes; `partition`: each person is in exactly one."""

    name: str
    label: str
    members: tuple[str, ...]
    partition: bool = True


@dataclass(frozen=True)
class Cube:
    """One table of counts. `basis`: 'cohort' (referred in the period, followed to the extract date) or 'activity'.

    `events`: counts of events of the people in the first count, hidden where these are few. `means`: columns of
    decimals, null below ten people.
    """

    name: str
    basis: str
    counts: tuple[str, ...]
    counted: str
    extra_keys: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    means: tuple[str, ...] = ()


# A wait is followed for so many weeks from the referral, and counted where all of them have passed.
WITHIN_WEEKS = (2, 6, 12, 18)
LONGEST_WEEKS = WITHIN_WEEKS[-1]
CLOSED_AS = (*contracts.CLOSURE_REASONS, "no reason")
# The one service of the access cube: services marked as counting towards the national access measure, together.
SPECIALIST = "Specialist services (national access measure)"

TOTAL = Dimension("all", "Everyone", (EVERYONE,))
DEPRIVATION = Dimension("deprivation", "Deprivation", deprivation.MEMBERS)
ETHNIC_GROUP = Dimension("ethnic_group", "Ethnic group", (*ethnicity.GROUPS, *ethnicity.UNKNOWN))
ETHNIC_SPLIT = Dimension(
    "ethnic_split", "White British or Irish, or every other", (*ethnicity.SPLIT, *ethnicity.UNKNOWN)
)
ETHNIC_CODE = Dimension(
    "ethnic_code",
    "Ethnic category (16+1)",
    (*(code.name for code in ethnicity.CODES), NOT_RECORDED),
)
PARENT_ROLE = Dimension("parent_role", "Parent role", (*contracts.PARENT_ROLES, NOT_RECORDED))
STAGE = Dimension("stage", "Stage", (*contracts.STAGES, NOT_RECORDED))
AGE_BAND = Dimension("age_band", "Age of parent", (*contracts.AGE_BANDS, NOT_RECORDED))
NEED_GROUP = Dimension("need_group", "Need group (THRIVE)", (*contracts.NEED_GROUPS, NOT_RECORDED))
PLUS_GROUP = Dimension("plus_group", "Plus group", contracts.PLUS_GROUPS, partition=False)
SOURCE = Dimension("source", "Source of referral", (*contracts.SOURCES, NOT_RECORDED))
HUB = Dimension("hub", "Family Hub", ())  # its members are the hubs that a Place's extract names
# System work and family feedback; audiences and answers are those that the extracts name.
KIND = Dimension("kind", "Kind of work", contracts.SYSTEM_WORK_KINDS)
AUDIENCE = Dimension("audience", "Audience", ())
ANSWER = Dimension("answer", "Answer", ())
# Outcomes; the bands are those of each measure.
NO_FIRST_SCORE = "No first score"
FIRST_BAND = Dimension("first_band", "Severity at the start", ())
FIRST_AND_LAST_BAND = f"{FIRST_BAND.name} x last_band"
# Of those with two scores, on the measure's scale; the last two of those with a first score alone.
MEANS = (
    "mean_first",
    "sd_first",
    "mean_last",
    "sd_last",
    "mean_change",
    "sd_change",
    "mean_unpaired",
    "sd_unpaired",
)
DEFINED_BY = ("measure", "pairing", "courses")

SINGLE = (
    DEPRIVATION,
    ETHNIC_GROUP,
    ETHNIC_SPLIT,
    PARENT_ROLE,
    STAGE,
    AGE_BAND,
    NEED_GROUP,
    PLUS_GROUP,
    SOURCE,
    HUB,
)
DIMENSIONS = {
    dimension.name: dimension for dimension in (TOTAL, *SINGLE, ETHNIC_CODE, KIND, AUDIENCE, ANSWER, FIRST_BAND)
}

CUBES = {
    cube.name: cube
    for cube in (
        Cube(
            "pathway",
            "cohort",
            (
                "referred",
                "accepted",
                "signposted",
                "declined",
                "withdrawn",
                "waiting",
                "seen",
                "three_or_more_contacts",
                "completed",
                "closed_early",
            ),
            "people",
        ),
        Cube("activity", "activity", ("people_seen", KNOWN_ONLY_HERE), "people"),
        # Of those seen in a year: seen in the year before too, at the same service or bundle and Place; or not.
        Cube("both_years", "activity", ("in_both", "new"), "people"),
        # With the first attended contact of a referral in the period.
        Cube("first_contacts", "activity", ("people",), "people"),
        # By their latest referral of the period, which was accepted and is as old as the longest time: all of them, and
        # those first seen, or gone without being seen, within so many weeks of it.
        Cube(
            "waits",
            "cohort",
            ("followed", *(f"{what}_within_{weeks}_weeks" for what in ("seen", "left") for weeks in WITHIN_WEEKS)),
            "people",
        ),
        # By their latest referral at all: accepted and not yet as old as that; and still waiting, by weeks so far.
        Cube("too_recent", "cohort", ("people",), "people"),
        Cube("backlog", "cohort", ("people",), "people", ("weeks",)),
        Cube(
            "caseload",
            "activity",
            ("opened", "open_at_end", "closed", *(f"closed_{reason.replace(' ', '_')}" for reason in CLOSED_AS)),
            "people",
        ),
        Cube("contacts", "activity", ("people", "attended", "missed"), "people", events=("attended", "missed")),
        Cube("access", "activity", ("people_seen",), "people"),
        Cube("quality", "cohort", ("records", "complete", "valid"), "referrals"),
        Cube("system_work", "activity", ("attendees", "events"), "attendances", events=("events",)),
        Cube("feedback", "activity", ("answers",), "answers", ("question",)),
        Cube(
            "outcomes",
            "activity",
            ("eligible", "first_score", "paired"),
            "people",
            DEFINED_BY,
            means=MEANS,
        ),
        Cube(
            "reliable_change",
            "activity",
            ("improved", "deteriorated", "no_reliable_change"),
            "people",
            (*DEFINED_BY, "reliable_change"),
        ),
        Cube(
            "recovery",
            "activity",
            ("at_caseness", "recovered", "reliably_recovered"),
            "people",
            (*DEFINED_BY, "reliable_change"),
        ),
        Cube("severity", "activity", ("people",), "people", DEFINED_BY),
    )
}

"""The sentences of the reach page below its first screen, case by case: special cause, hidden, too early, too few."""

from pathlib import Path

import pytest
from finding_cases import BEFORE, HIDDEN, THREE_YEARS, YEAR, Case, finding
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.questions.reach import (
    against_target,
    by_place,
    caseload,
    closure_reasons,
    decisions,
    drop_out_by_decile,
    missed_by_decile,
    missed_by_ethnic_group,
    national_access,
    people_by_month,
    referral_sources,
    referred_by_month,
    still_waiting,
    waits_by_deprivation,
    waits_curve,
)
from pimh_data.registry.cubes import CLOSED_AS, SPECIALIST, WITHIN_WEEKS

DADS = {"service": "Steel City Dads"}
MONTHS = [f"{year}-{month:02d}" for year in range(2020, 2025) for month in range(1, 13)][3:]
SOURCES = ("midwife", "health visitor", "GP", "self", "family hub or children's centre", "social care", "other NHS",
           "voluntary sector", "other")  # fmt: skip


def also(*builds):
    def build(building: Building) -> None:
        for one in builds:
            one(building)

    return build


def months(counts: list, last: str = "2024-03", of: str = "referred", **keys: str):
    """People referred (or `of` seen) by month, up to a month."""
    named = [month for month in MONTHS if month <= last][-len(counts) :]
    return by_period(dict(zip(named, counts, strict=True)), "month", of, keys)


def quarters(counts: list, of: str = "referred", **keys: str):
    """People referred (or `of` seen) by quarter, up to the end of the chosen year."""
    named = [f"{year}/{(year + 1) % 100} Q{quarter}" for year in range(2020, 2024) for quarter in (1, 2, 3, 4)]
    return by_period(dict(zip(named[-len(counts) :], counts, strict=True)), "quarter", of, keys)


def by_period(counts: dict, kind: str, of: str, keys: dict):
    def build(building: Building) -> None:
        for period, count in counts.items():
            if of == "seen":
                building.seen(period, count, period_kind=kind, **keys)
            else:
                building.put("pathway", period, {"referred": count}, period_kind=kind, **keys)

    return build


def sources(counts: tuple, year: str = YEAR, unknown: int | None = 10):
    """People referred by source."""

    def build(building: Building) -> None:
        for name, count in zip((*SOURCES, "Not recorded"), (*counts, unknown), strict=True):
            building.put("pathway", year, {"referred": count}, dimension="source", member=name)

    return build


def decided(referred: int | None, accepted: int | None, waiting: int | None = None, year: str = YEAR, **keys: str):
    """People referred, accepted and waiting for a decision; a tenth signposted."""

    def build(building: Building) -> None:
        counts = {"referred": referred, "accepted": accepted, "waiting": waiting, "signposted": 50, "declined": None}
        building.put("pathway", year, counts, **keys)

    return build


def open_cases(opened: int | None, closed: int | None, end: int | None, year: str = YEAR, **keys: str):
    return lambda b: b.put("caseload", year, {"opened": opened, "closed": closed, "open_at_end": end}, **keys)


def closed_as(closed: int | None, completed: int | None, disengaged: int | None = None, year: str = YEAR, **keys: str):
    """People closed, of whom completed and disengaged."""
    counts = {f"closed_{reason.replace(' ', '_')}": None for reason in CLOSED_AS}
    counts |= {"closed": closed, "closed_completed": completed, "closed_disengaged": disengaged}
    return lambda b: b.put("caseload", year, counts, **keys)


def of_groups(cube: str, core20: dict, rest: dict, year: str = YEAR, dimension: str = "deprivation", **keys: str):
    """Counts of the most deprived fifth (Core20) and the rest, or of White and Asian people."""
    names = ("Core20", "The rest") if dimension == "deprivation" else ("White", "Asian")

    def build(building: Building) -> None:
        for member, counts in zip(names, (core20, rest), strict=True):
            building.put(cube, year, counts, dimension=dimension, member=member, **keys)

    return build


def contacts(people: int | None, attended: int | None, missed: int | None) -> dict:
    return {"people": people, "attended": attended, "missed": missed}


def early(seen: int | None, left: int | None) -> dict:
    return {"seen": seen, "closed_early": left}


def followed(people: int | None, within: int | None) -> dict:
    """A cohort of whom so many were seen within two weeks, and nobody later."""
    return {"followed": people, **{f"seen_within_{weeks}_weeks": within for weeks in WITHIN_WEEKS}}


def cohort(people: int, seen: list, left: list):
    """A cohort followed; by 2, 6, 12 and 18 weeks seen, and left unseen."""
    return lambda building: building.waited(YEAR, people, seen, left)


def still(waiting: list):
    return lambda building: building.now(waiting)


def specialist(counts: list, births: float = 6000):
    """People seen by specialist services in twelve months to each quarter's end of the chosen year, and births."""

    def build(building: Building) -> None:
        for end, count in zip(("2023-06", "2023-09", "2023-12", "2024-03"), counts, strict=True):
            building.put("access", f"12 months to {end}", {"people_seen": count}, service=SPECIALIST)
        if births:
            building.published("Sheffield", "2023", "births", "all", "Everyone", births)

    return build


def target(people: int | None, goal: float):
    def build(building: Building) -> None:
        building.seen(YEAR, people, service="Light peer support")
        row = {"service": "Light peer support", "place": "Sheffield", "started": "2019-04-01", "target_people": goal}
        building.rows[("services", "Sheffield")] = [row]

    return build


def places(sheffield: int | None, liverpool: int | None, births: float = 6000):
    def build(building: Building) -> None:
        for place, count in (("Sheffield", sheffield), ("Liverpool", liverpool)):
            building.seen(YEAR, count, where=place)
            building.published(place, "2023", "births", "all", "Everyone", births)

    return build


STEADY = [100, 105, 95, 100, 110, 90, 105, 100, 95, 105, 100, 95] * 2
MONTHLY = [
    Case(
        "months: common cause",
        referred_by_month,
        months(STEADY),
        "Sheffield, 2023/24: common-cause variation, no action suggested (people referred: 100 a month on average).",
        "no clear difference",
    ),
    Case(
        "months: common cause, of everyone whatever is chosen",
        referred_by_month,
        months(STEADY),
        "Sheffield, 2023/24, everyone: common-cause variation, no action suggested (people referred: 100 a month on "
        "average).",
        "no clear difference",
        chosen={"deprivation": "Core20"},
    ),
    Case(
        "months: special cause since, high",
        referred_by_month,
        months([*STEADY[:16], 130, 135, 130, 140, 130, 135, 140, 130]),
        (
            "Sheffield, 2023/24: special cause since August 2023: more people referred than usual (111 a month on "
            "average)."
        ),
        "higher",
    ),
    Case(
        "months: special cause since, low",
        referred_by_month,
        months([*STEADY[:16], 60, 65, 60, 55, 60, 65, 60, 60]),
        (
            "Sheffield, 2023/24: special cause since August 2023: fewer people referred than usual (87 a month on "
            "average)."
        ),
        "lower",
    ),
    Case(
        "months: one point outside, long past",
        referred_by_month,
        months([*STEADY[:10], 190, *STEADY[:13]]),
        (
            "Sheffield, 2023/24: special cause in February 2023: more people referred than usual; none since (104 a "
            "month on average)."
        ),
        "description",
    ),
    Case(
        "months: twelve points, provisional",
        referred_by_month,
        months(STEADY[:12]),
        (
            "Sheffield, 2023/24: common-cause variation, no action suggested (people referred: 100 a month on "
            "average); with 12 points the limits are provisional."
        ),
        "no clear difference",
    ),
    Case(
        "months: too few points",
        referred_by_month,
        months(STEADY[:9], **DADS),
        (
            "Sheffield, Steel City Dads, 2023/24: 90 to 110 people referred a month in 9 months; too few for limits: "
            "run chart."
        ),
        "too few",
        chosen=DADS,
    ),
    Case(
        "months: the count hardly moves",
        referred_by_month,
        months([45] * 17 + [50] + [45] * 6),
        "Sheffield, 2023/24: 45 to 50 people referred a month in 24 months; hardly moves, so no limits: run chart.",
        "too few",
    ),
    Case(
        "months: few people, so quarters",
        referred_by_month,
        also(months([15, 20] * 12), quarters([50, 55, 45, 50, 60, 55, 50, 45, 50, 55, 50, 45])),
        (
            "Sheffield, 2023/24: common-cause variation, no action suggested (people referred: 51 a quarter on "
            "average); with 12 points the limits are provisional."
        ),
        "no clear difference",
    ),
    Case(
        "months: few people in quarters too",
        referred_by_month,
        also(months([5] * 24), quarters([15, 10, 15, 20] * 3)),
        "Sheffield, 2023/24: 10 to 20 people referred a quarter in 12 quarters; too few for limits: run chart.",
        "too few",
    ),
    Case(
        "months: all hidden",
        referred_by_month,
        also(quarters([None] * 4), lambda b: b.put("pathway", YEAR, {"referred": 10})),
        (
            "Sheffield, 2023/24: the number of people referred is hidden in every quarter (fewer than 5, or hidden "
            "to protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "months: no data",
        referred_by_month,
        lambda b: b.put("pathway", "2024/25", {"referred": 10}),
        "Sheffield, 2023/24: there are no data on people referred by month.",
        "no data",
    ),
    Case(
        "months seen: a step is not judged, since the people are partly the same, and the year has fewer",
        people_by_month,
        also(months([200] * 12 + [250, 255] * 6, of="seen"), lambda b: b.seen(YEAR, 1255)),
        (
            "Sheffield, 2023/24: 200 to 255 people seen a month in 24 months, partly the same people each month: "
            "1,255 different people in 2023/24."
        ),
        "description",
    ),
    Case(
        "months seen: few people, so quarters; the year is hidden",
        people_by_month,
        also(months([5] * 24, of="seen"), quarters([15, 10, 15, 20] * 3, of="seen"), lambda b: b.seen(YEAR, None)),
        ("Sheffield, 2023/24: 10 to 20 people seen a quarter in 12 quarters, partly the same people each quarter."),
        "description",
    ),
    Case(
        "months seen: no data",
        people_by_month,
        lambda b: b.seen("2024/25", 10),
        "Sheffield, 2023/24: there are no data on people seen by month.",
        "no data",
    ),
]
FROM = [
    Case(
        "sources: no change",
        referral_sources,
        also(
            sources((225, 300, 90, 150, 60, 45, 60, 25, 10)), sources((220, 290, 95, 145, 55, 50, 55, 30, 10), BEFORE)
        ),
        (
            "Sheffield, 2023/24: most referrals come from health visitors (31%), midwives (23%) and families "
            "themselves (16%); no source's share clearly differs from the year before."
        ),
        "no clear difference",
    ),
    Case(
        "sources: one has grown",
        referral_sources,
        also(
            sources((225, 300, 90, 250, 60, 45, 60, 25, 10)), sources((220, 290, 95, 110, 55, 50, 55, 30, 10), BEFORE)
        ),
        (
            "Sheffield, 2023/24: most referrals come from health visitors (28.2%), families themselves "
            "(23.5%) and midwives (21.1%); against the year before, a larger share from families "
            "themselves (+11.5 points, 95% interval +6.6 to +16.2, sources together), beyond chance."
        ),
        "higher",
    ),
    Case(
        "sources: most hidden",
        referral_sources,
        sources((15, 10, *[None] * 7)),
        (
            "Sheffield, 2023/24: too many sources are hidden to give shares (fewer than 5, or hidden to protect "
            "a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
]
DECIDED = [
    Case(
        "decisions: fewer accepted",
        decisions,
        also(decided(1000, 780), decided(1000, 870, year=BEFORE)),
        (
            "Sheffield, 2023/24: 78.0% of people with a decision were accepted (95% interval 75.2 to 80.7), 5.0% "
            "signposted; accepted: a smaller share than the year before (87.0%), beyond chance."
        ),
        "lower",
    ),
    Case(
        "decisions: no clear difference",
        decisions,
        also(decided(1000, 860), decided(1000, 870, year=BEFORE)),
        (
            "Sheffield, 2023/24: 86.0% of people with a decision were accepted (95% interval 83.5 to 88.3), 5.0% "
            "signposted; accepted: no clear difference from the year before (87.0%)."
        ),
        "no clear difference",
    ),
    Case(
        "decisions: too early",
        decisions,
        also(decided(1000, 800, 70), decided(1000, 870, year=BEFORE)),
        (
            "Sheffield, 2023/24: 86% of people with a decision were accepted (95% interval 83 to 88), 5% "
            "signposted; too early to compare: 70 people wait for a decision."
        ),
        "description",
    ),
    Case(
        "decisions: hidden",
        decisions,
        also(decided(20, None), decided(70, 60, year=THREE_YEARS, period_kind="three years")),
        (
            "Sheffield, 2023/24: the share of people accepted is hidden (fewer than 5, or hidden to protect a "
            "smaller number). It is shown for three years together (2022/23 to 2024/25): 86%."
        ),
        "hidden",
    ),
    Case(
        "decisions: nobody referred",
        decisions,
        decided(0, 0),
        ("Sheffield, 2023/24: no people were referred."),
        "no data",
        release={"profile": "exact"},
    ),
]
OPEN = [
    Case(
        "caseload: fewer open",
        caseload,
        also(open_cases(1255, 1335, 270), open_cases(1200, 1150, 360, BEFORE)),
        (
            "Sheffield, 2023/24: 1,255 people were taken on and 1,335 closed; 270 open at the end of the year, "
            "90 fewer than a year before."
        ),
        "description",
    ),
    Case(
        "caseload: the end is hidden",
        caseload,
        open_cases(20, 15, None),
        ("Sheffield, 2023/24: 20 people were taken on and 15 closed; how many were open at the end is hidden."),
        "description",
    ),
    Case(
        "caseload: hidden",
        caseload,
        also(open_cases(None, None, None), open_cases(60, 50, 10, THREE_YEARS, period_kind="three years")),
        (
            "Sheffield, 2023/24: the caseload of people is hidden (fewer than 5, or hidden to protect a smaller "
            "number). It is shown for three years together (2022/23 to 2024/25): 60 people taken on."
        ),
        "hidden",
    ),
    Case(
        "caseload: nobody",
        caseload,
        open_cases(0, 5, 0),
        ("Sheffield, 2023/24: no people were taken on and 5 closed; nobody open at the end of the year."),
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "caseload: no data",
        caseload,
        lambda b: b.seen(YEAR, 100),
        ("Sheffield, 2023/24: there are no data on the caseload of people."),
        "no data",
    ),
]
CLOSED = [
    Case(
        "closures: more complete",
        closure_reasons,
        also(closed_as(1000, 600, 250), closed_as(1000, 500, 300, BEFORE)),
        (
            "Sheffield, 2023/24: 60.0% of people closed had completed (95% interval 56.8 to 63.2), 25.0% had "
            "stopped coming; completed: a larger share than the year before (50.0%), beyond chance."
        ),
        "better",
    ),
    Case(
        "closures: fewer complete",
        closure_reasons,
        also(closed_as(1000, 500, 300), closed_as(1000, 600, 250, BEFORE)),
        (
            "Sheffield, 2023/24: 50.0% of people closed had completed (95% interval 46.8 to 53.3), 30.0% had "
            "stopped coming; completed: a smaller share than the year before (60.0%), beyond chance."
        ),
        "worse",
    ),
    Case(
        "closures: the year before is hidden",
        closure_reasons,
        also(closed_as(40, 20, 10), closed_as(10, None, None, BEFORE)),
        (
            "Sheffield, 2023/24: 50% of the 40 people closed had completed (95% interval 33 to 71), 25% had stopped "
            "coming; the year before is hidden."
        ),
        "description",
    ),
    Case(
        "closures: hidden",
        closure_reasons,
        closed_as(10, None),
        (
            "Sheffield, 2023/24: the share of people closed who had completed is hidden (fewer than 5, or hidden "
            "to protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
]
MISSED = [
    Case(
        "missed: more in the most deprived fifth (Core20)",
        missed_by_decile,
        of_groups("contacts", contacts(500, 2400, 800), contacts(800, 4000, 800)),
        (
            "Sheffield, 2023/24: 25% of contacts of people from the most deprived fifth (Core20) were "
            "missed, 17% of those from the rest; more, beyond chance (+8.3 points, 95% interval +3.8 to"
            " +13.0)."
        ),
        "worse",
    ),
    Case(
        "missed: no clear difference between few people",
        missed_by_decile,
        of_groups("contacts", contacts(30, 140, 50), contacts(40, 200, 40)),
        (
            "Sheffield, 2023/24: 26% of contacts of the 30 people from the most deprived fifth (Core20) were "
            "missed, 17% of the 40 people from the rest; no clear difference (+9.6 points, 95% interval -11.0 "
            "to +31.0)."
        ),
        "no clear difference",
    ),
    Case(
        "missed: fewer in the most deprived fifth (Core20)",
        missed_by_decile,
        of_groups("contacts", contacts(500, 2800, 300), contacts(800, 4000, 900)),
        (
            "Sheffield, 2023/24: 10% of contacts of people from the most deprived fifth (Core20) were "
            "missed, 18% of those from the rest; fewer, beyond chance (-8.7 points, 95% interval -12.3 "
            "to -4.8)."
        ),
        "lower",
    ),
    Case(
        "missed: hidden",
        missed_by_decile,
        of_groups("contacts", contacts(None, None, None), contacts(40, 200, 40)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) and the rest cannot be compared, because a number "
            "is hidden (fewer "
            "than 5, or hidden to protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "missed: an ethnic group misses more",
        missed_by_ethnic_group,
        of_groups("contacts", contacts(1000, 4800, 1000), contacts(200, 800, 400), dimension="ethnic_group"),
        (
            "Sheffield, 2023/24: 17.2% of contacts of White people were missed, more of Asian people "
            "(33%: +16.1 points, 95% interval +7.6 to +25.4). Hidden: people of mixed ethnicity, Black "
            "people and people of other ethnic groups."
        ),
        "worse",
    ),
    Case(
        "missed: no ethnic group differs",
        missed_by_ethnic_group,
        of_groups("contacts", contacts(1000, 4800, 1000), contacts(200, 960, 210), dimension="ethnic_group"),
        (
            "Sheffield, 2023/24: 17.2% of contacts of White people were missed; no other group that can be "
            "compared clearly differs. Hidden: people of mixed ethnicity, Black people and people of other "
            "ethnic groups."
        ),
        "no clear difference",
    ),
]
LEFT = [
    Case(
        "drop-out: worse in the most deprived fifth (Core20)",
        drop_out_by_decile,
        of_groups("pathway", early(400, 140), early(600, 140)),
        (
            "Sheffield, 2023/24: 35% of people from the most deprived fifth (Core20) who were seen left"
            " early, 23% of those from the rest; more, beyond chance (+11.7 points, 95% interval +5.8 "
            "to +17.6)."
        ),
        "worse",
    ),
    Case(
        "drop-out: no clear difference",
        drop_out_by_decile,
        of_groups("pathway", early(100, 35), early(150, 45)),
        (
            "Sheffield, 2023/24: 35% of people from the most deprived fifth (Core20) who were seen left"
            " early, 30% of those from the rest; no clear difference (+5.0 points, 95% interval -7.6 to"
            " +17.9)."
        ),
        "no clear difference",
    ),
    Case(
        "drop-out: not clear in the year, which has the people: three years are no second chance",
        drop_out_by_decile,
        also(
            of_groups("pathway", early(100, 35), early(150, 40)),
            of_groups("pathway", early(300, 105), early(450, 110), THREE_YEARS, period_kind="three years"),
        ),
        (
            "Sheffield, 2023/24: 35% of people from the most deprived fifth (Core20) who were seen left"
            " early, 27% of those from the rest; no clear difference (+8.3 points, 95% interval -4.2 to"
            " +21.0)."
        ),
        "no clear difference",
    ),
    Case(
        "drop-out: too few in the year, so three years are what is looked at",
        drop_out_by_decile,
        also(
            of_groups("pathway", early(15, 15), early(150, 40)),
            of_groups("pathway", early(300, 105), early(450, 110), THREE_YEARS, period_kind="three years"),
        ),
        (
            "Sheffield, 2022/23 to 2024/25: 35% of people from the most deprived fifth (Core20) who "
            "were seen left early, 24% of those from the rest; more, beyond chance (+10.6 points, 95% "
            "interval +3.7 to +17.5)."
        ),
        "worse",
    ),
    Case(
        "missed: too few in the year and in three, so the whole time is what is looked at, whatever it says",
        missed_by_decile,
        also(
            of_groups("contacts", contacts(10, 40, 20), contacts(40, 200, 40)),
            of_groups("contacts", contacts(15, 40, 40), contacts(90, 400, 80), THREE_YEARS, period_kind="three years"),
            of_groups(
                "contacts",
                contacts(40, 200, 40),
                contacts(150, 750, 150),
                "Since the service started",
                period_kind="since start",
            ),
        ),
        (
            "Sheffield, since the service started: 17% of contacts of the 40 people from the most deprived "
            "fifth (Core20) were missed, 17% of those from the rest; no clear difference (0 points, 95%"
            " interval -11.7 to +15.8)."
        ),
        "no clear difference",
    ),
    Case(
        "drop-out: 15 people on one side, and no longer time",
        drop_out_by_decile,
        of_groups("pathway", early(15, 15), early(300, 60)),
        (
            "Sheffield, 2023/24: 62% to 100% (95% interval) of the 15 people from the most deprived "
            "fifth (Core20) who were seen left early, 20% of those from the rest; too few to tell from "
            "chance (+80.0 points, 95% interval +37.5 to +100.0)."
        ),
        "too few",
    ),
    Case(
        "drop-out: less in the most deprived fifth (Core20)",
        drop_out_by_decile,
        of_groups("pathway", early(400, 60), early(600, 160)),
        (
            "Sheffield, 2023/24: 15% of people from the most deprived fifth (Core20) who were seen left"
            " early, 27% of those from the rest; fewer, beyond chance (-11.7 points, 95% interval -16.7"
            " to -6.4)."
        ),
        "lower",
    ),
    Case(
        "drop-out: too few",
        drop_out_by_decile,
        of_groups("pathway", early(5, 5), early(10, 5)),
        (
            "Sheffield, 2023/24: 45% to 100% (95% interval) of the 5 people from the most deprived "
            "fifth (Core20) who were seen left early, 50% of the 10 people from the rest; too few to "
            "tell from chance (+50.0 points, 95% interval -79.6 to +100.0)."
        ),
        "too few",
    ),
    Case(
        "drop-out: hidden, shown for three years",
        drop_out_by_decile,
        also(
            of_groups("pathway", early(20, None), early(30, 5)),
            of_groups("pathway", early(60, 20), early(90, 20), THREE_YEARS, period_kind="three years"),
        ),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) and the rest cannot be compared, because a number "
            "is hidden (fewer "
            "than 5, or hidden to protect a smaller number). It is shown for three years together (2022/23 to "
            "2024/25): 33% against 22% in the rest."
        ),
        "hidden",
    ),
    Case(
        "drop-out: nobody left",
        drop_out_by_decile,
        of_groups("pathway", early(40, 0), early(60, 0)),
        (
            "Sheffield, 2023/24: 0% of the 40 people from the most deprived fifth (Core20) who were seen left "
            "early, 0% of those from the rest; no clear difference (0 points, 95% interval -6.0 to "
            "+8.8)."
        ),
        "no clear difference",
        release={"profile": "exact"},
    ),
]
WAITED = [
    Case(
        "waits: a smaller share in the most deprived fifth (Core20)",
        waits_by_deprivation,
        of_groups("waits", followed(500, 250), followed(800, 520)),
        (
            "Sheffield, 2023/24: 50% of people accepted from the most deprived fifth (Core20) were seen"
            " within six weeks, 65% of those from the rest; a smaller share, beyond chance (-15.0 "
            "points, 95% interval -20.5 to -9.4)."
        ),
        "worse",
    ),
    Case(
        "waits: no clear difference",
        waits_by_deprivation,
        of_groups("waits", followed(500, 320), followed(800, 520)),
        (
            "Sheffield, 2023/24: 64% of people accepted from the most deprived fifth (Core20) were seen"
            " within six weeks, 65% of those from the rest; no clear difference (-1.0 points, 95% "
            "interval -6.5 to +4.4)."
        ),
        "no clear difference",
    ),
    Case(
        "waits: a larger share in the most deprived fifth (Core20)",
        waits_by_deprivation,
        of_groups("waits", followed(500, 400), followed(800, 520)),
        (
            "Sheffield, 2023/24: 80% of people accepted from the most deprived fifth (Core20) were seen"
            " within six weeks, 65% of those from the rest; a larger share, beyond chance (+15.0 "
            "points, 95% interval +9.9 to +19.8)."
        ),
        "higher",
    ),
    Case(
        "waits: hidden",
        waits_by_deprivation,
        of_groups("waits", followed(20, None), followed(30, 20)),
        (
            "Sheffield, 2023/24: the waits of the most deprived fifth (Core20) and the rest cannot be compared, "
            "because a number is "
            "hidden (fewer than 5, or hidden to protect a smaller number). No larger view of this release shows "
            "it."
        ),
        "hidden",
    ),
    Case(
        "curve: all shown",
        waits_curve,
        cohort(1000, [300, 550, 650, 700], [100, 180, 230, 260]),
        (
            "Sheffield, 2023/24: of people accepted, 55.0% were seen within 6 weeks (51.9 to 58.1) and 70.0% were seen "
            "within 18 weeks (67.1 to 72.8). By 18 weeks 26.0% had left unseen and 4.0% were still waiting."
        ),
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "curve: nobody is left but for rounding",
        waits_curve,
        cohort(1000, [300, 550, 650, 700], [100, 180, 230, 300]),
        (
            "Sheffield, 2023/24: of people accepted, 55.0% were seen within 6 weeks (51.8 to 58.3) and 70.0% were seen "
            "within 18 weeks (66.9 to 73.0). By 18 weeks 30.0% had left unseen."
        ),
        "description",
    ),
    Case(
        "curve: who left is hidden",
        waits_curve,
        cohort(1000, [300, 550, 650, 700], [100, 180, 230, None]),
        (
            "Sheffield, 2023/24: of people accepted, 55.0% were seen within 6 weeks (51.8 to 58.3) and 70.0% were seen "
            "within 18 weeks (66.9 to 73.0). By 12 weeks 23.0% had left unseen and 12.0% were still waiting."
        ),
        "description",
    ),
    Case(
        "curve: hidden at six weeks, a range",
        waits_curve,
        cohort(1000, [500, None, 650, 700], [100, None, None, None]),
        (
            "Sheffield, 2023/24: of people accepted, between 46.3% and 68.5% were seen within 6 weeks (a count is "
            "hidden) and 70.0% were seen within 18 weeks (66.9 to 73.0). By 2 weeks 10.0% had left "
            "unseen and 40.0% were still waiting."
        ),
        "description",
    ),
    Case(
        "curve: hidden from the start",
        waits_curve,
        cohort(20, [None] * 4, [None] * 4),
        (
            "Sheffield, 2023/24: how the waits of people go on is hidden (fewer than 5, or hidden to protect a "
            "smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "still waiting: some bands hidden",
        still_waiting,
        still([75, 40, 10, None, None, None, None]),
        (
            "Sheffield, 31 March 2025: 125 or more people are still waiting to be seen: 75 for up to "
            f"2 weeks, 40 for 2 to 6 weeks and 10 for 6 to 12 weeks. Hidden: over 12 weeks {HIDDEN}."
        ),
        "description",
    ),
    Case(
        "still waiting: nobody for long",
        still_waiting,
        still([75, 40, 10, 3, 0, 0, 0]),
        (
            "Sheffield, 31 March 2025: 128 people are still waiting to be seen: 75 for up to 2 weeks, "
            "40 for 2 to 6 weeks, 10 for 6 to 12 weeks and 3 for 12 to 18 weeks. Nobody has waited for "
            "over 18 weeks."
        ),
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "still waiting: nobody",
        still_waiting,
        still([0] * 7),
        ("Sheffield, 31 March 2025: nobody is still waiting to be seen."),
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "still waiting: hidden",
        still_waiting,
        still([None] * 7),
        (
            "Sheffield, 31 March 2025: the number of people still waiting is hidden (fewer than 5, or hidden to "
            "protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
]
REACHED = [
    Case(
        "access: below the ambition",
        national_access,
        specialist([170, 175, 180, 195]),
        (
            "Sheffield, 2023/24: 195 people were seen by specialist services face to face or by video "
            "in twelve months, 3.2% of births in 2023 (95% interval 2.8 to 3.7). That is below the "
            "ambition of 10%."
        ),
        "worse",
    ),
    Case(
        "access: above the ambition",
        national_access,
        specialist([700, 720, 750, 760]),
        (
            "Sheffield, 2023/24: 760 people were seen by specialist services face to face or by video "
            "in twelve months, 12.7% of births in 2023 (95% interval 11.8 to 13.6). That is above the "
            "ambition of 10%."
        ),
        "better",
    ),
    Case(
        "access: no clear difference",
        national_access,
        specialist([590, 600, 605, 610]),
        (
            "Sheffield, 2023/24: 610 people were seen by specialist services face to face or by video "
            "in twelve months, 10.2% of births in 2023 (95% interval 9.4 to 11.0). That is not clearly "
            "different from the ambition of 10%."
        ),
        "no clear difference",
    ),
    Case(
        "access: hidden",
        national_access,
        specialist([10, 10, 10, None]),
        (
            "Sheffield, 2023/24: how many people specialist services saw is hidden (fewer than 5, or hidden to "
            "protect a smaller number). In the twelve months to December 2023 it was 0.2%."
        ),
        "hidden",
    ),
    Case(
        "access: no births published",
        national_access,
        specialist([170, 175, 180, 195], 0),
        (
            "Sheffield, 2023/24: 195 people were seen by specialist services face to face or by video; "
            "no births or children aged 0 are in this release: no rate is shown. Whoever publishes this"
            " can name the Place's districts, or bring births."
        ),
        "description",
    ),
    Case(
        "access: no specialist services",
        national_access,
        lambda b: b.seen(YEAR, 100),
        (
            "Sheffield, 2023/24: there are no data on access: no service is marked as specialist, or no contacts "
            "were brought."
        ),
        "no data",
    ),
    Case(
        "target: not reached",
        against_target,
        target(200, 592),
        (
            "Sheffield, 2023/24: 200 people were seen by Light peer support, 34% of its target of 592, which is "
            "not reached."
        ),
        "worse",
    ),
    Case(
        "target: reached",
        against_target,
        target(610, 592),
        (
            "Sheffield, 2023/24: 610 people were seen by Light peer support, 103% of its target of 592, which is "
            "reached."
        ),
        "better",
    ),
    Case(
        "target: within rounding",
        against_target,
        target(590, 591),
        (
            "Sheffield, 2023/24: 590 people were seen by Light peer support, over 99% of its target of 591, which "
            "may be reached."
        ),
        "no clear difference",
    ),
    Case(
        "target: hidden",
        against_target,
        target(None, 50),
        (
            "Sheffield, 2023/24: the number of people seen is hidden (fewer than 5, or hidden to protect a "
            "smaller number)."
        ),
        "hidden",
    ),
    Case(
        "target: none set",
        against_target,
        lambda b: b.seen(YEAR, 100),
        ("Sheffield, 2023/24: the services extract gives no target for these services."),
        "no data",
    ),
    Case(
        "places: above the limits",
        by_place,
        places(900, 500),
        (
            "Sheffield, 2023/24: 150.0 people seen per 1,000 births in 2023 (95% interval 140.3 to "
            "160.1), the highest of 2 Places shown. That is above the 99.8% limits around the average "
            "(116.7)."
        ),
        "higher",
    ),
    Case(
        "places: within the limits",
        by_place,
        places(610, 590),
        (
            "Sheffield, 2023/24: 101.7 people seen per 1,000 births in 2023 (95% interval 93.7 to "
            "110.1), one of 2 Places shown. That is inside the 95% limits around the average "
            "(100.0)."
        ),
        "no clear difference",
    ),
    Case(
        "places: hidden",
        by_place,
        places(None, 590),
        (
            "Sheffield, 2023/24: Sheffield is hidden (fewer than 5, or hidden to protect a smaller number). Only "
            "Liverpool is shown: 98.3 people seen per"
            " 1,000 births in 2023 (95% interval 90.5 to 106.6)."
        ),
        "hidden",
    ),
    Case(
        "places: all of them",
        by_place,
        also(places(900, 500), lambda b: b.seen(YEAR, 1400, where="All Places")),
        (
            "All Places, 2023/24: of 2 Places shown, 1 is above and 1 below the 99.8% limits around the"
            " average (116.7). People seen per 1,000 births in 2023: 83.3 (Liverpool) to 150.0 "
            "(Sheffield)."
        ),
        "description",
        chosen={"place": "All Places"},
    ),
    Case(
        "places: a share",
        lambda r, s: by_place(r, s, "drop_out"),
        also(
            lambda b: b.put("pathway", YEAR, early(500, 100)),
            lambda b: b.put("pathway", YEAR, early(800, 240), where="Liverpool"),
        ),
        (
            "Sheffield, 2023/24: 20% of those seen left early (95% interval 17 to 24), one of 2 Places "
            "shown. That is below the 95% and inside the 99.8% limits around the average (26%). "
            "Chance alone puts fewer than one of 2 there."
        ),
        "no clear difference",
    ),
]
CASES = [*MONTHLY, *FROM, *DECIDED, *OPEN, *CLOSED, *MISSED, *LEFT, *WAITED, *REACHED]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_the_finding_says_what_the_numbers_allow(case: Case, tmp_path: Path):
    found = finding(case, tmp_path)
    assert (found.text, found.grade) == (case.text, case.grade)


def test_of_several_services_the_one_with_furthest_to_go_is_named_and_not_one_within_rounding(tmp_path: Path):
    building = Building()
    for service, people, goal in (("Light peer support", 60, 90), ("Steel City Dads", 60, 60), ("PNMH", 90, 60)):
        building.seen(YEAR, people, service=service)
        row = {"service": service, "place": "Sheffield", "started": "2019-04-01", "target_people": goal}
        building.rows.setdefault(("services", "Sheffield"), []).append(row)
    answer = against_target(building.open(tmp_path), Selection("Sheffield", year=YEAR))
    assert answer.finding.text == (
        "Sheffield, 2023/24: 1 of 3 services reached their target; Light peer support has furthest to go, at 67% of "
        "its own; of Steel City Dads rounding leaves it open."
    )

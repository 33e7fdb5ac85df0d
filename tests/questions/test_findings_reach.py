"""The sentences on reach, case by case: when numbers are high, low, small, hidden, zero, missing or not comparable."""

from pathlib import Path

import pytest
from finding_cases import BEFORE, FIRST, HIDDEN, THREE_YEARS, YEAR, Case, finding
from released_cells import Building

from pimh_data.questions.reach import people_seen, seen_within_six_weeks

LIGHT = {"service": "Light peer support"}
DADS = {"service": "Steel City Dads"}
CORE20 = {"deprivation": "Core20"}


def years(now: int | None, before: int | None, member: str = "Everyone", **keys: str):
    """People seen in the chosen year and the one before."""

    def build(building: Building) -> None:
        building.seen(YEAR, now, member, **keys)
        building.seen(BEFORE, before, member, **keys)

    return build


def also(*builds):
    """Several builds, one after the other."""

    def build(building: Building) -> None:
        for one in builds:
            one(building)

    return build


def cohorts(now: tuple, before: tuple | None, **keys: str):
    """Followed, and seen within two and six weeks, in the chosen year and the one before."""

    def build(building: Building) -> None:
        building.waited(YEAR, *now, **keys)
        if before:
            building.waited(BEFORE, *before, **keys)

    return build


SEEN = [
    Case(
        "more people",
        people_seen,
        years(570, 480),
        "Sheffield, 2023/24: 570 people were seen; about 90 more than the year before.",
        "description",
    ),
    Case(
        "fewer people",
        people_seen,
        years(480, 570),
        "Sheffield, 2023/24: 480 people were seen; about 90 fewer than the year before.",
        "description",
    ),
    Case(
        "a small difference",
        people_seen,
        years(500, 480),
        "Sheffield, 2023/24: 500 people were seen; about 20 more than the year before.",
        "description",
    ),
    Case(
        "the same number",
        people_seen,
        years(480, 480),
        "Sheffield, 2023/24: 480 people were seen; no change from the year before that rounded counts can show.",
        "description",
    ),
    Case(
        "thousands",
        people_seen,
        years(12_340, 11_000),
        "Sheffield, 2023/24: 12,340 people were seen; about 1,340 more than the year before.",
        "description",
    ),
    Case(
        "counts of two digits",
        people_seen,
        years(75, 50),
        "Sheffield, 2023/24: 75 people were seen; about 25 more than the year before.",
        "description",
    ),
    Case(
        "the same counts, exact",
        people_seen,
        years(75, 50),
        "Sheffield, 2023/24: 75 people were seen; 25 more than the year before.",
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "tiny numbers",
        people_seen,
        years(10, 5),
        "Sheffield, 2023/24: 10 people were seen; no change from the year before that rounded counts can show.",
        "description",
    ),
    Case(
        "nobody, in a release that shows zeros",
        people_seen,
        years(0, 40),
        "Sheffield, 2023/24: no people were seen; 40 fewer than the year before.",
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "somebody after nobody",
        people_seen,
        years(40, 0),
        "Sheffield, 2023/24: 40 people were seen; 40 more than the year before.",
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "nobody in both years",
        people_seen,
        years(0, 0),
        "Sheffield, 2023/24: no people were seen; as many as the year before.",
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "hidden, shown for three years together",
        people_seen,
        also(years(None, 5, **DADS), lambda b: b.seen(THREE_YEARS, 30, period_kind="three years", **DADS)),
        f"Sheffield, Steel City Dads, 2023/24: the number of people seen is hidden {HIDDEN}. It is shown for three "
        "years together (2022/23 to 2024/25): 30 people.",
        "hidden",
        chosen=DADS,
    ),
    Case(
        "hidden, three years hidden too, shown for all services",
        people_seen,
        also(years(None, None, **DADS), lambda b: b.seen(THREE_YEARS, None, **DADS), years(480, 470)),
        f"Sheffield, Steel City Dads, 2023/24: the number of people seen is hidden {HIDDEN}. It is shown for all "
        "services together: 480 people.",
        "hidden",
        chosen=DADS,
    ),
    Case(
        "a hidden group, shown for everyone",
        people_seen,
        also(years(None, None, "Core20"), years(40, 35)),
        f"Sheffield, 2023/24: the number of people from the most deprived fifth (Core20) seen is hidden {HIDDEN}. "
        "It is shown for everyone, "
        "whatever their decile: 40 people.",
        "hidden",
        chosen=CORE20,
    ),
    Case(
        "a hidden decile, shown for the group it is of",
        people_seen,
        also(years(None, 5, "Decile 7"), years(85, 80, "The rest"), years(120, 115)),
        f"Sheffield, 2023/24: the number of people from decile 7 seen is hidden {HIDDEN}. It is shown for the rest "
        "(deciles 3-10) together: 85 people.",
        "hidden",
        chosen={"deprivation": "Decile 7"},
    ),
    Case(
        "hidden everywhere but in the system",
        people_seen,
        also(years(None, None), lambda b: b.seen(YEAR, 90, where="South Yorkshire")),
        f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}. It is shown for the whole of South "
        "Yorkshire: 90 people.",
        "hidden",
    ),
    Case(
        "hidden everywhere",
        people_seen,
        years(None, None),
        f"Sheffield, 2023/24: the number of people seen is hidden {HIDDEN}. No larger view of this release shows it.",
        "hidden",
    ),
    Case(
        "the year before is hidden",
        people_seen,
        years(25, None),
        "Sheffield, 2023/24: 25 people were seen; the year before is hidden, so there is no comparison.",
        "description",
    ),
    Case(
        "the year before has no data",
        people_seen,
        lambda b: b.seen(YEAR, 25),
        "Sheffield, 2023/24: 25 people were seen; there are no data for the year before.",
        "description",
    ),
    Case(
        "no data",
        people_seen,
        lambda b: b.seen(BEFORE, 25),
        "Sheffield, 2023/24: there are no data on people seen.",
        "no data",
    ),
    Case(
        "the service had not started",
        people_seen,
        also(lambda b: b.seen("2024/25", 25, **DADS), lambda b: b.service("Steel City Dads", "2024-05-01")),
        "Sheffield, Steel City Dads, 2023/24: the service started in May 2024.",
        "no data",
        chosen=DADS,
    ),
    Case(
        "the year before is the first of the extracts",
        people_seen,
        also(lambda b: b.seen("2021/22", 480), lambda b: b.seen(FIRST, 300)),
        "Sheffield, 2021/22: 480 people were seen; not compared with 2020/21, the first year of the extracts, which "
        "leave out people referred earlier.",
        "description",
        chosen={"year": "2021/22"},
    ),
    Case(
        "the extracts end within the year",
        people_seen,
        years(300, 480),
        "Sheffield, 2023/24: 300 people were seen; the year is not complete, so it is not compared with the year "
        "before.",
        "description",
        release={"last_month": "2023-12"},
    ),
    Case(
        "the service is new",
        people_seen,
        also(years(150, 30, **DADS), lambda b: b.service("Steel City Dads", "2023-02-01")),
        "Sheffield, Steel City Dads, 2023/24: 150 people were seen; the service started in February 2023, so there is "
        "no whole year before to compare with.",
        "description",
        chosen=DADS,
    ),
    Case(
        "one service, one group",
        people_seen,
        years(190, 120, "Core20", **LIGHT),
        "Sheffield, Light peer support, 2023/24: 190 people from the most deprived fifth (Core20) were seen; about "
        "70 more than the year before.",
        "description",
        chosen=LIGHT | CORE20,
    ),
]
WAITED = [
    Case(
        "more within six weeks, beyond chance",
        seen_within_six_weeks,
        cohorts((500, [150, 320]), (500, [120, 250])),
        "Sheffield, 2023/24: 64% of the 500 people accepted were seen within six weeks (95% interval 59 to "
        "69); a larger share than the year before (50%), beyond chance.",
        "better",
    ),
    Case(
        "fewer within six weeks, beyond chance",
        seen_within_six_weeks,
        cohorts((500, [120, 250]), (500, [150, 320])),
        "Sheffield, 2023/24: 50% of the 500 people accepted were seen within six weeks (95% interval 45 to 55); a "
        "smaller share than the year before (64%), beyond chance.",
        "worse",
    ),
    Case(
        "no clear difference within six weeks",
        seen_within_six_weeks,
        cohorts((500, [120, 260]), (500, [120, 250])),
        "Sheffield, 2023/24: 52% of the 500 people accepted were seen within six weeks (95% interval 47 to 57); no "
        "clear difference from the year before (50%).",
        "no clear difference",
    ),
    Case(
        "over a thousand: one decimal",
        seen_within_six_weeks,
        cohorts((2000, [600, 1300]), None),
        "Sheffield, 2023/24: 65.0% of the 2,000 people accepted were seen within six weeks (95% interval 62.8"
        " to 67.2); there are no data for the year before.",
        "description",
    ),
    Case(
        "rounding puts the part over the whole",
        seen_within_six_weeks,
        cohorts((15, [10, 20]), None),
        (
            "Sheffield, 2023/24: about 100% of the 15 people accepted were seen within six weeks (95% "
            "interval 85 to 100); there are no data for the year before."
        ),
        "description",
    ),
    Case(
        "hidden for a service",
        seen_within_six_weeks,
        also(
            lambda b: b.waited("2024/25", 50, [15, None], **LIGHT),
            lambda b: b.waited("2024/25", 465, [120, 260]),
        ),
        "Sheffield, Light peer support, 2024/25: the share of people seen within six weeks is hidden "
        f"{HIDDEN}. It is shown for all services together: 56% (51 to 61) of 465 people.",
        "hidden",
        chosen=LIGHT | {"year": "2024/25"},
    ),
    Case(
        "hidden, shown for three years together",
        seen_within_six_weeks,
        also(
            cohorts((40, [15, None]), None, **LIGHT),
            lambda b: b.waited(THREE_YEARS, 125, [60, 95], period_kind="three years", **LIGHT),
        ),
        "Sheffield, Light peer support, 2023/24: the share of people seen within six weeks is hidden "
        f"{HIDDEN}. It is shown for three years together (2022/23 to 2024/25): 76% (67 to 84) of 125 people.",
        "hidden",
        chosen=LIGHT,
    ),
    Case(
        "hidden everywhere",
        seen_within_six_weeks,
        cohorts((None, [None, None]), None),
        f"Sheffield, 2023/24: the share of people seen within six weeks is hidden {HIDDEN}. No larger view of this "
        "release shows it.",
        "hidden",
    ),
    Case(
        "the year before is hidden",
        seen_within_six_weeks,
        cohorts((500, [120, 260]), (500, [None, None])),
        "Sheffield, 2023/24: 52% of the 500 people accepted were seen within six weeks (95% interval 47 to 57); the "
        "year before is hidden.",
        "description",
    ),
    Case(
        "nobody referred",
        seen_within_six_weeks,
        cohorts((0, [0, 0]), None),
        "Sheffield, 2023/24: no people were accepted so long ago.",
        "no data",
        release={"profile": "exact"},
    ),
    Case(
        "nobody seen within six weeks",
        seen_within_six_weeks,
        cohorts((40, [0, 0]), None),
        "Sheffield, 2023/24: 0% of the 40 people accepted were seen within six weeks (95% interval 0 to 9); there are "
        "no data for the year before.",
        "description",
        release={"profile": "exact"},
    ),
    Case(
        "no data on waits",
        seen_within_six_weeks,
        lambda b: b.waited(BEFORE, 500, [120, 250]),
        "Sheffield, 2023/24: there are no data on the waits of people.",
        "no data",
    ),
    Case(
        "one group",
        seen_within_six_weeks,
        cohorts((200, [50, 90]), (190, [60, 110]), dimension="deprivation", member="Core20"),
        "Sheffield, 2023/24: 45% of the 200 people from the most deprived fifth (Core20) accepted were seen "
        "within six weeks (95% interval 38 to 53); a smaller share than the year before (58%), beyond chance.",
        "worse",
        chosen=CORE20,
    ),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in (*SEEN, *WAITED)])
def test_the_finding_says_what_the_numbers_allow(case: Case, tmp_path: Path):
    found = finding(case, tmp_path)
    assert (found.text, found.grade) == (case.text, case.grade)

"""The sentences on equity, case by case: less, more or as often, small, hidden, zero, refused, and what is unknown."""

from pathlib import Path

import pytest
from finding_cases import BEFORE, HIDDEN, THREE_YEARS, YEAR, Case, finding
from released_cells import Building

from pimh_data.questions.equity import core20_against_rest, seen_by_decile, seen_by_ethnic_group

LIGHT = {"service": "Light peer support"}
EXACT = {"profile": "exact"}
ETHNIC = ("White", "Mixed", "Asian", "Black", "Other", "Not stated", "Not known", "Not recorded")


def groups(core20: int | None, rest: int | None, edition: str = "2019", period: str = YEAR, **keys: str):
    """People seen from the most deprived fifth (Core20) and the rest, with children of IMD 2019."""

    def build(building: Building) -> None:
        building.deciles()
        building.version(edition, 900)
        building.seen(period, core20, "Core20", **keys)
        building.seen(period, rest, "The rest", **keys)

    return build


def deciles(*people: int | None, core20: int | None = 190, rest: int | None = 380, **keys: str):
    """People seen from decile 1, 2, ... and both groups."""

    def build(building: Building) -> None:
        groups(core20, rest, **keys)(building)
        for decile, seen in enumerate(people, start=1):
            building.seen(YEAR, seen, f"Decile {decile}", **keys)

    return build


PARENTAL, ALL_AGES = "residents aged 16 to 49", "residents"


def ethnic(*people: int | None, everyone: int | None = None, residents: str = PARENTAL, **keys: str):
    """People seen of the five groups and the three unknown members, in the order of ETHNIC, and everyone."""

    def build(building: Building) -> None:
        if residents:
            building.residents(basis=residents)
        for name, seen in zip(ETHNIC, people, strict=True):
            building.seen(YEAR, seen, name, **{"dimension": "ethnic_group", **keys})
        building.seen(YEAR, everyone, **keys)

    return build


def split(
    white_british_or_irish: int | None,
    every_other: int | None,
    *unknown: int | None,
    residents_are: str = ALL_AGES,
    **keys: str,
):
    """People seen, and residents, on both sides of the split, and people of unknown group as in the end of ETHNIC."""

    def build(building: Building) -> None:
        people = {"White British or Irish": white_british_or_irish, "Every other": every_other}
        for (name, seen), residents in zip(people.items(), (417_000, 139_500), strict=True):
            building.seen(YEAR, seen, name, dimension="ethnic_split", **keys)
            building.published("Sheffield", "2021", residents_are, "ethnic_split", name, residents)
        for name, seen in zip(ETHNIC[5:], unknown, strict=False):
            building.seen(YEAR, seen, name, dimension="ethnic_split", **keys)

    return build


def also(*builds):
    """Several builds, one after the other."""

    def build(building: Building) -> None:
        for one in builds:
            one(building)

    return build


CORE20 = [
    Case(
        "less often, beyond chance",
        core20_against_rest,
        groups(190, 380),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% "
        "interval 25% to 48% less), beyond chance. For an equal rate, about 114 more people a year would have"
        " to be seen (95% interval 73 to 155).",
        "worse",
    ),
    Case(
        "more often, beyond chance",
        core20_against_rest,
        groups(380, 300),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 58% more often than the rest (95% "
        "interval 36% to 84% more), beyond chance. An equal rate would not be a fair one: need is greater "
        "there.",
        "higher",
    ),
    Case(
        "no clear difference",
        core20_against_rest,
        groups(230, 340),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 15% less often than the rest (95% "
        "interval 28.5% less to 0.1% more): no clear difference. An equal rate would not be a fair one: need "
        "is greater there.",
        "no clear difference",
    ),
    Case(
        "an end that two decimals would print as 1.00",
        core20_against_rest,
        groups(225, 335),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 16% less often than the rest (95% "
        "interval 0.4% to 29.1% less), beyond chance. For an equal rate, about 43 more people a year would "
        "have to be seen (95% interval 1 to 84).",
        "worse",
    ),
    Case(
        "too few",
        core20_against_rest,
        groups(5, 10),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% interval "
        "92% less to 125% more): too few to tell from chance (under 20 expected on one side).",
        "too few",
    ),
    Case(
        "nobody from the most deprived fifth (Core20)",
        core20_against_rest,
        groups(0, 60),
        "Sheffield, 2023/24: nobody from the most deprived fifth (Core20) and 60 people from the rest were seen; "
        "that is less often, beyond chance. For an equal rate, about 48 more people a year would have to be seen "
        "(95% interval 37 to 62).",
        "worse",
        release=EXACT,
    ),
    Case(
        "nobody from the rest",
        core20_against_rest,
        groups(60, 0),
        "Sheffield, 2023/24: 60 people from the most deprived fifth (Core20) and nobody from the rest were seen; "
        "that is more often, beyond chance. An equal rate would not be a fair one: need is greater there.",
        "higher",
        release=EXACT,
    ),
    Case(
        "nobody from either",
        core20_against_rest,
        groups(0, 0),
        "Sheffield, 2023/24: nobody from the most deprived fifth (Core20) and nobody from the rest were seen: too "
        "few to tell from chance (under 20 expected on one side).",
        "too few",
        release=EXACT,
    ),
    Case(
        "a group is hidden",
        core20_against_rest,
        groups(None, 60),
        "Sheffield, 2023/24: how often the most deprived fifth (Core20) are seen cannot be said, because a number "
        "is hidden "
        f"{HIDDEN}. No larger view of this release shows it.",
        "hidden",
    ),
    Case(
        "a hidden group of whom many are expected is named with the most that it can be",
        core20_against_rest,
        also(groups(None, 60), lambda b: b.seen(YEAR, 70)),
        "Sheffield, 2023/24: how often the most deprived fifth (Core20) are seen cannot be said, because a "
        f"number is hidden {HIDDEN}: at most 18 of them were seen, where about 48 would have been at the rate "
        "of the rest. No larger view of this release shows it.",
        "hidden",
    ),
    Case(
        "the national fifth hardly divides the Place",
        core20_against_rest,
        also(
            groups(400, 20),
            lambda b: b.published("Sheffield", "2023", "births", "deprivation", "Core20", 5000, "2019"),
            lambda b: b.published("Sheffield", "2023", "births", "deprivation", "The rest", 300, "2019"),
        ),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 20% more often than the rest (95% "
        "interval 25% less to 100% more): no clear difference. An equal rate would not be a fair one: need is"
        " greater there. The national fifth hardly divides this Place: 94% of births are in it.",
        "no clear difference",
    ),
    Case(
        "the decile of most is not known",
        core20_against_rest,
        also(groups(40, 75), lambda b: b.seen(YEAR, 250, "Not known")),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 33% less often than the rest (95% "
        "interval 1% to 55% less), beyond chance. For an equal rate, about 20 more people a year would have "
        "to be seen (95% interval 1 to 39). The decile is not known for 68% of people seen.",
        "worse",
    ),
    Case(
        "a group is hidden, shown for three years together",
        core20_against_rest,
        also(
            groups(None, 20, **LIGHT),
            lambda b: b.seen(THREE_YEARS, 25, "Core20", **LIGHT),
            lambda b: b.seen(THREE_YEARS, 55, "The rest", **LIGHT),
        ),
        "Sheffield, Light peer support, 2023/24: how often the most deprived fifth (Core20) are seen cannot "
        f"be said, because a number is hidden {HIDDEN}. It is shown for three years together (2022/23 to "
        "2024/25): 43% less often than the rest (95% interval 7% to 66% less).",
        "hidden",
        chosen=LIGHT,
    ),
    Case(
        "no data",
        core20_against_rest,
        groups(190, 380, period=BEFORE),
        "Sheffield, 2023/24: there are no data on people seen by deprivation.",
        "no data",
    ),
    Case(
        "editions differ",
        core20_against_rest,
        groups(190, 380, edition="2025"),
        "Sheffield, 2023/24: people's deciles are of IMD 2025, the published children of IMD 2019: one must "
        "not be divided by the other, so no rate is shown.",
        "no data",
    ),
    Case(
        "editions are mixed",
        core20_against_rest,
        also(groups(190, 380), lambda b: b.version("2025", 300)),
        "Sheffield, 2023/24: people's deciles mix IMD 2019 and 2025, which cannot be added up, so no rate is shown.",
        "no data",
    ),
    Case(
        "a handful of another edition decides nothing",
        core20_against_rest,
        also(groups(230, 340), lambda b: b.version("2025", None)),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 15% less often than the rest (95% "
        "interval 28.5% less to 0.1% more): no clear difference. An equal rate would not be a fair one: need "
        "is greater there.",
        "no clear difference",
    ),
    Case(
        "no published children",
        core20_against_rest,
        lambda b: (b.version("2019", 900), b.seen(YEAR, 190, "Core20"), b.seen(YEAR, 380, "The rest")),
        "Sheffield, 2023/24: children aged 0 are not published by decile in this release, so no rate is shown.",
        "no data",
    ),
    Case(
        "births where the extract gives them",
        core20_against_rest,
        also(
            groups(190, 380),
            lambda b: b.published("Sheffield", "2023", "births", "deprivation", "Core20", 2500, "2019"),
            lambda b: b.published("Sheffield", "2023", "births", "deprivation", "The rest", 3200, "2019"),
        ),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 36% less often than the rest (95% "
        "interval 24% to 46% less), beyond chance. For an equal rate, about 107 more people a year would have"
        " to be seen (95% interval 66 to 148).",
        "worse",
    ),
]
DECILE = [
    Case(
        "the most deprived fifth less often than the rest",
        seen_by_decile,
        deciles(130, 60, 40, 40, 40, 40, 50, 50, 60, 60),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% "
        "interval 25% to 48% less), beyond chance. For an equal rate, about 114 more people a year would have"
        " to be seen (95% interval 73 to 155).",
        "worse",
    ),
    Case(
        "the most deprived fifth more often than the rest",
        seen_by_decile,
        deciles(230, 150, 40, 40, 40, 40, 50, 50, 30, 20, core20=380, rest=310),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 53% more often than the rest (95% "
        "interval 32% to 78% more), beyond chance. An equal rate would not be a fair one: need is greater "
        "there.",
        "higher",
    ),
    Case(
        "less often than the rest, though as often as deciles 9-10",
        seen_by_decile,
        deciles(130, 60, 40, 40, 40, 40, 50, 50, 30, 30, rest=320),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 26% less often than the rest (95% "
        "interval 11% to 38% less), beyond chance. For an equal rate, about 66 more people a year would have "
        "to be seen (95% interval 26 to 105).",
        "worse",
    ),
    Case(
        "a hidden decile changes nothing",
        seen_by_decile,
        deciles(130, 60, 40, 40, 40, 40, 50, 50, None, 60),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% "
        "interval 25% to 48% less), beyond chance. For an equal rate, about 114 more people a year would have"
        " to be seen (95% interval 73 to 155).",
        "worse",
    ),
    Case(
        "the most deprived fifth (Core20) are hidden",
        seen_by_decile,
        deciles(None, None, 5, 5, core20=None, rest=10),
        "Sheffield, 2023/24: how often the most deprived fifth (Core20) are seen cannot be said, because a number "
        f"is hidden {HIDDEN}. No larger view of this release shows it.",
        "hidden",
    ),
    Case(
        "one decile against all others",
        seen_by_decile,
        deciles(130, 60, 20, 60, 40, 40, 50, 50, 60, 60),
        (
            "Sheffield, 2023/24: decile 3 is seen 62% less often than all other deciles (95% interval "
            "39% to 77% less): 39.0 against 101.7 per 1,000 children aged 0; beyond chance. To match "
            "all other deciles, about 32 more people a year from decile 3 would have to be seen (95% "
            "interval 20 to 42)."
        ),
        "lower",
        chosen={"deprivation": "Decile 3"},
    ),
    Case(
        "the most deprived decile",
        seen_by_decile,
        deciles(80, 110, 40, 40, 40, 40, 50, 50, 60, 60),
        (
            "Sheffield, 2023/24: decile 1 is seen 65% less often than all other deciles (95% interval "
            "56% to 73% less): 42.1 against 121.9 per 1,000 children aged 0; beyond chance. To match "
            "all other deciles, about 152 more people a year from decile 1 would have to be seen (95% "
            "interval 123 to 180)."
        ),
        "worse",
        chosen={"deprivation": "Decile 1"},
    ),
    Case(
        "a hidden decile is chosen",
        seen_by_decile,
        deciles(130, 60, None, 40, 40, 40, 50, 50, 60, 60),
        "Sheffield, 2023/24: decile 3 cannot be compared with all other deciles, because a number is hidden "
        f"{HIDDEN}. It is shown for the rest (deciles 3-10) together: 60% more often than the most deprived "
        "fifth (Core20) (95% interval 34% to 91% more).",
        "hidden",
        chosen={"deprivation": "Decile 3"},
    ),
    Case(
        "the rest is chosen: the same verdict",
        seen_by_decile,
        deciles(130, 60, 40, 40, 40, 40, 50, 50, 60, 60),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% "
        "interval 25% to 48% less), beyond chance. For an equal rate, about 114 more people a year would have"
        " to be seen (95% interval 73 to 155).",
        "worse",
        chosen={"deprivation": "The rest"},
    ),
    Case(
        "too few",
        seen_by_decile,
        deciles(None, None, core20=5, rest=10),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 37% less often than the rest (95% interval "
        "92% less to 125% more): too few to tell from chance (under 20 expected on one side).",
        "too few",
    ),
    Case(
        "nobody from deciles 9-10 changes nothing",
        seen_by_decile,
        deciles(20, 10, 5, 5, 5, 0, 0, 0, 0, 0, core20=30, rest=15),
        "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 2.50 times as often as the rest (95% "
        "interval 1.36 to 4.61 times), beyond chance. An equal rate would not be a fair one: need is greater there.",
        "higher",
        release=EXACT,
    ),
    Case(
        "nobody from the most deprived fifth (Core20)",
        seen_by_decile,
        deciles(0, 0, 5, 5, 5, 0, 0, 0, 20, 20, core20=0, rest=55),
        "Sheffield, 2023/24: nobody from the most deprived fifth (Core20) and 55 people from the rest were seen; "
        "that is less often, beyond chance. For an equal rate, about 44 more people a year would have to be seen "
        "(95% interval 34 to 57).",
        "worse",
        release=EXACT,
    ),
    Case(
        "editions differ",
        seen_by_decile,
        deciles(130, 60, edition="2025"),
        "Sheffield, 2023/24: people's deciles are of IMD 2025, the published children of IMD 2019: one must "
        "not be divided by the other, so no rate is shown.",
        "no data",
    ),
    Case(
        "no data by decile",
        seen_by_decile,
        lambda b: (b.deciles(), b.version("2019", 900), b.seen(YEAR, 300)),
        "Sheffield, 2023/24: there are no data on people seen by deprivation.",
        "no data",
    ),
]
BY_ETHNIC_GROUP = [
    Case(
        "few where 27 are expected: named with the highest count that 15 permits",
        seen_by_ethnic_group,
        ethnic(225, 15, 15, 15, 10, 5, 5, 5, everyone=295),
        (
            "Sheffield, 2023/24: few or hidden: Asian people (at most 19 seen, about 28 expected). Of no "
            "ethnic group is it clear that its people are seen more or less often than all others known."
        ),
        "description",
    ),
    Case(
        "hidden where 27 are expected: bounded by everyone and named",
        seen_by_ethnic_group,
        ethnic(245, 15, None, 15, 10, 5, 5, 5, everyone=300),
        (
            "Sheffield, 2023/24: few or hidden: Asian people (at most 20 seen, about 30 expected). Of no "
            "ethnic group is it clear that its people are seen more or less often than all others known."
        ),
        "description",
    ),
    Case(
        "against residents of all ages it is a description, with the reason and without a grade",
        seen_by_ethnic_group,
        ethnic(225, 15, 15, 15, 10, 5, 5, 5, everyone=295, residents=ALL_AGES),
        (
            "Sheffield, 2023/24: residents aged 16 to 49 are not in this release, so that this is a "
            "description and no verdict; White people are seen 1.08 times and Asian people 0.53 times as "
            "often as all others known, per resident of all ages. Few or hidden: Asian people (at most 19 "
            "seen, about 28 expected)."
        ),
        "description",
    ),
    Case(
        "as often as all others",
        seen_by_ethnic_group,
        ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505),
        (
            "Sheffield, 2023/24: of no ethnic group is it clear that its people are seen more or less often "
            "than all others known."
        ),
        "no clear difference",
    ),
    Case(
        "apart alone, and not among five groups together",
        seen_by_ethnic_group,
        ethnic(320, 20, 25, 10, 35, 5, 5, 5, everyone=425),
        (
            "Sheffield, 2023/24: of no ethnic group is it clear that its people are seen more or less often "
            "than all others known."
        ),
        "no clear difference",
    ),
    Case(
        "less often than all others, however the unknown fell",
        seen_by_ethnic_group,
        ethnic(790, 40, 45, 45, 30, 5, 5, 5, everyone=965),
        (
            "Sheffield, 2023/24: compared with all others known, seen less often: Asian people (53% less "
            "often, 95% interval 30% to 69% less); more often: White people (31% more often, 95% interval 4% "
            "to 65% more)."
        ),
        "worse",
    ),
    Case(
        "White people less, Asian people more",
        seen_by_ethnic_group,
        ethnic(780, 35, 150, 45, 30, 5, 5, 5, everyone=1055),
        (
            "Sheffield, 2023/24: compared with all others known, seen less often: White people (21% less "
            "often, 95% interval 4% to 34% less); more often: Asian people (58% more often, 95% interval 26% "
            "to 99% more)."
        ),
        "lower",
    ),
    Case(
        "unknowns could reverse",
        seen_by_ethnic_group,
        ethnic(420, 20, 25, 25, 20, 20, 20, 10, everyone=540),
        (
            "Sheffield, 2023/24: compared with all others known, seen less often: Asian people (52% less "
            "often, 95% interval 16% to 73% less). People of unknown ethnic group could reverse this for "
            "Asian people."
        ),
        "worse",
    ),
    Case(
        "one group is hidden, bounded by the total",
        seen_by_ethnic_group,
        ethnic(385, 15, 50, 25, None, 5, 5, 5, everyone=485),
        (
            "Sheffield, 2023/24: of no ethnic group is it clear that its people are seen more or less often "
            "than all others known."
        ),
        "no clear difference",
    ),
    Case(
        "groups known and unknown are hidden, bounded by the total",
        seen_by_ethnic_group,
        ethnic(385, 15, 50, 25, None, None, 5, 5, everyone=490),
        (
            "Sheffield, 2023/24: of no ethnic group is it clear that its people are seen more or less often "
            "than all others known."
        ),
        "no clear difference",
    ),
    Case(
        "too much is hidden",
        seen_by_ethnic_group,
        ethnic(60, None, None, None, None, None, None, None, everyone=80),
        f"Sheffield, 2023/24: too many ethnic groups are hidden to compare them {HIDDEN}. No larger view of "
        "this release shows it.",
        "hidden",
    ),
    Case(
        "too much is hidden, shown for two groups",
        seen_by_ethnic_group,
        also(ethnic(60, None, None, None, None, None, None, None, everyone=80), split(50, 25)),
        "Sheffield, 2023/24: residents aged 16 to 49 are not in this release, so that this is a description and no "
        "verdict; people other than White British or Irish are seen 1.49 times as often as White British or Irish "
        f"people, per resident of all ages. Too many ethnic groups are hidden to compare them one by one {HIDDEN}.",
        "description",
    ),
    Case(
        "too much is hidden, shown for all services",
        seen_by_ethnic_group,
        also(
            ethnic(60, None, None, None, None, None, None, None, everyone=80, **LIGHT),
            ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505, residents=""),
        ),
        f"Sheffield, Light peer support, 2023/24: too many ethnic groups are hidden to compare them {HIDDEN}. "
        "It is shown for all services together: 21% of 490 people are not White.",
        "hidden",
        chosen=LIGHT,
    ),
    Case(
        "too few",
        seen_by_ethnic_group,
        ethnic(12, 0, 3, 0, 0, 0, 0, 0, everyone=15),
        "Sheffield, 2023/24: too few people of known ethnic group to compare with residents.",
        "too few",
        release=EXACT,
    ),
    Case(
        "nobody",
        seen_by_ethnic_group,
        ethnic(0, 0, 0, 0, 0, 0, 0, 0, everyone=0),
        "Sheffield, 2023/24: too few people of known ethnic group to compare with residents.",
        "too few",
        release=EXACT,
    ),
    Case(
        "a group of nobody",
        seen_by_ethnic_group,
        ethnic(400, 20, 50, 0, 15, 0, 0, 0, everyone=485),
        (
            "Sheffield, 2023/24: compared with all others known, seen less often: Black people (nobody, 95% "
            "interval 72% to 100% less)."
        ),
        "worse",
        release=EXACT,
    ),
    Case(
        "no data",
        seen_by_ethnic_group,
        lambda b: (b.residents(), b.seen(YEAR, 400)),
        "Sheffield, 2023/24: there are no data on people seen by ethnic group.",
        "no data",
    ),
    Case(
        "no residents",
        seen_by_ethnic_group,
        ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505, residents=""),
        "Sheffield, 2023/24: of 490 people of known ethnic group seen, 21% are not White. Residents are not "
        "published by ethnic group in this release, so there is no ratio.",
        "description",
    ),
    Case(
        "the most deprived fifth (Core20), whose residents are not published by ethnic group",
        seen_by_ethnic_group,
        also(
            *(
                lambda b, n=name: b.seen(YEAR, 20, f"Core20 | {n}", dimension="deprivation x ethnic_group")
                for name in ETHNIC
            ),
            lambda b: b.seen(YEAR, 160, "Core20"),
            Building.residents,
        ),
        "Sheffield, 2023/24, the most deprived fifth (Core20): of 100 people of known ethnic group seen, 80% are "
        "not White. "
        "Residents are not published by deprivation and ethnic group in this release, so there is no ratio.",
        "description",
        chosen={"deprivation": "Core20"},
    ),
    Case(
        "a decile: everyone is kept",
        seen_by_ethnic_group,
        ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505),
        (
            "Sheffield, 2023/24, everyone: of no ethnic group is it clear that its people are seen more or "
            "less often than all others known."
        ),
        "no clear difference",
        chosen={"deprivation": "Decile 3"},
    ),
    Case(
        "everyone other than White British or Irish first: less often, however the unknown fell",
        seen_by_ethnic_group,
        also(
            ethnic(790, 40, 45, 45, 30, 5, 5, 5, everyone=965),
            split(760, 190, 5, 5, 5, residents_are=PARENTAL),
        ),
        (
            "Sheffield, 2023/24: people other than White British or Irish are seen 25% less often than White "
            "British or Irish people (95% interval 12% to 36% less), beyond chance. Compared with all others "
            "known, seen less often: Asian people (53% less often, 95% interval 30% to 69% less); more often:"
            " White people (31% more often, 95% interval 4% to 65% more)."
        ),
        "worse",
    ),
    Case(
        "everyone other than White British or Irish first: the unknown could reverse it",
        seen_by_ethnic_group,
        also(
            ethnic(385, 15, 50, 25, 15, 20, 20, 10, everyone=540),
            split(400, 90, 20, 20, 10, residents_are=PARENTAL),
        ),
        (
            "Sheffield, 2023/24: people other than White British or Irish are seen 33% less often than White "
            "British or Irish people (95% interval 15% to 47% less), beyond chance (people of unknown ethnic "
            "group could reverse it). Which single ethnic group this falls on cannot be told."
        ),
        "worse",
    ),
    Case(
        "everyone other than White British or Irish first: too few to tell",
        seen_by_ethnic_group,
        also(ethnic(25, 5, 5, 0, 0, 0, 0, 0, everyone=35), split(25, 10, 0, 0, 0, residents_are=PARENTAL)),
        (
            "Sheffield, 2023/24: people other than White British or Irish are seen 20% more often than White "
            "British or Irish people (95% interval 42% less to 145% more): too few to tell from chance (under"
            " 20 expected on one side). Of no ethnic group is it clear that its people are seen more or less "
            "often than all others known."
        ),
        "too few",
        release=EXACT,
    ),
    Case(
        "everyone other than White British or Irish are hidden where 130 are expected",
        seen_by_ethnic_group,
        also(
            ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505),
            split(400, None, 5, 5, 5, residents_are=PARENTAL),
        ),
        (
            "Sheffield, 2023/24: how often people other than White British or Irish are seen cannot be said, "
            "because a number is hidden: at most 98 were seen, where about 134 would be at the rate of White "
            "British or Irish people. Of no ethnic group is it clear that its people are seen more or less "
            "often than all others known."
        ),
        "no clear difference",
    ),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in (*CORE20, *DECILE, *BY_ETHNIC_GROUP)])
def test_the_finding_says_what_the_numbers_allow(case: Case, tmp_path: Path):
    found = finding(case, tmp_path)
    assert (found.text, found.grade) == (case.text, case.grade)

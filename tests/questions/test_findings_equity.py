"""The sentences on equity, case by case: less, more or as often, small, hidden, zero, refused, and what is unknown."""

from pathlib import Path

import pytest
from finding_cases import BEFORE, HIDDEN, THREE_YEARS, YEAR, Case, finding
from released_cells import Building

from pimh_data.questions.equity import core20_against_rest, seen_by_decile, seen_by_ethnic_group

LIGHT = {"service": "Light peer support"}
SUPPRESSED = {"profile": "suppressed"}
ETHNIC = ("White", "Mixed", "Asian", "Black", "Other", "Not stated", "Not known", "Not recorded")


def groups(core20: int | None, rest: int | None, edition: str = "2019", period: str = YEAR, **keys: str):
    """People seen from deciles 1-2 and the rest, with children of IMD 2019."""

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


def ethnic(*people: int | None, everyone: int | None = None, residents: bool = True, **keys: str):
    """People seen of the five groups and the three unknown members, in the order of ETHNIC, and everyone."""

    def build(building: Building) -> None:
        if residents:
            building.residents()
        for name, seen in zip(ETHNIC, people, strict=True):
            building.seen(YEAR, seen, name, **{"dimension": "ethnic_group", **keys})
        building.seen(YEAR, everyone, **keys)

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
        "Sheffield, 2023/24: deciles 1-2 are seen 0.63 times as often as the rest (95% interval 0.52 to 0.75); that is "
        "less often, beyond chance.",
        "worse",
    ),
    Case(
        "more often, beyond chance",
        core20_against_rest,
        groups(380, 300),
        "",
        "higher",
    ),
    Case("no clear difference", core20_against_rest, groups(230, 340), "", "no clear difference"),
    Case("an end that two decimals would print as 1.00", core20_against_rest, groups(250, 380), "", "worse"),
    Case("too few", core20_against_rest, groups(5, 10), "", "too few"),
    Case("nobody from deciles 1-2", core20_against_rest, groups(0, 60), "", "worse", release=SUPPRESSED),
    Case("nobody from the rest", core20_against_rest, groups(60, 0), "", "too few", release=SUPPRESSED),
    Case("nobody from either", core20_against_rest, groups(0, 0), "", "too few", release=SUPPRESSED),
    Case("a group is hidden", core20_against_rest, groups(None, 60), "", "hidden"),
    Case(
        "a group is hidden, shown for three years together",
        core20_against_rest,
        also(groups(None, 20, **LIGHT), lambda b: b.seen(THREE_YEARS, 25, "Core20", **LIGHT),
             lambda b: b.seen(THREE_YEARS, 55, "The rest", **LIGHT)),
        "",
        "hidden",
        chosen=LIGHT,
    ),
    Case("no data", core20_against_rest, groups(190, 380, period=BEFORE), "", "no data"),
    Case("editions differ", core20_against_rest, groups(190, 380, edition="2025"), "", "no data"),
    Case(
        "editions are mixed",
        core20_against_rest,
        also(groups(190, 380), lambda b: b.version("2025", 300)),
        "",
        "no data",
    ),
    Case(
        "a handful of another edition decides nothing",
        core20_against_rest,
        also(groups(230, 340), lambda b: b.version("2025", None)),
        "",
        "no clear difference",
    ),
    Case(
        "no published children",
        core20_against_rest,
        lambda b: (b.version("2019", 900), b.seen(YEAR, 190, "Core20"), b.seen(YEAR, 380, "The rest")),
        "",
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
        "",
        "worse",
    ),
]
DECILE = [
    Case("less often than deciles 9-10", seen_by_decile, deciles(130, 60, 40, 40, 40, 40, 50, 50, 60, 60), "", "worse"),
    Case("more often than deciles 9-10", seen_by_decile, deciles(230, 150, 40, 40, 40, 40, 50, 50, 30, 20, core20=380, rest=310), "", "higher"),
    Case("as often as deciles 9-10", seen_by_decile, deciles(130, 60, 40, 40, 40, 40, 50, 50, 30, 30, rest=320), "", "no clear difference"),
    Case("decile 9 is hidden: against the rest", seen_by_decile, deciles(130, 60, 40, 40, 40, 40, 50, 50, None, 60), "", "worse"),
    Case("deciles 1-2 are hidden", seen_by_decile, deciles(None, None, 5, 5, core20=None, rest=10), "", "hidden"),
    Case("one decile against all others", seen_by_decile, deciles(130, 60, 40, 40, 40, 40, 50, 50, 60, 60), "", "lower", chosen={"deprivation": "Decile 3"}),
    Case("the most deprived decile", seen_by_decile, deciles(80, 110, 40, 40, 40, 40, 50, 50, 60, 60), "", "worse", chosen={"deprivation": "Decile 1"}),
    Case("a hidden decile is chosen", seen_by_decile, deciles(130, 60, None, 40, 40, 40, 50, 50, 60, 60), "", "hidden", chosen={"deprivation": "Decile 3"}),
    Case("the rest is chosen", seen_by_decile, deciles(130, 60, 40, 40, 40, 40, 50, 50, 60, 60), "", "higher", chosen={"deprivation": "The rest"}),
    Case("too few", seen_by_decile, deciles(None, None, core20=5, rest=10), "", "too few"),
    Case("nobody from deciles 9-10", seen_by_decile, deciles(20, 10, 5, 5, 5, 0, 0, 0, 0, 0, core20=30, rest=15), "", "too few", release=SUPPRESSED),
    Case("nobody from deciles 1-2", seen_by_decile, deciles(0, 0, 5, 5, 5, 0, 0, 0, 20, 20, core20=0, rest=55), "", "worse", release=SUPPRESSED),
    Case("editions differ", seen_by_decile, deciles(130, 60, edition="2025"), "", "no data"),
    Case("no data by decile", seen_by_decile, lambda b: (b.deciles(), b.version("2019", 900), b.seen(YEAR, 300)), "", "no data"),
]
BY_ETHNIC_GROUP = [
    Case("in proportion", seen_by_ethnic_group, ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505), "", "no clear difference"),
    Case("less and more than their share", seen_by_ethnic_group, ethnic(320, 20, 25, 10, 35, 5, 5, 5, everyone=425), "", "worse"),
    Case("only more", seen_by_ethnic_group, ethnic(780, 35, 150, 45, 30, 5, 5, 5, everyone=1055), "", "lower"),
    Case("unknowns could reverse", seen_by_ethnic_group, ethnic(420, 20, 25, 25, 20, 20, 20, 10, everyone=540), "", "no clear difference"),
    Case("one group is hidden, bounded by the total", seen_by_ethnic_group, ethnic(385, 15, 50, 25, None, 5, 5, 5, everyone=485), "", "no clear difference"),
    Case("groups known and unknown are hidden, bounded by the total", seen_by_ethnic_group, ethnic(385, 15, 50, 25, None, None, 5, 5, everyone=490), "", "no clear difference"),
    Case("too much is hidden", seen_by_ethnic_group, ethnic(60, None, None, None, None, None, None, None, everyone=80), "", "hidden"),
    Case(
        "too much is hidden, shown for all services",
        seen_by_ethnic_group,
        also(ethnic(60, None, None, None, None, None, None, None, everyone=80, **LIGHT), ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505, residents=False)),
        "",
        "hidden",
        chosen=LIGHT,
    ),
    Case("too few", seen_by_ethnic_group, ethnic(10, None, 5, None, None, None, None, None, everyone=15), "", "too few"),
    Case("nobody", seen_by_ethnic_group, ethnic(0, 0, 0, 0, 0, 0, 0, 0, everyone=0), "", "too few", release=SUPPRESSED),
    Case("a group of nobody", seen_by_ethnic_group, ethnic(400, 20, 50, 0, 15, 0, 0, 0, everyone=485), "", "worse", release=SUPPRESSED),
    Case("no data", seen_by_ethnic_group, lambda b: (b.residents(), b.seen(YEAR, 400)), "", "no data"),
    Case("no residents", seen_by_ethnic_group, ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505, residents=False), "", "no data"),
    Case(
        "deciles 1-2, whose residents are not published by ethnic group",
        seen_by_ethnic_group,
        also(
            *(lambda b, n=name: b.seen(YEAR, 20, f"Core20 | {n}", dimension="deprivation x ethnic_group") for name in ETHNIC),
            lambda b: b.seen(YEAR, 160, "Core20"),
            Building.residents,
        ),
        "",
        "no data",
        chosen={"deprivation": "Core20"},
    ),
    Case("a decile: everyone is kept", seen_by_ethnic_group, ethnic(385, 15, 50, 25, 15, 5, 5, 5, everyone=505), "", "no clear difference", chosen={"deprivation": "Decile 3"}),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in (*CORE20, *DECILE, *BY_ETHNIC_GROUP)])
def test_the_finding_says_what_the_numbers_allow(case: Case, tmp_path: Path):
    found = finding(case, tmp_path)
    assert (found.text, found.grade) == (case.text, case.grade)

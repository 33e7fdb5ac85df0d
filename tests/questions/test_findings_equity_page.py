"""The sentences of the equity page below its first screen, case by case: clear, not clear, hidden, zero, reversible."""

from functools import partial
from pathlib import Path

import pytest
from finding_cases import HIDDEN, THREE_YEARS, YEAR, Case, finding
from released_cells import Building

from pimh_data.questions.equity import (
    core20_by_ethnic_group,
    gap_in_people,
    pathway_side_by_side,
    seen_by,
    seen_by_ethnic_code,
    share_beside_need,
    slope_by_deprivation,
)
from pimh_data.registry.ethnicity import CODES, UNKNOWN

LIGHT = {"service": "Light peer support"}
CORE20 = {"deprivation": "Core20"}
FLAT = (190, 75, 50, 30, 30, 40, 50, 45, 45, 40)  # as many per child in every decile
STEEP = (120, 50, 55, 35, 40, 60, 80, 75, 75, 80)
GROUPS = ("White", "Mixed", "Asian", "Black", "Other")


def births(building: Building) -> None:
    building.deciles()
    building.version("2019", 900)


def by_decile(counts: tuple, year: str = YEAR, **keys: str):
    """People seen by decile, in the most deprived fifth (Core20) and in the rest; None is hidden."""

    def build(building: Building) -> None:
        for decile, count in enumerate(counts, start=1):
            building.seen(year, count, f"Decile {decile}", **keys)
        for group, own in (("Core20", counts[:2]), ("The rest", counts[2:])):
            building.seen(year, sum(count or 0 for count in own), group, **keys)

    return build


def groups(core20: int | None, rest: int | None, year: str = YEAR, **keys: str):
    def build(building: Building) -> None:
        building.seen(year, core20, "Core20", **keys)
        building.seen(year, rest, "The rest", **keys)

    return build


def also(*builds):
    def build(building: Building) -> None:
        for one in builds:
            one(building)

    return build


def by(dimension: str, counts: dict, year: str = YEAR, cube: str = "activity", count: str = "people_seen", **keys: str):
    """Counts of the members of a dimension."""

    def build(building: Building) -> None:
        for member, number in counts.items():
            building.put(cube, year, {count: number}, dimension=dimension, member=member, **keys)

    return build


def both(core20: dict, rest: dict, year: str = YEAR, **keys: str):
    """People seen by deprivation group and ethnic group together."""
    pairs = {
        f"{group} | {name}": n for group, own in (("Core20", core20), ("The rest", rest)) for name, n in own.items()
    }
    return by("deprivation x ethnic_group", pairs, year, **keys)


def pathway(core20: tuple, rest: tuple, year: str = YEAR, one: str = "Core20", other: str = "The rest", **keys: str):
    """Referred, accepted, seen, three or more contacts, completed, of two groups."""
    names = ("referred", "accepted", "seen", "three_or_more_contacts", "completed")
    dimension = keys.pop("dimension", "deprivation")

    def build(building: Building) -> None:
        for member, counts in ((one, core20), (other, rest)):
            row = dict(zip(names, counts, strict=True))
            building.put("pathway", year, row, dimension=dimension, member=member, **keys)

    return build


def categories(
    british: int, african: int | None, unknown: int | None, every: int | None = 20, african_residents: int = 2_000
):
    """People seen by ethnic category over three years, and residents to compare with."""

    def build(building: Building) -> None:
        counts = {code.name: every for code in CODES if code.name not in UNKNOWN}
        counts |= {"White British": british, "African": african, **dict.fromkeys(UNKNOWN, unknown)}
        keys = {"dimension": "ethnic_code", "period_kind": "three years"}
        for name, count in counts.items():
            building.put("activity", THREE_YEARS, {"people_seen": count}, member=name, **keys)
        for code in CODES:
            if code.name not in UNKNOWN:
                residents = {"A": 80_000, "N": african_residents}.get(code.code, 2_000)
                building.published("Sheffield", "2021", "residents aged 16 to 49", "ethnic_code", code.name, residents)
        building.put(
            "activity", THREE_YEARS, {"people_seen": british + 300 + 3 * (unknown or 0)}, period_kind="three years"
        )

    return build


SLOPE = [
    Case(
        "slope: steep",
        slope_by_deprivation,
        also(births, by_decile(STEEP)),
        (
            "Sheffield, 2023/24: people are seen less the more deprived their area: 30.7 per 1,000 "
            "children aged 0 at the most deprived end, 195.6 at the least. The slope is 164.8 (95% "
            "interval 114.4 to 216.2), the relative index 6.36 (95% interval 3.23 to 27.17). Too few "
            "years to say whether it changes."
        ),
        "worse",
    ),
    Case(
        "slope: flat",
        slope_by_deprivation,
        also(births, by_decile(FLAT)),
        (
            "Sheffield, 2023/24: no clear slope by deprivation: 100.5 per 1,000 children aged 0 at the "
            "most deprived end, 100.4 at the least. The slope is -0.1 (95% interval -47.5 to 48.3), the"
            " relative index 1.00 (95% interval 0.61 to 1.61). Too few years to say whether it changes."
        ),
        "no clear difference",
    ),
    Case(
        "slope: the other way",
        slope_by_deprivation,
        also(births, by_decile((420, 140, 50, 20, 20, 20, 25, 20, 15, 15))),
        (
            "Sheffield, 2023/24: people are seen more the more deprived their area: 260.6 per 1,000 "
            "children aged 0 at the most deprived end, 0.0 at the least. The slope is -269.5 (95% "
            "interval -320.3 to -217.7). Too few years to say whether it changes."
        ),
        "higher",
    ),
    Case(
        "slope: steeper than before",
        slope_by_deprivation,
        also(births, by_decile(STEEP), by_decile(FLAT, "2021/22")),
        (
            "Sheffield, 2023/24: people are seen less the more deprived their area: 30.7 per 1,000 "
            "children aged 0 at the most deprived end, 195.6 at the least. The slope is 164.8 (95% "
            "interval 114.4 to 216.2), the relative index 6.36 (95% interval 3.23 to 27.17). It has "
            "risen since 2021/22 (+165.0, 95% interval +95.0 to +234.8), beyond chance."
        ),
        "worse",
    ),
    Case(
        "slope: a decile hidden, shown for three years",
        slope_by_deprivation,
        also(births, by_decile((*STEEP[:8], None, 80)), by_decile(STEEP, THREE_YEARS, period_kind="three years")),
        (
            f"Sheffield, 2023/24: no slope by deprivation, because a decile is hidden {HIDDEN}. It is shown for "
            "three years together (2022/23 to 2024/25): 6.36 times as many at the least deprived end (3.23 to "
            "27.17)."
        ),
        "hidden",
    ),
    Case(
        "slope: deciles of another edition",
        slope_by_deprivation,
        also(lambda b: b.deciles(), lambda b: b.version("2025", 900), by_decile(STEEP)),
        (
            "Sheffield, 2023/24: people's deciles are of IMD 2025, the published children of IMD 2019: one must "
            "not be divided by the other, so no rate is shown."
        ),
        "no data",
    ),
    Case(
        "slope: no data",
        slope_by_deprivation,
        also(births, groups(100, 200)),
        ("Sheffield, 2023/24: there are no data on people seen by decile."),
        "no data",
    ),
]
GAP = [
    Case(
        "gap: clear",
        gap_in_people,
        also(births, by_decile(STEEP)),
        (
            "Sheffield, 2023/24: for the most deprived fifth (Core20) to be seen as often as the rest, about 230 "
            "more people a year would have to be seen (95% interval 186 to 274)."
        ),
        "worse",
    ),
    Case(
        "gap: could be chance",
        gap_in_people,
        also(births, by_decile((180, 70, *FLAT[2:]))),
        (
            "Sheffield, 2023/24: for the most deprived fifth (Core20) to be seen as often as the rest, about 14 "
            "more people a year would have to be seen (95% interval 29 fewer to 56 more): no clear difference."
        ),
        "no clear difference",
    ),
    Case(
        "gap: none",
        gap_in_people,
        also(births, by_decile((420, 140, *FLAT[2:]))),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) are seen 2.12 times as often as the rest (95% "
            "interval 1.85 to 2.43 times), beyond chance: about 296 people a year more than at the rate of the "
            "rest (95% interval 242 to 352)."
        ),
        "higher",
    ),
    Case(
        "gap: deciles 9-10 hidden, so the rest",
        gap_in_people,
        also(births, by_decile((*STEEP[:8], None, None))),
        (
            "Sheffield, 2023/24: for the most deprived fifth (Core20) to be seen as often as the rest, about 106 "
            "more people a year would have to be seen (95% interval 67 to 145)."
        ),
        "worse",
    ),
    Case(
        "gap: hidden",
        gap_in_people,
        also(births, groups(None, None), groups(200, 600, THREE_YEARS, period_kind="three years")),
        (
            "Sheffield, 2023/24: how often the most deprived fifth (Core20) are seen cannot be said, because a "
            f"number is hidden {HIDDEN}. It is shown for three years together (2022/23 to 2024/25): 58% less often"
            " than the rest (95% interval 51% to 65% less)."
        ),
        "hidden",
    ),
]
NEED = [
    Case(
        "need: less than births",
        share_beside_need,
        also(births, groups(160, 500)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) are 24% of people seen (95% interval "
            "21 to 28), 44% of children aged 0 and 44% to 64% of need under the model Attachment. That "
            "is less than their share of children aged 0 alone would give."
        ),
        "worse",
    ),
    Case(
        "need: as births",
        share_beside_need,
        also(births, groups(270, 330)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) are 45% of people seen (95% interval "
            "41 to 49), 44% of children aged 0 and 44% to 64% of need under the model Attachment. That "
            "is not clearly different from their share of children aged 0."
        ),
        "no clear difference",
    ),
    Case(
        "need: more than births",
        share_beside_need,
        also(births, groups(400, 200)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) are 67% of people seen (95% interval "
            "63 to 70), 44% of children aged 0 and 44% to 64% of need under the model Attachment. That "
            "is more than their share of children aged 0 alone would give."
        ),
        "higher",
    ),
    Case(
        "need: few",
        share_beside_need,
        also(births, groups(5, 10)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) are 33% of the 15 people seen (95% "
            "interval 6 to 64), 44% of children aged 0 and 44% to 64% of need under the model "
            "Attachment. They are too few to tell from chance."
        ),
        "too few",
    ),
    Case(
        "need: hidden",
        share_beside_need,
        also(births, groups(None, 100)),
        (
            "Sheffield, 2023/24: the most deprived fifth's share of people seen is hidden (fewer than 5, or hidden to "
            "protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "need: nobody",
        share_beside_need,
        also(births, groups(0, 0)),
        ("Sheffield, 2023/24: nobody was seen whose decile is known."),
        "no data",
        release={"profile": "exact"},
    ),
]
CODE = [
    Case(
        "categories: one seen more",
        seen_by_ethnic_code,
        categories(800, 90, 10),
        (
            "Sheffield, 2022/23 to 2024/25, all services: compared with all others known, seen less often: "
            "White British (19% less often, 95% interval 1% to 33% less); more often: African (4.50 times as "
            "often, 95% interval 3.23 to 6.25 times). People of unknown ethnic group could reverse this for "
            "White British."
        ),
        "lower",
    ),
    Case(
        "categories: one seen less",
        seen_by_ethnic_code,
        categories(1200, 60, 5, african_residents=12_000),
        (
            "Sheffield, 2022/23 to 2024/25, all services: compared with all others known, seen less often: "
            "African (64% less often, 95% interval 46% to 76% less); more often: White British (76% more "
            "often, 95% interval 46% to 115% more)."
        ),
        "worse",
    ),
    Case(
        "categories: the unknown could reverse it",
        seen_by_ethnic_code,
        categories(1200, 5, 60),
        (
            "Sheffield, 2022/23 to 2024/25, all services: compared with all others known, seen less often: "
            "African (82% less often, 95% interval 30% to 100% less); more often: White British (58% more "
            "often, 95% interval 28% to 96% more). People of unknown ethnic group could reverse this for "
            "African and White British."
        ),
        "worse",
    ),
    Case(
        "categories: none",
        seen_by_ethnic_code,
        categories(800, 20, 5),
        (
            "Sheffield, 2022/23 to 2024/25: of no category that can be judged is it clear that its people are"
            " seen more or less often than all others known."
        ),
        "no clear difference",
    ),
    Case(
        "categories: all but one hidden",
        seen_by_ethnic_code,
        categories(30, None, None, None),
        (
            "Sheffield, 2022/23 to 2024/25: too many ethnic categories are hidden to compare them (fewer than 5, "
            "or hidden to protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
]
BOTH = [
    Case(
        "both: more diverse",
        core20_by_ethnic_group,
        both(
            dict(zip(GROUPS, (200, 30, 80, 60, 30), strict=True)), dict(zip(GROUPS, (500, 20, 40, 20, 10), strict=True))
        ),
        (
            "Sheffield, 2023/24: 50% of people seen from the most deprived fifth (Core20) are not "
            "White, 15% of those from the rest; more, beyond chance (+34.7 points, 95% interval +28.4 "
            "to +40.9)."
        ),
        "higher",
    ),
    Case(
        "both: no clear difference",
        core20_by_ethnic_group,
        both(
            dict(zip(GROUPS, (200, 10, 20, 15, 10), strict=True)), dict(zip(GROUPS, (400, 20, 40, 30, 15), strict=True))
        ),
        (
            "Sheffield, 2023/24: 22% of people seen from the most deprived fifth (Core20) are not "
            "White, 21% of those from the rest; no clear difference (+0.8 points, 95% interval -6.1 to "
            "+8.1)."
        ),
        "no clear difference",
    ),
    Case(
        "both: hidden pairs",
        core20_by_ethnic_group,
        both(
            dict(zip(GROUPS, (60, None, None, 5, None), strict=True)), dict(zip(GROUPS, (90, 5, 5, 5, 5), strict=True))
        ),
        (
            "Sheffield, 2023/24: 3 pairs are hidden (fewer than 5, or hidden to protect a smaller number). No "
            "larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "both: one service, three years",
        core20_by_ethnic_group,
        both(
            dict(zip(GROUPS, (60, 10, 10, 5, 5), strict=True)),
            dict(zip(GROUPS, (90, 5, 5, 5, 5), strict=True)),
            THREE_YEARS,
            period_kind="three years",
            **LIGHT,
        ),
        (
            "Sheffield, Light peer support, 2022/23 to 2024/25: 33% of people seen from the most "
            "deprived fifth (Core20) are not White, 18% of those from the rest; no clear difference "
            "(+15.2 points, 95% interval -1.8 to +31.9)."
        ),
        "no clear difference",
        chosen=LIGHT,
    ),
    Case(
        "both: no data",
        core20_by_ethnic_group,
        groups(100, 200),
        ("Sheffield, 2023/24: there are no data by deprivation and ethnic group together."),
        "no data",
    ),
]
PATHWAY = [
    Case(
        "pathway: opens at being seen, widens at completing",
        pathway_side_by_side,
        pathway((600, 520, 380, 300, 170), (800, 700, 610, 500, 380)),
        (
            "Sheffield, 2023/24: of those referred, 28% of the most deprived fifth (Core20) completed "
            "against 48% of the rest (-19.2 points, 95% interval -25.7 to -12.4, steps together): about"
            " 115 fewer people than at the same share (74 to 154). The gap opens at being seen (73% "
            "against 87% of those accepted: -14.1 points, 95% interval -20.3 to -7.9, steps together); "
            "it widens at completing."
        ),
        "worse",
    ),
    Case(
        "pathway: a clear step, and no clear difference over the whole path",
        pathway_side_by_side,
        pathway((600, 450, 370, 290, 230), (800, 700, 580, 460, 360)),
        (
            "Sheffield, 2023/24: of those referred, 75% of the most deprived fifth (Core20) were accepted "
            "against 88% of the rest (-12.5 points, 95% interval -18.2 to -6.9, steps together), beyond "
            "chance; over the whole path there is no clear difference (38% against 45% of those "
            "referred: -6.7 points, 95% interval -13.5 to +0.3, steps together). A gap of 56 "
            "people or more would probably have been seen (80% power)."
        ),
        "worse",
    ),
    Case(
        "pathway: no gap",
        pathway_side_by_side,
        pathway((600, 520, 430, 340, 260), (800, 700, 580, 460, 350)),
        (
            "Sheffield, 2023/24: of those referred, 43% of the most deprived fifth (Core20) completed "
            "against 44% of the rest (-0.4 points, 95% interval -7.4 to +6.6, steps together): no clear"
            " difference over the whole path. A gap of 56 people or more would probably have been seen "
            "(80% power). No single step shows a clear difference."
        ),
        "no clear difference",
    ),
    Case(
        "pathway: they do better",
        pathway_side_by_side,
        pathway((600, 520, 470, 380, 330), (800, 700, 560, 430, 310)),
        (
            "Sheffield, 2023/24: of those referred, 55% of the most deprived fifth (Core20) completed "
            "against 39% of the rest (+16.3 points, 95% interval +9.2 to +23.1, steps together): about "
            "98 more people than at the same share (55 to 138). The gap opens at being seen (90% "
            "against 80% of those accepted: +10.4 points, 95% interval +4.9 to +15.7, steps together); "
            "it widens at completing."
        ),
        "higher",
    ),
    Case(
        "pathway: fewer at a step, more later",
        pathway_side_by_side,
        pathway((600, 520, 380, 330, 290), (800, 700, 610, 480, 360)),
        (
            "Sheffield, 2023/24: of those accepted, 73% of the most deprived fifth (Core20) were seen "
            "against 87% of the rest (-14.1 points, 95% interval -20.3 to -7.9, steps together), beyond "
            "chance; they differ at coming back for three or more contacts and at completing too; over "
            "the whole path there is no clear difference (48% against 45% of those referred: +3.3 "
            "points, 95% interval -3.7 to +10.3, steps together). A gap of 56 people or more would "
            "probably have been seen (80% power)."
        ),
        "worse",
    ),
    Case(
        "pathway: one step hidden",
        pathway_side_by_side,
        pathway((100, 85, 60, None, 30), (120, 100, 85, 60, 45)),
        (
            "Sheffield, 2023/24: of those referred, 30% of the most deprived fifth (Core20) completed "
            "against 38% of the rest (-7.5 points, 95% interval -24.6 to +10.4, steps together): no "
            "clear difference over the whole path. A gap of 24 people or more would probably have been "
            "seen (80% power). No single step shows a clear difference."
        ),
        "no clear difference",
    ),
    Case(
        "pathway: all hidden",
        pathway_side_by_side,
        pathway((40, None, None, None, None), (50, None, None, None, None)),
        (
            "Sheffield, 2023/24: the most deprived fifth (Core20) and the rest cannot be compared from referral to "
            "completing (fewer than 5, or hidden to protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "pathway: few",
        pathway_side_by_side,
        pathway((5, 5, 5, 5, 5), (10, 5, 5, 5, 5)),
        (
            "Sheffield, 2023/24: fewer than 20 of the most deprived fifth (Core20) or of the rest were "
            "referred: too few to compare them along the pathway."
        ),
        "too few",
    ),
    Case(
        "pathway: nobody",
        pathway_side_by_side,
        pathway((0, 0, 0, 0, 0), (10, 5, 5, 5, 5)),
        ("Sheffield, 2023/24: nobody of the most deprived fifth (Core20) or of the rest was referred."),
        "no data",
        release={"profile": "exact"},
    ),
]
ALSO = [
    Case(
        "dads: a larger share",
        partial(seen_by, dimension="parent_role"),
        also(
            by(
                "parent_role",
                {"mother or birthing parent": 900, "father or co-parent": 150, "other carer": 10, "Not recorded": 10},
            ),
            by(
                "parent_role",
                {"mother or birthing parent": 900, "father or co-parent": 70, "other carer": 10, "Not recorded": 10},
                "2022/23",
            ),
        ),
        (
            "Sheffield, 2023/24: fathers and co-parents are 14.2% (95% interval 12.0 to 16.6) of people seen; a "
            "larger share than the year before (7%), beyond chance."
        ),
        "higher",
    ),
    Case(
        "dads: hidden",
        partial(seen_by, dimension="parent_role"),
        by(
            "parent_role",
            {"mother or birthing parent": 90, "father or co-parent": None, "other carer": None, "Not recorded": 5},
        ),
        (
            "Sheffield, 2023/24: the number of fathers and co-parents is hidden (fewer than 5, or hidden to "
            "protect a smaller number). No larger view of this release shows it."
        ),
        "hidden",
    ),
    Case(
        "dads of the most deprived fifth (Core20), through the pair",
        partial(seen_by, dimension="parent_role"),
        by(
            "deprivation x parent_role",
            {
                "Core20 | mother or birthing parent": 300,
                "Core20 | father or co-parent": 30,
                "Core20 | other carer": 5,
                "Core20 | Not recorded": 5,
            },
        ),
        (
            "Sheffield, 2023/24, the most deprived fifth (Core20): fathers and co-parents are 9% (95% interval 6 to "
            "13) of people seen."
        ),
        "description",
        chosen=CORE20,
    ),
    Case(
        "young parents: few",
        partial(seen_by, dimension="age_band"),
        by("age_band", {"under 20": 5, "20-24": 5, "25-29": 5, "Not recorded": 5}),
        ("Sheffield, 2023/24: too few people to give shares by age of parent."),
        "too few",
    ),
    Case(
        "need group: the largest is named",
        partial(seen_by, dimension="need_group"),
        by("need_group", {"Thriving": 20, "Getting Advice": 100, "Getting Help": 200, "Not recorded": 10}),
        ("Sheffield, 2023/24: people in the group Getting Help are 62% (95% interval 57 to 68) of people seen."),
        "description",
    ),
    Case(
        "plus groups are of everyone",
        partial(seen_by, dimension="plus_group"),
        also(
            by("plus_group", {"interpreter needed": 30, "neonatal care": 45, "baby loss": None}),
            lambda b: b.seen(YEAR, 500),
        ),
        (
            "Sheffield, 2023/24: the largest groups among people seen are neonatal care 45 (9%) and interpreter "
            "needed 30 (6%)."
        ),
        "description",
    ),
    Case(
        "one plus group alone is shown",
        partial(seen_by, dimension="plus_group"),
        also(
            by("plus_group", {"interpreter needed": 30, "neonatal care": None, "baby loss": None}),
            lambda b: b.seen(YEAR, 500),
        ),
        ("Sheffield, 2023/24: the one group among people seen that is shown is interpreter needed 30 (6%)."),
        "description",
    ),
    Case(
        "plus groups that no year shows, but three years together",
        partial(seen_by, dimension="plus_group"),
        also(
            by("plus_group", {"interpreter needed": None, "neonatal care": None, "baby loss": None}),
            by("plus_group", {"neonatal care": 15, "baby loss": 10, "interpreter needed": None}, THREE_YEARS),
            lambda b: b.seen(YEAR, 500),
        ),
        ("Sheffield, 2022/23 to 2024/25: the largest groups among people seen are neonatal care 15 and baby loss 10."),
        "description",
    ),
    Case(
        "hubs",
        partial(seen_by, dimension="hub"),
        by("hub", {"Sheffield East": 120, "Sheffield North": 200, "Not recorded": 10}),
        (
            "Sheffield, 2023/24: people seen by Family Hub, from 120 (Sheffield East) to 200 (Sheffield North); "
            "without births by hub these are not rates."
        ),
        "description",
    ),
    Case(
        "hubs of a system",
        partial(seen_by, dimension="hub"),
        lambda b: b.seen(YEAR, 100, where="South Yorkshire"),
        ("South Yorkshire, 2023/24: Family Hubs are counted within a Place: choose one."),
        "no data",
        chosen={"place": "South Yorkshire"},
    ),
]
CASES = [*SLOPE, *GAP, *NEED, *CODE, *BOTH, *PATHWAY, *ALSO]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_the_finding_says_what_the_numbers_allow(case: Case, tmp_path: Path):
    found = finding(case, tmp_path)
    assert (found.text, found.grade) == (case.text, case.grade)

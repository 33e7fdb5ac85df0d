"""The six published models of need, with their citations and limits. A count under one is no count of people seen.

A model turns residents into a number of babies, children, women, fathers or families. They count different things, so
their results stand side by side and are never added up. Nothing here has seen a release.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from pimh_data.errors import SelectionError
from pimh_data.registry import reference
from pimh_data.registry.need import ModelParameter, NeedCount, NeedModel, Residents

BIRTHS_OF_REVIEW = "births a year (average 2017-2022)"
CARRIED_BY_BIRTHS = "One city's figure carried to other Places by births: it says nothing of their deprivation."
OUR_READING = "Deciles 1-2 stand for low income or for areas of increased deprivation: computed here, not published."


def model(key: str) -> NeedModel:
    """The model of that key. Raises SelectionError that lists the keys there are."""
    if key not in models():
        raise SelectionError(f"there is no need model {key!r}; there are {', '.join(models())}")
    return models()[key]


def part_of_children(residents: Residents, base: float, deprived: float) -> float:
    """base x children 0-4 + deprived x children 0-4 in deprived areas."""
    return base * residents.children_0_4 + deprived * residents.children_0_4_deprived


def target_of_children(residents: Residents, base: float, deprived: float, target: float) -> float:
    """target x the need among children 0-4."""
    return target * part_of_children(residents, base, deprived)


def by_income(residents: Residents, all_families: float, low_income: float) -> float:
    """all_families x births outside deprived areas + low_income x births in them."""
    others = residents.births - residents.births_deprived
    return all_families * others + low_income * residents.births_deprived


def part_of_births(residents: Residents, share: float) -> float:
    """share x births."""
    return share * residents.births


@cache
def models() -> Mapping[str, NeedModel]:
    """Every model by its key, in the order of the screen. Raises ExtractError when the reference files are damaged."""
    published = reference.load("prevalence").set_index("key")
    births = float(reference.load("sheffield_published").set_index("measure")["value"][BIRTHS_OF_REVIEW])
    built = (
        _early_years_service(published),
        _attachment(published),
        _perinatal_mental_health(published),
        _mild_to_moderate(published, births),
        _specialist_team(published),
        _families_who_benefit(published, births),
    )
    return MappingProxyType({made.key: made for made in built})


@cache
def risk_groups() -> tuple[ModelParameter, ...]:
    """Disorganised attachment in named risk groups, shares of their babies: how many there are is not published."""
    published = reference.load("prevalence").set_index("key")
    keys = {
        "disorganised_maltreatment": "maltreatment or the risk of it",
        "disorganised_substance": "mothers who misuse substances or alcohol",
        "disorganised_depressed": "depressed parents",
    }
    return tuple(_parameter(published, key, key.removeprefix("disorganised_"), label) for key, label in keys.items())


def _parameter(
    published: pd.DataFrame,
    key: str,
    name: str,
    label: str,
    births: float = 1,
    low: float | None = None,
    where_low: str = "",
) -> ModelParameter:
    """A row of prevalence.csv as a parameter. `births`: what a count of people a year is a share of.

    A row with `high` alone, or that says "up to", is a ceiling: its range begins at 0 and its value is the ceiling.
    `low`, with `where_low`, widens a figure that stands alone in its row by another published one.
    """
    row = published.loc[key]
    least = float(row.low if row.low == row.low else row.high)
    most = float(row.high if row.high == row.high else row.low)
    up_to = "up to" in row.meaning or row.low != row.low
    lowest = 0.0 if up_to else least / births
    ends = (lowest if low is None else low, most / births)
    return ModelParameter(name, label, (least + most) / 2 / births, *ends, row.meaning, row.source, up_to, where_low)


def _early_years_service(published: pd.DataFrame) -> NeedModel:
    base = _parameter(
        published, "nwc_base", "base", "share of all children 0-4", low=0.05,
        where_low="5%: what the second column of table 4 takes in place of 6.5%",
    )  # fmt: skip
    deprived = _parameter(published, "nwc_deprived", "deprived", "more in deprived areas")
    target = _parameter(published, "nwc_target", "target", "share of the need to reach first")
    return NeedModel(
        "early_years_service",
        "Parent-infant and early years service",
        (
            NeedCount(
                "need", "need for a parent-infant service", "children 0-4", "stock", part_of_children,
                "6.5% of children aged 0-4, and 5% more of those in deprived areas",
                (base, deprived), ("Getting Help", "Getting More Help"),
            ),
            NeedCount(
                "target", "initial target", "children 0-4", "stock", target_of_children,
                "35% of the need", (base, deprived, target),
            ),
        ),
        f"{reference.NORTH_WEST_COAST}, table 4",
        (
            "A stock of children aged 0 to 4, not a yearly number: a service meets it over several years.",
            "The document takes whole boroughs for deprived areas, and children aged 1 to 4 for its population.",
            OUR_READING,
        ),
    )  # fmt: skip


def _attachment(published: pd.DataFrame) -> NeedModel:
    all_families = _parameter(published, "complex_pir", "all_families", "babies of all families")
    low_income = _parameter(
        published, "disorganised_low_income", "low_income", "babies of low-income families", low=all_families.value,
        where_low="15%: no more than in all families",
    )  # fmt: skip
    return NeedModel(
        "attachment",
        "Attachment",
        (
            NeedCount(
                "need", "complex or persistent relationship difficulty", "babies", "yearly flow", by_income,
                "15% of births, 34% of those in low-income families",
                (all_families, low_income), ("Getting Help", "Getting More Help"),
            ),
        ),
        reference.TOOLKIT,
        (
            "Disorganised attachment in research samples stands for difficulty in the relationship: no diagnosis, and "
            "not every such baby needs a service.",
            OUR_READING,
            "The risk groups (48%, 43%, 21%) overlap with low income and with each other: shown, never added.",
        ),
    )  # fmt: skip


def _perinatal_mental_health(published: pd.DataFrame) -> NeedModel:
    mothers = _parameter(published, "maternal_mh", "mothers", "mothers with a mental health problem")
    fathers = _parameter(published, "paternal_mh", "fathers", "fathers with a mental health problem")
    levels = ("Getting Advice", "Getting Help", "Getting More Help")
    return NeedModel(
        "perinatal_mental_health",
        "Perinatal mental health",
        (
            NeedCount(
                "mothers", "mothers with a mental health problem", "women", "yearly flow", part_of_births,
                "1 in 5 of births", (mothers,), levels,
            ),
            NeedCount(
                "fathers", "fathers with a mental health problem", "fathers", "yearly flow", part_of_births,
                "1 in 10 of births", (fathers,), levels,
            ),
        ),
        f"{mothers.source}: antenatally or soon after birth",
        (
            "One figure each, no range: the document gives none.",
            "One mother and one father or co-parent a birth: twins and lone parents make it a little too high.",
            "The same everywhere: it does not rise with deprivation, though need does.",
        ),
    )  # fmt: skip


def _mild_to_moderate(published: pd.DataFrame, births: float) -> NeedModel:
    share = _parameter(published, "sheffield_mild_moderate", "women", "women with mild to moderate illness", births)
    return NeedModel(
        "mild_to_moderate",
        "Mild to moderate illness",
        (
            NeedCount(
                "need", "mild to moderate depressive illness and anxiety", "women", "yearly flow", part_of_births,
                f"up to 855 women of {births:,.0f} births", (share,), ("Getting Help",),
            ),
        ),
        reference.SHEFFIELD,
        (
            "A ceiling ('up to'), not an estimate.",
            CARRIED_BY_BIRTHS,
        ),
    )  # fmt: skip


def _specialist_team(published: pd.DataFrame) -> NeedModel:
    share = _parameter(published, "specialist_team", "babies", "births that a specialist team serves")
    return NeedModel(
        "specialist_team",
        "Specialist parent-infant team",
        (
            NeedCount(
                "need", "babies whose needs a specialist team meets", "babies", "yearly flow", part_of_births,
                "up to 5% of births", (share,), ("Getting More Help",),
            ),
        ),
        share.source,
        ("A ceiling ('up to') for one kind of team, not all need.",),
    )  # fmt: skip


def _families_who_benefit(published: pd.DataFrame, births: float) -> NeedModel:
    likely = _parameter(published, "sheffield_pairs_likely", "likely", "families likely to come", births)
    hidden = _parameter(published, "sheffield_pairs_hidden", "hidden", "families unlikely to come to attention", births)
    both = ("Getting Help", "Getting More Help")
    return NeedModel(
        "families_who_benefit",
        "Families who would benefit",
        (
            NeedCount(
                "likely", "would benefit and be likely to come", "families", "yearly flow", part_of_births,
                f"428 to 450 families of {births:,.0f} births", (likely,), both,
            ),
            NeedCount(
                "hidden", "would benefit, unlikely to come to attention", "families", "yearly flow", part_of_births,
                f"856 to 899 families of {births:,.0f} births", (hidden,), both,
            ),
        ),
        reference.SHEFFIELD,
        (
            "A range is published; its middle stands for the value.",
            CARRIED_BY_BIRTHS,
        ),
    )  # fmt: skip

"""Indicators of need and context: identifier, unit, direction, and why each matters here. Definitions, no values.

`id` is the number that Fingertips gives an indicator, as text; where no number could be checked it is a name of our
own. `unverified` names the fields that were read neither in a genuine download nor in published metadata: the screen
says so. A direction counts as read where a download itself calls a lower (or higher) value Better, or a trend "getting
better".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Polarity = Literal["higher_is_better", "lower_is_better", "no_judgement"]
HIGHER: Final = "higher_is_better"
LOWER: Final = "lower_is_better"
NEITHER: Final = "no_judgement"
APRIL, SEPTEMBER = 4, 9

_METADATA = "Fingertips, https://fingertips.phe.org.uk/api/indicator_metadata/csv/by_indicator_id?indicator_ids="
_WESSEX = "Fingertips perinatal profile, Wessex table"
_CONTEXT = "Context of an area's health; not itself a sign of perinatal or infant mental health need."


@dataclass(frozen=True)
class Indicator:
    """One indicator. `year_begins`: first month of split years such as 2021/22 (April; September in schools).

    `risk_when_high`: where there is no judgement, whether a high value still marks more families at risk: much help
    reached (treatment, protection plans) is no bad thing, and it shows that there was need.
    """

    id: str
    name: str
    unit: str
    polarity: Polarity
    why: str
    citation: str
    year_begins: int = APRIL
    unverified: tuple[str, ...] = ()
    risk_when_high: bool = False

    @property
    def risk(self) -> str:
        """Which comparison with England marks risk: 'worse' where there is a direction, else 'higher'.

        '' for mere context, and where neither is known to be a risk.
        """
        if self.why == _CONTEXT:
            return ""
        return "worse" if self.polarity != NEITHER else "higher" if self.risk_when_high else ""


def _numbered(
    id: str, name: str, unit: str, polarity: Polarity, why: str = _CONTEXT, *unverified: str, year_begins: int = APRIL
) -> Indicator:
    return Indicator(id, name, unit, polarity, why, _METADATA + id, year_begins, unverified)


PERINATAL: tuple[Indicator, ...] = (
    _numbered(
        "90811",
        "Teenage mothers",
        "%",
        LOWER,
        "Young parents more often face low mood, isolation and low income, and may find services made for others.",
        "polarity",
    ),
    _numbered(
        "20401",
        "Under 18s conception rate",
        "per 1,000",
        LOWER,
        "Shows how many very young parents services may expect.",
        "polarity",
    ),
    _numbered(
        "20101",
        "Low birth weight of term babies",
        "%",
        LOWER,
        "Goes with stress, smoking and poverty in pregnancy, and with worry and separation after birth.",
        "polarity",
    ),
    _numbered(
        "92531",
        "Low birth weight of all babies",
        "%",
        LOWER,
        "Includes babies born early; neonatal care parts parents from babies, with a risk of anxiety and trauma.",
        "polarity",
    ),
    _numbered(
        "91743",
        "Premature births (less than 37 weeks gestation)",
        "per 1,000",
        LOWER,
        "Neonatal care parts parents from babies and raises the risk of anxiety and trauma.",
        "polarity",
    ),
    _numbered(
        "93085",
        "Smoking status at time of delivery",
        "%",
        LOWER,
        "Goes with hardship and with poor mental health in pregnancy.",
        "polarity",
    ),
    _numbered(
        "92517",
        "Breastfeeding prevalence at 6 to 8 weeks",
        "%",
        HIGHER,
        "Reflects support in the first weeks; stopping earlier than hoped can weigh on parents' mood.",
        "polarity",
    ),
    _numbered(
        "92530",
        "Stillbirth rate",
        "per 1,000",
        LOWER,
        "Baby loss is followed by grief, depression and trauma, and by fear in a next pregnancy.",
        "polarity",
    ),
    _numbered(
        "93700",
        "Children in relative low income families (under 16s)",
        "%",
        LOWER,
        "Poverty raises parents' stress and the risk of difficulty in the parent-infant relationship.",
        "polarity",
    ),
    Indicator(
        "sole_registered_births",
        "Sole registered births",
        "% of births",
        NEITHER,
        "A parent who registers a birth alone may have less support.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "family_homelessness",
        "Family homelessness",
        "per 1000 households",
        LOWER,
        "Insecure housing raises parents' stress and breaks contact with services.",
        _WESSEX,
        unverified=("id", "polarity"),
    ),
    Indicator(
        "looked_after_under_5",
        "Looked after children aged <5",
        "per 10000 population aged under 5",
        NEITHER,
        "Marks early relationships under the greatest strain; being looked after can also be what protects a child.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "looked_after_10_to_15",
        "Looked after children aged 10-15",
        "per 10000 population aged 10-15",
        NEITHER,
        "Care experience is a risk for the next generation of parents; being looked after can also protect.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "child_protection_plans",
        "Children on child protection plans",
        "per 10000 children aged under 18",
        NEITHER,
        "Shows families where harm is feared; a plan is also a sign that need was noticed.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "parents_in_drug_treatment",
        "Parents in drug treatment",
        "per 100000 children aged 0-15",
        NEITHER,
        "Parental drug use raises the risk of disorganised attachment; treatment is also help that was reached.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "parents_in_alcohol_treatment",
        "Parents in alcohol treatment",
        "per 100000 children aged 0-15",
        NEITHER,
        "Parental alcohol use raises the risk of disorganised attachment; treatment is also help that was reached.",
        _WESSEX,
        unverified=("id", "polarity"),
        risk_when_high=True,
    ),
    Indicator(
        "child_development_2_years",
        "Child development: expected level at 2 to 2½ years",
        "%",
        HIGHER,
        "Early relationships shape language, play and self-regulation; the check is the first look at every child.",
        "Fingertips, child development at 2 to 2½ years: its number and definition were not checked",
        unverified=("id", "unit", "polarity"),
    ),
)

# Indicators of the genuine downloads that the product is tested on; few bear on perinatal and infant mental health.
OTHERS: tuple[Indicator, ...] = (
    _numbered(
        "90631",
        "School readiness: good level of development at the end of Reception",
        "%",
        HIGHER,
        "Where early relationships, language and self-regulation show at the start of school.",
        "polarity",
        year_begins=SEPTEMBER,
    ),
    _numbered(
        "93532",
        "Proportion of dependent drinkers not in treatment",
        "%",
        LOWER,
        "Parental alcohol dependence without help is a risk for the parent-infant relationship.",
    ),
    _numbered(
        "93517",
        "Proportion of opiate and crack cocaine users not in treatment",
        "%",
        LOWER,
        "Parental drug dependence without help is a risk for the parent-infant relationship.",
    ),
    _numbered(
        "848",
        "Depression: recorded prevalence (18 and over)",
        "%",
        NEITHER,
        "Recorded depression in all adults: high may mean more need or better recognition.",
        "polarity",
    ),
    _numbered(
        "20601", "Reception: overweight including obesity", "%", LOWER, _CONTEXT, "polarity", year_begins=SEPTEMBER
    ),
    _numbered("20602", "Year 6: overweight including obesity", "%", LOWER, _CONTEXT, "polarity", year_begins=SEPTEMBER),
    _numbered("30309", "Vaccination coverage: MMR, one dose, at 2 years", "%", HIGHER),
    _numbered("91547", "Smoking prevalence (15 and over), recorded in primary care", "%", LOWER),
    _numbered("93276", "Limiting long term illness or disability", "%", LOWER),
    _numbered("93356", "Campylobacter incidence", "per 100,000", LOWER),
    _numbered("241", "Diabetes: recorded prevalence (17 and over)", "%", NEITHER),
    _numbered("219", "Hypertension: recorded prevalence (all ages)", "%", NEITHER, _CONTEXT, "polarity"),
    _numbered("273", "Coronary heart disease: recorded prevalence (all ages)", "%", NEITHER, _CONTEXT, "polarity"),
    _numbered("90362", "Healthy life expectancy at birth", "years", HIGHER, _CONTEXT, "polarity"),
    _numbered("90366", "Life expectancy at birth", "years", HIGHER, _CONTEXT, "polarity"),
    _numbered("93014", "Physically active adults", "%", HIGHER, _CONTEXT, "polarity"),
    _numbered("93088", "Adults classified as overweight or obese", "%", LOWER, _CONTEXT, "polarity"),
    _numbered(
        "93720", "Under 75 mortality from liver disease, preventable", "per 100,000", LOWER, _CONTEXT, "polarity"
    ),
    _numbered("93721", "Under 75 mortality, preventable causes", "per 100,000", LOWER, _CONTEXT, "polarity"),
    _numbered("93722", "Under 75 mortality, cardiovascular, preventable", "per 100,000", LOWER, _CONTEXT, "polarity"),
    _numbered("93723", "Under 75 mortality from cancer, preventable", "per 100,000", LOWER, _CONTEXT, "polarity"),
    _numbered("93724", "Under 75 mortality, respiratory, preventable", "per 100,000", LOWER, _CONTEXT, "polarity"),
    _numbered("93955", "Under 75 mortality from COVID-19", "per 100,000", LOWER, _CONTEXT, "polarity"),
)

INDICATORS: Mapping[str, Indicator] = MappingProxyType({i.id: i for i in (*PERINATAL, *OTHERS)})

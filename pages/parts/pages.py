"""Every page: its group and title in the navigation, its address, which filters move it, what an address called it."""

from collections.abc import Callable
from dataclasses import dataclass

from pages.parts import indicators_panels, need_sliders, outcome_definition, scenario
from pages.parts.choices import Choices
from pages.parts.page_view import PageView
from pimh_data.questions.selection import KEYS
from pimh_data.questions.words import lower_first
from pimh_data.registry.case_studies import NORTH_WEST_COAST, SHEFFIELD, WESSEX

PLACE, SERVICE, YEAR, DEPRIVATION = KEYS


@dataclass(frozen=True)
class PageOf:
    """One page, one question. The first page of a group has the group's own address and stands for it."""

    group: str  # '': stands in the navigation by itself
    title: str
    path: str  # its address, which names its file: 'equity-pathway' is pages/equity_pathway.py
    follows: tuple[str, ...] = KEYS  # the filters that change something on it
    chooses: tuple[str, ...] = ()  # what it alone lets choose, by its name in the address
    shares: Callable[[PageView], Choices] | None = None  # draws what several pages of the group let choose
    formerly: str = ""  # the section that it was of the group's one page, as an address named it
    case: str = ""  # there only in a release that names this case study
    compares: bool = False  # sets Places beside each other: peers may stand on it

    @property
    def file(self) -> str:
        """Beside shell.py."""
        return f"{self.path.replace('-', '_') or 'summary'}.py"

    @property
    def heading(self) -> str:
        """What its title begins with: 'Equity, along the pathway'; the group alone for the first of one."""
        if not self.path:
            return "Is it working?"
        if self == first_of(self.group):
            return self.group
        return f"{self.group}, {lower_first(self.title)}" if self.group else self.title

    @property
    def in_tab(self) -> str:
        """What the browser calls it."""
        return " · ".join(filter(None, (self.title, self.group, "PIMH impact")))


def first_of(group: str) -> PageOf:
    """The page that stands for a group."""
    return next(page for page in PAGES if page.group == group)


EQUITY, REACH, OUTCOMES, NEED, INDICATORS = "Equity", "Reach", "Outcomes", "Need and funding", "Indicators"
SECTION_KEYS = {OUTCOMES: "part", NEED: "section", INDICATORS: "topic"}  # where an address of former times named one
GROUPS = (PLACE, SERVICE, YEAR)  # of pages that set groups beside each other: choosing one of them changes nothing
SCENARIO = (PLACE, YEAR, DEPRIVATION)
DEFINED, RANGES, MODELLED = outcome_definition.choose, need_sliders.choose, need_sliders.choose_with_model
ENDS, INDICATOR = scenario.choose, indicators_panels.choose
NATIONAL, PUBLISHED = "Beside national figures", "Published and recomputed"
PAGES = (
    PageOf("", "Summary", ""),
    PageOf(EQUITY, "Who is seen", "equity"),
    PageOf(EQUITY, "Who is missed", "equity-missed", GROUPS, ("over",)),
    PageOf(EQUITY, "Along the pathway", "equity-pathway", GROUPS, ("group", "beside")),
    PageOf(EQUITY, "How steep", "equity-steepness", GROUPS),
    PageOf(EQUITY, "Other groups", "equity-groups", KEYS, ("by",)),
    PageOf(EQUITY, "Ethnic categories", "equity-categories", (PLACE, DEPRIVATION)),
    PageOf(REACH, "Over time", "reach"),
    PageOf(REACH, "How fast", "reach-waits", KEYS, ("within",)),
    PageOf(REACH, "Who waits", "reach-waiting"),
    PageOf(REACH, "Specialist care and targets", "reach-access"),
    PageOf(REACH, "Referrals", "reach-referrals"),
    PageOf(REACH, "Caseload", "reach-caseload"),
    PageOf(REACH, "Who is lost", "reach-lost", KEYS, ("lost_by",)),
    PageOf(REACH, "By Place", "reach-places", KEYS, ("measure",), compares=True),
    PageOf(OUTCOMES, "What changed", "outcomes", KEYS, (), DEFINED, "What changed"),
    PageOf(OUTCOMES, "Recovery and severity", "outcomes-recovery", KEYS, (), DEFINED),
    PageOf(OUTCOMES, "Who is missing", "outcomes-missing", KEYS, (), DEFINED, "Who is missing"),
    PageOf(OUTCOMES, "For whom", "outcomes-groups", GROUPS, (), DEFINED, "For whom"),
    PageOf(OUTCOMES, "Services", "outcomes-services", KEYS, ("services_over",), DEFINED, "Services"),
    PageOf(OUTCOMES, "Parent and relationship", "outcomes-relationship", KEYS, (), DEFINED, "Parent and relationship"),
    PageOf(OUTCOMES, "Measures in use", "outcomes-measures", GROUPS, (), DEFINED),
    PageOf(OUTCOMES, NATIONAL, "outcomes-national", KEYS, ("national",), DEFINED, NATIONAL),
    PageOf(NEED, "How much need", "need", KEYS, (), RANGES, "How much need"),
    PageOf(NEED, "Who is seen of those in need", "need-seen", KEYS, ("model",), MODELLED),
    PageOf(NEED, "Levels of need", "need-levels", KEYS, (), MODELLED),
    PageOf(NEED, "If the money stops", "need-ends", SCENARIO, ("ends", "other"), ENDS, "If the money stops"),
    PageOf(NEED, "Where people would go", "need-destinations", SCENARIO, (), ENDS),
    PageOf(NEED, "Staff and costs", "need-costs", SCENARIO, (), ENDS),
    PageOf(NEED, "Allocated and spent", "need-money", GROUPS, ("money-by",), None, "Funding"),
    PageOf(NEED, "Provision", "need-provision", (PLACE,), ("offer",), None, "Provision"),
    PageOf(NEED, "Workforce", "need-workforce", (PLACE, SERVICE), (), None, "Workforce"),
    PageOf(NEED, "Posts and work with the system", "need-posts", GROUPS, ("posts-by",)),
    PageOf(NEED, "Family voice", "need-voice", KEYS, (), None, "Family voice"),
    PageOf(NEED, PUBLISHED, "need-published", (), (), None, PUBLISHED, NORTH_WEST_COAST),
    PageOf(NEED, f"{PUBLISHED}: Sheffield", "need-sheffield", (), (), None, PUBLISHED, SHEFFIELD),
    PageOf(NEED, "Who needs to know", "need-who", (), ("commissioner",), None, "Who needs to know"),
    PageOf(INDICATORS, "Profile", "indicators", (PLACE,), (), None, "Profile", compares=True),
    PageOf(INDICATORS, "Heat table", "indicators-heat", (PLACE,), (), None, "Heat table", compares=True),
    PageOf(
        INDICATORS,
        "One indicator",
        "indicators-one",
        (PLACE,),
        ("indicator",),
        INDICATOR,
        "One indicator",
        compares=True,
    ),
    PageOf(INDICATORS, "One indicator, mapped", "indicators-map", (PLACE,), ("map", "basis"), INDICATOR, compares=True),
    PageOf(
        INDICATORS,
        "Two indicators",
        "indicators-pair",
        (PLACE,),
        ("across", "up"),
        None,
        "Two indicators",
        compares=True,
    ),
    PageOf(INDICATORS, "Risk and reach", "indicators-risk", KEYS, (), None, "Risk and reach", compares=True),
    PageOf(INDICATORS, "Wessex table", "indicators-wessex", (), (), None, "Wessex table", WESSEX),
    PageOf("", "Data", "data"),
)

"""Every page: its group and title in the navigation, its address, which filters move it, what an address called it."""

from collections.abc import Callable
from dataclasses import dataclass

from pages.parts import need_sliders, outcome_definition, scenario
from pages.parts.choices import Choices
from pages.parts.page_view import PageView
from pimh_data.questions.selection import KEYS
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
    formerly: tuple[str, str] | None = None  # how an address named it when it was a section of the group's one page
    cases: tuple[str, ...] = ()  # there only in a release that names one of these case studies

    @property
    def file(self) -> str:
        """Beside shell.py."""
        return f"{self.path.replace('-', '_') or 'summary'}.py"

    @property
    def heading(self) -> str:
        """What its title begins with: 'Equity, along the pathway'; the group alone for the first of one."""
        if not self.path or self == first_of(self.group):
            return self.group
        return f"{self.group}, {self.title[0].lower()}{self.title[1:]}" if self.group else self.title

    @property
    def in_tab(self) -> str:
        """What the browser calls it."""
        return " · ".join(filter(None, (self.title, self.group, "PIMH impact")))


def first_of(group: str) -> PageOf:
    """The page that stands for a group."""
    return next(page for page in PAGES if page.group == group)


EQUITY, REACH, OUTCOMES, NEED, INDICATORS = "Equity", "Reach", "Outcomes", "Need and funding", "Indicators"
GROUPS = (PLACE, SERVICE, YEAR)  # of pages that set groups beside each other: a chosen one changes nothing
SCENARIO = (PLACE, YEAR, DEPRIVATION)
PAGES = (
    PageOf("", "Summary", ""),
    PageOf(EQUITY, "Who is seen", "equity"),
    PageOf(EQUITY, "Who is missed", "equity-missed", GROUPS, ("over",)),
    PageOf(EQUITY, "Along the pathway", "equity-pathway", GROUPS, ("group", "beside")),
    PageOf(EQUITY, "How steep", "equity-steepness", GROUPS),
    PageOf(EQUITY, "Other groups", "equity-groups", chooses=("by",)),
    PageOf(EQUITY, "Ethnic categories", "equity-categories", (PLACE, DEPRIVATION)),
    PageOf(REACH, "Over time", "reach"),
    PageOf(REACH, "How fast", "reach-waits", chooses=("within",)),
    PageOf(REACH, "Who waits", "reach-waiting"),
    PageOf(REACH, "Specialist care and targets", "reach-access"),
    PageOf(REACH, "Referrals", "reach-referrals"),
    PageOf(REACH, "Caseload", "reach-caseload"),
    PageOf(REACH, "Who is lost", "reach-lost", chooses=("lost_by",)),
    PageOf(REACH, "By Place", "reach-places", chooses=("measure",)),
    *(
        PageOf(OUTCOMES, title, path, follows, chooses, outcome_definition.choose, ("part", title))
        for title, path, follows, chooses in (
            ("What changed", "outcomes", KEYS, ()),
            ("Who is missing", "outcomes-missing", KEYS, ()),
            ("For whom", "outcomes-groups", GROUPS, ()),
            ("Services", "outcomes-services", KEYS, ("services_over",)),
            ("Parent and relationship", "outcomes-relationship", KEYS, ()),
            ("Beside national figures", "outcomes-national", KEYS, ("national",)),
        )
    ),
    PageOf(NEED, "How much need", "need", KEYS, (), need_sliders.choose, ("section", "How much need")),
    PageOf(NEED, "Who is seen of those in need", "need-seen", KEYS, ("model",), need_sliders.choose),
    PageOf(
        NEED, "If the money stops", "need-ends", SCENARIO, ("ends", "other"), scenario.choose,
        ("section", "If the money stops"),
    ),
    PageOf(NEED, "Where people would go", "need-destinations", SCENARIO, (), scenario.choose),
    PageOf(NEED, "Staff and costs", "need-costs", SCENARIO, (), scenario.choose),
    PageOf(NEED, "Allocated and spent", "need-money", KEYS, ("money-by",), None, ("section", "Funding")),
    PageOf(NEED, "Provision", "need-provision", (PLACE,), ("offer",), None, ("section", "Provision")),
    PageOf(NEED, "Workforce", "need-workforce", (PLACE, SERVICE), (), None, ("section", "Workforce")),
    PageOf(NEED, "Posts and work with the system", "need-posts", GROUPS, ("posts-by",)),
    PageOf(NEED, "Family voice", "need-voice", KEYS, (), None, ("section", "Family voice")),
    PageOf(
        NEED, "Published and recomputed", "need-published", (), (), None, ("section", "Published and recomputed"),
        (NORTH_WEST_COAST, SHEFFIELD),
    ),
    PageOf(NEED, "Who needs to know", "need-who", (), ("commissioner",), None, ("section", "Who needs to know")),
    PageOf(INDICATORS, "Profile", "indicators", (PLACE,), (), None, ("topic", "Profile")),
    PageOf(INDICATORS, "Heat table", "indicators-heat", (PLACE,), (), None, ("topic", "Heat table")),
    PageOf(
        INDICATORS, "One indicator", "indicators-one", (PLACE,), ("indicator", "map", "basis"), None,
        ("topic", "One indicator"),
    ),
    PageOf(INDICATORS, "Two indicators", "indicators-pair", (PLACE,), ("across", "up"), None, ("topic", "Two indicators")),
    PageOf(INDICATORS, "Risk and reach", "indicators-risk", KEYS, (), None, ("topic", "Risk and reach")),
    PageOf(INDICATORS, "Wessex table", "indicators-wessex", (), (), None, ("topic", "Wessex table"), (WESSEX,)),
    PageOf("", "Data", "data"),
)  # fmt: skip

"""Who needs to know what: each measure linked to outcomes of the theory of change and to the commissioner it concerns.

Outcomes are worded here after what the service models aim at, in the field's terms; no document publishes these links.
A measure that stands beside an outcome does not show that a service brought it about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Term = Literal["short", "medium", "long"]
COMMISSIONERS = (
    "public health",
    "early years",
    "children's social care",
    "children's mental health",
    "adult services",
)
PUBLIC_HEALTH, EARLY_YEARS, SOCIAL_CARE, CHILDRENS_MENTAL_HEALTH, ADULT_SERVICES = COMMISSIONERS
NEED_PAGE = "Need and funding"  # of need, provision, staff, funding and family voice
SOURCE = "Composed for this product after the aims of the service models; not published"


@dataclass(frozen=True)
class IntendedOutcome:
    """What is hoped for, and when: in the short, medium or long term."""

    key: str
    term: Term
    words: str


@dataclass(frozen=True)
class Link:
    """An answer of this product (its key), the outcomes that it speaks to, and whom it concerns.

    A key that ends in '.' stands for every answer whose key begins so.
    """

    key: str
    label: str
    outcomes: tuple[str, ...]
    commissioners: tuple[str, ...]

    @property
    def page(self) -> str:
        """The page that its answers stand on, as the navigation names it."""
        subject = self.key.partition(".")[0]
        return subject.capitalize() if subject in ("reach", "equity", "outcomes", "indicators", "data") else NEED_PAGE


_OUTCOMES = (
    IntendedOutcome("reached", "short", "Families who need help are found and offered it early"),
    IntendedOutcome("in_time", "short", "Parents and babies are seen in time"),
    IntendedOutcome("stays", "short", "Families stay as long as they need to"),
    IntendedOutcome("heard", "short", "Parents feel listened to"),
    IntendedOutcome("professionals", "short", "Professionals notice difficulties early and know what to do"),
    IntendedOutcome("offer", "short", "There is an offer at every level of need"),
    IntendedOutcome(
        "fair", "medium", "Families are reached in proportion to need, whatever their income or ethnic group"
    ),
    IntendedOutcome("mood", "medium", "Parents' mental health improves"),
    IntendedOutcome("bond", "medium", "Parents and babies have a warmer, safer relationship"),
    IntendedOutcome("workforce", "medium", "The workforce is large and skilled enough for the need"),
    IntendedOutcome("development", "long", "Children develop well and are ready to learn"),
    IntendedOutcome("safe", "long", "Fewer children come to harm or into care"),
    IntendedOutcome("childrens_health", "long", "Fewer children need mental health services later"),
    IntendedOutcome("adults_health", "long", "Fewer adults live with lasting mental illness"),
)
OUTCOMES: Mapping[str, IntendedOutcome] = MappingProxyType({outcome.key: outcome for outcome in _OUTCOMES})

_EVERY = COMMISSIONERS
_HEALTH = (PUBLIC_HEALTH, CHILDRENS_MENTAL_HEALTH, ADULT_SERVICES)
_CHILDREN = (EARLY_YEARS, SOCIAL_CARE, CHILDRENS_MENTAL_HEALTH)
_LINKS = (
    Link("reach.people_seen", "People seen", ("reached", "bond", "mood", "development"), _EVERY),
    Link("reach.months", "People seen, month by month", ("reached", "bond", "childrens_health"), _EVERY),
    Link("reach.", "Other measures of reach", ("reached", "fair", "development"), _EVERY),
    Link("reach.two_weeks", "Seen within two weeks", ("in_time", "mood", "bond", "adults_health"), _HEALTH),
    Link("reach.eighteen_weeks", "Seen within 18 weeks", ("in_time", "mood", "bond", "adults_health"), _HEALTH),
    Link("reach.six_weeks", "Seen within six weeks", ("in_time", "mood", "bond", "adults_health"), _HEALTH),
    Link("reach.waits", "Waits", ("in_time", "mood", "bond", "adults_health"), _HEALTH),
    Link("reach.still_waiting", "Still waiting", ("in_time", "mood", "adults_health"), _HEALTH),
    Link("reach.sources", "Who refers", ("professionals", "reached", "fair", "safe"), (PUBLIC_HEALTH, *_CHILDREN)),
    Link("reach.decisions", "Referrals accepted and declined", ("reached", "offer", "fair", "safe"), _HEALTH),
    Link("reach.access", "National access measure", ("reached", "mood", "adults_health"), (ADULT_SERVICES,)),
    Link("reach.target", "People seen against the target", ("reached", "mood", "adults_health"), (ADULT_SERVICES,)),
    Link("reach.places", "Places compared", ("reached", "fair", "development"), (PUBLIC_HEALTH, EARLY_YEARS)),
    Link("reach.missed", "Missed contacts", ("stays", "fair", "safe"), (PUBLIC_HEALTH, SOCIAL_CARE)),
    Link("reach.drop_out", "Leaving early", ("stays", "fair", "safe"), (PUBLIC_HEALTH, *_CHILDREN)),
    Link("reach.caseload", "Caseload", ("in_time", "workforce", "childrens_health"), _HEALTH),
    Link("reach.closures", "Why care closed", ("stays", "bond", "safe"), _CHILDREN),
    Link("equity.", "Who is reached, by deprivation and ethnic group", ("reached", "fair", "development"), _EVERY),
    Link(
        "outcomes.",
        "Change in mood and relationship",
        ("heard", "mood", "bond", "childrens_health", "adults_health"),
        (CHILDRENS_MENTAL_HEALTH, ADULT_SERVICES, EARLY_YEARS),
    ),
    Link(
        "indicators.",
        "Indicators of the area",
        ("reached", "fair", "development", "safe"),
        (PUBLIC_HEALTH, EARLY_YEARS, SOCIAL_CARE),
    ),
    Link("need.", "Need, and people seen beside it", ("offer", "fair", "development", "childrens_health"), _EVERY),
    Link("provision.", "Provision and its gaps", ("offer", "workforce", "safe", "childrens_health"), _EVERY),
    Link("workforce.team", "Staff against the published team", ("in_time", "workforce", "childrens_health"), _HEALTH),
    Link("workforce.services", "Staff by service", ("in_time", "workforce", "childrens_health"), _HEALTH),
    Link("workforce.posts", "Posts, and how they are funded", ("in_time", "workforce", "childrens_health"), _HEALTH),
    Link("workforce.roles", "The team by role", ("offer", "workforce", "childrens_health"), _HEALTH),
    Link(
        "workforce.system_work",
        "Training, supervision and consultation",
        ("professionals", "workforce", "safe", "childrens_health"),
        (PUBLIC_HEALTH, *_CHILDREN),
    ),
    Link(
        "workforce.audience",
        "Whom the work with the system reaches",
        ("professionals", "workforce", "safe"),
        (PUBLIC_HEALTH, *_CHILDREN),
    ),
    Link(
        "funding.", "What is lost if the money stops", ("reached", "offer", "fair", "safe", "childrens_health"), _EVERY
    ),
    Link("voice.", "What families say", ("heard", "stays", "bond", "development"), (PUBLIC_HEALTH, EARLY_YEARS)),
    Link("data.", "How complete the data are", ("reached", "fair", "safe"), _EVERY),
)
LINKS: Mapping[str, Link] = MappingProxyType({link.key: link for link in _LINKS})


def outcomes_in_words(link: Link, term: Term) -> tuple[str, ...]:
    """The outcomes of one term that a measure speaks to, in words."""
    return tuple(OUTCOMES[key].words for key in link.outcomes if OUTCOMES[key].term == term)

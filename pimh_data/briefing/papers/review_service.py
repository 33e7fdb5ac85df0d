"""The service of a funding review: what it is, what it did, its posts, the need, its outcomes, and who gains by it."""

from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import said
from pimh_data.briefing.papers.asked import Ask, ask
from pimh_data.briefing.papers.paper import Block, PaperHeading, Prompt, joined
from pimh_data.registry.deprivation import CORE20 as CORE20_MEMBER
from pimh_data.registry.deprivation import THE_REST

SERVICES, TARGET = ask("workforce.services"), ask("reach.target")
PEOPLE, DECISIONS, SPEED = ask("reach.people_seen"), ask("reach.decisions"), ask("reach.six_weeks")
SYSTEM = ask("workforce.system_work")
POSTS = tuple(ask("workforce.posts", posts_by=by) for by in ("Role", "Band", "Employer", "Status", "Funder"))
NEED, FAMILIES, MEASURES = ask("need.models"), ask("voice.feedback"), ask("outcomes.service_measures")
IMPROVED = ask("outcomes.headline")
CORE20, ETHNIC_GROUP = ask("equity.core20"), ask("equity.ethnic_group")
BY_DEPRIVATION = ask("equity.pathway", group=CORE20_MEMBER, beside=THE_REST)
NEW = ask("equity.new_referrals")
NEW_REGISTRATIONS = "New registrations from the most deprived fifth, and other than White British or Irish"
SOURCES, STAGES, ROLES = ask("reach.sources"), ask("equity.stage"), ask("equity.parent_role")
ASKED: tuple[Ask, ...] = (
    SERVICES,
    TARGET,
    PEOPLE,
    DECISIONS,
    SPEED,
    SYSTEM,
    *POSTS,
    NEED,
    FAMILIES,
    MEASURES,
    IMPROVED,
)
ASKED += (CORE20, ETHNIC_GROUP, BY_DEPRIVATION, NEW, SOURCES, STAGES, ROLES)


def data(pack: Pack) -> tuple[Block, ...]:
    """Where the recipient can see the numbers for themselves."""
    return joined(
        PaperHeading("Data"),
        Prompt("Give an address of the dashboard or of a report that the recipient of this review may open."),
    )


def delivered(pack: Pack) -> tuple[Block, ...]:
    """The service that is funded and what it did in the year; its posts."""
    year = pack.selection.year
    return joined(
        PaperHeading("Funded service and activity delivered"),
        PaperHeading("Funded service", 2),
        said.shown(pack, SERVICES, "Which services are funded?"),
        Prompt("Describe what the service offers: to whom, where, in which setting, for how long."),
        PaperHeading("Activity delivered", 2),
        said.shown(pack, PEOPLE, "How many people did the service see?", year),
        said.picture(pack, PEOPLE),
        said.shown(pack, TARGET, "Was there a target, and was it reached?"),
        said.shown(pack, DECISIONS, "What became of referrals?", year),
        said.finding(pack, SPEED, "How soon are people seen?"),
        said.shown(pack, SYSTEM, "Which training, supervision and consultation was given, and to whom?", year),
        PaperHeading("Posts funded"),
        said.finding(pack, POSTS[0], "Which posts are funded: whole-time equivalents, band, employer and status?"),
        *(said.table(pack, one) for one in POSTS),
    )


def rationale(pack: Pack) -> tuple[Block, ...]:
    """Prompts, and the local need beside them."""
    return joined(
        PaperHeading("Evidence base and rationale"),
        Prompt("Which published evidence supports this kind of service? Name each study or guideline."),
        Prompt("Why was this service chosen here, and what would not have happened without it?"),
        PaperHeading("Local need", 2),
        said.shown(pack, NEED, "How large is the local need, and where is that published?"),
    )


def outcomes(pack: Pack) -> tuple[Block, ...]:
    """Who is newly registered, what families say, and what measures show."""
    return joined(
        PaperHeading("Outcomes"),
        PaperHeading(NEW_REGISTRATIONS, 2),
        said.shown(pack, NEW, "Which share of new registrations is from these families?"),
        Prompt("Give the same by quarter, from the services' own records: this release holds it for whole years."),
        PaperHeading("Feedback", 2),
        said.shown(pack, FAMILIES, "What do families say, in which survey, and how many answered?"),
        PaperHeading("Measures", 2),
        said.finding(pack, IMPROVED, "Which outcome measures are used, and what do they show?"),
        said.picture(pack, IMPROVED),
        said.table(pack, MEASURES),
    )


def benefits(pack: Pack) -> tuple[Block, ...]:
    """Who is reached; referrals by source and stage, as the release has them; the rest is for a person to write."""
    year = pack.selection.year
    return joined(
        PaperHeading("Benefits, for whom, and wider effect on other services"),
        PaperHeading("For whom", 2),
        said.shown(pack, CORE20, "Who is reached, by deprivation?"),
        said.shown(pack, ETHNIC_GROUP, "Who is reached, by ethnic group?"),
        said.shown(pack, STAGES, "Who is reached, by stage: in pregnancy, after birth, later?"),
        said.shown(pack, ROLES, "Who is reached: mothers, fathers and co-parents, other carers?"),
        Prompt("What does the service do for babies, parents and families? Name the evidence for each benefit."),
        PaperHeading("Wider effect on other services", 2),
        said.shown(pack, SOURCES, "Which services refer to this one?", year),
        Prompt("Which other services would have more or less to do without this one? Who says so?"),
        PaperHeading("What could be mainstreamed"),
        Prompt("What could become part of an existing service's usual work, by when, and what would it need?"),
    )

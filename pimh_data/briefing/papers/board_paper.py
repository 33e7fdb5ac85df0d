"""The board paper: the headings that a board expects, filled in as far as the release can, the rest marked prompts."""

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import said
from pimh_data.briefing.papers.asked import Ask, ask
from pimh_data.briefing.papers.paper import (
    TO_WRITE,
    Block,
    Paper,
    PaperHeading,
    Points,
    Prompt,
    Sentence,
    Table,
    joined,
)
from pimh_data.briefing.papers.whose import about, facts_table, foot

KIND = "Board paper"
PURPOSES = ("Approve", "Receive", "For information")
EVIDENCE = "Evidence for the equality impact assessment"
NOT_THE_ASSESSMENT = (
    "These are numbers that an assessment may use. They are not the assessment, which people have to make."
)
PEOPLE, CORE20, GROUPS = ask("reach.people_seen"), ask("equity.core20"), ask("equity.ethnic_group")
SPEED, WAITING, IMPROVED = ask("reach.six_weeks"), ask("reach.still_waiting"), ask("outcomes.headline")
MISSED, ROLES, PLUS = ask("equity.missed"), ask("equity.parent_role"), ask("equity.plus_group")
NEW = ask("equity.new_referrals")
SYSTEM, SERVICES, NEED, GAPS = (
    ask("workforce.system_work"),
    ask("workforce.services"),
    ask("need.models"),
    ask("provision.gaps"),
)
ENDS = ask("funding.people")  # of what the Place would lose first: its bundle whose funding ends, unless one is chosen
UNMET, FAMILIES, COMPLETE = ask("need.coverage_by_deprivation"), ask("voice.feedback"), ask("data.completeness")
KEY_POINTS = (PEOPLE, CORE20, GROUPS, SPEED, IMPROVED)
ASKED = (*KEY_POINTS, WAITING, NEW, MISSED, ROLES, PLUS, SYSTEM, SERVICES, NEED, GAPS, ENDS, UNMET, FAMILIES, COMPLETE)


def asks(_: Selection) -> tuple[Ask, ...]:
    """Everything that the paper asks about a selection."""
    return ASKED


def board_paper(pack: Pack, audience: str = "") -> Paper:
    """The paper about the pack's selection. `audience`: the board that it is for, '' where nobody said."""
    blocks = joined(
        _front(pack, audience),
        _summary(pack),
        _equality(pack),
        _update(pack),
        _background(pack),
        _decisions(),
        _appendices(pack),
    )
    return Paper(KIND, about(pack.selection), blocks, foot(KIND, pack, audience))


def _front(pack: Pack, audience: str) -> tuple[Block, ...]:
    asked = ("Reference", "Agenda item", "Enclosure", "Title", "Authors", "Presenters")
    front = tuple((name, TO_WRITE) for name in asked)
    return joined(
        Table("Front sheet", ("What", "Which"), front),
        facts_table(pack, audience),
        PaperHeading("Purpose"),
        Points(tuple(f"☐ {purpose}" for purpose in PURPOSES)),
        Prompt("Mark one, and say in one sentence what the board is asked to do."),
    )


def _summary(pack: Pack) -> tuple[Block, ...]:
    return joined(
        PaperHeading("Summary of key points"),
        *(said.finding(pack, one, "What should the board know of this?") for one in KEY_POINTS),
        PaperHeading("Identified issues and risks"),
        said.finding(pack, ENDS, "What ends, and when?"),
        said.finding(pack, WAITING, "How many wait, and for how long?"),
        said.finding(pack, COMPLETE, "How complete are the records?"),
        Prompt("Name each risk, how likely and how grave it is, who owns it, and what is done about it."),
    )


def _equality(pack: Pack) -> tuple[Block, ...]:
    return joined(
        PaperHeading("Equality and quality impact assessment"),
        Prompt("Is an assessment required? If it was made, on which date? If not, for which reason?"),
        PaperHeading(EVIDENCE, 2),
        Sentence(NOT_THE_ASSESSMENT),
        said.shown(pack, CORE20),
        said.shown(pack, GROUPS),
        said.shown(pack, NEW),
        said.shown(pack, MISSED),
        said.shown(pack, ROLES),
        said.shown(pack, PLUS),
    )


def _update(pack: Pack) -> tuple[Block, ...]:
    return joined(
        PaperHeading(f"Programme update for the reporting period, {pack.selection.year}"),
        PaperHeading("Activity", 2),
        said.shown(pack, PEOPLE, "How many people were seen?", pack.selection.year),
        said.picture(pack, PEOPLE),
        PaperHeading("Training, levels 1 to 3", 2),
        said.shown(pack, SYSTEM, "Who was trained, to which level?", pack.selection.year),
    )


def _background(pack: Pack) -> tuple[Block, ...]:
    return joined(
        PaperHeading("Background"),
        PaperHeading("What it is", 2),
        said.shown(pack, SERVICES, "Which services are there?"),
        Prompt("Describe the programme in three sentences."),
        PaperHeading("Why prioritise it", 2),
        Prompt("Which published evidence says that it matters? Name each source."),
        PaperHeading("Local need", 2),
        said.shown(pack, NEED, "How large is the local need, and where is that published?"),
        said.finding(pack, UNMET),
        said.finding(pack, GAPS),
        PaperHeading("Why now", 2),
        Prompt("What makes it a matter for this meeting: money that ends, a national plan, a risk?"),
    )


def _decisions() -> tuple[Block, ...]:
    terms = ("Short term", "Medium term", "Long term")
    which = Prompt("Which options are there? Say what each costs, gains and risks.")
    options = tuple((PaperHeading(term, 2), which) for term in terms)
    actions = ("Action", "Goal of the system's plan", "Who", "By when")
    return joined(
        PaperHeading("Options"),
        *options,
        PaperHeading("Actions requested"),
        Table("Actions requested, mapped to the system's plan", actions, ((TO_WRITE,) * len(actions),)),
    )


def _appendices(pack: Pack) -> tuple[Block, ...]:
    return joined(
        PaperHeading("Appendices"),
        *((PaperHeading("What was decided, and what came since", 2), Points(pack.decided)) if pack.decided else ()),
        PaperHeading("People who would be seen by no other service", 2),
        said.shown(pack, ENDS, "Who would be seen by no other service?"),
        PaperHeading("Waits", 2),
        said.shown(pack, SPEED, "How soon are people seen?"),
        said.shown(pack, WAITING, "How many wait, and for how long?"),
        PaperHeading("Outcomes", 2),
        said.shown(pack, IMPROVED, "Which outcome measures are used, and what do they show?"),
        PaperHeading("What families say", 2),
        said.shown(pack, FAMILIES, "What do families say, in which survey?"),
    )

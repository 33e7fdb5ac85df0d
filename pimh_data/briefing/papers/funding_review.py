"""The funding review of a workstream or service: the form's headings in order, filled in as far as the release can."""

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import review_money, review_service, said
from pimh_data.briefing.papers.asked import Ask
from pimh_data.briefing.papers.paper import Block, Paper, PaperHeading, Points, Prompt, Sentence, joined
from pimh_data.briefing.papers.whose import about, facts_table, foot

KIND = "Funding review"
CAUTION = (
    "This is not a business case or a bid. It reviews what is funded now, what it does and what would follow without "
    "it. What stands after “To be written” is not known to the data, or not shown to whoever made this: whoever "
    "completes the review writes it."
)
NO_CITATION = "None"  # begins the citation of a plain count
CONSENT = "Has the family agreed? Could they be recognised?"


def asks(selection: Selection) -> tuple[Ask, ...]:
    """Everything that the review asks about a selection: of its service, or of all of its workstream."""
    return (*review_service.ASKED, *review_money.asks(selection))


def funding_review(pack: Pack, audience: str = "") -> Paper:
    """The review of the pack's service, bundle or all services. `audience`: for whom it is, '' where nobody said."""
    blocks = joined(
        facts_table(pack, audience),
        _workstream(pack),
        review_money.allocated(pack),
        review_service.data(pack),
        review_service.delivered(pack),
        review_service.rationale(pack),
        review_service.outcomes(pack),
        review_service.benefits(pack),
        review_money.impact(pack),
        review_money.reduced(pack),
        review_money.costs(pack),
        _next_steps(),
        _appendices(pack),
    )
    return Paper(KIND, about(pack.selection), blocks, foot(KIND, pack, audience), CAUTION)


def _workstream(pack: Pack) -> tuple[Block, ...]:
    return (
        PaperHeading("Workstream"),
        Sentence(f"This review is of {about(pack.selection)}."),
        Prompt("Name the workstream, its lead, and who completed this review and when."),
    )


def _next_steps() -> tuple[Block, ...]:
    return (
        PaperHeading("If funding were to continue: next steps"),
        Prompt("What would be done next, by whom and by when? What would be done differently?"),
    )


def _appendices(pack: Pack) -> tuple[Block, ...]:
    cited = dict.fromkeys(exhibit.answer.evidence.citation for exhibit in pack)
    named = tuple(citation for citation in cited if citation and not citation.startswith(NO_CITATION))
    return joined(
        PaperHeading("Appendices"),
        *((PaperHeading("What was decided, and what came since", 2), Points(pack.decided)) if pack.decided else ()),
        PaperHeading("References", 2),
        Points(named),
        Prompt("Add what you have cited above."),
        PaperHeading("Case studies", 2),
        Prompt(f"Tell one family's story, in their own words where they wish it. {CONSENT}"),
        PaperHeading("Pathway diagram", 2),
        said.picture(pack, review_service.BY_DEPRIVATION),
        Prompt("Draw the pathway: who refers, what is offered, where people go on to."),
    )

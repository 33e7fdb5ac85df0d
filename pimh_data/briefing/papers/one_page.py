"""The one-page brief: four questions of a leadership group, each answered in a sentence or two with its numbers."""

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import said
from pimh_data.briefing.papers.asked import Ask, ask
from pimh_data.briefing.papers.paper import Block, Paper, PaperHeading, Points, Sentence, Table, joined
from pimh_data.briefing.papers.whose import about, foot
from pimh_data.briefing.sentences import NOT_THERE

KIND = "One-page brief"
PEOPLE, SPEED = ask("reach.people_seen"), ask("reach.six_weeks")
CORE20, GROUPS, IMPROVED = ask("equity.core20"), ask("equity.ethnic_group"), ask("outcomes.headline")
ENDS = ask("funding.ends")
ASKED = (PEOPLE, SPEED, CORE20, GROUPS, IMPROVED, ENDS)


def asks(_: Selection) -> tuple[Ask, ...]:
    """Everything that the brief asks about a selection."""
    return ASKED


def one_page(pack: Pack, audience: str = "") -> Paper:
    """The brief about the pack's selection. `audience`: for whom it is, '' where nobody said."""
    blocks = joined(
        _cards(pack),
        PaperHeading("Are we reaching families?"),
        _answered(pack, PEOPLE, SPEED),
        PaperHeading("Fairly?"),
        _answered(pack, CORE20, GROUPS),
        PaperHeading("How do scores change?"),
        _answered(pack, IMPROVED),
        PaperHeading("What ends, and when?"),
        _answered(pack, ENDS),
        _decided(pack),
        PaperHeading("What is counted"),
        _counted(pack),
    )
    return Paper(KIND, about(pack.selection), blocks, foot(KIND, pack, audience), compact=True)


def _answered(pack: Pack, *asked: Ask) -> tuple[Block, ...]:
    """The findings in words; what is counted in them is said once, below."""
    return tuple(Sentence(said.words(pack, one)) for one in asked)


def _decided(pack: Pack) -> tuple[Block, ...]:
    """The newest decisions, where there are any: in short, so that the brief stays one page."""
    if not pack.decided_in_short:
        return ()
    return (PaperHeading("What was decided, and what came since"), Points(pack.decided_in_short))


def _cards(pack: Pack) -> tuple[Block, ...]:
    """The headline numbers one below the other: those that there are, and are not hidden."""
    rows = []
    for one in ASKED:
        exhibit = pack.exhibits.get(one.name)
        if exhibit and exhibit.answer.headline and exhibit.answer.finding.grade not in NOT_THERE:
            headline = exhibit.answer.headline
            rows.append((f"{headline.value} {headline.label}", headline.comparison or "no comparison"))
    return (Table(f"In numbers: {about(pack.selection)}", ("What", "Compared"), tuple(rows)),) if rows else ()


def _counted(pack: Pack) -> Sentence:
    """The periods, definitions and sources, each once."""
    held = [exhibit.answer.evidence for exhibit in pack]
    periods, definitions, sources = (
        dict.fromkeys(getattr(one, name).removesuffix(".") for one in held)
        for name in ("period", "definition", "source")
    )
    told = (*definitions, f"Sources: {'; '.join(sources)}")
    return Sentence(f"{'; '.join(periods)}.", " ".join(f"{one}." for one in told))

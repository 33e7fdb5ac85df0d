"""What the release says, as blocks of a paper: finding, table and picture of an exhibit, each with its source.

Where the release has nothing to say of it, a prompt stands in its place: nothing is made up, and nothing is left out
without a word.
"""

from pimh_data.answer import WITHHELD, Answer
from pimh_data.briefing.pack import Exhibit, Pack
from pimh_data.briefing.papers.asked import Ask
from pimh_data.briefing.papers.paper import Block, Picture, Prompt, Sentence, Table
from pimh_data.briefing.papers.tables import tabulated
from pimh_data.registry.cubes import ALL_SERVICES

NOTHING_TO_SAY = ("no data", WITHHELD)
NOT_SHOWN = "The data may hold it: it is not shown to whoever made this paper."
WIDTH, HEIGHT = 760, 260  # pixels of a picture's plot


def finding(pack: Pack, asked: Ask, else_write: str = "") -> tuple[Block, ...]:
    """The finding with its source, and its notes. `else_write`: the prompt where the release has nothing to say."""
    return _finding(pack, asked, else_write, source_below=True)


def shown(pack: Pack, asked: Ask, else_write: str = "", year: str = "") -> tuple[Block, ...]:
    """Finding and table together; their source stands once, below the table."""
    tables = table(pack, asked, year)
    return (*_finding(pack, asked, else_write, source_below=not tables), *tables)


def words(pack: Pack, asked: Ask) -> str:
    """The finding alone, without what the paper's title says already; or why there is none."""
    exhibit = _exhibit(pack, asked)
    if exhibit is None:
        return pack.lacks[asked.name]
    said, chosen = exhibit.answer.finding.text, exhibit.answer.selection
    service = () if chosen.service == ALL_SERVICES else (chosen.service,)
    for parts in ((chosen.place, *service, chosen.year), (chosen.place, chosen.year)):
        for end in (": ", ", "):
            said = said.removeprefix(", ".join(parts) + end)
    return said[:1].upper() + said[1:]


def notes(pack: Pack, asked: Ask) -> tuple[Block, ...]:
    """What is noted of an exhibit; nothing where nothing is."""
    exhibit = _exhibit(pack, asked)
    said = (*exhibit.answer.keeps, *exhibit.answer.notes) if exhibit else ()
    return (Sentence(" ".join(said)),) if said else ()


def table(pack: Pack, asked: Ask, year: str = "") -> tuple[Table, ...]:
    """The exhibit's table in words, of that year where its rows are of years; nothing where it has no rows."""
    exhibit = _exhibit(pack, asked)
    if exhibit is None or exhibit.answer.finding.grade in NOTHING_TO_SAY:
        return ()
    return tabulated(exhibit, year, source(exhibit.answer))


def picture(pack: Pack, asked: Ask, height: int = HEIGHT) -> tuple[Block, ...]:
    """The exhibit's chart with its text for those who do not see it; nothing where it has none."""
    exhibit = _exhibit(pack, asked)
    if exhibit is None or exhibit.draw is None or exhibit.answer.finding.grade in NOTHING_TO_SAY:
        return ()
    caption = f"{exhibit.answer.caption}. {exhibit.reading}"
    return (Picture(exhibit.draw(WIDTH, height), exhibit.alt, caption, source(exhibit.answer)),)


def source(answer: Answer) -> str:
    """Where the numbers of an Answer are from, of which period, what is counted, and what of it is hidden."""
    held = answer.evidence
    parts = (f"Source: {held.source}", held.period, held.counted_as, held.definition, held.hidden)
    return " ".join(f"{part.removesuffix('.')}." for part in parts if part)


def _finding(pack: Pack, asked: Ask, else_write: str, source_below: bool) -> tuple[Block, ...]:
    exhibit = _exhibit(pack, asked)
    if exhibit is None:
        return _nothing(pack.lacks[asked.name], else_write)
    answer = exhibit.answer
    if answer.finding.grade in NOTHING_TO_SAY:
        unseen = else_write and answer.finding.grade == WITHHELD
        return _nothing(answer.finding.text, f"{else_write} {NOT_SHOWN}" if unseen else else_write)
    return (Sentence(answer.finding.text, source(answer) if source_below else ""), *notes(pack, asked))


def _exhibit(pack: Pack, asked: Ask) -> Exhibit | None:
    """None where it cannot be asked here. Raises KeyError where nobody asked: that must not read as nothing."""
    return None if asked.name in pack.lacks else pack.exhibits[asked.name]


def _nothing(why: str, else_write: str) -> tuple[Block, ...]:
    return (*((Sentence(why),) if why else ()), *((Prompt(else_write),) if else_write else ()))

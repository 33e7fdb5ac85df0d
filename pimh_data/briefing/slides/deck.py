"""Slides of a pack: title, summary, one a question, method. Lays out; asks nothing and works out no numbers."""

import io
from datetime import datetime
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Emu

from pimh_data.answer import WITHHELD
from pimh_data.briefing.changed import COMPARED, changed, nothing
from pimh_data.briefing.pack import Exhibit, Pack
from pimh_data.briefing.sentences import capital, in_sentences, without_subject
from pimh_data.briefing.slides import native, shapes, tables
from pimh_data.briefing.slides.fitting import as_many
from pimh_data.briefing.slides.plan import (
    CHANGED,
    DECIDED,
    METHOD,
    SLIDES,
    SUMMARY,
    NativeChart,
    ShownTable,
    SlidePlan,
)
from pimh_data.briefing.slides.plotted import plotted, rows_drawn
from pimh_data.briefing.slides.shapes import MUTED, TEXT, Frame
from pimh_data.briefing.slides.template import Deck, opened
from pimh_data.briefing.slides.words import caption, footer, notes, plain, reading

TITLE_SIZES, WORDS_SIZES = (30, 28, 24, 20, 16, 12), (22, 20, 18, 16, 14, 12)
FINDING_SIZES = WORDS_SIZES[:-1]  # smaller ones are not read from the back of a room
CAPTION_SIZES, FOOTER_SIZES = (12, 11), (11, 10, 9, 8)  # a footer is small only where a site's name is long
# What part of a slide's frame each takes, from the top: finding, chart, caption, footer.
PARTS = {"finding": (0.01, 0.22), "chart": (0.225, 0.765), "caption": (0.77, 0.895), "footer": (0.9, 1.0)}
WHOLE = ("finding", "caption")  # a slide of words: from the top of the one to the end of the other
NOT_ALL = "{} of {} rows are shown here: the workbook has them all."
IN_NOTES = "The rest is in the notes."
GAP = 8  # points between paragraphs
LONGEST = 255  # characters of a property of the file
MADE = datetime(2000, 1, 1)  # the time of writing would make every copy another file


def to_pptx(pack: Pack, template: bytes | None = None) -> bytes:
    """The slides as a presentation. `template`: the site's own, whose look they take.

    Raises BriefError where the template cannot be used.
    """
    deck = opened(template)
    _title(deck, pack)
    _summary(deck, pack)
    for plan in SLIDES:
        _question(deck, pack, plan)
    _changed(deck, pack)
    if pack.decided:
        _of_words(deck, pack, DECIDED, [("", one) for one in pack.decided], [])
    _method(deck, pack)
    held = deck.presentation.core_properties
    held.title, held.author = plain(f"Slides of {pack.selection.words()}")[:LONGEST], plain(pack.facts.site)[:LONGEST]
    held.subject, held.keywords, held.comments = plain(pack.facts.release)[:LONGEST], "", ""
    held.last_modified_by, held.created, held.modified = held.author, MADE, MADE
    out = io.BytesIO()
    deck.presentation.save(out)
    return out.getvalue()


def _title(deck: Deck, pack: Pack) -> None:
    slide = deck.presentation.slides.add_slide(deck.opening)
    shapes.title(slide, plain(pack.selection.place), (40, *TITLE_SIZES))
    held, facts = slide.shapes.title, pack.facts
    chosen = [f"{term}: {value}" for term, value in pack.chosen[1:]]
    top = held.top + held.height
    frame = (held.left, top, held.width, Emu(int(deck.presentation.slide_height * 0.95) - top))
    said = ["Perinatal and infant mental health: equity, reach and outcomes", *chosen, *facts.sentences]
    shapes.text(slide, frame, [plain(one) for one in said], WORDS_SIZES, "About these slides")
    slide.notes_slide.notes_text_frame.text = notes(pack, ())


def _summary(deck: Deck, pack: Pack) -> None:
    held = [(asked, pack[key]) for asked, key in SUMMARY if key in pack]
    said = [(asked, capital(without_subject(exhibit.answer))) for asked, exhibit in held]
    said += [(asked, pack.lacks[key]) for asked, key in SUMMARY if key in pack.lacks]
    _of_words(deck, pack, "Summary", said, [exhibit for _, exhibit in held])


def _changed(deck: Deck, pack: Pack) -> None:
    held = [pack[key] for key in COMPARED if key in pack]
    said = [("", pack.lacks[key]) for key in COMPARED if key in pack.lacks]
    if not said:
        answers = {exhibit.answer.key: exhibit.answer for exhibit in held}
        said = [(f"{one.kind}:", one.said) for one in changed(answers)] or [("", nothing(answers))]
    _of_words(deck, pack, CHANGED, said, held)


def _method(deck: Deck, pack: Pack) -> None:
    held = [pack[key] for key in METHOD if key in pack]
    counted = dict.fromkeys(exhibit.answer.evidence.counted_as for exhibit in pack)
    said = [
        *(f"Outcomes are counted as: {one.removesuffix('.')}." for one in counted if one),
        *(exhibit.answer.finding.text for exhibit in held),
        "Definition, source and what to mind stand in the notes of each slide; every table is in the workbook.",
    ]
    _of_words(deck, pack, "Method: how this was counted", [("", one) for one in said], held)


def _of_words(deck: Deck, pack: Pack, heading: str, said: list[tuple[str, str]], held: list[Exhibit]) -> None:
    """A slide of paragraphs, each what leads it ('' for nothing) and what is said."""
    slide = _begun(deck, pack, heading, held)
    left, top, width, _ = _part(deck, WHOLE[0])
    end = sum(_part(deck, WHOLE[1])[1::2])
    frame = (left, top, width, Emu(end - top))
    paragraphs, leads = [plain(f"{lead} {told}") for lead, told in said], [plain(lead) for lead, _ in said]
    shapes.text(slide, frame, paragraphs, WORDS_SIZES, "Findings", gap=GAP, leads=leads)
    _footed(slide, deck, pack)


def _question(deck: Deck, pack: Pack, plan: SlidePlan) -> None:
    exhibit = pack.exhibits.get(plan.key)
    if exhibit is None and plan.key not in pack.lacks:
        raise KeyError(f"the pack does not hold {plan.key!r}: it is made of briefing.slides.plan.KEYS")
    slide = _begun(deck, pack, plan.heading, [exhibit] if exhibit else [])
    said = exhibit.answer.finding.text if exhibit else pack.lacks[plan.key]
    _sentences(slide, _part(deck, "finding"), in_sentences(plain(said)), FINDING_SIZES, "Finding")
    if exhibit is not None:
        under = _shown(slide, deck, exhibit, plan)
        _sentences(slide, _part(deck, "caption"), under, CAPTION_SIZES, "About this chart", MUTED)
    _footed(slide, deck, pack)


def _sentences(
    slide: Any, frame: Frame, said: list[str], sizes: tuple[int, ...], name: str, colour: RGBColor = TEXT
) -> None:
    """As many as fit; all of them are in the notes."""
    shapes.text(slide, frame, [as_many(said, shapes.room(frame), sizes, IN_NOTES)], sizes, name, colour)


def _shown(slide: Any, deck: Deck, exhibit: Exhibit, plan: SlidePlan) -> list[str]:
    """Draw what the slide shows, if there is anything; gives the sentences of the caption under it."""
    frame, shown, answer = _part(deck, "chart"), plan.shown, exhibit.answer
    if not exhibit.table.rows or answer.table["state"].isin(("no data", WITHHELD)).all():
        return caption(exhibit)
    rows = list(range(len(exhibit.table.rows)))
    if isinstance(shown, NativeChart):
        drawn = plotted(exhibit, shown)
        many = len(drawn.names) > shown.most
        if not many and any(value is not None for one in drawn.series for value in one.values):
            native.add(slide, frame, drawn, shown, plain(f"{answer.caption}. {answer.finding.text}"))
            return caption(exhibit, reading(exhibit, shown))
        # Where nothing can be drawn: names, and why there is no value.
        rows = rows_drawn(exhibit, shown)
        shown = (plan.of_many if many else None) or ShownTable((*shown.category, *shown.values))
    labels, sections = _written(exhibit, shown, rows)
    fits = tables.add(slide, frame, labels, sections, plain(answer.caption))
    return [*([NOT_ALL.format(fits, len(rows))] if fits < len(rows) else []), *caption(exhibit)]


def _written(
    exhibit: Exhibit, shown: ShownTable, rows: list[int]
) -> tuple[list[str], list[tuple[str, list[tuple[str, ...]]]]]:
    """The table's labels and sections, of these rows and of the columns that are shown."""
    table = exhibit.table
    named = [name for name in (*shown.columns, shown.under) if name]
    # Both ends of an interval stand in one column.
    places = {name: table.labels.index(exhibit.answer.column(name).label.removesuffix(", lower")) for name in named}
    wanted = [places[name] for name in shown.columns] or range(len(table.labels))
    sections: dict[str, list[tuple[str, ...]]] = {}
    titles = [title for title, held in table.sections for _ in held]
    for number in rows:
        row = table.rows[number]
        under = row[places[shown.under]] if shown.under else titles[number]
        sections.setdefault(plain(under), []).append(tuple(plain(row[at]) for at in wanted))
    return [plain(table.labels[at]) for at in wanted], list(sections.items())


def _begun(deck: Deck, pack: Pack, heading: str, held: list[Exhibit]) -> Any:
    slide = deck.presentation.slides.add_slide(deck.content)
    shapes.title(slide, heading, TITLE_SIZES)
    slide.notes_slide.notes_text_frame.text = notes(pack, held)
    return slide


def _footed(slide: Any, deck: Deck, pack: Pack) -> None:
    shapes.text(slide, _part(deck, "footer"), [footer(pack)], FOOTER_SIZES, "Whose numbers", MUTED)


def _part(deck: Deck, name: str) -> Frame:
    left, top, width, height = deck.frame
    start, end = PARTS[name]
    return left, Emu(int(top + start * height)), width, Emu(int((end - start) * height))

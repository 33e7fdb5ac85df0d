"""Makes every file of one selection, opens pages for it, and says of each number that is not the one of its row."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from unittest import mock

from PIL import Image

from pages.parts import opened
from pimh_data.answer import Answer, Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers.web_page import to_html
from pimh_data.briefing.papers.word import to_docx
from pimh_data.briefing.slides.deck import to_pptx
from pimh_data.briefing.slides.plan import KEYS
from pimh_data.case_studies.asked import QUESTIONS as CASE_STUDIES
from pimh_data.charts import export
from pimh_data.packing import exhibits
from pimh_data.packing.exhibits import PRINTED, answers, asked_once, packed, release_facts
from pimh_data.packing.files import BRIEF_FILES, Given
from pimh_data.packing.papers import PAPERS, pack_of
from pimh_data.questions.address import parse
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import check
from pimh_data.release import Release
from tests.briefing.decks import members, read
from tests.consistency.screens import Screen, screen
from tests.one_number import decks_read, papers_read, workbook_read
from tests.one_number.filed import Filed, Shown, disagreements, one_line
from tests.one_number.printed import crossed, figures_of_no_row

SYNTHETIC = "ynthetic"
CASES = {question.key for question in CASE_STUDIES}


@dataclass
class Looked:
    """What was looked at of one selection. `said`: every complaint; `cells`: how many files and rows were compared."""

    said: list[str] = field(default_factory=list)
    files: int = 0
    rows: int = 0


def looked_at(asked: Mapping[str, str], pages: tuple[str, ...]) -> Looked:
    """Every complaint about a selection as it stands in an address. The release is the one that PIMH_RELEASES names."""
    release, _ = opened.current()
    selection, _ = check(release, asked)
    found = Looked()
    _slides(found, release, selection)
    _workbook(found, release, selection)
    for kind in PAPERS:
        _paper(found, release, selection, kind)
    for page in pages:
        _page(found, release, screen(page, asked))
    return found


@contextmanager
def without_pictures() -> Iterator[None]:
    """Let every picture be a white one: to draw them takes most of the time, and no number can be read from them."""
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "white").save(out, "PNG")
    with mock.patch.object(exhibits.picture, "plain", return_value=out.getvalue()):
        yield


def filed(answer: Answer) -> Filed:
    """The CSV of an Answer."""
    return Filed.of(export.to_csv(answer))


def _filed(pack: Pack) -> dict[str, Filed]:
    return {name: filed(exhibit.answer) for name, exhibit in pack.exhibits.items()}


def _compared(found: Looked, shown: Shown, held: Filed) -> None:
    found.rows += len(shown.rows)
    if shown.question.partition(" ")[0] in PRINTED:
        found.said += figures_of_no_row(shown, held)
    elif any(map(held.columns, shown.labels[1:])):
        found.said += disagreements(shown, held)
    else:
        found.said += crossed(shown, held)


def _slides(found: Looked, release: Release, selection: Selection) -> None:
    pack = packed(release, selection, KEYS)
    content, held = to_pptx(pack), _filed(pack)
    for shown in decks_read.shown_on(content, pack):
        _compared(found, shown, held[shown.question])
    found.said += decks_read.intervals_apart(content, pack, held)
    found.said += decks_read.sentences_apart(content, pack)
    for number, slide in enumerate(read(content).slides, start=1):
        text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        found.said += _unnamed(f"slide {number}", text, pack)
    notes = " ".join(one.notes_slide.notes_text_frame.text for one in read(content).slides)
    found.said += _undefined("the notes of slides", notes, pack)
    found.files += 1


def _workbook(found: Looked, release: Release, selection: Selection) -> None:
    content = BRIEF_FILES["workbook"].make(release, selection, Given())
    pack = Pack(selection, release_facts(release.manifest), {})
    asked, _ = answers(release, selection, [key for key in QUESTIONS if not QUESTIONS[key].part_of])
    own = {answer.key: answer for answer in asked if answer.key not in CASES}
    held = {key: filed(answer) for key, answer in own.items()}
    found.said += workbook_read.sheets_apart(content, held, own)
    for key, one in held.items():
        found.rows += len(one.rows)
        for row in one.rows[:1]:
            found.said += _unnamed(f"the CSV of {key}", " ".join(row), pack, own[key])
            found.said += _undefined_in(f"the CSV of {key}", " ".join(row), own[key])
    strings = unescape(" ".join(one.decode() for one in members(content, "sharedStrings.xml").values()))
    found.said += _unnamed("the workbook", strings, pack)
    found.files += 1 + len(held)


def _paper(found: Looked, release: Release, selection: Selection, kind: str) -> None:
    pack = pack_of(release, selection, kind)
    paper, held = PAPERS[kind].write(pack, ""), _filed(pack)
    written = {kind: papers_read.of_word(to_docx(paper)), f"{kind} as a page": papers_read.of_page(to_html(paper))}
    for name, one in written.items():
        found.rows += sum(len(rows) - 1 for _, rows in one.tables)
        found.said += papers_read.tables_apart(name, one, pack, held)
        found.said += papers_read.sentences_apart(name, one, pack)
        found.said += _unnamed(name, one.everything, pack)
    found.files += len(written)


def _page(found: Looked, release: Release, page: Screen) -> None:
    found.said += [f"{page.where}: {error}" for error in page.errors]
    for panel, address in page.addresses.items():
        asked = parse(address, release)
        answer, mine = opened.answer(release, asked), asked_once(release, asked)
        if mine.finding != answer.finding or not mine.table.equals(answer.table):
            found.said.append(f"{page.where}: files and screen have two answers at {address}")
        if panel in page.tables and answer.key not in PRINTED:
            labels, *rows = page.tables[panel]
            _compared(found, Shown(page.where, answer.key, tuple(labels), tuple(map(tuple, rows))), filed(answer))
        for sentence in page.sentences:
            if sentence.panel == panel and sentence.kind == "finding" and not _says(answer, sentence.text):
                found.said.append(f"{page.where}: {sentence.text!r} is not the finding of {address}")


def _says(answer: Answer, text: str) -> bool:
    return one_line(answer.finding.text).casefold().endswith(one_line(text).casefold())


def _unnamed(where: str, text: str, pack: Pack, answer: Answer | None = None) -> Iterator[str]:
    """What a file must say of whose numbers it holds, and does not."""
    facts, chosen = pack.facts, answer.selection if answer else pack.selection
    # One about the release has no year, one on money names what ends in place of a service.
    profile = answer.evidence.profile if answer else facts.profile  # of published indicators another
    wanted = [chosen.place, chosen.service, chosen.year, facts.release, profile, facts.site]
    wanted += [SYNTHETIC] if facts.synthetic else []
    flat = one_line(text)
    if lacking := [one for one in wanted if one_line(one) not in flat]:
        yield f"{where} does not name {'; '.join(lacking)}"


def _undefined(where: str, text: str, pack: Pack) -> Iterator[str]:
    flat = one_line(text)
    for exhibit in pack:
        yield from _undefined_in(where, flat, exhibit.answer)


def _undefined_in(where: str, text: str, answer: Answer) -> Iterator[str]:
    if one_line(answer.evidence.definition) not in one_line(text):
        yield f"{where} does not define {answer.key}"

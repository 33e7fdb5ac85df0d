"""The files that a brief can hold, by name: how each is made of one selection of a release. Writes none to a disk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers.paper import Paper
from pimh_data.briefing.papers.web_page import to_html
from pimh_data.briefing.papers.word import to_docx
from pimh_data.briefing.slides.deck import to_pptx
from pimh_data.briefing.slides.plan import DECIDED
from pimh_data.briefing.slides.plan import KEYS as SLIDE_KEYS
from pimh_data.case_studies.asked import QUESTIONS as CASE_STUDIES
from pimh_data.charts import workbook
from pimh_data.charts.workbook import WordsSheet
from pimh_data.decisions import REMINDER
from pimh_data.packing.decided import HEADINGS, Decided, decided
from pimh_data.packing.exhibits import answers, packed, release_facts
from pimh_data.packing.papers import PAPERS, pack_of
from pimh_data.questions.list import QUESTIONS
from pimh_data.release import Release


@dataclass(frozen=True)
class Given:
    """What whoever asks for files says of them. `template`: the site's own slides; `audience`: for whom papers are;
    `releases`: the folder of the release, beside which decisions are kept; `whole`: the release that they are granted
    a part of, None where they see it all.
    """

    template: bytes | None = None
    audience: str = ""
    releases: Path | None = None
    whole: Release | None = None

    def with_decisions(self, pack: Pack, release: Release) -> Pack:
        """The pack with what was decided in its Place, where the folder is known."""
        found = self.decided(release, pack.selection)
        return replace(pack, decided=found.sentences, decided_in_short=found.in_short)

    def decided(self, release: Release, selection: Selection) -> Decided:
        """What was decided in the Place of a selection; nothing where the folder is not known."""
        return decided(self.releases, release, selection.place, self.whole) if self.releases else Decided()


@dataclass(frozen=True)
class BriefFile:
    """One kind of file. `make`: (release, selection, what was given) -> its bytes."""

    ending: str
    make: Callable[[Release, Selection, Given], bytes]


def _workbook(release: Release, selection: Selection, given: Given) -> bytes:
    """Every table behind the selection: all questions but published cases, and parts of others with the same table;
    and what was decided.
    """
    cases = {question.key for question in CASE_STUDIES}
    asked = [key for key, question in QUESTIONS.items() if key not in cases and not question.part_of]
    held, lacks = answers(release, selection, asked)
    pack = Pack(selection, release_facts(release.manifest), {})
    facts = (*pack.chosen, *(("About the data", sentence) for sentence in pack.facts.sentences))
    agreed = given.decided(release, selection).rows
    sheets = (WordsSheet("Decisions", f"{DECIDED} {REMINDER}", HEADINGS, agreed),) if agreed else ()
    return workbook.all_to_xlsx(f"Every table behind {selection.words()}", facts, held, lacks, sheets)


def _slides(release: Release, selection: Selection, given: Given) -> bytes:
    return to_pptx(given.with_decisions(packed(release, selection, SLIDE_KEYS), release), given.template)


def _paper(kind: str, write: Callable[[Paper], bytes]) -> Callable[[Release, Selection, Given], bytes]:
    def made(release: Release, selection: Selection, given: Given) -> bytes:
        pack = given.with_decisions(pack_of(release, selection, kind), release)
        return write(PAPERS[kind].write(pack, given.audience))

    return made


PAPER_FILES: Mapping[str, BriefFile] = {
    **{kind: BriefFile("docx", _paper(kind, to_docx)) for kind in PAPERS},
    "one-page-web": BriefFile("html", _paper("one-page", to_html)),
}
BRIEF_FILES: Mapping[str, BriefFile] = {
    "slides": BriefFile("pptx", _slides),
    "workbook": BriefFile("xlsx", _workbook),
    **PAPER_FILES,
}
# Names for several at once.
TOGETHER: Mapping[str, tuple[str, ...]] = {"paper": tuple(PAPER_FILES)}


def file_name(selection: Selection, name: str) -> str:
    """'sheffield-all-services-2023-24-everyone-slides.pptx': letters, digits and hyphens only, 120 at most."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in selection.words().lower())
    return f"{'-'.join(words.split())[:120]}-{name}.{BRIEF_FILES[name].ending}"

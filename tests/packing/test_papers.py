"""Papers of a release: the form's headings, every number from an Answer, all else a prompt, and whose they are."""

import re
from functools import cache
from pathlib import Path

import pytest
from read_docx import headings, opened, said, tables
from released_cells import Building

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers.paper import TO_WRITE, Paper, Picture, Prompt, Sentence, Table
from pimh_data.briefing.papers.web_page import to_html
from pimh_data.briefing.papers.word import to_docx
from pimh_data.packing.files import BRIEF_FILES, TOGETHER
from pimh_data.packing.papers import PAPERS, pack_of
from pimh_data.release import Release, Store

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# The form's own: three reductions, training levels 1 to 3, and the page that Word counts anew.
FORMS_OWN = {"25", "50", "75", "1", "3"}
# Written from the form and the field's own list, not from the code.
REVIEW = [
    (1, "Workstream"),
    (1, "Allocated funding"),
    (1, "Funding breakdown by service"),
    (2, "Cost and funder of each service"),
    (2, "Totals by lead provider, council and together"),
    (1, "Data"),
    (1, "Funded service and activity delivered"),
    (2, "Funded service"),
    (2, "Activity delivered"),
    (1, "Posts funded"),
    (1, "Evidence base and rationale"),
    (2, "Local need"),
    (1, "Outcomes"),
    (2, "New registrations from the most deprived fifth, and other than White British or Irish"),
    (2, "Feedback"),
    (2, "Measures"),
    (1, "Benefits, for whom, and wider effect on other services"),
    (2, "For whom"),
    (2, "Wider effect on other services"),
    (1, "What could be mainstreamed"),
    (1, "Impact if funding is not found"),
    (2, "What is left"),
    (2, "Where risk is greatest"),
    (2, "What hangs together"),
    (1, "Reduced funding: arithmetic, not a forecast"),
    (2, "25%, 50% and 75% less"),
    (2, "Compromises and priorities"),
    (2, "Need unmet even now"),
    (1, "Costs"),
    (2, "Costs of continued delivery"),
    (2, "Costs of retained, additional and changed delivery"),
    (1, "If funding were to continue: next steps"),
    (1, "Appendices"),
    (2, "References"),
    (2, "Case studies"),
    (2, "Pathway diagram"),
]
BOARD = [
    (1, "Purpose"),
    (1, "Summary of key points"),
    (1, "Identified issues and risks"),
    (1, "Equality and quality impact assessment"),
    (2, "Evidence for the equality impact assessment"),
    (1, "Programme update for the reporting period, 2023/24"),
    (2, "Activity"),
    (2, "Training, levels 1 to 3"),
    (1, "Background"),
    (2, "What it is"),
    (2, "Why prioritise it"),
    (2, "Local need"),
    (2, "Why now"),
    (1, "Options"),
    (2, "Short term"),
    (2, "Medium term"),
    (2, "Long term"),
    (1, "Actions requested"),
    (1, "Appendices"),
    (2, "People who would be seen by no other service"),
    (2, "Waits"),
    (2, "Outcomes"),
    (2, "What families say"),
]
BRIEF = [
    (1, "Are we reaching families?"),
    (1, "Fairly?"),
    (1, "How do scores change?"),
    (1, "What ends, and when?"),
    (1, "What is counted"),
]
FORMS = {"funding-review": REVIEW, "board-paper": BOARD, "one-page": BRIEF}


class Made:
    """One paper with the pack it is made of, and the file read back."""

    def __init__(self, release: Release, selection: Selection, kind: str) -> None:
        self.pack: Pack = pack_of(release, selection, kind)
        self.paper: Paper = PAPERS[kind].write(self.pack, "the partnership board")
        self.document = opened(to_docx(self.paper))


@pytest.fixture(scope="module")
def made(demo_release: Path):
    """A paper of Sheffield's funded services; each is made once."""
    release, _ = Store(demo_release).current()
    bundle = next(name for name, places in release.manifest.bundles.items() if "Sheffield" in places)
    return cache(lambda kind: Made(release, Selection("Sheffield", bundle, "2023/24"), kind))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory):
    """A paper of a release that holds next to nothing."""
    release = Building().open(tmp_path_factory.mktemp("bare"))
    return cache(lambda kind: Made(release, Selection("Sheffield", "All services", "2023/24"), kind))


def numbers(text: str) -> set[str]:
    return {found.rstrip(",") for found in NUMBER.findall(text)}


def answered(pack: Pack) -> set[str]:
    """Every number of the Answers of a pack and of what their release says of itself."""
    texts = [*(value for _, value in pack.chosen), *pack.facts.sentences, *pack.lacks.values()]
    for exhibit in pack:
        answer, held = exhibit.answer, exhibit.answer.evidence
        texts += [
            answer.finding.text,
            answer.title,
            answer.caption,
            *answer.notes,
            *answer.keeps,
            exhibit.reading,
            exhibit.alt,
        ]
        texts += [held.definition, held.period, held.source, held.citation, held.hidden, held.counted_as]
        if answer.headline:
            texts += [answer.headline.value, answer.headline.label, answer.headline.comparison]
        texts += [*exhibit.table.labels, *(title for title, _ in exhibit.table.sections)]
        texts += [cell for row in exhibit.table.rows for cell in row]
    return set().union(*map(numbers, texts))


@pytest.mark.parametrize("kind", FORMS)
def test_the_headings_are_the_forms_own_in_its_order(made, bare, kind):
    assert headings(made(kind).document) == FORMS[kind]
    assert headings(bare(kind).document) == FORMS[kind]


def test_the_funding_review_opens_with_what_it_is_not(made):
    opening = [paragraph.text for paragraph in made("funding-review").document.paragraphs[:3]]
    assert opening[0] == "Funding review"
    assert opening[2].startswith("This is not a business case or a bid.")


@pytest.mark.parametrize("kind", FORMS)
def test_every_number_is_one_of_an_answer_or_of_the_form(made, bare, kind):
    for one in (made(kind), bare(kind)):
        strange = numbers(" ".join(said(one.document))) - answered(one.pack) - FORMS_OWN
        assert strange == set()


def test_a_number_of_no_answer_would_be_found(made):
    planted = "We reached 987,654 families."
    assert numbers(planted) - answered(made("funding-review").pack) == {"987,654"}


@pytest.mark.parametrize("kind", FORMS)
def test_rows_of_tables_are_rows_of_answers(made, kind):
    one = made(kind)
    rows = {row for exhibit in one.pack for row in exhibit.table.rows}
    titles = {title for exhibit in one.pack for title, _ in exhibit.table.sections}
    looked_at = 0
    captions = {exhibit.answer.caption for exhibit in one.pack}
    for table in tables(one.document):
        assert set(table.titles) <= titles
        if table.caption in captions:
            for row in table.rows[1:]:
                looked_at += 1
                assert any(_in_order(row, whole) for whole in rows), (table.caption, row)
    assert looked_at or kind == "one-page"


def _in_order(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    left = iter(whole)
    return all(any(cell == other for other in left) for cell in part)


@pytest.mark.parametrize("kind", FORMS)
def test_it_names_whose_numbers_they_are(made, kind):
    one = made(kind)
    facts, chosen = one.pack.facts, one.pack.selection
    page = to_html(one.paper).decode()
    for text in (" ".join(said(one.document)), page):
        for told in (chosen.place, chosen.service, chosen.year, facts.release, facts.profile, facts.data):
            assert told in text
        assert "the partnership board" in text
        assert "ynthetic" in text
    assert "Counts are approximate: within 4, they may not add up" in one.document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("kind", ["funding-review", "board-paper"])
def test_what_the_release_says_comes_with_its_source_and_definition(made, kind):
    one = made(kind)
    texts = said(one.document)
    for exhibit in one.pack:
        if exhibit.answer.finding.text in texts:
            assert any(exhibit.answer.evidence.definition.removesuffix(".") in text for text in texts)
    sourced = [block for block in one.paper.blocks if isinstance(block, Sentence | Table) and block.source]
    assert len(sourced) > 10
    assert all(block.source.startswith("Source: ") for block in sourced)


@pytest.mark.parametrize("kind", FORMS)
def test_a_release_that_holds_nothing_gives_prompts_and_no_table_of_numbers(bare, kind):
    one = bare(kind)
    prompts = [block for block in one.paper.blocks if isinstance(block, Prompt)]
    assert all(prompt.text.endswith(("?", ".")) for prompt in prompts)
    assert len(prompts) > 20 or kind == "one-page"
    assert not [block for block in one.paper.blocks if isinstance(block, Picture)]


def test_reduced_funding_is_arithmetic_side_by_side(made):
    one = made("funding-review")
    beside = next(table for table in tables(one.document) if "not a forecast" in table.caption)
    scenarios = [row[0] for row in beside.rows[1:]]
    assert [scenario.split("%")[0] for scenario in scenarios] == ["25", "50", "75"]


def test_equality_evidence_is_never_called_the_assessment(made):
    texts = said(made("board-paper").document)
    at = texts.index("Evidence for the equality impact assessment")
    assert texts[at + 1].endswith("They are not the assessment, which people have to make.")
    asked = next(text for text in texts if text.startswith(f"{TO_WRITE}: Is an assessment required?"))
    assert "which date" in asked
    assert "which reason" in asked


def test_a_case_study_asks_for_consent(made):
    case = next(text for text in said(made("funding-review").document) if "family's story" in text)
    assert case.endswith("Has the family agreed? Could they be recognised?")


def test_every_paper_is_a_file_of_a_brief(made, bare):
    assert set(TOGETHER["paper"]) <= set(BRIEF_FILES)
    assert {"funding-review", "board-paper", "one-page", "one-page-web"} == set(TOGETHER["paper"])


def test_a_question_that_was_not_asked_is_a_fault_not_a_gap(made):
    one = made("one-page")
    with pytest.raises(KeyError):
        PAPERS["board-paper"].write(one.pack, "")


def test_hostile_names_of_a_site_do_no_harm(tmp_path):
    building = Building()
    name = "=cmd() <b>Place</b> \u202e & Co"
    building.places = {name: "A <system>"}
    building.services = {name: ("<script>alert(1)</script>",)}
    release = building.open(tmp_path)
    for kind in PAPERS:
        selection = Selection(name, "<script>alert(1)</script>", "2023/24")
        written = PAPERS[kind].write(pack_of(release, selection, kind), "")
        assert "<b>Place</b>" in " ".join(said(opened(to_docx(written))))
        assert b"<script" not in to_html(written)

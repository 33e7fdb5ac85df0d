"""A document for Word: headings that are headings, tables and pictures for everyone, and text that does no harm."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from papers_by_hand import HOSTILE, by_hand
from read_docx import headings, opened, pictures, said, tables

from pimh_data.briefing.papers.paper import TO_WRITE, Paper, PaperHeading, Picture, Table
from pimh_data.briefing.papers.web_page import to_html
from pimh_data.briefing.papers.word import to_docx


@pytest.fixture(scope="module")
def document():
    return opened(to_docx(by_hand()))


def test_headings_are_headings_in_their_order(document):
    assert headings(document) == [(1, "First Sheffield"), (2, "Second Sheffield")]
    assert [paragraph.style.name for paragraph in document.paragraphs[:3]] == ["Title", "Subtitle", "Caution"]


def test_the_header_row_of_a_table_stands_again_on_every_page_and_no_row_is_split(document):
    rows = [row._tr.trPr for row in document.tables[0].rows]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert tables(document)[0].caption == "Seen in Sheffield"
    assert tables(document)[0].rows == (("Year", "Sheffield"), ("2022/23", "5"), ("Sheffield", "10"))


def test_a_picture_says_what_it_shows(document):
    assert pictures(document) == ["A dot of Sheffield."]
    with pytest.raises(ValueError, match="give it an alt"):
        Picture(b"", "  ", "A dot")


def test_a_prompt_is_marked_by_words_not_by_colour_alone(document):
    prompts = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Prompt"]
    assert [prompt.text for prompt in prompts] == [f"{TO_WRITE}: Who leads Sheffield?"]


def test_it_is_a4_in_british_english_with_numbered_pages(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert document.core_properties.language == "en-GB"
    foot = section.footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Funding review: Sheffield. Release test." in foot.text


def test_a_compact_document_is_set_smaller():
    small, usual = (opened(to_docx(by_hand(compact=compact))).styles["Normal"].font.size for compact in (True, False))
    assert small < usual
    assert small >= 9 * 12_700  # points, as Word counts them: still to be read in print


def test_the_same_paper_says_the_same_when_written_again():
    first, second = (said(opened(to_docx(by_hand()))) for _ in range(2))
    assert first == second


def test_hostile_text_is_text():
    content = to_docx(by_hand(HOSTILE))
    with zipfile.ZipFile(BytesIO(content)) as held:
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(held.read(name))  # noqa: S314 - our own file
        assert b"<script" not in held.read("word/document.xml")
        assert not any("external" in held.read(name).decode().lower() for name in held.namelist() if ".rels" in name)
    everything = " ".join(said(opened(content)))
    assert "<script>alert(1)</script> &" in everything
    assert not set("\x00\x07\uffff\u202e") & set(everything)


def test_a_gap_in_headings_is_refused():
    with pytest.raises(ValueError, match="follows level 1"):
        by_hand(blocks=(PaperHeading("First"), PaperHeading("Third", 3)))
    with pytest.raises(ValueError, match="follows level 0"):
        by_hand(blocks=(PaperHeading("Second", 2),))


def test_a_table_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match=r"rows \[2\]"):
        Table("Seen", ("Year", "People"), (("2022/23", "5"), ("2023/24",)))


def test_a_wide_table_is_set_smaller_so_that_it_stays_on_the_page():
    wide = Table("Wide", tuple(f"Column {number}" for number in range(12)), (tuple("0" * 12),))
    table = opened(to_docx(by_hand(blocks=(wide,)))).tables[0]
    size = table.cell(0, 0).paragraphs[0].runs[0].font.size
    assert size < 8 * 12_700
    assert table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:type")) == "pct"
    assert Mm(170) == opened(to_docx(by_hand())).inline_shapes[0].width


def test_columns_are_as_wide_as_their_words_and_together_as_the_page():
    """Of equal width, a column of words ran on for pages beside columns of two figures."""
    words = "a service that is listed at this level and another " * 4
    table = opened(to_docx(by_hand(blocks=(Table("Uneven", ("Seen", "Who stays"), (("5", words),)),)))).tables[0]
    narrow, wide = (cell.width for cell in table.rows[1].cells)
    assert 8 * narrow < wide
    assert narrow + wide == pytest.approx(Mm(170), abs=700)  # lengths are of twentieths of a point
    assert [column.width for column in table.columns] == pytest.approx([narrow, wide], abs=700)


def test_the_title_of_a_section_stands_across_its_table_once_and_on_the_page_too():
    held = Table("Seen", ("Group", "People"), (("Decile 1", "5"), ("White", "10")), titles={1: "Ethnic group"})
    (table,) = tables(opened(to_docx(by_hand(blocks=(held,)))))
    assert table.titles == ("Ethnic group",)
    assert table.rows == (("Group", "People"), ("Decile 1", "5"), ("White", "10"))
    assert '<tr><th scope="rowgroup" colspan="2">Ethnic group</th></tr>' in to_html(by_hand(blocks=(held,))).decode()


def test_a_short_table_stays_on_one_page_and_a_long_one_begins_with_its_first_rows():
    def held(rows: int) -> list[bool]:
        made = Table("Seen", ("Year", "People"), tuple((str(number), "5") for number in range(rows)))
        table = opened(to_docx(by_hand(blocks=(made,)))).tables[0]
        return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]

    assert held(3) == [True, True, True, False]
    assert held(40) == [True, True, *[False] * 39]


def test_a_block_that_it_cannot_write_is_refused():
    with pytest.raises(TypeError, match="no way to write str"):
        to_docx(Paper("Kind", "Title", ("words",), "foot"))

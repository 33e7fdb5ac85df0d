"""Every table is built in one place: named, headings with their scope, figures on the right, nothing of a text run."""

import xml.etree.ElementTree as ET
from pathlib import Path

from pages.parts.html_table import TableCell, TableRow, sides, table, written

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOSTILE = "<script>alert('A & B')</script>\""


def built(*rows: TableRow, name: str = "People seen: Sheffield") -> ET.Element:
    html = table(name, "twin", written(["Group", "People"], sides([False, True])), rows)
    return ET.fromstring(html.replace("<br>", "<br/>"))  # noqa: S314 - our own


def test_a_table_is_named_and_can_be_scrolled_with_the_keyboard():
    frame = built()
    assert frame.attrib == {
        "class": "scroll", "role": "region", "tabindex": "0", "aria-label": "People seen: Sheffield",
    }  # fmt: skip
    assert frame.findtext("table/caption/span") == "People seen: Sheffield"


def test_headings_say_what_they_head_and_figures_stand_on_the_right():
    frame = built(TableRow(written(["Decile 1", "1,205"], sides([False, True]))))
    heads = frame.findall("table/thead/tr/th")
    assert [(head.text, head.get("scope"), head.get("class")) for head in heads] == [
        ("Group", "col", "words"),
        ("People", "col", "figure"),
    ]
    row = frame.find("table/tbody/tr")
    assert [(cell.tag, cell.get("scope"), cell.get("class")) for cell in row] == [
        ("th", "row", "words"),
        ("td", None, "figure"),
    ]
    assert row.attrib == {}


def test_a_row_can_be_marked_and_a_cell_have_a_mark_and_small_print():
    frame = built(TableRow([TableCell("Offer", below="2022"), TableCell("full", "full", mark="G")], "differs"))
    row = frame.find("table/tbody/tr")
    assert row.get("class") == "differs"
    assert ("".join(row[0].itertext()), row[0].findtext("small")) == ("Offer2022", "2022")
    assert ("".join(row[1].itertext()), row[1].findtext("b")) == ("G full", "G")


def test_whatever_a_text_holds_is_shown_as_it_is():
    frame = built(
        TableRow([TableCell(HOSTILE, mark=HOSTILE, below=HOSTILE), TableCell(HOSTILE, HOSTILE)], HOSTILE), name=HOSTILE
    )
    assert frame.get("aria-label") == frame.findtext("table/caption/span") == HOSTILE
    row = frame.find("table/tbody/tr")
    assert row.get("class") == row[1].get("class") == row[1].text == row[0].findtext("b") == HOSTILE
    assert not list(frame.iter("script"))


def test_no_other_module_writes_a_table():
    writes = [path.name for path in PAGES.rglob("*.py") if "<table" in path.read_text(encoding="utf-8")]
    assert writes == ["html_table.py"]

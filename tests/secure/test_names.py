"""Names that screens, files and sheets cannot carry are refused by row, each with its reason; odd ones stay."""

import duckdb
import pytest
from extracts import PLACES, SERVICES, referral, write_extracts
from test_doubts import check, refused

from pimh_data.secure.names import no_names

BAD = {
    "a line break or another sign": (
        "Light\nhouse",
        "Light\r\n",
        "Light\x1b[31m",
        "Li\u202eght",
        "Light\u2028house",
        "a\tb",
    ),
    "is a path": ("../../etc/passwd", "..", "North/../South", "C:\\Light", "/etc/passwd", "..\\Light", "C:/Light"),
    "begins as a formula": ("=1+1", "=HYPERLINK(A1)", " =x", "+SUM(A1)", "@SUM(1)", "-2+cmd|' /C calc'!A0"),
}
GOOD = (
    *(
        "Light",
        "@Home",
        "+Dads",
        "Bury/Rochdale",
        "St. Helens",
        "0-5s",
        "-",
        "Mums & Dads (North)",
        "Tŷ Hapus",
        "<b>x</b>",
    ),
    *("Start... for life", "24/7", "a=b", ":smile:", "[red]x[/red]", "名前", "O'Neill's", "A.B/C.D"),
)


def said(text: str) -> list[str]:
    found = duckdb.connect().execute("create table told as select ? as text", [text])
    return [reason for reason, broken in no_names("text") if found.execute(f"select {broken} from told").fetchone()[0]]


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_name_is_told_why(kind):
    for text in BAD[kind]:
        assert any(kind in reason for reason in said(text)), text


def test_unusual_names_are_names():
    assert {text: said(text) for text in GOOD} == {text: [] for text in GOOD}


PLACED = [
    ("places", "place"),
    ("places", "system"),
    ("services", "service"),
    ("services", "bundles"),
    ("referrals", "hub"),
]


@pytest.mark.parametrize(("extract", "column"), PLACED)
def test_in_every_column_of_names(tmp_path, extract, column):
    tables = {
        "places": [PLACES[0], *(PLACES[0] | {"place": f"P{n}"} for n in range(3))],
        "services": [SERVICES[0], *(SERVICES[0] | {"service": f"S{n}"} for n in range(3))],
        "referrals": [referral(n, hub="North") for n in range(4)],
    }
    texts = ("Two\nlines", "../up", "=cmd|' /C calc'!A0")
    tables[extract] = [tables[extract][0], *(r | {column: t} for r, t in zip(tables[extract][1:], texts, strict=True))]
    found = refused(check(write_extracts(tmp_path, **tables)), extract)
    assert sorted(row for row, _ in found) == [3, 4, 5]
    assert all(reason.startswith(f"'{column}' ") for _, reason in found)


def test_a_question_may_be_written_over_several_lines(tmp_path):
    row = {"date": "2024-06-03", "place": "Sheffield", "service": "Light", "question": "One\ntwo?", "answer": "- yes"}
    assert refused(check(write_extracts(tmp_path, feedback=[row])), "feedback") == set()

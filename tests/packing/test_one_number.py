"""Every number of slides, notes, papers, page, workbook, CSV and screen is the one of its question and row.

Of thirty drawn selections the day draws five; `--whole` and `python -m tests.one_number` look at all.
"""

from pathlib import Path

import pytest

from tests.a_part import a_part_of
from tests.consistency.drawing import drawn
from tests.one_number.complaints import looked_at, without_pictures
from tests.one_number.filed import Filed, Shown, disagreements
from tests.one_number.printed import figures_of_no_row
from tests.one_number.selections import IN_THE_SUITE, NUMBER, pages_of


def test_whatever_leaves_the_room_holds_one_number_for_each_question_and_row(
    demo_release: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    whole = list(enumerate(drawn(demo_release, NUMBER, seed=0)))
    with without_pictures():
        for number, selection in a_part_of(whole, IN_THE_SUITE, "one number"):
            found = looked_at(selection, pages_of(number))
            assert found.said == [], ", ".join(selection.values())
            assert found.files > 50
            assert found.rows > 500


# What it finds

CSV = 'Period,People seen (people),Share,"95% interval, lower","95% interval, upper",State\r\n'
HELD = Filed.of(
    (CSV + "2022/23,1234,0.6218,0.5804,0.6617,shown\r\n2023/24,,,,,hidden\r\n2024/25,0,,,,zero\r\n").encode("utf-8-sig")
)
LABELS = ("Period", "People seen", "Share", "95% interval")
ROWS = (
    ("2022/23", "1,234", "62.2%", "58.0 to 66.2%"),
    ("2023/24", "hidden", "hidden", "hidden"),
    ("2024/25", "0", "not defined", "not defined"),
)


def said(*rows: tuple[str, ...], labels: tuple[str, ...] = LABELS) -> list[str]:
    return list(disagreements(Shown("a table", "reach.x", labels, rows), HELD))


def test_a_table_that_says_what_its_csv_holds_is_passed_whole_and_in_part():
    assert said(*ROWS) == []
    assert said(ROWS[0], ROWS[2]) == []
    assert said(("2022/23", "62%"), labels=("Period", "Share")) == []


@pytest.mark.parametrize(
    "row",
    [
        ("2022/23", "1,235", "62.2%", "58.0 to 66.2%"),
        ("2022/23", "1,234", "62.3%", "58.0 to 66.2%"),
        ("2022/23", "1,234", "62.2%", "58.0 to 66.3%"),
        ("2022/23", "hidden", "62.2%", "58.0 to 66.2%"),
        ("2023/24", "0", "hidden", "hidden"),
        ("2023/24", "no data", "hidden", "hidden"),
        ("2024/25", "hidden", "not defined", "not defined"),
        ("2021/22", "1,234", "62.2%", "58.0 to 66.2%"),
    ],
)
def test_another_number_state_or_row_is_found(row: tuple[str, ...]):
    assert len(said(row)) == 1


def test_rows_of_each_other_and_labels_of_none_are_found():
    assert said(ROWS[1], ROWS[0])
    assert "no column Share of all" in said(ROWS[0], labels=(*LABELS[:2], "Share of all", LABELS[3]))[0]


def test_a_figure_of_a_printed_table_that_another_group_has_is_found():
    held = Filed.of(
        b"Dimension,Group,Step,People,Share,State\r\nBy decile,A,Seen,20,0.4,shown\r\nBy decile,B,Seen,30,0.6,shown\r\n"
    )
    line = ("By decile: each", "A", "20", "40%")
    assert list(figures_of_no_row(Shown("a table", "equity.missed", ("", "Group", "Seen", "%"), (line,)), held)) == []
    wrong = (*line[:3], "60%")
    assert (
        len(list(figures_of_no_row(Shown("a table", "equity.missed", ("", "Group", "Seen", "%"), (wrong,)), held))) == 1
    )

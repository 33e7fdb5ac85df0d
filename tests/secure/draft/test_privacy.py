"""What a draft may print: words of code columns that five rows hold; ids, names, notes and rare words never."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.secure.draft import draft
from pimh_data.secure.printing import heading_to_print, may_be_printed

TODAY = dt.date(2026, 11, 26)
HEADINGS = "Ref No,Client ID,Date received,Referred by,Outcome,Notes,Borough"
runner = CliRunner()


def printed(tmp_path, rows, headings=HEADINGS, name="log.csv"):
    """All that a draft writes and says of a log with these rows."""
    (tmp_path / name).write_text("\n".join([headings, *(",".join(row) for row in rows)]), encoding="utf-8")
    result = runner.invoke(app, ["draft", str(tmp_path)])
    assert result.exit_code == 0, result.output
    files = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.name != name]
    return "\n".join([result.output, *files])


def rows(count=40, **cells):
    usual = {"source": "GP", "outcome": "Accepted", "notes": "", "place": "Barnsley"}
    return [
        [f"LOG-{number:04}", f"PSEUDO{number:04}", "27/04/2024", *(usual | cells).values()] for number in range(count)
    ]


@pytest.mark.parametrize(("times", "shown"), [(4, False), (5, True), (12, True)])
def test_an_unknown_word_of_a_code_column_is_shown_from_five_rows_on(tmp_path, times, shown):
    found = printed(tmp_path, [*rows(), *[[*row[:3], "Wellbeing pod", *row[4:]] for row in rows(times)]])
    assert ("Wellbeing pod" in found) == shown
    lines = [42 + at for at in range(times)]
    assert ('# "Wellbeing pod" = ""' in found) == shown
    assert (f"{times} rows hold other words (rows {', '.join(map(str, lines))})" in found) == (not shown)


@pytest.mark.parametrize(("length", "shown"), [(40, True), (41, False)])
def test_a_long_word_is_not_shown_however_many_rows_hold_it(tmp_path, length, shown):
    word = "Zz" * 30
    assert (word[:length] in printed(tmp_path, rows(source=word[:length]))) == shown


def test_names_of_a_file_whose_columns_have_shifted_are_shown_nowhere(tmp_path):
    surnames = ["Okafor", "Nowak", "Whitfield", "Begum", "Szabo", "Ferreira", "Achterberg", "Lindqvist"]
    shifted = [
        [*row[:3], surname, f"{surname} {number}", "Accepted", "Barnsley"]
        for number, row in enumerate(rows(24))
        for surname in (surnames[number % 8] + str(number),)
    ]
    found = printed(tmp_path, [*rows(), *shifted])
    assert not [name for name in surnames if name in found]
    assert "rows hold other words" in found


def test_a_column_of_many_unknown_words_holds_no_codes_even_where_some_are_frequent(tmp_path):
    names = [f"Name{chr(65 + number)}" for number in range(26)]
    found = printed(tmp_path, [[*row[:3], names[at % 26], *row[4:]] for at, row in enumerate(rows(260))])
    assert not [name for name in names if name in found]
    assert "too many for codes" in found


def test_ids_notes_and_what_says_who_somebody_is_are_never_shown(tmp_path):
    headings = f"{HEADINGS},NHS Number,Surname,Postcode,Date of birth"
    found = printed(
        tmp_path,
        [[*row[:5], "She fears him", row[6], "943 476 5919", "Okafor", "S1 2HE", "01/02/1990"] for row in rows()],
        headings,
    )
    for secret in ("LOG-", "PSEUDO", "fears", "943", "5919", "Okafor", "S1 2HE", "1990"):
        assert secret not in found
    assert "'NHS Number' is not taken: it holds NHS numbers. Make pseudonyms of them first" in found
    assert "'Surname' is not taken" in found
    assert "'Notes' is not taken: free text" in found


def test_an_nhs_number_is_no_id_whatever_its_column_is_called(tmp_path):
    found = printed(tmp_path, [[row[0], "943 476 5919", *row[2:]] for row in rows()])
    assert '"Client ID"' not in found
    assert "'Client ID' is not taken: it holds NHS numbers" in found


def test_a_file_without_headings_is_not_used_and_none_of_its_first_line_shown(tmp_path):
    found = printed(tmp_path, rows(), headings="LOG-9999,PSEUDO9,27/04/2024,GP,Accepted,Jane,Barnsley")
    assert "PSEUDO" not in found
    assert "Jane" not in found
    assert "log.csv is not used: none of its first lines holds headings that are known" in found


def test_a_heading_that_looks_like_data_is_named_by_its_letters(tmp_path):
    found = printed(tmp_path, [[*row, "x"] for row in rows()], headings=f"{HEADINGS},jane.okafor@example.org")
    assert "okafor" not in found
    assert "'column H' is not taken" in found


def test_a_word_of_our_own_lists_is_written_as_the_lists_spell_it_however_rare(tmp_path):
    found = printed(tmp_path, [*rows(), *[[*row[:4], "REJECTED", *row[5:]] for row in rows(2)]])
    assert '"rejected" = "declined"' in found
    assert "REJECTED" not in found
    assert "fewer than 5 rows" in found


def test_a_place_of_few_rows_is_not_listed(tmp_path):
    found = printed(tmp_path, [*rows(), *rows(3, place="Okehampton Manor")])
    assert "Okehampton" not in found
    assert "Barnsley" in found


@pytest.mark.parametrize("text", ["01234 567890", "A12345", "jo@example.org", "S1 2HE", "943 476 5919", "12/03/2024"])
def test_what_looks_like_an_id_a_day_or_an_address_is_no_word(text):
    assert not may_be_printed(text, 1_000)


def test_usual_headings_with_years_are_printed_as_they_are():
    for heading in ("LSOA 2021", "IMD 2019 decile", "Q10", "PHQ9 first"):
        assert heading_to_print(heading, 0) == heading


def test_no_path_is_said(tmp_path):
    (tmp_path / "log.csv").write_text(HEADINGS, encoding="utf-8")
    done = draft(tmp_path, TODAY)
    assert str(tmp_path.parent) not in done.text

"""A folder to begin with: whole, never overwriting, its example passes `check`; a page held to the contracts."""

import csv
import tomllib

import pytest
from typer.testing import CliRunner

from pimh_data.commands import app
from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.settings import read_settings
from pimh_data.secure.template import document, write_template

runner = CliRunner()
NEEDED_OF_A_REAL_RELEASE = (
    "controllers",
    "purpose",
    "lawful_basis",
    "sharing_agreement",
    "national_opt_outs",
    "approver",
    "review_date",
)


def test_the_template_holds_every_extract_with_the_contracts_headings_and_no_row(tmp_path):
    write_template(tmp_path / "new")
    for name, contract in CONTRACTS.items():
        with (tmp_path / "new" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file)) == [[column.name for column in contract.columns]]


def test_the_example_has_three_lines_of_every_extract_with_every_column_that_is_needed(tmp_path):
    write_template(tmp_path)
    for name, contract in CONTRACTS.items():
        with (tmp_path / "example" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 3, name
        known = {column.name for column in contract.columns}
        assert {column.name for column in contract.columns if not column.optional} <= set(rows[0]), name
        assert all(name in known or name.startswith(contract.pattern or "\0") for name in rows[0]), name


def test_the_example_passes_check(tmp_path):
    assert runner.invoke(app, ["template", str(tmp_path / "new")]).exit_code == 0
    result = runner.invoke(app, ["check", str(tmp_path / "new" / "example")])
    assert result.exit_code == 0, result.output
    for name in CONTRACTS:
        assert f"{name}.csv: 3 read = 3 accepted + 0 quarantined" in result.output


def test_the_settings_are_toml_whether_or_not_a_line_is_filled_in(tmp_path):
    write_template(tmp_path)
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["synthetic"] is False
    lines = [line.removeprefix("# ") if "# FILL IN" in line else line for line in text.splitlines()]
    filled = tomllib.loads("\n".join(lines))
    assert {"site", "extract_date"} <= set(filled)
    assert filled["audience"] == "only me"


@pytest.mark.parametrize("name", NEEDED_OF_A_REAL_RELEASE)
def test_the_settings_name_what_a_real_release_must_carry(tmp_path, name):
    write_template(tmp_path)
    assert f"\n# {name} = " in (tmp_path / "extract.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["extract.toml", "referrals.csv", "Referrals.XLSX", "example"])
def test_nothing_is_overwritten_and_nothing_written_beside_what_is_there(tmp_path, there):
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(ExtractError, match=rf"already holds {there}"):
        write_template(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_folders_place_is_refused_in_words(tmp_path):
    (tmp_path / "new").write_text("", encoding="utf-8")
    result = runner.invoke(app, ["template", str(tmp_path / "new")])
    assert result.exit_code == 2
    assert "'new' is a file" in result.output


def test_a_folder_that_cannot_be_written_is_refused_in_words(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", denied)
    with pytest.raises(ExtractError, match="cannot be written into 'new': Permission denied"):
        write_template(tmp_path / "new")


def test_the_page_of_the_extracts_says_what_the_contracts_say():
    text = document.DOCUMENT.read_text(encoding="utf-8")
    assert document.rewritten(text) == text, "run `make extracts-page`"
    for contract in CONTRACTS.values():
        assert contract.meaning in text
        assert all(column.meaning in text for column in contract.columns)


def test_a_page_that_lost_its_marks_is_not_written_over():
    with pytest.raises(ValueError, match="two marks"):
        document.rewritten("# A page\n")


def test_the_lines_a_real_release_must_carry_are_read_and_kept(tmp_path):
    write_template(tmp_path)
    text = (tmp_path / "extract.toml").read_text(encoding="utf-8")
    filled = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in text.split("\n# [[")[0].splitlines()
    )
    (tmp_path / "extract.toml").write_text(filled, encoding="utf-8")
    stated = read_settings(tmp_path).release
    assert set(stated) == {*NEEDED_OF_A_REAL_RELEASE, "audience"}
    assert stated["controllers"] == ["Our NHS Trust"]


def test_extracts_left_with_headings_alone_are_refused_unless_the_settings_say_that_it_is_so(tmp_path):
    """An empty contacts extract would say that nobody was ever seen; an export that failed looks the same."""
    write_template(tmp_path)
    example, empty = tmp_path / "example", ("contacts", "scores", "system_work", "feedback", "population", "provision")
    for name in empty:
        (example / f"{name}.csv").write_bytes((tmp_path / f"{name}.csv").read_bytes())
    result = runner.invoke(app, ["check", str(example)])
    assert result.exit_code == 2
    for name in empty:
        assert f"{name}.csv: headings, and no row below them." in result.output
        assert f'without_rows = ["{name}"]' in result.output
    settings = (example / "extract.toml").read_text(encoding="utf-8")
    (example / "extract.toml").write_text(f"without_rows = {list(empty)}\n{settings}", encoding="utf-8")
    result = runner.invoke(app, ["check", str(example)])
    assert result.exit_code == 0, result.output
    assert "contacts.csv has no row, as extract.toml says: it counts as not brought" in result.output
    assert "Note: contacts not brought" in result.output
    checks = check_extracts(example, read_settings(example), connected())
    assert "contacts" not in checks.extracts

"""A source that ends early, and an extract date left from the quarter before, are said as causes and not as rows."""

import datetime as dt
from pathlib import Path

import pytest
from extracts import SETTINGS, referral, write_csv, write_extracts

from pimh_data.secure.checking import check_extracts
from pimh_data.secure.engine import working
from pimh_data.secure.last_days import extract_date_left_standing, not_delivered
from pimh_data.secure.settings import read_settings

HEADINGS = "".join(f'"{name}" = "{name}"\n' for name in referral())


def weekly(first: str, last: str, start: int) -> list[dict[str, str]]:
    """A referral a week from the first day to the last."""
    day, end = dt.date.fromisoformat(last), dt.date.fromisoformat(first)
    found = []
    while day >= end:
        found.append(referral(start + len(found), received=day.isoformat(), first_contact=""))
        day -= dt.timedelta(days=7)
    return found


def said(folder: Path, sources: dict[str, list[dict[str, str]]], settings: str = SETTINGS, own: str = ""):
    """What is said of the extract date, and of sources that end early. `own`: a line of the last source."""
    write_extracts(folder, settings=settings)
    (folder / "referrals.csv").unlink()
    text = settings
    for name, rows in sources.items():
        write_csv(folder / f"{name}.csv", rows)
        more = own if name == list(sources)[-1] else ""
        text += f'[[sources.referrals]]\nname = "{name}"\nfiles = "{name}.csv"\n{more}'
        text += f"[sources.referrals.columns]\n{HEADINGS}"
    (folder / "extract.toml").write_text(text, encoding="utf-8")
    with working() as connection:
        checks = check_extracts(folder, read_settings(folder), connection)
        return extract_date_left_standing(checks), not_delivered(checks)


FULL = weekly("2024-01-01", "2025-03-28", 0)
SHORT = weekly("2024-01-01", "2024-12-30", 500)


def test_a_source_that_ends_a_quarter_before_the_others_is_named_with_its_day_and_line(tmp_path):
    _, early = said(tmp_path, {"RiO": FULL, "Steps": SHORT})
    assert len(early) == 1
    assert early[0].startswith("the newest day of 'Steps' in referrals is 2024-12-30, 91 days before the extract date")
    line = (tmp_path / "extract.toml").read_text(encoding="utf-8").splitlines().index('name = "Steps"')
    assert f"in [[sources.referrals]] (line {line} of extract.toml)" in early[0]


@pytest.mark.parametrize(
    ("sources", "own"),
    [
        ({"RiO": FULL, "Steps": SHORT}, "extract_date = 2024-12-31\n"),
        ({"RiO": FULL, "Steps": weekly("2024-01-01", "2025-01-06", 500)}, ""),
        ({"RiO": SHORT, "Steps": weekly("2024-01-01", "2024-12-20", 900)}, ""),
        ({"RiO": FULL, "Steps": [SHORT[0], SHORT[-1]]}, ""),
    ],
    ids=["it says so itself", "less than a quarter", "none goes further", "its days are rare"],
)
def test_a_source_that_may_well_end_there_is_not(tmp_path, sources, own):
    assert said(tmp_path, sources, own=own) == ((), ())


def test_an_extract_date_left_standing_is_said_once_with_its_line(tmp_path):
    later = {"RiO": weekly("2024-01-01", "2025-06-30", 0), "Steps": weekly("2024-01-01", "2025-06-27", 500)}
    standing, early = said(tmp_path, later)
    assert early == ()
    assert len(standing) == 1
    assert standing[0].startswith(
        "days up to 2025-06-30 in 2 sources: extract_date (line 3 of extract.toml) is 2025-03-31, and 26 days after it"
    )


def test_a_source_with_a_date_of_its_own_is_told_its_own_line(tmp_path):
    later = weekly("2024-01-01", "2025-03-28", 500)
    standing, _ = said(tmp_path, {"RiO": FULL, "Steps": later}, own="extract_date = 2024-12-31\n")
    lines = (tmp_path / "extract.toml").read_text(encoding="utf-8").splitlines()
    assert f"in 'Steps': extract_date (line {lines.index('extract_date = 2024-12-31') + 1} of " in standing[0]


def test_a_few_days_typed_wrongly_are_not_an_extract_date(tmp_path):
    wrong = [referral(900 + number, received=f"2052-01-0{number + 1}", first_contact="") for number in range(6)]
    some = [referral(950, received="2025-06-30", first_contact="")]
    assert said(tmp_path, {"RiO": [*FULL, *wrong, *some]}) == ((), ())


def test_a_folder_in_the_contracts_own_form_is_told_too(tmp_path):
    write_extracts(tmp_path, [{**row, "received": "30/06/2025"} for row in FULL])
    with working() as connection:
        checks = check_extracts(tmp_path, read_settings(tmp_path), connection)
        assert extract_date_left_standing(checks)[0].startswith("days up to 2025-06-30 in 'referrals.csv'")

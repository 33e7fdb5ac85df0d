"""An id that every row needs and no known heading holds waits in the draft, with the heading that is likeliest."""

import datetime as dt
from pathlib import Path

import pytest

from pimh_data.secure.draft import draft
from pimh_data.secure.settings import lines_to_fill_in

HEADS = "Case no,{},Date in,Team,Borough,Outcome"


def drafted(folder: Path, heading: str, of: str = "Z{}", heads: str = HEADS) -> str:
    lines = [heads.format(heading)]
    lines += [f"K{n},{of.format(n // 2)},{1 + n % 28:02}/03/2024,Light,Sheffield,Accepted" for n in range(60)]
    (folder / "leads.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return draft(folder, dt.date(2024, 6, 1)).text


@pytest.mark.parametrize("heading", ["Parent code", "Zzz", "Ours"])
def test_the_likeliest_heading_is_named_and_waits(tmp_path, heading):
    text = drafted(tmp_path, heading)
    (line,) = [line for line in text.splitlines() if '= "person_id"' in line]
    assert line.startswith(f'# "{heading}" = "person_id"')
    assert text.splitlines().index(line) + 1 in lines_to_fill_in(text)
    assert f"'{heading}' is not taken" not in text


@pytest.mark.parametrize("of", ["{}/03/2024", "943 476 59{:02}", "S{} 2TN"])
def test_days_numbers_of_the_nhs_and_postcodes_are_no_ids(tmp_path, of):
    text = drafted(tmp_path, "Whatever", of if "/" not in of else "0{}/03/2024".replace("{}", "1"))
    assert '"Whatever" = "person_id"' not in text
    (line,) = [line for line in text.splitlines() if '= "person_id"' in line]
    assert line.startswith('# "" = "person_id"')


def test_a_heading_that_is_known_and_holds_something_else_is_said_so(tmp_path):
    text = drafted(tmp_path, "Closed", "#N/A")
    assert "'Closed' is not taken: what it holds is not what closed holds. If it is, write" in " ".join(
        line.lstrip("# ") for line in text.splitlines()
    )


def test_what_was_not_found_is_said_of_the_time_of_writing(tmp_path):
    text = " ".join(line.lstrip("# ") for line in drafted(tmp_path, "Parent code").splitlines())
    assert "leads.csv: 60 rows of referrals; 5 of its 6 headings were known" in text
    assert "Not found when this was written: source, parent_role, stage" in text
    assert "No heading is known for" not in text

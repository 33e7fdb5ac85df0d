"""The examples of the page of extracts are what the settings take: none that a reader copies is refused."""

import re

import pytest
from extracts import PLACES, SERVICES

from pimh_data.secure.reading import read_extracts
from pimh_data.secure.scores.overrides import read_overrides
from pimh_data.secure.settings import read_settings
from pimh_data.secure.template.document import DOCUMENT

EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
BASE = 'synthetic = false\nsite = "Our partnership"\nextract_date = 2026-03-31\n'
SETTINGS = [text for text in EXAMPLES if not text.startswith('["')]
LINKS = re.findall(r"\]\(#([^)]+)\)", DOCUMENT.read_text(encoding="utf-8"))


def test_there_are_examples():
    assert len(SETTINGS) >= 7


@pytest.mark.parametrize("number", range(len(SETTINGS)))
def test_an_example_of_the_settings_is_taken(tmp_path, number):
    text = SETTINGS[number] if "synthetic" in SETTINGS[number] else BASE + SETTINGS[number]
    (tmp_path / "extract.toml").write_text(text.replace("2026-03-31", "2025-03-31"), encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings.sources or settings.release or settings.duplicates or settings.published_elsewhere


def test_the_example_of_a_sites_own_values_is_taken(tmp_path):
    (example,) = [text for text in EXAMPLES if text.startswith('["')]
    (tmp_path / "measures.toml").write_text(example, encoding="utf-8")
    assert read_overrides(tmp_path)


def test_the_example_in_sql_is_run_over_a_log_as_it_describes(tmp_path):
    (example,) = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "referrals.sql").write_text(example, encoding="utf-8")
    (tmp_path / "extract.toml").write_text(BASE.replace("2026-03-31", "2025-03-31"), encoding="utf-8")
    log = [
        "Our ref,Family ref,Borough,Date in,Status",
        "L1,F1,Sheffield,01.05.24,Yes",
        "L2,F2,Sheffield,02.05.24,No - signposted",
    ]
    (tmp_path / "Little Steps log.csv").write_text("\n".join(log), encoding="utf-8")
    for name, rows in (("places", PLACES), ("services", SERVICES)):
        lines = [rows[0].keys(), *(row.values() for row in rows)]
        (tmp_path / f"{name}.csv").write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    found = read_extracts(tmp_path, read_settings(tmp_path), lambda _: None)["referrals"].table
    assert found["decision"].to_pylist() == ["accepted", "signposted"]
    assert [str(day)[:10] for day in found["received"].to_pylist()] == ["2024-05-01", "2024-05-02"]


def test_links_within_the_page_lead_to_its_headings():
    headings = re.findall(r"^#+ (.*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(LINKS) <= anchors

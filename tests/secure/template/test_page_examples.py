"""The examples of the page of extracts are what the settings take: none that a reader copies is refused."""

import re

import pytest

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
    assert settings.sources or settings.release


def test_the_example_of_a_sites_own_values_is_taken(tmp_path):
    (example,) = [text for text in EXAMPLES if text.startswith('["')]
    (tmp_path / "measures.toml").write_text(example, encoding="utf-8")
    assert read_overrides(tmp_path)


def test_links_within_the_page_lead_to_its_headings():
    headings = re.findall(r"^#+ (.*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(LINKS) <= anchors

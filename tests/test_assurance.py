"""The papers for assurance are kept: licences and bill of materials hold every pin, what is named is there."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pimh_data.commands.installation import licences
from pimh_data.commands.installation.versions import every_pin, version_of

ROOT = Path(__file__).resolve().parents[1]
SECURITY = ROOT / "docs" / "security.md"
ASSURANCE = [SECURITY, *sorted((ROOT / "docs" / "assurance").glob("*.md"))]
ROW = re.compile(r"^\| (\S+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_every_pinned_dependency_stands_in_the_page_of_licences_with_its_versions():
    runs, works, bill = re.split("## What (?:tests|writes)", licences.PAGE.read_text(encoding="utf-8"))
    each = ((runs, licences.RUNS), (runs + works, licences.WORKS), (works, licences.SPARK), (bill, licences.SBOM))
    for text, pins in each:
        held = {name: versions.split(" or ") for name, versions, _ in ROW.findall(text)}
        for pin in every_pin(pins):
            assert version_of(pin) in held.get(pin.name, ()), f"{pin.name}: make licences"
    assert "dependency" in {name for name, _, _ in ROW.findall(runs)}


def test_the_page_is_what_would_be_written_of_what_is_installed():
    written = dict(zip(*_columns(licences.PAGE.read_text(encoding="utf-8")), strict=True))
    for name, licence in zip(*_columns(licences.page()), strict=True):
        assert licence in (written[name], licences.ELSEWHERE), f"{name}: make licences"


def test_nothing_that_runs_asks_that_the_whole_be_given_away_under_its_own_licence():
    runs = licences.PAGE.read_text(encoding="utf-8").split("## What tests")[0]
    assert [name for name, _, licence in ROW.findall(runs) if "GPL" in licence or "GNU" in licence] == []


def test_the_bill_of_materials_holds_every_pin(tmp_path):
    (recipe,) = re.findall(
        r"^\t\$\(VENV\)/(sbom/.* -m cyclonedx_py .*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    made = tmp_path / "sbom.json"
    command = [str(made) if part.endswith(".json") else part for part in shlex.split(recipe)]
    subprocess.run([Path(sys.prefix, command[0]), *command[1:]], cwd=ROOT, check=True, capture_output=True)
    held = json.loads(made.read_text())
    assert held["bomFormat"] == "CycloneDX"
    there = {(one["name"], one["version"]) for one in held["components"]}
    assert there == {(pin.name, version_of(pin)) for pin in every_pin(licences.RUNS)}


@pytest.mark.parametrize("path", ASSURANCE, ids=lambda path: path.name)
def test_what_the_papers_link_to_and_name_is_there(path):
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert (path.parent / link).exists(), link
    for named in re.findall(r"`((?:tests|benchmarks)/\S+?)`", text):
        assert (ROOT / named).exists(), named
    settings = "".join(one.read_text() for top in ("pages", "pimh_data") for one in (ROOT / top).rglob("*.py"))
    for setting in re.findall(r"`([a-z]+_[a-z]+)`", text):
        assert f'"{setting}"' in settings, setting


def test_every_promise_and_every_fault_names_what_holds_it():
    rows = [
        line.strip("|").split("|") for line in SECURITY.read_text(encoding="utf-8").splitlines() if line[:2] == "| "
    ]
    held = [row[-1] for row in rows if row[-1].strip() != "held by"]
    assert len(held) > 30
    for cell in held:
        assert re.search(r"`(?:tests|benchmarks)/\S+\.py`|import-linter", cell), cell


@pytest.mark.parametrize("name", ["dpia", "record-of-processing", "accessibility"])
def test_papers_ask_for_what_only_the_site_knows(name):
    text = (ROOT / "docs" / "assurance" / f"{name}.md").read_text(encoding="utf-8")
    assert len(re.findall(r"\*\*\[[^\]]+\]\*\*", text)) >= 5


def _columns(text: str) -> tuple[list[str], list[str]]:
    rows = ROW.findall(text)
    return [name for name, _, _ in rows], [licence for _, _, licence in rows]

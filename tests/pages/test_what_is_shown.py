"""Every page of two releases, read whole: another partnership's, and the demonstration's.

No other partnership is shown a Place, system, service or document of the demonstration; no reader is shown a file's
name, a key or a word of the code.
"""

import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from everything import PAGES, Everything, Piece, everything, plain

from pimh_data.registry import reference
from pimh_data.registry.case_studies import CASE_STUDIES
from pimh_data.secure.demo import kinds
from pimh_data.secure.demo.files import EXTRACT_TOML

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from another_partnership import PLACES, SERVICES, SITE, SYSTEM, published

DOCUMENTS = (
    reference.GREATER_MANCHESTER, reference.SHEFFIELD, reference.PROGRAMME_BOARD, reference.NORTH_WEST_COAST,
    reference.TOOLKIT, reference.WESSEX,
)  # fmt: skip
# What may be typed: the address of a source, and the command by which whoever publishes brings what is missing.
TYPED = re.compile(r"https?://\S+|\bpython -m pimh_data [a-z]+")
CODE = re.compile(
    r"\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b"  # people_seen
    r"|[\w-]+\.(?:csv|txt|toml|py|parquet|json|xlsx|geojson|md)\b"
    r"|\b(?:reach|equity|need|funding|provision|workforce|voice|outcomes|indicators|data)\.[a-z][a-z_]*"
    r"|\b[Cc]ubes?\b|\b[Mm]anifest\b|\bparquet\b|\bdataclass\b|\b[Dd]ata ?frame\b|\bNaN\b|\bnan\b|<NA>|\bNaT\b|\bnull\b"
)


def names_of_the_demonstration() -> set[str]:
    """Places, systems, areas, services, providers; words that stand for them; the site."""
    places, areas = reference.load("places"), reference.load("area_places")
    services = reference.load("sheffield_services")
    found = {*places["place"], *places["system"], *areas["area"], *areas["system"], *CASE_STUDIES}
    found |= {*services["service"], *(name for name in services["provider"] if len(name.split()) > 1)}
    offered = [kind for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)]
    found |= {kind.name for kind in offered} | {"PAIRS", "NWC", "Steel City", "Greater Manchester"}
    return found | {line.split('"')[1] for line in EXTRACT_TOML.splitlines() if line.startswith("site")}


def holding(pieces: Iterable[Piece], pattern: re.Pattern[str]) -> list[str]:
    """Each thing found once, with the first piece that holds it."""
    found: dict[str, str] = {}
    for piece in pieces:
        text = TYPED.sub("", plain(piece))
        for match in pattern.finditer(text):
            around = " ".join(text[max(0, match.start() - 60) : match.end() + 40].split())
            found.setdefault(match.group(), f"{match.group()}: {piece.where}, {piece.kind}: ...{around}...")
    return list(found.values())


@pytest.fixture(scope="module")
def theirs(tmp_path_factory) -> Everything:
    """Another partnership's release: one Place, and all of them with what is hidden."""
    releases = published(tmp_path_factory.mktemp("thames"))
    return everything(releases, [{}, {"place": "All Places", "service": "Cradle Talk", "deprivation": "Decile 3"}])


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory, demo_release: Path) -> Everything:
    releases = tmp_path_factory.mktemp("copied") / "releases"
    shutil.copytree(demo_release, releases)
    return everything(releases, [{}, {"place": "Cheshire and Merseyside", "deprivation": "Core20"}])


@pytest.fixture(params=["theirs", "demonstration"])
def either(request) -> Everything:
    return request.getfixturevalue(request.param)


def test_every_page_opens(either):
    assert not either.errors
    assert len(either.opened) == len(set(either.opened))


def test_a_release_without_case_studies_has_no_page_of_theirs(theirs, demonstration):
    of_cases = {page.file for page in PAGES if page.case}
    assert {page.split()[0] for page in theirs.opened} == {page.file for page in PAGES} - of_cases
    assert {page.split()[0] for page in demonstration.opened} == {page.file for page in PAGES}
    assert len(of_cases) == 3


def test_another_partnership_is_shown_no_name_of_the_demonstration(theirs):
    names = sorted(names_of_the_demonstration(), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)")
    assert holding(theirs.pieces, pattern) == []


def test_documents_stand_as_sources_by_their_titles_alone(theirs):
    names = sorted(names_of_the_demonstration(), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)")
    titled = re.compile("|".join(map(re.escape, DOCUMENTS)))
    bare = [Piece(piece.where, piece.kind, titled.sub("", piece.text)) for piece in theirs.sources]
    assert holding(bare, pattern) == []
    assert holding(theirs.pieces, titled) == []
    assert any(titled.search(piece.text) for piece in theirs.sources)


def test_another_partnership_is_shown_its_own_names(theirs):
    said = " ".join(plain(piece) for piece in theirs.pieces)
    for name in (*PLACES, *SERVICES, SITE, SYSTEM, "Peer groups", "Did it help?", "Smoking status at time of delivery"):
        assert name in said


def test_nobody_is_shown_a_files_name_a_key_or_a_word_of_the_code(either):
    assert holding([*either.pieces, *either.sources], CODE) == []


def test_the_site_stands_on_every_page_and_in_every_file(theirs):
    strips = [piece.where for piece in theirs.pieces if 'class="strip"' in piece.text and SITE in piece.text]
    assert strips == theirs.opened
    files = [piece.text for piece in theirs.pieces if piece.kind == "CSV"]
    assert len(files) > 60
    assert all(SITE in line for file in files for line in rows(file))


def rows(file: str) -> list[str]:
    """The lines of a CSV that hold a record, without the heading."""
    return file.split("\r\n")[1:-1]


@pytest.mark.parametrize(
    "text", ["002_c978d0cf2b621d32.txt", "people_seen", "reach.people_seen", "of each cube", "it is nan", "annual_cost"]
)
def test_a_word_of_the_code_would_be_found(text):
    assert holding([Piece("a page", "html", f"<p>Here {text} stands.</p>")], CODE)


@pytest.mark.parametrize(
    "text", ["class names", "a CSV file", "reach. Then", "https://a.uk/by_id?a_b=1", "python -m pimh_data fetch"]
)
def test_a_readers_words_are_not_taken_for_code(text):
    assert not holding([Piece("a page", "html", f'<p class="some_name">{text}</p>')], CODE)

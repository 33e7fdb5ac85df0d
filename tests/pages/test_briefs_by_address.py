"""Slides, papers and the workbook of what is chosen come from an address; what is not known there, as a sentence."""

import io
import zipfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asked import Told, asked
from screen import links
from starlette.applications import Starlette
from starlette.routing import Route

from pages.parts.takeaway import FILES
from pages.served.briefs import MEDIA, PATH, brief_file
from pages.served.refused import LONGEST
from pimh_data.packing.files import BRIEF_FILES

CHOSEN = {"place": "Liverpool", "service": "All services", "year": "2023/24", "deprivation": "Everyone"}
PIMH = Starlette(routes=[Route(PATH, brief_file)])


@pytest.fixture
def get(demo_release: Path, monkeypatch: pytest.MonkeyPatch):
    """get('slides.pptx', place='Liverpool') -> status, headers, body."""
    monkeypatch.setenv("PIMH_RELEASES", str(demo_release))
    return asked_of


def asked_of(name: str, query: str = "", method: str = "GET", **chosen: str) -> Told:
    return asked(PIMH, f"/briefs/{name}", query or urlencode(chosen), method)


@pytest.mark.parametrize("name", ["slides.pptx", "one-page.docx", "board-paper.docx"])
def test_a_file_names_what_was_chosen_and_is_of_its_kind(get, name: str):
    status, headers, body = get(name, **CHOSEN)
    assert status == 200
    assert headers["content-type"] == MEDIA[name.rpartition(".")[2]]
    assert "liverpool-all-services-2023-24" in headers["content-disposition"]
    assert headers["cache-control"] == "private, no-store"
    words = b"".join(
        zipfile.ZipFile(io.BytesIO(body)).read(part) for part in zipfile.ZipFile(io.BytesIO(body)).namelist()
    )
    assert b"Liverpool" in words
    assert b"2023/24" in words
    assert b"ynthetic" in words


def test_the_page_of_a_browser_is_whole(get):
    status, headers, body = get("one-page-web.html", **CHOSEN)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<h1" in body
    assert b"<script" not in body


@pytest.mark.parametrize(
    ("name", "query", "status", "said"),
    [
        ("slides.key", "", 404, "There is no file “slides.key” of a brief: choose from slides.pptx"),
        ("../secret", "", 404, "There is no file “../secret” of a brief"),
        ("", "", 404, "There is no file “” of a brief"),
        ("slides.pptx", "place=Atlantis", 400, "Atlantis"),
        ("slides.pptx", "place=Sheffield&place=Liverpool", 400, "place"),
        ("slides.pptx", "yaer=2023/24", 400, "near it is year"),
        ("slides.pptx", f"place={'x' * LONGEST}", 414, "at most 2,000 characters"),
    ],
)
def test_what_is_not_known_is_said_in_a_sentence(get, name: str, query: str, status: int, said: str):
    found, headers, body = get(name, query)
    assert found == status
    assert headers["content-type"].startswith("text/plain")
    assert said in body.decode()
    assert "Traceback" not in body.decode()


def test_the_summary_links_to_files_that_there_are_and_to_the_meeting_view(open_page, get):
    known = {f"{kind}.{file.ending}" for kind, file in BRIEF_FILES.items()}
    assert set(FILES) <= known
    page = open_page(**CHOSEN)
    for name, label in FILES.items():
        assert links(page, label) == [f"briefs/{name}?{urlencode(CHOSEN, safe='/')}"]
    (view,) = links(page, "Meeting view")
    assert view.endswith("&view=meeting")


def test_who_only_asks_what_a_file_is_does_not_wait_for_it(get, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pages.served.briefs._made", lambda *_: pytest.fail("it was made"))
    status, headers, body = get("slides.pptx", method="HEAD", **CHOSEN)
    assert (status, headers["content-type"], body) == (200, MEDIA["pptx"], b"")

"""What a browser gets before anything of ours: Streamlit's page without a font, under our name, and small scripts."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
from asked import asked
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Route

from pages.parts.first_page import ON_EVERY_PAGE, PAGE, FirstPage, first_page, needed_soon
from pages.parts.transport import HEADERS, CompressedStatic

SCRIPT = "let held = 1;\n" * 500
APP = Starlette(
    routes=[
        Route("/", lambda _: FileResponse(PAGE)),
        Route("/equity", lambda _: FileResponse(PAGE)),
        Route("/briefs/one-page-web.html", lambda _: HTMLResponse("<title>Streamlit</title>")),
        Route("/static/js/index.js", lambda _: PlainTextResponse(SCRIPT)),
        Route("/answers/x.csv", lambda _: PlainTextResponse(SCRIPT)),
    ]
)


@pytest.mark.parametrize("path", ["/", "/equity"])
@pytest.mark.parametrize("compressed", [False, True])
def test_streamlits_page_comes_under_our_name_without_a_font_and_says_that_it_opens(path: str, compressed: bool):
    # Streamlit compresses the page of every address but the first.
    app = FirstPage(GZipMiddleware(APP, minimum_size=500) if compressed else APP)
    status, headers, body = asked(app, path, accept_encoding="gzip")
    assert status == 200
    assert ("content-encoding" in headers) == compressed
    assert int(headers["content-length"]) == len(body)
    body = gzip.decompress(body) if compressed else body
    assert b"<title>PIMH impact</title>" in body
    assert b"PIMH impact opens." in body
    assert b'as="font"' not in body
    assert "etag" not in headers


def test_what_every_page_needs_is_fetched_beside_the_rest_and_once():
    files, sent = needed_soon(), first_page(PAGE.read_bytes()).decode()
    named = {Path(file).name.split(".")[0] for file in files}
    assert set(ON_EVERY_PAGE) <= named
    assert len(files) == len(set(files))
    assert [file for file in files if not (PAGE.parent / file).exists() or sent.count(file) != 1] == []


def test_without_streamlits_list_of_scripts_nothing_more_is_fetched(tmp_path):
    assert needed_soon(tmp_path / "manifest.json") == []
    (tmp_path / "manifest.json").write_text('{"a.js": {"file": "a.js", "name": "another"}}')
    assert needed_soon(tmp_path / "manifest.json") == []


def test_its_scripts_are_streamlits_and_one_of_ours_and_the_policy_allows_these_alone():
    whole = PAGE.read_bytes()
    inline = re.findall(rb"<script>(.*?)</script>", first_page(whole), flags=re.DOTALL)
    assert len(inline) == whole.count(b"<script>") + 1 > 1
    assert first_page(whole).count(b'type="module"') == whole.count(b'type="module"') > 0
    allowed = re.findall(r"'sha256-([^']+)'", HEADERS["content-security-policy"])
    assert sorted(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in inline) == sorted(allowed)


@pytest.mark.parametrize("app", [APP, GZipMiddleware(APP, minimum_size=5)], ids=["as it is", "compressed"])
def test_every_other_page_passes_as_it_is(app):
    for path in ("/briefs/one-page-web.html", "/static/js/index.js", "/answers/x.csv", "/none"):
        assert asked(FirstPage(app), path, accept_encoding="gzip") == asked(app, path, accept_encoding="gzip")


def test_a_page_of_another_version_of_streamlit_is_left_as_far_as_nothing_is_known():
    assert first_page(b"<html>another</html>") == b"<html>another</html>"


@pytest.mark.parametrize(("path", "small"), [("/static/js/index.js", True), ("/answers/x.csv", False)])
def test_scripts_are_compressed_and_nothing_that_holds_what_somebody_asked_for(path: str, small: bool):
    _, headers, body = asked(CompressedStatic(APP), path, accept_encoding="gzip")
    assert ("content-encoding" in headers) == small
    assert (gzip.decompress(body) if small else body).decode() == SCRIPT

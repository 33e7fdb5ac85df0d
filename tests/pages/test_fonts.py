"""Fonts come small: every icon that is asked for by name is there, Streamlit's own where ours is of another version."""

import re

import pytest
from asked import asked
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.parts.fonts import ICONS, OURS, STATIC, SmallFonts, replaced
from tests.icons import ASKED, names, words

APP = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("Streamlit's own"))])
(THEIRS,) = (STATIC / "media").glob(ICONS)
(STYLES,) = (STATIC / "css").glob("index.*.css")


def test_every_icon_that_streamlits_scripts_name_is_in_the_font():
    (held,) = OURS.glob(ICONS)
    assert held.name == THEIRS.name, "make icons"
    wanted = words(ASKED) & names(THEIRS)
    assert len(wanted) > 50
    assert wanted - names(held) == set(), "make icons"


def test_the_font_that_is_sent_is_an_eighth_of_the_whole():
    status, headers, body = asked(SmallFonts(APP), f"/static/media/{THEIRS.name}")
    assert (status, headers["content-type"]) == (200, "font/woff2")
    assert body[:4] == b"wOF2"
    assert len(body) * 8 <= THEIRS.stat().st_size


def test_the_styles_name_every_font_but_the_one_that_is_not_used():
    status, headers, body = asked(SmallFonts(APP), f"/inside/another/static/css/{STYLES.name}")
    faces = re.compile(rb"@font-face\{[^}]*font-family:([^;]*);")
    assert (status, headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert set(faces.findall(STYLES.read_bytes())) - set(faces.findall(body)) == {b"Source Sans"}
    assert len(STYLES.read_bytes()) - len(body) < 500


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/static/media/another.woff2", "/answers/x/static/"])
def test_everything_else_passes_as_it_is(path: str):
    assert asked(SmallFonts(APP), path)[2] == b"Streamlit's own"


def test_fonts_of_another_version_of_streamlit_are_left_as_they_are(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "css").mkdir()
    (tmp_path / "media" / "MaterialSymbols-Rounded.another.woff2").write_bytes(b"")
    (tmp_path / "css" / "index.another.css").write_text("@font-face{font-family:Another;src:url(x)}")
    assert replaced(tmp_path) == {}

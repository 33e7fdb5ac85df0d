"""One HTML file: nothing runs, nothing is fetched, and its parts say what they are."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from papers_by_hand import HOSTILE, by_hand

from pimh_data.briefing.papers.paper import TO_WRITE
from pimh_data.briefing.papers.web_page import to_html, written


class Tags(HTMLParser):
    """The tags of a page in their order, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[tuple[str, dict[str, str | None]]]:
        return [(tag, held) for tag, held in self.found if tag in names]


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(by_hand()).decode()


def test_headings_follow_each_other_without_a_gap(page):
    levels = [int(tag[1]) for tag, _ in Tags(page).named("h1", "h2", "h3", "h4")]
    assert levels == [1, 2, 3]


def test_tables_have_a_caption_and_headers_with_a_scope(page):
    tags = Tags(page)
    assert len(tags.named("caption")) == len(tags.named("table")) == 1
    assert [held["scope"] for _, held in tags.named("th")] == ["col", "col", "row", "row"]


def test_it_has_a_language_a_title_and_texts_of_pictures(page):
    tags = Tags(page)
    assert tags.named("html")[0][1]["lang"] == "en-GB"
    assert "<title>Funding review: Sheffield</title>" in page
    assert [held["alt"] for _, held in tags.named("img")] == ["A dot of Sheffield."]
    assert f"<strong>{TO_WRITE}: </strong>Who leads Sheffield?" in page


@pytest.mark.parametrize("text", ["Sheffield", HOSTILE])
def test_nothing_runs_and_nothing_is_fetched(text):
    content = to_html(by_hand(text)).decode()
    tags = Tags(content)
    assert not tags.named("script", "iframe", "object", "embed", "link", "a", "form")
    assert not [name for _, held in tags.found for name in held if name.startswith("on")]
    sources = [held["src"] for _, held in tags.found if "src" in held]
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "default-src 'none'" in content
    assert not re.search(r"https?://|@import|url\(", content)


def test_hostile_text_is_read_as_text():
    content = to_html(by_hand(HOSTILE)).decode()
    assert "<script>alert(1)</script> &" in unescape(content)
    assert not set("\x00\x07\uffff\u202e") & set(content)


def test_a_block_that_it_cannot_write_is_refused():
    with pytest.raises(TypeError, match="no way to write str"):
        written("words")

"""Reads a tested page as a person does: its opening, its notices, its charts, its links."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest


def html(test: AppTest, name: str) -> list[str]:
    """The text of every paragraph or block of that class."""
    found = (re.findall(rf'<(p|div|dl) class="{name}[^>]*>(.*?)</\1>', body, flags=re.DOTALL) for body in bodies(test))
    return [unescape(re.sub(r"<[^>]+>", "", text)) for matches in found for _, text in matches]


def bodies(test: AppTest) -> list[str]:
    """The HTML of the page as it was sent, message by message."""
    elements = (element for part in (test.main, test.sidebar) for element in part)
    return [element.proto.body for element in elements if element.type in ("html", "markdown")]


def headings(test: AppTest) -> list[str]:
    """The headings of panels and cards, in order."""
    return [unescape(words) for words in re.findall(r"<h2 data-anchor=[^>]*>(.*?)</h2>", raw(test))]


def raw(test: AppTest) -> str:
    """All HTML of the page as it was sent."""
    return "".join(bodies(test))


def opening(test: AppTest) -> str:
    """The bold sentence under the heading; on the Summary, the first verdict."""
    return (html(test, "answer") or html(test, "verdict"))[0]


def charts(test: AppTest) -> list:
    """The chart messages of the page."""
    return [element.proto for element in test.get("vega_lite_chart")]


def popovers(test: AppTest) -> list[str]:
    """The labels of popovers, in order."""
    return [element.proto.popover.label for element in test.get("popover")]


def links(test: AppTest, label: str) -> list[str]:
    """Where the links lead that say so, in order."""
    return [unescape(address) for address in re.findall(rf'<a href="([^"]*)"[^>]*>{label}</a>', raw(test))]

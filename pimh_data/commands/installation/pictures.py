"""Whether charts as pictures have their text: a machine without any font draws them without a word."""

from collections.abc import Callable, Iterator
from typing import Any

from pimh_data.charts.converting import to_png
from pimh_data.charts.theme import FONT
from pimh_data.commands.installation.diagnosis import GOOD, WRONG, Diagnosis

NO_FONT = "pictures of charts have no text: install a font, such as fonts-liberation or fonts-dejavu"


def pictures(draw: Callable[[dict[str, Any], float], bytes] = to_png) -> Iterator[Diagnosis]:
    """Draw a word and nothing, and compare them."""
    if draw(_saying("Word"), 1.0) == draw(_saying(""), 1.0):
        yield Diagnosis(WRONG, NO_FONT)
    else:
        yield Diagnosis(GOOD, "pictures of charts have their text")


def _saying(word: str) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 80,
        "height": 40,
        "data": {"values": [{"word": word}]},
        "mark": {"type": "text", "font": FONT, "fontSize": 20},
        "encoding": {"text": {"field": "word"}},
    }

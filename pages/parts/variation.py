"""The variation of a process chart as a drawn icon with its words beside it. Icons are drawn here, not copied."""

import base64
from html import escape

from pimh_data.answer import WITHOUT_VALUE, Answer
from pimh_data.charts.theme import BENCHMARK, FOCUS, MUTED

# Words of the headline -> colour and the course of the dots in a box 48 wide and 32 high.
DRAWN = {
    "Special cause, high": (FOCUS, ((6, 24), (15, 22), (24, 23), (33, 10), (42, 7))),
    "Special cause, low": (BENCHMARK, ((6, 8), (15, 10), (24, 9), (33, 22), (42, 25))),
    "Common cause": (MUTED, ((6, 18), (15, 12), (24, 19), (33, 13), (42, 17))),
}


def icon(answer: Answer) -> str:
    """The icon of an Answer's headline as HTML; a run chart has words alone; '' where nothing is shown."""
    headline = answer.headline
    if headline is None or headline.value in WITHOUT_VALUE:
        return ""
    drawn = DRAWN.get(headline.value)
    words = f"<strong>{escape(headline.value)}</strong>" + (
        f" · {escape(headline.comparison)}" if headline.comparison else ""
    )
    return f'<p class="graded">{_image(*drawn) if drawn else ""}<span>{words}</span></p>'


def _image(colour: str, dots: tuple[tuple[int, int], ...]) -> str:
    # As an image: Streamlit takes drawings out of HTML. It is empty to screen readers, since the words say the same.
    held = base64.b64encode(_svg(colour, dots).encode()).decode()
    style = "vertical-align: middle; margin-right: 0.6rem"
    return f'<img src="data:image/svg+xml;base64,{held}" alt="" width="48" height="32" style="{style}">'


def _svg(colour: str, dots: tuple[tuple[int, int], ...]) -> str:
    course = " ".join(f"{x},{y}" for x, y in dots)
    points = "".join(f'<circle cx="{x}" cy="{y}" r="3.2" fill="{colour}"/>' for x, y in dots)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32" viewBox="0 0 48 32">'
        f'<line x1="0" y1="16" x2="48" y2="16" stroke="{MUTED}" stroke-width="1" stroke-dasharray="4 3"/>'
        f'<polyline points="{course}" fill="none" stroke="{colour}" stroke-width="1.5"/>{points}</svg>'
    )

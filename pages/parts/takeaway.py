"""One line on the Summary: what is chosen as slides, papers and workbook, and its meeting view. Makes nothing."""

from html import escape
from urllib.parse import urlencode

from pages.parts import meeting
from pages.parts.page_view import PageView
from pimh_data.questions.selection import KEYS

# The file's name at its address -> what the link says.
FILES = {
    "slides.pptx": "Slides",
    "one-page.docx": "One page",
    "board-paper.docx": "Board paper",
    "funding-review.docx": "Funding review",
    "workbook.xlsx": "Workbook",
}


def line(shown: PageView) -> str:
    """The links as HTML."""
    asked = urlencode({key: getattr(shown.selection, key) for key in KEYS}, safe="/")
    files = [f'<a href="briefs/{name}?{escape(asked)}" download>{said}</a>' for name, said in FILES.items()]
    view = f'<a href="{escape(meeting.address(shown))}" target="_self">Meeting view</a>'
    return f'<nav aria-label="To take away"><p class="links">{" ".join((view, *files))}</p></nav>'

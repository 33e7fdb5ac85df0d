"""What can be done before the first visitor: opening the release, answering and drawing every question once."""

import logging
import threading

from pages.parts import opened, panel
from pimh_data.charts.list import NEEDS_MORE
from pimh_data.errors import ReleaseError, SelectionError
from pimh_data.questions.address import Address
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.selection import options
from pimh_data.release import Release

log = logging.getLogger("pimh")


def up() -> None:
    """Open the release (a missing one is said in the log: the pages say it too) and draw what it opens on."""
    try:
        release, _ = opened.whole()
    except ReleaseError as error:
        log.warning("no release: %s", error)
        return
    # In a thread of its own: a question that fails is logged as any thread's error is, and the server starts.
    drawing = threading.Thread(target=draw, args=(release,), name="warming")
    drawing.start()
    drawing.join()


def draw(release: Release) -> None:
    """Every question about what the pages open on: Altair writes its chart once, which takes most of a first view."""
    selection = options(release).default
    for key, question in QUESTIONS.items():
        try:
            answer = opened.answer(release, Address.of(key, selection, {}))
        except SelectionError:
            continue  # nothing that this release lets choose or shows: its pages ask no such question
        if question.chart not in NEEDS_MORE:
            panel.drawing(answer)

"""What the page shows: the opened release and the selection, handed from the frame to the page of the same run."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass

from pages.parts import opened
from pimh_data.answer import Answer, Selection
from pimh_data.release import Release


@dataclass(frozen=True)
class View:
    """One release and one selection: both stay the same through a run, also when a new release is published."""

    release: Release
    selection: Selection

    def answer(self, question: Callable[..., Answer], *chosen: Hashable) -> Answer:
        """The answer to a question about this selection (and what else the page lets choose), kept once worked out."""
        return opened.answer(question, self.release, self.selection, *chosen)

    def about_release(self, question: Callable[..., Answer], *chosen: Hashable) -> Answer:
        """The answer to a question about the release as a whole, or about what the page lets choose instead."""
        return opened.answer(question, self.release, None, *chosen)


_shown: ContextVar[View] = ContextVar("view")


def show(view: View) -> None:
    """Called by the frame before it runs the page."""
    _shown.set(view)


def current() -> View:
    """Called by the page. Raises LookupError when the page runs without its frame."""
    return _shown.get()

"""What the page shows: the opened release and the selection, handed from the frame to the page of the same run."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from pages.parts import opened
from pages.parts.failed import unanswered
from pimh_data.answer import Answer, Selection
from pimh_data.errors import PimhError
from pimh_data.questions.address import Address
from pimh_data.release import Release


@dataclass(frozen=True)
class PageView:
    """One release and one selection: both stay the same through a run, also when a new release is published.

    `path`: the address of the page; `shared`: what it lets choose with other pages of its group, by name.
    """

    release: Release
    selection: Selection
    path: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)

    def answer(self, key: str, **choices: str) -> Answer:
        """The answer to the question of that key about this selection, kept once worked out.

        `choices`: what else the page lets choose, by its name in the address; what is not named takes its usual value.
        Raises SelectionError for a key, name or value that is not known. A question that fails has an Unanswered.
        """
        try:
            return opened.answer(self.release, Address.of(key, self.selection, choices))
        except PimhError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is logged, and the page's other questions stand
            return unanswered(key, self.selection, error)

    def answers(self, *keys: str, **choices: str) -> tuple[Answer, ...]:
        """The answers to several questions about this selection, which let the same be chosen."""
        return tuple(self.answer(key, **choices) for key in keys)


_shown: ContextVar[PageView] = ContextVar("view")


def show(view: PageView) -> None:
    """Called by the frame before it runs the page."""
    _shown.set(view)


def current() -> PageView:
    """Called by the page. Raises LookupError when the page runs without its frame."""
    return _shown.get()

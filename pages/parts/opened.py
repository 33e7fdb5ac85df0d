"""The release that every page reads, and its answers, kept by release and selection. One store a process."""

import os
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from pathlib import Path

from pimh_data.answer import Answer, Selection
from pimh_data.release import Release, Store

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "datasets" / "releases"
ANSWERS_KEPT = 2000  # about 20 kB each: at most some 40 MB a release


def current() -> tuple[Release, str]:
    """The release to show, and what is wrong with a newer one. Raises ReleaseError when none can be opened."""
    return _store(os.environ.get("PIMH_RELEASES") or str(DEFAULT_FOLDER)).current()


def answer(
    question: Callable[..., Answer], release: Release, selection: Selection | None = None, *chosen: Hashable
) -> Answer:
    """The answer to a question, worked out once for each release, selection and what else is chosen.

    `chosen`: the question's further arguments, in its order. The caller must not change the answer.
    """
    return _answers(release)(question, selection, *chosen)


@cache
def _store(folder: str) -> Store:
    return Store(Path(folder))


@lru_cache(maxsize=2)  # the release shown and the one before: an older one leaves memory with its answers
def _answers(release: Release) -> Callable[..., Answer]:
    @lru_cache(maxsize=ANSWERS_KEPT)
    def ask(question: Callable[..., Answer], selection: Selection | None, *chosen: Hashable) -> Answer:
        return question(release, *(() if selection is None else (selection,)), *chosen)

    return ask

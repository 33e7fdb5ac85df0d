"""The release that every page reads, and its answers, kept by release and selection. One store a process."""

from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from pages.guard.door import door
from pimh_data.answer import Answer
from pimh_data.errors import NotShownHere, ReleaseError
from pimh_data.kept import Latest
from pimh_data.questions.address import Address, complete
from pimh_data.questions.address import answer as answered
from pimh_data.registry.posts import WITHOUT_SIGN_IN
from pimh_data.release import Release, Store
from pimh_data.release.folders import shown_folder

ROOM = "room for answers"
ANSWERS_BYTES = 60_000_000  # of a release, with what is drawn and written from them


def store() -> Store:
    """The store of this process."""
    return _store(str(shown_folder()), door().signed_in)


def current() -> tuple[Release, str]:
    """The release to show to whoever asks, as far as it is theirs to see; and what is wrong with a newer one.

    Raises ReleaseError when none can be opened; NotShownHere for one that the door of this application keeps back, or
    of which nothing may be shown to whoever asks.
    """
    release, problem = whole()
    part = door().part_of(release)
    if part is not release:
        # All parts of a release share one room for answers, so that many visitors do not fill the memory.
        part.once(ROOM, lambda: _room(release))
    return part, problem


def whole() -> tuple[Release, str]:
    """The release in force, whole: for what the server does by itself, and never for a page.

    Raises ReleaseError when none can be opened; NotShownHere for one that the door of this application keeps back.
    """
    release, problem = store().current()
    kept_back = door().keeps_back(release.manifest)
    if kept_back:
        raise NotShownHere(kept_back)
    return release, problem


def whole_of(part: Release) -> Release | None:
    """The release that this is a part of, to ask whether both answer alike; None where whoever asks sees it all."""
    release, _ = whole()
    return None if part is release else release


def look() -> None:
    """See whether a newer release is there, so that it is opened, and parted, before anybody asks for it."""
    with suppress(ReleaseError):  # said where it is shown, and in the log
        release, _ = whole()
        door().prepare(release)


def answer(release: Release, address: Address) -> Answer:
    """The answer at an address, worked out once for each release. The caller must not change it.

    Raises SelectionError for a question, name or value that is not known.
    """
    asked = complete(address, release)  # so that a page and the files that it links to have the same Answer
    # A part of a release is kept by the whole one, and so is its number among all objects.
    return _room(release).once((id(release), asked), lambda: answered(release, asked, partial(answer, release)))


@lru_cache(maxsize=1)  # the demonstration leaves memory when a release of one's own takes its place
def _store(folder: str, in_parts: bool) -> Store:
    # Where people sign in each is handed a part, and so what is one organisation's alone is opened too.
    return Store(Path(folder), granted=None if in_parts else WITHOUT_SIGN_IN)


def _room(release: Release) -> Latest:
    return release.once(ROOM, lambda: Latest(ANSWERS_BYTES))

"""The release that every page reads, and its answers, kept by release and selection. One store a process."""

from contextlib import suppress
from functools import lru_cache, partial
from ipaddress import ip_address
from pathlib import Path

import streamlit as st

from pimh_data.answer import Answer
from pimh_data.errors import ReleaseError
from pimh_data.kept import Latest, kept
from pimh_data.questions.address import Address, complete
from pimh_data.questions.address import answer as answered
from pimh_data.release import Release, Store
from pimh_data.release.folders import shown_folder

EXACT = "exact"
ONLY_HERE = (
    "{what}, and is shown on the machine itself alone: let the server answer 127.0.0.1 (server.address), or {or_}"
)
EXACT_ONLY_HERE = ONLY_HERE.format(what="the release holds exact counts", or_="publish with the profile rounded")
MINE_ONLY_HERE = ONLY_HERE.format(
    what="the release is for whoever published it", or_="say in extract.toml for whom else it is, and publish again"
)
ANSWERS_BYTES = 100_000_000  # of a release, with what is drawn and written from them


def store() -> Store:
    """The store of this process."""
    return _store(str(shown_folder()))


def current() -> tuple[Release, str]:
    """The release to show, and what is wrong with a newer one.

    Raises ReleaseError when none can be opened; and where others than this machine could ask, for one of exact counts
    and for one that is for nobody but whoever published it.
    """
    release, problem = store().current()
    manifest = release.manifest
    alone = {EXACT_ONLY_HERE: manifest.profile == EXACT, MINE_ONLY_HERE: manifest.terms.on_this_machine_alone}
    said = [words for words, holds in alone.items() if holds]
    if said and not on_loopback(st.get_option("server.address")):
        raise ReleaseError("; ".join(said))
    return release, problem


def on_loopback(address: str | None) -> bool:
    """Whether a server at this address answers its own machine alone; without an address it answers everybody."""
    if address == "localhost":
        return True
    try:
        return address is not None and ip_address(address).is_loopback
    except ValueError:  # a name of a machine
        return False


def look() -> None:
    """See whether a newer release is there, so that it is opened before anybody asks for it."""
    with suppress(ReleaseError):  # said where it is shown, and in the log
        current()


def answer(release: Release, address: Address) -> Answer:
    """The answer at an address, worked out once for each release. The caller must not change it.

    Raises SelectionError for a question, name or value that is not known.
    """
    whole = complete(address, release)  # so that a page and the files that it links to have the same Answer
    return _answers(release).once(whole, lambda: answered(release, whole, partial(answer, release)))


@lru_cache(maxsize=1)  # the demonstration leaves memory when a release of one's own takes its place
def _store(folder: str) -> Store:
    return Store(Path(folder))


@kept
def _answers(_: Release) -> Latest:
    return Latest(ANSWERS_BYTES)

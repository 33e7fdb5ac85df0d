"""Which release is shown, changed by whoever publishes: roll back or forward, and take one back for good."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pimh_data.errors import PublishError, ReleaseError, Withdrawn
from pimh_data.release import Manifest, open_release
from pimh_data.release.choice import candidates
from pimh_data.release.pointer import Pointer
from pimh_data.release.reading import ensure_as_published
from pimh_data.release.withdrawn import Withdrawal, ensure_not_withdrawn, is_withdrawn, record_of, withdrawals
from pimh_data.secure.releases.alone import changing
from pimh_data.secure.releases.before import manifest_hash
from pimh_data.secure.releases.durable import UnconfirmedError, write_whole
from pimh_data.secure.releases.record import now, records_of, who
from pimh_data.secure.releases.standings import current, ensure_known
from pimh_data.secure.writing import UNCONFIRMED, point

Say = Callable[[str], object]
NOT_AS_RECORDED = (
    "release {name}: its manifest is not the one that the private record of its publication names, so it is not shown. "
    "Use another, or publish again"
)
NOT_AGAIN = "release {name} was withdrawn{when}: {reason}"
MAKE_ROOM = "Make room, or see that you may write to the folder of releases, and run this again"
NOT_SHOWN = "release {name} could not be shown ({reason}): what was shown is shown still. " + MAKE_ROOM
NOT_WITHDRAWN = "release {name} could not be withdrawn ({reason}): it is as it was. " + MAKE_ROOM
NOTHING_INSTEAD = (
    "release {name} is withdrawn and never shown again, but another could not be put in its place ({reason}). Make "
    "room, or see that you may write to the folder of releases; then choose one: python -m pimh_data use NAME"
)
LONGEST_REASON = 500  # letters
NO_SENTENCE = (
    f"the reason must be a sentence in plain text, of {LONGEST_REASON} letters at most: it stands wherever releases "
    "are listed"
)
NO_REASON = "say why with --reason: whoever looks at the releases later is to know"


def use(releases: Path, name: str, private: Path, say: Say) -> Manifest:
    """Show the release of that name from now on, back or forward; it is opened whole first. Gives its manifest.

    Raises PublishError where there is none, ReleaseError where it is withdrawn, damaged, or not what was published.
    """
    ensure_known(releases, name)
    with changing(releases, say):
        ensure_not_withdrawn(releases, name)
        folder = releases / name
        sha256 = manifest_hash(folder)
        opened = open_release(folder, manifest_sha256=sha256)
        ensure_not_withdrawn(releases, opened.manifest.release)
        known = records_of(private, opened.manifest.release)
        if known and sha256 not in known:
            raise ReleaseError(NOT_AS_RECORDED.format(name=name))
        with _said(NOT_SHOWN, name):
            point(releases, Pointer(name, sha256))
    return opened.manifest


def withdraw(releases: Path, name: str, reason: str, say: Say) -> str:
    """Take a release back for good, whatever state it is in; gives the name of the one that is then shown, '' for none.

    The reason, the moment and who are kept beside the release. Where it was the current one, the newest good one is
    from now on; where there is none, CURRENT stays and nothing is shown. Raises PublishError where there is no such
    release, it is withdrawn already, or no reason is given that can be shown in one line.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise PublishError(NO_REASON)
    if not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise PublishError(NO_SENTENCE)
    ensure_known(releases, name)
    with changing(releases, say):
        if is_withdrawn(releases, name):
            former = withdrawals(releases)[name]
            when = f" on {former.withdrawn}" if former.withdrawn else ""
            raise PublishError(NOT_AGAIN.format(name=name, when=when, reason=former.reason))
        for one in dict.fromkeys((name, _own_name(releases / name) or name)):
            record = Withdrawal(one, reason, now(), who())
            text = json.dumps(dataclasses.asdict(record), indent=1, ensure_ascii=False) + "\n"
            with _said(NOT_WITHDRAWN, name):
                write_whole(record_of(releases, one), text)
        with _said(NOTHING_INSTEAD, name):
            return _shown_instead(releases)


@contextmanager
def _said(words: str, name: str) -> Iterator[None]:
    """A full disk, or a folder that may not be written to, in words: what became of the release, and what to do."""
    try:
        yield
    except UnconfirmedError as error:
        raise PublishError(UNCONFIRMED.format(name=name, reason=error.strerror)) from None
    except OSError as error:
        raise PublishError(words.format(name=name, reason=error.strerror or "no reason given")) from None


def _shown_instead(releases: Path) -> str:
    pointer, _ = current(releases)
    if pointer is not None and not _taken_back(releases, pointer.name):
        return pointer.name
    for name in candidates(releases):
        try:
            manifest = ensure_as_published(releases / name)
            ensure_not_withdrawn(releases, manifest.release)
        except ReleaseError:
            continue
        point(releases, Pointer(name, manifest_hash(releases / name)))
        return name
    return ""


def _taken_back(releases: Path, name: str) -> bool:
    try:
        ensure_not_withdrawn(releases, name, _own_name(releases / name) or name)
    except Withdrawn:
        return True
    return False


def _own_name(folder: Path) -> str:
    """The name that a release gives itself, which a copy of it under another name shares; '' where it cannot say."""
    try:
        return Manifest.read(folder).release
    except ReleaseError:
        return ""

"""Which release of a folder to open: that which CURRENT names, or the newest good one beside it. Keeps nothing.

One that was withdrawn is neither.
"""

from collections.abc import Collection
from pathlib import Path

from pimh_data.errors import NoRelease, ReleaseError, Withdrawn
from pimh_data.registry.posts import WITHOUT_SIGN_IN
from pimh_data.release.manifest import NAME, Manifest
from pimh_data.release.pointer import Pointer
from pimh_data.release.reading import Release, open_release
from pimh_data.release.withdrawn import ensure_not_withdrawn, is_withdrawn, withdrawals

NONE = "there is no release to show: {why}, and no release lies beside it; run 'python -m pimh_data demo' or 'publish'"
NONE_LEFT = "there is no release to show: {why}; no other one lies beside it"


def named(releases: Path, pointer: Pointer, granted: Collection[str] | None = WITHOUT_SIGN_IN) -> Release:
    """The release that CURRENT names, `granted` as `open_release` takes it.

    Raises ReleaseError in words; Withdrawn where it was taken back.
    """
    return _opened(releases, pointer.name, granted, pointer.sha256)


def newest_good(releases: Path, but: str, why: str, granted: Collection[str] | None = WITHOUT_SIGN_IN) -> Release:
    """The newest release that can be opened, other than `but`, which CURRENT names and which cannot be.

    `why` that is so; `granted` as `open_release` takes it. Raises ReleaseError with that and with what is wrong with
    each of the others; NoRelease where the folder holds none at all, Withdrawn where it holds none but those taken
    back.
    """
    beside = candidates(releases)
    if not beside and withdrawals(releases):
        raise Withdrawn(NONE_LEFT.format(why=why))
    if not beside:
        raise NoRelease(NONE.format(why=why))
    wrong = [why]
    for name in beside:
        if name == but:
            continue
        try:
            return _opened(releases, name, granted)
        except ReleaseError as error:
            wrong.append(f"nor can one beside it be shown: {error}")
    raise ReleaseError("; ".join(wrong))


def _opened(releases: Path, name: str, granted: Collection[str] | None, sha256: str | None = None) -> Release:
    ensure_not_withdrawn(releases, name)
    opened = open_release(releases / name, manifest_sha256=sha256, granted=granted)
    # It may have been taken back while it was opened; and a copy of it under another name is withdrawn as well.
    ensure_not_withdrawn(releases, name, opened.manifest.release)
    return opened


def candidates(releases: Path) -> list[str]:
    """Names of the releases in a folder that may be shown, the newest first.

    Those that cannot say when they were made stand last. Whether one is good is found out by opening it. A link to
    one elsewhere is none: what it leads to can change, and be withdrawn without this folder hearing of it.
    """
    try:
        names = [path.name for path in releases.iterdir() if path.name[0] != "." and _is_release(path)]
    except OSError:
        return []
    names = [name for name in names if not is_withdrawn(releases, name)]
    # Of two made in one second the later name, which is the moment unless another was given.
    return sorted(names, key=lambda name: (_made(releases / name), name), reverse=True)


def _is_release(folder: Path) -> bool:
    if folder.is_symlink():
        return False
    try:
        (folder / NAME).lstat()
    except OSError:
        return False
    return True


def _made(folder: Path) -> str:
    try:
        return Manifest.read(folder).made
    except ReleaseError:
        return ""

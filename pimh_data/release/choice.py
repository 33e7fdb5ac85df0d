"""Which release of a folder to open: that which CURRENT names, or the newest good one beside it. Keeps nothing."""

from pathlib import Path

from pimh_data.errors import NoRelease, ReleaseError
from pimh_data.release.manifest import NAME, Manifest
from pimh_data.release.pointer import Pointer
from pimh_data.release.reading import Release, open_release

NONE = "there is no release to show: {why}, and no release lies beside it; run 'python -m pimh_data demo' or 'publish'"


def named(releases: Path, pointer: Pointer) -> Release:
    """The release that CURRENT names. Raises ReleaseError in words."""
    return open_release(releases / pointer.name, manifest_sha256=pointer.sha256)


def newest_good(releases: Path, but: str, why: str) -> Release:
    """The newest release that can be opened, other than `but`, which CURRENT names and which cannot be.

    `why` that is so. Raises ReleaseError with that and with what is wrong with each of the others; NoRelease where the
    folder holds none at all.
    """
    beside = candidates(releases)
    if not beside:
        raise NoRelease(NONE.format(why=why))
    wrong = [why]
    for name in beside:
        if name == but:
            continue
        try:
            return open_release(releases / name)
        except ReleaseError as error:
            wrong.append(f"nor can one beside it be shown: {error}")
    raise ReleaseError("; ".join(wrong))


def candidates(releases: Path) -> list[str]:
    """Names of the releases in a folder that may be shown, the newest first.

    Those that cannot say when they were made stand last. Whether one is good is found out by opening it.
    """
    try:
        names = [path.name for path in releases.iterdir() if not path.name.startswith(".") and _is_release(path)]
    except OSError:
        return []
    return sorted(sorted(names), key=lambda name: _made(releases / name), reverse=True)


def _is_release(folder: Path) -> bool:
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

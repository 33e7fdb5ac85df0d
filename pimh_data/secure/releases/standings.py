"""Every release of a folder and its state: shown, good, damaged or withdrawn. Looks at every byte, changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from pimh_data.errors import PublishError, ReleaseError
from pimh_data.release import Manifest
from pimh_data.release.choice import candidates
from pimh_data.release.manifest import NAME
from pimh_data.release.pointer import Pointer, held
from pimh_data.release.reading import ensure_as_published
from pimh_data.release.withdrawn import Withdrawal, is_withdrawn, withdrawals

SHOWN, GOOD, DAMAGED, WITHDRAWN = "shown", "good", "damaged", "withdrawn"
NO_SUCH = "there is no release {name!r} in this folder ({there})"


@dataclass(frozen=True)
class Standing:
    """One release. `manifest`: None where it cannot be read, or the release is gone. `why`: it is damaged, withdrawn,
    or shown in place of another."""

    name: str
    state: str
    manifest: Manifest | None = None
    why: str = ""

    @property
    def good(self) -> bool:
        """Whether it may be shown."""
        return self.state in (SHOWN, GOOD)


def standings(releases: Path) -> list[Standing]:
    """Every release of a folder, the newest first; then those withdrawn."""
    pointer, why = current(releases)
    found = [_state(releases, name, pointer) for name in candidates(releases)]
    if not any(one.state == SHOWN for one in found):
        # What the application shows after a restart: the newest good one, in the place of what CURRENT names.
        place = next((place for place, one in enumerate(found) if one.state == GOOD), None)
        if place is not None:
            broken = why or f"release {pointer.name} cannot be shown"
            found[place] = Standing(found[place].name, SHOWN, found[place].manifest, f"in place of another: {broken}")
    return found + [_withdrawn(releases, record, name) for name, record in withdrawals(releases).items()]


def current(releases: Path) -> tuple[Pointer | None, str]:
    """What CURRENT names; or None, and what is wrong with it."""
    try:
        return Pointer.of(held(releases)[0]), ""
    except ReleaseError as error:
        return None, str(error)


def ensure_known(releases: Path, name: str) -> None:
    """Raise PublishError, with the names there are, where a folder holds no release of that name."""
    known = candidates(releases)
    if name not in known and not is_withdrawn(releases, name):
        there = f"there are: {', '.join(known)}" if known else "it holds none"
        raise PublishError(NO_SUCH.format(name=name, there=there))


def _state(releases: Path, name: str, pointer: Pointer | None) -> Standing:
    named = pointer is not None and pointer.name == name
    try:
        manifest = ensure_as_published(releases / name, pointer.sha256 if named else None)
    except ReleaseError as error:
        return Standing(name, DAMAGED, _manifest(releases / name), str(error))
    if is_withdrawn(releases, manifest.release):
        return Standing(name, WITHDRAWN, manifest, f"it is a copy of {manifest.release}")
    return Standing(name, SHOWN if named else GOOD, manifest)


def _withdrawn(releases: Path, record: Withdrawal, name: str) -> Standing:
    when = f"on {record.withdrawn} by {record.by}: " if record.withdrawn else ""
    gone = "" if (releases / name / NAME).exists() else " (its tables are removed)"
    return Standing(name, WITHDRAWN, _manifest(releases / name), f"{when}{record.reason}{gone}")


def _manifest(folder: Path) -> Manifest | None:
    try:
        return Manifest.read(folder)
    except ReleaseError:
        return None

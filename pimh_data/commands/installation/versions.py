"""Whether Python and every dependency are those that the project pins."""

from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from pimh_data.commands.installation.diagnosis import GOOD, WRONG, Diagnosis

OLDEST = (3, 11)
INSTALL = "make install (docs/deploy.md)"


def versions(
    pins: Path, python: tuple[int, ...], installed: Callable[[str], str] = metadata.version
) -> Iterator[Diagnosis]:
    """Python, and what is installed, against a file of pins (requirements.txt)."""
    if python[:2] < OLDEST:
        found = ".".join(map(str, python[:3]))
        yield Diagnosis(WRONG, f"this is Python {found}: install 3.11 or later, then {INSTALL}")
    try:
        wanted = pinned(pins)
    except OSError as error:
        yield Diagnosis(WRONG, f"{pins.name} cannot be read ({error.strerror}): take the project whole")
        return
    amiss = [words for name, version in wanted.items() if (words := _amiss(name, version, installed))]
    if amiss:
        yield Diagnosis(WRONG, f"not as pinned in {pins.name}: {'; '.join(amiss)}. Install them: {INSTALL}")
    else:
        yield Diagnosis(GOOD, f"{len(wanted)} dependencies are as pinned")


def pinned(pins: Path) -> dict[str, str]:
    """Name -> version of every dependency that a file pins for this machine. Raises OSError where it cannot be read."""
    return {one.name: version_of(one) for one in every_pin(pins) if one.marker is None or one.marker.evaluate()}


def every_pin(pins: Path) -> list[Requirement]:
    """Every pin of a file, those for other machines too. Raises OSError where it cannot be read."""
    lines = pins.read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if line[:1].isalnum()]


def version_of(pin: Requirement) -> str:
    """The version that a pin names."""
    return next(iter(pin.specifier)).version


def _amiss(name: str, version: str, installed: Callable[[str], str]) -> str:
    try:
        found = installed(name)
    except metadata.PackageNotFoundError:
        return f"{name} {version} is missing"
    return "" if found == version else f"{name} is {found} and should be {version}"

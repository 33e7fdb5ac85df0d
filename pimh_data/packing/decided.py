"""Decisions of a Place as sentences for slides and papers: what was agreed, what its number was then and is now."""

from collections.abc import Iterator
from pathlib import Path

from pimh_data.decisions import REMINDER, AsItStood, Decision, Ledger, since
from pimh_data.release import Release


def decided(folder: Path, release: Release, place: str, whole: Release | None = None) -> tuple[str, ...]:
    """The decisions written down beside the releases of a folder that hold for this Place, the newest first.

    Withdrawn and erased ones are left out; the reminder that a number since is a description stands first. () where
    there are none. `whole`: as `since` takes it. Raises DecisionError where the file of decisions cannot be read.
    """
    held = [one for one in Ledger(folder).read().decisions if one.place == place and not (one.withdrawn or one.erased)]
    return (REMINDER, *(" ".join(_told(one, release, whole)) for one in held)) if held else ()


def _told(one: Decision, release: Release, whole: Release | None) -> Iterator[str]:
    yield f"{one.at:%d %B %Y}, {one.by}, on “{one.title}”: {one.words.removesuffix('.')}."
    found = since(one, release, whole)
    yield f"Then: {_point(found.then)}"
    yield from (f"Now: {_point(point)}" for point in found.now)
    if found.gone:
        yield f"It cannot be asked of this release: {found.gone}"


def _point(point: AsItStood) -> str:
    return " ".join(part for part in (f"{point.value}." if point.value else "", point.finding) if part)

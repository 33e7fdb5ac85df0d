"""Whether a release can be shown and rolled back, the next ones have room, and the clock is right."""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from pages.guard.kept_back import where_people_sign_in, without_sign_in
from pimh_data.commands.installation.diagnosis import GOOD, LOOK, WRONG, Diagnosis, written_by_others
from pimh_data.registry.cubes import CUBES
from pimh_data.release import Manifest
from pimh_data.secure.releases.standings import DAMAGED, SHOWN, Standing, standings

ROOM_FOR = 3  # releases more: the next one, and one that replaces it while it is shown
LATE = dt.timedelta(minutes=10)  # clocks of two machines may differ so much
UNCHANGED = 400  # days without a publication, after which the clock is as likely as the schedule to be wrong
AGAIN = "publish again, or 'python -m pimh_data use NAME' a good one ('list' names them)"


def releases(folder: Path, now: dt.datetime, signs_in: bool = False) -> Iterator[Diagnosis]:
    """Of the folder of releases; `now`: with its time zone; `signs_in`: whether people sign in to see them."""
    found = standings(folder)
    if not found:
        yield Diagnosis(WRONG, "there is no release to show: 'python -m pimh_data demo' or 'publish' makes one")
        return
    yield from written_by_others(folder, "the folder of releases")
    shown = next((one for one in found if one.state == SHOWN), None)
    yield from _shown(shown)
    others = [one for one in found if one is not shown]
    yield from (
        Diagnosis(LOOK, f"release {one.name} is damaged and cannot be rolled back to ({one.why}): restore it, or prune")
        for one in others
        if one.state == DAMAGED
    )
    good = sum(one.good for one in others)
    yield Diagnosis(GOOD, f"{good} other good {'release' if good == 1 else 'releases'} to roll back to")
    if shown is not None and shown.manifest is not None:
        yield from _kept_back(shown.manifest, signs_in)
        yield from _held(shown.manifest)
        yield from _space(folder, shown)
        yield from _clock(shown.manifest, now)


def places_shown(folder: Path) -> tuple[Mapping[str, str], ...]:
    """The Places of the release that is shown, with their systems, and of the good one before it, as far as they are
    there.
    """
    good = [one for one in standings(folder) if one.good and one.manifest is not None]
    at = next((at for at, one in enumerate(good) if one.state == SHOWN), len(good))
    return tuple(one.manifest.places for one in good[at : at + 2] if one.manifest is not None)


def _shown(shown: Standing | None) -> Iterator[Diagnosis]:
    if shown is None:
        yield Diagnosis(WRONG, f"no release of the folder can be shown: {AGAIN}")
    elif shown.why:
        yield Diagnosis(WRONG, f"release {shown.name} is shown {shown.why}: {AGAIN}")
    else:
        yield Diagnosis(GOOD, f"release {shown.name} is shown, every byte as published")


def _kept_back(manifest: Manifest, signs_in: bool) -> Iterator[Diagnosis]:
    """Whether the application starts with it. Where nobody signs in, its owner may still open it for themselves."""
    why = where_people_sign_in(manifest) if signs_in else without_sign_in(manifest)
    if why:
        yield Diagnosis(WRONG if signs_in else LOOK, f"the application does not start: {why}")


def _held(manifest: Manifest) -> Iterator[Diagnosis]:
    """Whether every file has the counts that this version's questions read: one of an earlier version may not."""
    held = [(file.cube, count) for file in manifest.files if file.cube in CUBES for count in CUBES[file.cube].counts]
    there = {(file.cube, column) for file in manifest.files for column in file.columns}
    lacking = sorted({f"{count} of {cube}" for cube, count in held if (cube, count) not in there})
    if lacking:
        named = ", ".join(lacking)
        words = f"release {manifest.release} was published by another version and lacks counts ({named}): publish again"
        yield Diagnosis(WRONG, words)


def _space(folder: Path, shown: Standing) -> Iterator[Diagnosis]:
    size = sum(path.stat().st_size for path in (folder / shown.name).rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free
    fits = free // max(size, 1)
    said = f"the disk has room for {fits:,} more releases such as that shown ({free / 1e9:.1f} GB free)"
    if fits >= ROOM_FOR:
        yield Diagnosis(GOOD, said)
    else:
        more = f"{said}; {ROOM_FOR} are needed: 'python -m pimh_data prune --keep 6', or a larger disk"
        yield Diagnosis(LOOK if fits else WRONG, more)


def _clock(manifest: Manifest, now: dt.datetime) -> Iterator[Diagnosis]:
    """The machine's clock against what a release says of itself."""
    made = dt.datetime.fromisoformat(manifest.made)
    today = f"{now.day} {now:%B %Y}"
    if made > now + LATE or dt.date.fromisoformat(manifest.extract_date) > now.date() + dt.timedelta(days=1):
        yield Diagnosis(
            WRONG,
            f"the clock says {today}, before the release that is shown was made ({manifest.made}, data to "
            f"{manifest.extract_date}): set the clock; sign-in and grants go by it",
        )
    elif (now - made).days > UNCHANGED:
        yield Diagnosis(
            LOOK,
            f"the clock says {today}, {(now - made).days} days after the release that is shown was made: publish, or "
            "set the clock",
        )
    else:
        yield Diagnosis(GOOD, f"the clock ({today}) agrees with the release")

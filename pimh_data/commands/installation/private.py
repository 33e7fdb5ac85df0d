"""Whether what only this machine may know lies apart: the secret of the site and the rows that were refused."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pimh_data.commands.installation.diagnosis import GOOD, LOOK, WRONG, Diagnosis, open_to_others
from pimh_data.errors import ExtractError
from pimh_data.secure.person_keys import FILE, rounding_key
from pimh_data.secure.purging import PREFIX, day_written
from pimh_data.secure.releases.record import FOLDER


def private(folder: Path, releases: Path, days: int, today: dt.date) -> Iterator[Diagnosis]:
    """Of the private folder, beside a folder of releases; rows that were refused are kept for so many `days`."""
    yield from (
        Diagnosis(WRONG, f"{FILE}, the secret of the site, lies among the releases: move it into the private folder")
        for _ in releases.rglob(FILE)
    )
    if not folder.is_dir():
        yield Diagnosis(GOOD, "there is no private folder: nothing was published by this user of this machine")
        return
    if folder.resolve().is_relative_to(releases.resolve()):
        yield Diagnosis(WRONG, "the private folder lies in the folder of releases: move it (PIMH_QUARANTINE names it)")
    yield from open_to_others(folder, "the private folder", "700")
    yield from _secret(folder)
    yield from _refused_rows(folder, days, today)


def _secret(folder: Path) -> Iterator[Diagnosis]:
    if not (folder / FILE).exists():
        if any((folder / FOLDER).glob("*.json")):
            lost = f"{FILE}, the secret of the site, is gone: restore it, or every count is rounded anew"
            yield Diagnosis(LOOK, lost)
        return
    try:
        rounding_key(folder)
    except ExtractError as error:
        yield Diagnosis(WRONG, f"the secret of the site: {error}")
    else:
        yield Diagnosis(GOOD, "the secret of the site is there, for its owner alone")


def _refused_rows(folder: Path, days: int, today: dt.date) -> Iterator[Diagnosis]:
    found = sorted(folder.glob(f"{PREFIX}*"))
    for one in found:
        yield from open_to_others(one, one.name, "700")
    written = [(one.name, day_written(one.name)) for one in found]
    old = [name for name, day in written if day is None or not 0 <= (today - day).days <= days]
    if old:
        yield Diagnosis(
            LOOK,
            f"refused rows older than {days} days, or of no day that is known, are still there ({', '.join(old)}): the "
            "next publication removes what is too old; where none is due remove it by hand",
        )
    else:
        yield Diagnosis(GOOD, f"no refused rows are older than {days} days")

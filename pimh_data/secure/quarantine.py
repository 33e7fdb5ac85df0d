"""Writes quarantined rows where only their owner reads them, and purges old ones. Never inside a release."""

import csv
import datetime as dt
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import piece_of
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.releases.private import behind_link, make_private

PREFIX = "quarantine-"
DATED = re.compile(rf"{PREFIX}(\d{{4}})(\d\d)(\d\d)(?!\d)")
# Where rows lay before they were kept outside the project: purged there too, until nothing of them is left.
FORMER = Path(__file__).resolve().parents[2] / "datasets" / "quarantine"
NOT_PURGED = "Not purged"
BEHIND_A_LINK = (
    f"{NOT_PURGED}: "
    "{what} is reached through a symbolic link ({link}), and nothing is removed through one. Name the "
    "folder by its own path, or remove what is older than {days} days by hand"
)
NO_DATE = (
    "Not purged: {name} has no day in its name that says how old it is; remove it by hand when it is no longer needed"
)
HEADINGS = ("row", "column", "value", "reason", "file", "sheet", "referral_id")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Kept:
    """The name of the folder written ('' where no row was quarantined), and lines for the report."""

    folder: str = ""
    lines: tuple[str, ...] = ()

    @property
    def not_purged(self) -> tuple[str, ...]:
        """The lines that say what stayed though it may be too old."""
        return tuple(line for line in self.lines if line.startswith(NOT_PURGED))


def keep_quarantined(prepared: Prepared, folder: Path, name: str) -> Kept:
    """Purge what is too old and write what was quarantined now, also where nothing can be published of the rest."""
    if prepared.settings is None:
        return Kept()
    days, today = prepared.settings.quarantine_days, dt.datetime.now(dt.UTC).date()
    purged = [line for place in dict.fromkeys((folder, FORMER)) for line in purge_quarantine(place, days, today)]
    written = write_quarantine(prepared.checks, folder, name) if prepared.checks else None
    return Kept(written.name if written else "", tuple(purged))


def write_quarantine(checks: Checks, folder: Path, name: str) -> Path | None:
    """Write `<folder>/quarantine-<name>/<extract>.csv`, a line for every fault found; None when there was none.

    The number of the line in its file (the first is 1), column, value, reason, file, sheet, and the id of the referral
    that the row is of, which stands nowhere else. Folder mode 0700, files 0600.
    """
    faulty = {extract: checked for extract, checked in checks.extracts.items() if checked.faults}
    if not faulty:
        return None
    target = folder / f"{PREFIX}{name}"
    make_private(folder)
    target.mkdir(mode=0o700)
    for extract, checked in faulty.items():
        descriptor = os.open(target / f"{extract}.csv", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            for batch in checked.faults.batches():
                writer.writerows(_line(checked.raw, line) for line in batch.to_pylist())
    return target


def _line(raw: RawExtract, fault: dict[str, Any]) -> list[str | int]:
    piece = piece_of(raw, fault[ROW])
    where = (piece.file, piece.sheet, harmless(fault["referral_id"]))
    return [fault[ROW] - piece.start, fault["column"], harmless(fault["value"]), fault["reason"], *where]


def purge_quarantine(folder: Path, days: int, today: dt.date) -> tuple[str, ...]:
    """Remove quarantine folders older than `days` by the day in their name; gives what was done, in lines.

    When a folder was written last says nothing of its age: a copied one would be young for ever. Nothing is removed
    through a symbolic link, be it the folder, one above it or one in it.
    """
    found = sorted(folder.glob(f"{PREFIX}*"))
    link = behind_link(folder.absolute())
    if found and link:
        return (BEHIND_A_LINK.format(what="the quarantine", link=link, days=days),)
    said = []
    for old in found:
        written = _day(old.name)
        if written is None:
            said.append(NO_DATE.format(name=old.name))
        elif (today - written).days <= days:
            continue
        elif old.is_symlink():
            said.append(BEHIND_A_LINK.format(what=old.name, link=old.name, days=days))
        elif old.is_dir():
            shutil.rmtree(old)
            said.append(f"Purged from quarantine after {days} days: {old.name}")
    return tuple(said)


def _day(name: str) -> dt.date | None:
    """The day that a folder's name says it was written on."""
    found = DATED.match(name)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def harmless(value: str) -> str:
    """The value with a leading apostrophe when a spreadsheet would run it as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value

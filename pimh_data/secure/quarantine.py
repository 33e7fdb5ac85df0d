"""Writes quarantined rows where only their owner reads them, and purges old ones. Never inside a release."""

import csv
import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import piece_of
from pimh_data.secure.preparing import Prepared

PREFIX = "quarantine-"
HEADINGS = ("row", "column", "value", "reason", "file", "sheet", "referral_id")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Kept:
    """The name of the folder written ('' where no row was quarantined), and lines for the report."""

    folder: str = ""
    lines: tuple[str, ...] = ()


def keep_quarantined(prepared: Prepared, folder: Path, name: str) -> Kept:
    """Purge what is too old and write what was quarantined now, also where nothing can be published of the rest."""
    if prepared.settings is None:
        return Kept()
    days = prepared.settings.quarantine_days
    purged = purge_quarantine(folder, days, dt.datetime.now(dt.UTC).date())
    written = write_quarantine(prepared.checks, folder, name) if prepared.checks else None
    lines = tuple(f"Purged from quarantine after {days} days: {old}" for old in purged)
    return Kept(written.name if written else "", lines)


def write_quarantine(checks: Checks, folder: Path, name: str) -> Path | None:
    """Write `<folder>/quarantine-<name>/<extract>.csv`, a line for every fault found; None when there was none.

    The number of the line in its file (the first is 1), column, value, reason, file, sheet, and the id of the referral
    that the row is of, which stands nowhere else. Folder mode 0700, files 0600.
    """
    faulty = {extract: checked for extract, checked in checks.extracts.items() if checked.faults}
    if not faulty:
        return None
    target = folder / f"{PREFIX}{name}"
    target.mkdir(parents=True, mode=0o700)
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
    """Remove quarantine folders older than `days`; gives their names, for the report."""
    purged = []
    for old in sorted(folder.glob(f"{PREFIX}*")):
        written = dt.date.fromtimestamp(old.stat().st_mtime)
        if old.is_dir() and (today - written).days > days:
            shutil.rmtree(old)
            purged.append(old.name)
    return tuple(purged)


def harmless(value: str) -> str:
    """The value with a leading apostrophe when a spreadsheet would run it as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value

"""Writes quarantined rows where only their owner reads them, and has old ones purged. Never inside a release."""

import csv
import datetime as dt
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.ingest.tabular import ROW, RawExtract
from pimh_data.secure.placing import piece_of
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.purging import NOT_PURGED, PREFIX, purge_quarantine
from pimh_data.secure.releases.private import make_private

# Where rows lay before they were kept outside the project: purged there too, until nothing of them is left.
FORMER = Path(__file__).resolve().parents[2] / "datasets" / "quarantine"
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
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, target, ignore_errors=True)  # a part of it would pass for the whole
        for extract, checked in faulty.items():
            _write(target / f"{extract}.csv", checked)
        undo.pop_all()
    return target


def _write(path: Path, checked: Checked) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for batch in checked.faults.batches():
            writer.writerows(_line(checked.raw, line) for line in batch.to_pylist())


def _line(raw: RawExtract, fault: dict[str, Any]) -> list[str | int]:
    piece = piece_of(raw, fault[ROW])
    where = (piece.file, piece.sheet, harmless(fault["referral_id"]))
    return [fault[ROW] - piece.start, fault["column"], harmless(fault["value"]), fault["reason"], *where]


def harmless(value: str) -> str:
    """The value with a leading apostrophe when a spreadsheet would run it as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value

"""Locks on files that the system lets go of when their process ends, however that ends: SQLite's, on every system."""

import sqlite3
from pathlib import Path


def exclusive(path: Path) -> sqlite3.Connection | None:
    """The lock on a file, which is made where it is missing, held until it is closed; None while another holds it.

    Raises OSError or sqlite3.Error where the file cannot be made or locked.
    """
    path.touch()
    held = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        held.execute("PRAGMA journal_mode = MEMORY")  # no second file beside it
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        held.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return None
        raise
    return held

"""Locks on files that the system lets go of when their process ends, however that ends: SQLite's, on every system."""

import sqlite3
from pathlib import Path


def exclusive(path: Path) -> sqlite3.Connection | None:
    """The lock on a file that is there, held until it is closed; None while another holds it.

    Raises sqlite3.Error where the file cannot be locked.
    """
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

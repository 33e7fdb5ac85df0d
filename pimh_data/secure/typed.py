"""A folder as a person types it: in a command to copy, without a path from the root."""

import os
import re
from pathlib import Path


def as_typed(folder: Path) -> str:
    """The folder as it may be typed again, without a path from the root."""
    if not folder.is_absolute():
        return str(folder)
    try:
        return os.path.relpath(folder)
    except ValueError:  # another drive
        return folder.name


def quoted(folder: str) -> str:
    """A folder's name as it is typed."""
    return f'"{folder}"' if re.search(r"[^\w./\\\\-]", folder) else folder

"""Removes quarantined rows too old by the day in their folder's name, and says what stayed. Follows no link."""

import datetime as dt
import re
import shutil
from pathlib import Path

from pimh_data.secure.releases.private import behind_link

PREFIX = "quarantine-"
DATED = re.compile(rf"{PREFIX}(\d{{4}})(\d\d)(\d\d)(?!\d)")
NOT_PURGED = "Not purged"
PURGED = "Purged from quarantine after {days} days: {name}"
LINKED = (
    "{what} is reached through a symbolic link ({link}), and nothing is removed through one. Name the folder by its "
    "own path, or remove what is older than {days} days by hand"
)
NO_DAY = "{name} has no day in its name that says how old it is; remove it by hand when it is no longer needed"
TO_COME = "{name} names a day that is still to come; remove it by hand when it is no longer needed"
NO_FOLDER = "{name} is a file, where a folder is expected; remove it by hand when it is no longer needed"
HELD = "{name} could not be removed ({reason}); remove it by hand"


def purge_quarantine(folder: Path, days: int, today: dt.date) -> tuple[str, ...]:
    """Remove quarantine folders older than `days` by the day in their name; gives what was done, in lines.

    When a folder was written last says nothing of its age: a copied one would be young for ever. Nothing is removed
    through a symbolic link, be it the folder, one above it or one in it.
    """
    found = sorted(folder.glob(f"{PREFIX}*"))
    link = behind_link(folder.absolute())
    if found and link:
        return (f"{NOT_PURGED}: {LINKED.format(what='the quarantine', link=link, days=days)}",)
    said = [_purge(one, days, today) for one in found]
    return tuple(line for line in said if line)


def _purge(old: Path, days: int, today: dt.date) -> str:
    """Remove one folder if it is too old; gives what is to be said of it."""
    name, written = old.name, day_written(old.name)
    if written is not None and 0 <= (today - written).days <= days:
        return ""
    if written is None:
        why = NO_DAY.format(name=name)
    elif written > today:
        why = TO_COME.format(name=name)
    elif old.is_symlink():
        why = LINKED.format(what=name, link=name, days=days)
    elif not old.is_dir():
        why = NO_FOLDER.format(name=name)
    else:
        try:
            shutil.rmtree(old)
        except OSError as error:
            why = HELD.format(name=name, reason=error.strerror or type(error).__name__)
        else:
            return PURGED.format(days=days, name=name)
    return f"{NOT_PURGED}: {why}"


def day_written(name: str) -> dt.date | None:
    """The day that a folder's name says it was written on."""
    found = DATED.match(name)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None

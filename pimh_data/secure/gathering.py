"""Goes on after a refusal, so that everything wrong is said at once. Files that cannot be opened become sentences."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pimh_data.errors import PimhError

T = TypeVar("T")
NO_ROOM = (errno.ENOSPC, errno.EROFS, errno.EDQUOT)


class Refusals:
    """What stands in the way so far, a sentence each, in the order found. `folder`: of the extracts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []

    def attempt(self, step: Callable[[], T]) -> T | None:
        """What the step gives; None where it refuses, its sentences then kept."""
        try:
            return step()
        except PimhError as error:
            self.add(str(error))
        except OSError as error:
            self.add(not_opened(error))
        return None

    def add(self, *sentences: str) -> None:
        """Keep sentences, each once: two steps may stumble over one file."""
        lines = [without_path(line, self.folder) for sentence in sentences for line in sentence.splitlines()]
        self.said += [line for line in dict.fromkeys(lines) if line not in self.said]

    def refuse(self, kind: type[PimhError]) -> None:
        """Raise an error of that kind with every sentence so far, if there is one."""
        if self.said:
            raise kind("\n".join(self.said))


def without_path(text: str, folder: Path) -> str:
    """The text without where the folder lies: libraries name files by their whole path, and that goes to logs."""
    for root in {folder, folder.absolute(), folder.resolve()}:
        for form in (str(root), root.as_posix()):
            if len(root.parts) > 1:
                text = text.replace(f"{form}{os.sep}", "").replace(f"{form}/", "").replace(form, "the folder")
    return text


def no_folder(path: Path) -> str:
    """What to say of a path that is no folder of extracts: that it is a file, where it is one."""
    if not path.is_file():
        return f"there is no folder called {path.name!r}"
    parent = path.parent.as_posix() if not path.is_absolute() else path.parent.name
    return f"{path.name} is a file: give the folder that it lies in ({parent or '.'})"


def not_opened(error: OSError) -> str:
    """A file or folder that the system does not open, by its name alone: a path would name the machine's folders."""
    name = Path(str(error.filename)).name if error.filename else "a file"
    if isinstance(error, PermissionError):
        return (
            f"{name} cannot be opened: another program holds it, or you may not read or write it. Close it there (a "
            "spreadsheet program, for one) and run this again"
        )
    if error.errno in NO_ROOM:
        return (
            f"{name} cannot be written ({error.strerror}). See that there is room and you may write, and run this again"
        )
    return f"{name} cannot be opened ({error.strerror or type(error).__name__}). Put that right and run this again"


def ensure_opens(path: Path) -> None:
    """Open a file as far as its first byte. Raises OSError that names it: the readers of some libraries do not."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, path.name) from None

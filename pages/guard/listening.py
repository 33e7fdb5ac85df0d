"""Where this process really listens, whatever its options say: asked of its open sockets."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

from pages.guard.asked import is_loopback

OPEN_FILES = (Path("/proc/self/fd"), Path("/dev/fd"))  # Linux; macOS and the BSDs


def beyond_this_machine() -> tuple[str, ...]:
    """Addresses of sockets that take connections from other machines.

    Where the system does not show a process its open files (Windows) nothing is seen here: then each connection is
    asked for its own address alone.
    """
    return tuple(sorted({address for address in _addresses() if not is_loopback(address)}))


def _addresses() -> Iterator[str]:
    there = next((folder for folder in OPEN_FILES if folder.is_dir()), None)
    numbers = [int(name) for name in os.listdir(there) if name.isdigit()] if there else []  # noqa: PTH208 - names alone
    for number in numbers:
        try:
            copy = os.dup(number)
        except OSError:  # closed since
            continue
        address = _listens_at(copy)
        if address is not None:
            yield address


def _listens_at(number: int) -> str | None:
    try:
        held = socket.socket(fileno=number)
    except OSError:  # no socket
        os.close(number)
        return None
    with held:
        try:
            if held.family not in (socket.AF_INET, socket.AF_INET6):
                return None
            listens = held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            return held.getsockname()[0] if listens else None
        except OSError:
            return None

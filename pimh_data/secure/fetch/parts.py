"""The .part file of something that is still arriving, and what was noted beside it so that it can be gone on with."""

import http.client
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Begun:
    """What an earlier try left: its size, and the tag or date by which the server proves it is the same file."""

    size: int
    validator: str


def begun(part: Path, url: str) -> Begun | None:
    """What an earlier try left of the same address, if the server can be asked to go on with it."""
    try:
        noted = json.loads(_beside(part).read_text(encoding="utf-8"))
        size = part.stat().st_size
    except (OSError, ValueError):
        return None
    same = isinstance(noted, dict) and noted.get("url") == url and noted.get("validator") and size
    return Begun(size, noted["validator"]) if same else None


def note(part: Path, url: str, answer: http.client.HTTPResponse, resumable: bool) -> None:
    """Note where the .part file comes from, and by what the server names this version of it."""
    # A weak tag promises only the same meaning, not the same bytes.
    etag = answer.headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified", "")
    noted = {"url": url, "validator": validator if resumable else ""}
    _beside(part).write_text(json.dumps(noted), encoding="utf-8")


def discard(part: Path) -> None:
    """Remove the .part file and what was noted of it."""
    part.unlink(missing_ok=True)
    _beside(part).unlink(missing_ok=True)


def _beside(part: Path) -> Path:
    return part.with_name(part.name + ".json")

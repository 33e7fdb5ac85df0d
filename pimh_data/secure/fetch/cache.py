"""What was fetched when, from where and with which hash: `fetched.json` beside the files. No network."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pimh_data.errors import ExtractError

NAME = "fetched.json"


@dataclass(frozen=True)
class Record:
    """One file as it was fetched. `when`: ISO moment; `etag`, `last_modified`: what the server called this version."""

    url: str
    when: str
    bytes: int
    sha256: str
    etag: str = ""
    last_modified: str = ""


def read_cache(folder: Path) -> dict[str, Record]:
    """Path in the extracts folder -> its record. Raises ExtractError when the file cannot be read."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        return {name: Record(**held) for name, held in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise ExtractError(
            f"{NAME} is not what fetch wrote ({error}); remove it, and files are asked for again"
        ) from None


def write_cache(folder: Path, records: dict[str, Record]) -> None:
    """Replace fetched.json in one step."""
    text = json.dumps({name: asdict(record) for name, record in sorted(records.items())}, indent=1) + "\n"
    building = folder / f".{NAME}"
    building.write_text(text, encoding="utf-8")
    building.replace(folder / NAME)


def sha256_of(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The manifest: what a release holds, how it was protected, the hash of every file. Reads and writes JSON only."""

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pimh_data.errors import ReleaseError
from pimh_data.release.entries import NOT_AUDITED, Audit, ExtractCount, FileEntry, SourceEntry
from pimh_data.release.files import Missing, content
from pimh_data.release.shape import shaped
from pimh_data.release.terms import NONE_STATED, Terms

FORMAT = 3
NAME = "manifest.json"
AGAIN = "publish again or point CURRENT to a whole release"
SAID = 5  # faults of a manifest that are said one by one


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself.

    `profile`: rounded or exact. `audited`: per cube, what the disclosure audit covered, in words; `audit`: in
    numbers. `losses`: what the extracts brought could not give, a sentence each. `hidden`: share of cells hidden, per
    cube. `places`: Place -> system. `services`: Place -> its services. `bundles`: bundle -> Places that have it.
    `extracts`: of those about people to the nearest 5, and 4 for one to four. `overrides`: measure -> the site's own
    values, and their source; `computed`: measure -> reliable change -> points computed from these data. `icbs`: Place
    -> the integrated care board (ICB) it lies in, where it is known; `tiles`: Place -> (column, row) on the map of
    tiles, of every Place or of none; `preferred`: the Place that pages open on, '' for the first; `case_studies`:
    published cases that the release shows (registry.case_studies); `terms`: who answers for it,
    and for whom it is; `sources`: of the extracts that several bring together. A release without one of these fields
    has none of it.
    """

    release: str
    made: str
    site: str
    synthetic: bool
    profile: str
    extract_date: str
    first_month: str
    last_month: str
    years: tuple[str, ...]
    places: dict[str, str]
    services: dict[str, tuple[str, ...]]
    bundles: dict[str, tuple[str, ...]]
    extracts: dict[str, ExtractCount]
    audited: dict[str, str]
    hidden: dict[str, float]
    losses: tuple[str, ...]
    files: tuple[FileEntry, ...]
    format: int = FORMAT
    overrides: dict[str, dict[str, Any]] = field(default_factory=dict)
    computed: dict[str, dict[str, float]] = field(default_factory=dict)
    icbs: dict[str, str] = field(default_factory=dict)
    sources: tuple[SourceEntry, ...] = ()
    tiles: dict[str, tuple[int, int]] = field(default_factory=dict)
    preferred: str = ""
    case_studies: tuple[str, ...] = ()
    audit: Audit = NOT_AUDITED
    terms: Terms = NONE_STATED

    def write(self, folder: Path) -> str:
        """Write manifest.json into the folder; gives its sha256, which CURRENT keeps."""
        content = (json.dumps(dataclasses.asdict(self), indent=1, ensure_ascii=False) + "\n").encode()
        (folder / NAME).write_bytes(content)
        return hashlib.sha256(content).hexdigest()

    @staticmethod
    def read(folder: Path, sha256: str | None = None) -> "Manifest":
        """The manifest of a release folder, whose hash must be `sha256` if one is given.

        Raises ReleaseError when it is missing, changed, unreadable or of another format.
        """
        return _checked(_held(folder, sha256), f"release {folder.name}")


@dataclass(frozen=True)
class Origin:
    """Whose data a release is made of, and whether they are invented: said alike by manifests of every format."""

    release: str
    site: str
    synthetic: bool

    @staticmethod
    def read(folder: Path) -> "Origin":
        """What the manifest of a release folder says of it, also one of a former format.

        Raises ReleaseError when it is missing or unreadable, or does not say it.
        """
        held = _held(folder)
        if not isinstance(held, dict) or type(held.get("format")) is not int:
            raise ReleaseError(f"release {folder.name}: {NAME} does not say of which format it is; {AGAIN}")
        wrong: list[str] = []
        said = {field.name: held[field.name] for field in dataclasses.fields(Origin) if field.name in held}
        origin = shaped(Origin, said, NAME, wrong)
        if wrong:
            raise ReleaseError(f"release {folder.name}: {'; '.join(wrong)}; {AGAIN}")
        return origin


def _held(folder: Path, sha256: str | None = None) -> Any:
    where = f"release {folder.name}"
    try:
        raw = content(folder / NAME, NAME)
    except Missing as error:
        there = "" if folder.is_dir() else f"there is no folder {folder.name}, so "
        raise ReleaseError(f"{where}: {there}{error}; {AGAIN}") from None
    except ReleaseError as error:
        raise ReleaseError(f"{where}: {error}; {AGAIN}") from None
    if sha256 is not None and hashlib.sha256(raw).hexdigest() != sha256:
        raise ReleaseError(f"{where}: {NAME} is not the one that was published (another hash); publish again")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ReleaseError(f"{where}: {NAME} cannot be read ({error}); publish again") from None


def _checked(held: Any, where: str) -> Manifest:
    found = held.get("format") if isinstance(held, dict) else type(held).__name__
    if found != FORMAT:
        raise ReleaseError(f"{where}: {NAME} is of format {found!r}, this version reads format {FORMAT}; publish again")
    wrong: list[str] = []
    manifest = shaped(Manifest, held, NAME, wrong)
    if manifest is not None:
        wrong += [f"{NAME} names a file outside the release" for entry in manifest.files if not _is_inside(entry.path)]
        if not manifest.terms.has_a_day():
            wrong.append(f"{NAME}: terms: review_date is no day")
    if wrong:
        said = "; ".join(wrong[:SAID]) + (f"; and {len(wrong) - SAID} more" if len(wrong) > SAID else "")
        raise ReleaseError(f"{where}: {said}; publish again")
    return manifest


def _is_inside(path: str) -> bool:
    return path.isprintable() and not {"", ".", ".."} & set(re.split(r"[/\\]", path))

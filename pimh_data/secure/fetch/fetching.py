"""Brings the official files into an extracts folder, one after the other, and says of each what became of it.

A file takes its name only after it has arrived whole and been read: an earlier good one stays until then. One that
cannot be had is named with the page to download it from and the place to put it.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pimh_data.secure.fetch.cache import Record, read_cache, sha256_of, write_cache
from pimh_data.secure.fetch.contents import NothingPublished, check_contents, check_type
from pimh_data.secure.fetch.opening import FetchError
from pimh_data.secure.fetch.parts import begun, discard
from pimh_data.secure.fetch.sources import Source
from pimh_data.secure.fetch.transport import Arrived, Limits, download

SUMS = "SHA256SUMS"
FRESH = timedelta(days=30)  # files of servers that name no version are asked for again after this
PAUSE = 0.5  # seconds between two requests
FETCHED, UNCHANGED, KEPT, NOTHING, FAILED = "fetched", "unchanged", "kept", "nothing published", "failed"


@dataclass(frozen=True)
class Fetched:
    """What became of one file: FETCHED, UNCHANGED, KEPT, NOTHING or FAILED, and why in words."""

    source: Source
    outcome: str
    words: str

    @property
    def line(self) -> str:
        """One sentence for the report."""
        return f"{self.source.path}: {self.outcome}" + (f" ({self.words})" if self.words else "")


def fetch(
    folder: Path,
    wanted: Sequence[Source],
    again: bool = False,
    mirror: str = "",
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Fetched, ...]:
    """Bring each file; gives what became of each, in order. Never raises for one that cannot be had.

    A file that lies there is kept when it was brought by hand, changed since, or is new enough; the server is asked
    whether it has another version where it names them. `again` asks for every file anew. `mirror`: its SHA256SUMS, if
    it has one, holds for what comes from it. Raises ExtractError when fetched.json cannot be read.
    """
    limits, was_there = limits or Limits(), folder.exists()
    records = read_cache(folder)
    sums = _sums(folder, mirror, limits) if mirror else {}
    unreachable: dict[str, str] = {}
    found = []
    for number, source in enumerate(wanted):
        if number and found[-1].outcome != KEPT:
            limits.sleep(PAUSE)
        progress(f"Fetching {source.path}")
        done = _one(folder, source, records, again, sums, limits, unreachable)
        found.append(done)
        if done.outcome == FETCHED:
            write_cache(folder, records)
    if not was_there:
        with suppress(OSError):  # it holds something
            folder.rmdir()
    return tuple(found)


def by_hand(found: Sequence[Fetched], folder: Path) -> list[str]:
    """What a person does about the files that are still missing: the page, the address and the place of each.

    Files of one page are named together.
    """
    missing = [done.source for done in found if done.outcome == FAILED and not (folder / done.source.path).exists()]
    said = ["Not fetched. To bring them by hand:"] if missing else []
    for page in dict.fromkeys(source.page for source in missing):
        here = [source for source in missing if source.page == page]
        said.append(f"- {'; '.join(source.title for source in here)}")
        said.append(f"  download from: {page}")
        said += [f"  save as: {folder / source.path}" for source in here]
    return said


def _one(
    folder: Path,
    source: Source,
    records: dict[str, Record],
    again: bool,
    sums: dict[str, str],
    limits: Limits,
    unreachable: dict[str, str],
) -> Fetched:
    final, held = folder / source.path, records.get(source.path)
    keep = "" if again else _why_keep(final, held, source)
    if keep:
        return Fetched(source, KEPT, keep)
    host = urlsplit(source.url).netloc
    if host in unreachable:
        return Fetched(source, FAILED, f"{host} cannot be reached: {unreachable[host]}")
    final.parent.mkdir(parents=True, exist_ok=True)
    part = final.with_name(final.name + ".part")
    asked = held if held and final.exists() and held.url == source.url and not again else None
    try:
        arrived = download(
            source.url,
            part,
            source.most_bytes,
            limits,
            asked.etag if asked else "",
            asked.last_modified if asked else "",
        )
        if arrived.unchanged:
            return Fetched(source, UNCHANGED, "")
        return _checked(source, part, final, arrived, records, sums)
    except FetchError as error:
        if not begun(part, source.url):
            discard(part)
        if error.unreachable:
            unreachable[host] = str(error)
        with suppress(OSError):  # one that holds anything stays
            final.parent.rmdir()
        stays = "; the one that was here stays" if final.exists() else ""
        return Fetched(source, FAILED, f"{error}{stays}")


def _checked(
    source: Source, part: Path, final: Path, arrived: Arrived, records: dict[str, Record], sums: dict[str, str]
) -> Fetched:
    try:
        check_type(source, arrived.content_type)
        digest = sha256_of(part)
        if source.path in sums and digest != sums[source.path]:
            raise FetchError(
                f"its sha256 is {digest[:12]}..., and {SUMS} of the mirror says {sums[source.path][:12]}..."
            )
        held = check_contents(source, part)
    except NothingPublished as nothing:
        discard(part)
        return Fetched(source, NOTHING, str(nothing))
    except FetchError:
        # A whole answer that is wrong is not gone on with: the next try starts anew.
        discard(part)
        raise
    size = part.stat().st_size
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(final)
    discard(part)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    records[source.path] = Record(source.url, moment, size, digest, arrived.etag, arrived.last_modified)
    return Fetched(source, FETCHED, f"{held}, {size:,} bytes, sha256 {digest[:12]}...")


def _why_keep(final: Path, held: Record | None, source: Source) -> str:
    """Why the file that lies there is kept without a question; '' where it is asked for."""
    if not final.exists():
        return ""
    if held is None:
        return "brought by hand; --again replaces it"
    if sha256_of(final) != held.sha256:
        return "changed since it was fetched; --again replaces it"
    if held.url != source.url:
        return ""
    young = datetime.now(UTC) - datetime.fromisoformat(held.when) < FRESH
    if young and not (held.etag or held.last_modified):
        return f"fetched on {held.when[:10]}"
    return ""


def _sums(folder: Path, mirror: str, limits: Limits) -> dict[str, str]:
    """Path -> sha256 of the mirror's SHA256SUMS; nothing where it has none."""
    part = folder / f".{SUMS}.part"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        download(f"{mirror.rstrip('/')}/{SUMS}", part, 1_000_000, limits)
        lines = part.read_text(encoding="utf-8", errors="replace").splitlines()
    except FetchError:
        return {}
    finally:
        discard(part)
    pairs = (line.split(None, 1) for line in lines)
    return {pair[1].lstrip("*").removeprefix("./").strip(): pair[0].lower() for pair in pairs if len(pair) == 2}

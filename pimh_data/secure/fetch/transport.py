"""Brings one address into one file: resumes, retries politely, follows safe redirects, stops at limits. No meaning.

Standard library only. What arrives stays under `<name>.part` until the caller has checked and renamed it.
"""

import email.utils
import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pimh_data.secure.fetch.opening import FetchError, opener
from pimh_data.secure.fetch.parts import Begun, begun, discard, note

USER_AGENT = "pimh-data/0.1 (official statistics for a local dashboard)"
WORTH_RETRYING = (408, 425, 429, 500, 502, 503, 504)
BLOCK = 1 << 16
LONGEST_WAIT = 120.0  # seconds: a server that asks for more is left in peace
TRIES_UNREACHABLE = 2  # without a network every further try only keeps a person waiting


@dataclass(frozen=True)
class Limits:
    """How long and how often. Seconds; `patience`: for one file altogether, however slowly it arrives."""

    timeout: float = 30.0
    patience: float = 600.0
    attempts: int = 5
    first_wait: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.monotonic)


@dataclass(frozen=True)
class Arrived:
    """A whole answer in its .part file. `unchanged`: the server says that the file held is still the same."""

    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


class _Again(Exception):  # noqa: N818 - a request to try again, not an error that leaves this module
    """The attempt failed in a way that may pass. `wait`: seconds that the server asked for."""

    def __init__(self, words: str, wait: float | None = None, unreachable: bool = False) -> None:
        super().__init__(words)
        self.wait, self.unreachable = wait, unreachable


def download(url: str, part: Path, most_bytes: int, limits: Limits, etag: str = "", last_modified: str = "") -> Arrived:
    """Bring the address into the .part file, whole. `etag`, `last_modified`: of the file that is already held.

    A .part file of an earlier try is gone on with where the server can prove that it is the same file. Raises
    FetchError in words when it cannot be had: after the attempts, at once where another attempt would not help.
    """
    deadline = limits.clock() + limits.patience
    said = ""
    for attempt in range(limits.attempts):
        try:
            return _attempt(url, part, most_bytes, limits, deadline, etag, last_modified)
        except _Again as again:
            said = str(again)
            wait = limits.first_wait * 2**attempt if again.wait is None else again.wait
            if wait > LONGEST_WAIT:
                raise FetchError(f"{said}; the server asks to come back in {wait / 60:.0f} minutes") from None
            allowed = min(limits.attempts, TRIES_UNREACHABLE) if again.unreachable else limits.attempts
            if attempt + 1 >= allowed or limits.clock() + wait > deadline:
                tries = f"{attempt + 1} {'try' if attempt == 0 else 'tries'}"
                raise FetchError(f"{said} ({tries})", again.unreachable) from None
            limits.sleep(wait)
    raise FetchError(said or "no attempt was allowed")


def _attempt(
    url: str, part: Path, most_bytes: int, limits: Limits, deadline: float, etag: str, last_modified: str
) -> Arrived:
    earlier = begun(part, url)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    if earlier:
        headers |= {"Range": f"bytes={earlier.size}-", "If-Range": earlier.validator}
    elif etag:
        headers["If-None-Match"] = etag
    elif last_modified:
        headers["If-Modified-Since"] = last_modified
    try:
        asked = urllib.request.Request(url, headers=headers)  # noqa: S310 - the opener knows http and https alone
        with opener().open(asked, timeout=limits.timeout) as answer:
            return _receive(answer, url, part, earlier, most_bytes, limits, deadline)
    except urllib.error.HTTPError as error:
        with error:
            return _refused(error, part, earlier)
    except TimeoutError:
        raise _Again("it did not answer in time", unreachable=not part.exists()) from None
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        raise _Again(
            "it did not answer in time" if late else f"no connection ({error.reason})", unreachable=True
        ) from None
    except http.client.HTTPException as error:
        raise _Again(f"the answer is no HTTP or broke off ({type(error).__name__})") from None
    except OSError as error:
        raise _Again(f"the connection broke ({error.strerror or error})") from None


def _receive(
    answer: http.client.HTTPResponse,
    url: str,
    part: Path,
    earlier: Begun | None,
    most_bytes: int,
    limits: Limits,
    deadline: float,
) -> Arrived:
    start, total = _span(answer, earlier)
    if total is not None and total > most_bytes:
        raise FetchError(f"it announces {total:,} bytes, more than the {most_bytes:,} that such a file may have")
    encoding = answer.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", ""):
        raise FetchError(f"it arrives in the encoding {encoding!r}, which was not asked for")
    note(part, url, answer, resumable=encoding != "gzip")
    size = start
    with part.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.truncate()
        while block := answer.read1(BLOCK):
            size += len(block)
            if size > most_bytes:
                raise FetchError(f"it is larger than the {most_bytes:,} bytes that such a file may have")
            file.write(block)
            if limits.clock() > deadline:
                raise FetchError(f"it arrives too slowly: {size:,} bytes in {limits.patience:.0f} seconds")
    if total is not None and size < total:
        raise _Again(f"it broke off after {size:,} of {total:,} bytes")
    if encoding == "gzip":
        _unpack(part, most_bytes)
    held = answer.headers
    return Arrived(held.get_content_type(), held.get("ETag", ""), held.get("Last-Modified", ""))


def _span(answer: http.client.HTTPResponse, earlier: Begun | None) -> tuple[int, int | None]:
    """Where in the file the answer begins, and how long the whole file is (None: not said)."""
    length = answer.headers.get("Content-Length", "")
    if answer.status not in (200, 206) or (answer.status == 206 and not earlier):
        raise FetchError(f"the server answers {answer.status} {answer.reason}, which was not asked for".rstrip())
    if answer.status == 200:
        return 0, int(length) if length.isdigit() else None
    span, _, total = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
    start = span.partition("-")[0]
    if earlier is None or start != str(earlier.size) or not total.isdigit():
        raise FetchError("its partial answer does not say which part it is")
    return int(start), int(total)


def _refused(error: urllib.error.HTTPError, part: Path, earlier: Begun | None) -> Arrived:
    if error.code == 304 and not earlier:
        return Arrived(unchanged=True)
    if error.code == 416 and earlier:
        discard(part)
        raise _Again("the part already here is not of this file any more", wait=0)
    words = f"the server answers {error.code} {error.reason}".rstrip()
    if error.code in WORTH_RETRYING:
        raise _Again(words, _retry_after(error.headers.get("Retry-After", "")))
    raise FetchError(words)


def _retry_after(text: str) -> float | None:
    """Seconds from now, for the number of seconds or the date that a server gives."""
    if text.strip().isdigit():
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max((when.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def _unpack(part: Path, most_bytes: int) -> None:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(part.read_bytes(), most_bytes + 1)
    except zlib.error as error:
        raise _Again(f"its compressed answer is broken ({error})") from None
    if len(plain) > most_bytes:
        raise FetchError(f"unpacked, it is larger than the {most_bytes:,} bytes that such a file may have")
    if not unpacker.eof:
        raise _Again("its compressed answer broke off")
    part.write_bytes(plain)

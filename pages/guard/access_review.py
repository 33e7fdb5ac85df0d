"""The access log read back, a month at a time, by a steward: who saw which Place, and what they took away."""

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pages.guard.access_log import BESIDE, BETWEEN, EXPORTED, FOLDER, REVIEWED, SUFFIX
from pimh_data.questions.words import listed
from pimh_data.release.files import NEVER_WAITING

MONTH = re.compile(r"\d{4}-\d{2}")
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Event:
    """One line about a Place. `at`: UTC, ISO. `what`: a page's address, or the question or brief of a file.

    `id`: the first half of the file's sha256; '' where nothing was taken away. `beside`: Places of other grants that
    stood beside it.
    """

    at: str
    event: str
    who: str
    place: str
    what: str
    ending: str
    release: str
    id: str
    beside: tuple[str, ...] = ()

    @property
    def is_export(self) -> bool:
        """Whether something was taken away."""
        return self.event == EXPORTED

    @property
    def in_words(self) -> str:
        """The Place, and what stood beside it: 'Sheffield, beside Barnsley and Wirral'."""
        return f"{self.place}, beside {listed(list(self.beside))}" if self.beside else self.place

    def is_about(self, wheres: Collection[str]) -> bool:
        """Whether one of these Places and roll-ups was seen, by itself or beside another."""
        return bool({self.place, *self.beside} & set(wheres))


@dataclass(frozen=True)
class Review:
    """What a steward may read of the log in a state folder. `called`: names of people by what stands for them there.

    `everywhere`: whether every Place is theirs, those of former releases too. `log_months`: how long lines are kept.
    """

    state: Path
    called: Mapping[str, str]
    everywhere: bool
    log_months: int

    def months(self) -> tuple[str, ...]:
        """Months that have a log, the newest first."""
        names = (path.name.removesuffix(SUFFIX) for path in (self.state / FOLDER).glob(f"*{SUFFIX}"))
        return tuple(sorted(filter(MONTH.fullmatch, names), reverse=True))

    def events(self, month: str, wheres: Collection[str]) -> tuple[tuple[Event, ...], int]:
        """Events of a month about these Places and roll-ups, also where these stood beside another, oldest first; and
        how many lines could not be read.
        """
        found, broken = [], 0
        for line in self._lines(month):
            held = _held(line)
            broken += held is None
            if held and "place" in held and (self.everywhere or _event(held).is_about(wheres)):
                found.append(_event(held))
        return tuple(found), broken

    def with_id(self, wanted: str, wheres: Collection[str]) -> tuple[Event, ...]:
        """Exports of any month that bear an id."""
        if not ID.fullmatch(wanted):
            return ()
        held = (_held(line) for month in self.months() for line in self._lines(month) if wanted in line)
        events = (_event(one) for one in held if one)
        return tuple(one for one in events if one.id == wanted and (self.everywhere or one.is_about(wheres)))

    def reviewed(self) -> Mapping[str, tuple[str, str]]:
        """Months whose exports were reviewed: when last, and by whom."""
        lines = (line for month in reversed(self.months()) for line in self._lines(month) if f'"{REVIEWED}"' in line)
        held = (one for one in map(_held, lines) if one and one.get("event") == REVIEWED)
        return {one.get("month", ""): (one.get("at", ""), self.name(one.get("who", ""))) for one in held}

    def name(self, who: str) -> str:
        """The name in somebody's grant; where it is not known here, what stands for them in the log."""
        return self.called.get(who, who)

    def _lines(self, month: str) -> Iterator[str]:
        path = self.state / FOLDER / f"{month}{SUFFIX}"
        if path.exists():
            # A pipe in its place is an empty month, and keeps nobody waiting.
            number = os.open(path, os.O_RDONLY | NEVER_WAITING)
            with os.fdopen(number, encoding="utf-8", errors="replace") as file:
                yield from file


def _held(line: str) -> dict[str, str] | None:
    try:
        held = json.loads(line)
    except ValueError:
        return None
    return {name: str(value) for name, value in held.items()} if isinstance(held, dict) else None


def _event(held: Mapping[str, str]) -> Event:
    named = {name: held.get(name, "") for name in ("at", "event", "who", "place", "ending", "release")}
    beside = tuple(filter(None, held.get(BESIDE, "").split(BETWEEN)))
    return Event(**named, what=held.get("page") or held.get("question", ""), id=held.get("sha256", ""), beside=beside)

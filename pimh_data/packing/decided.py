"""Decisions of a Place for slides, papers and workbook: what was agreed, what its number was then and is now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from pimh_data.decisions import REMINDER, AsItStood, Decision, Ledger, Since, since
from pimh_data.release import Release

MOST, ON_ONE_PAGE = 20, 2  # the newest, as on the Summary; on one page beside everything else
IN_SHORT, CUT = 160, " …"  # characters of a decision on one page; its words are whole in every other file
YEAR = re.compile(r"\d{4}/\d{2}")
HEADINGS = ("When", "Who", "Question", "What was decided", "Then", "Now")


@dataclass(frozen=True)
class Decided:
    """The newest decisions of a Place, each with its number then and now; `all_of_them`: how many there are."""

    held: tuple[tuple[Decision, Since], ...] = ()
    all_of_them: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """A line each, with what was found then and now; the reminder that a number since is a description first."""
        return self._told(" ".join(_in_full(*one)) for one in self.held)

    @property
    def in_short(self) -> tuple[str, ...]:
        """The newest, with their large figures alone: what one page has room for; the reminder first."""
        return self._told((" ".join(_in_short(*one)) for one in self.held[:ON_ONE_PAGE]), most=ON_ONE_PAGE)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Under HEADINGS, one row each."""
        return tuple(
            (f"{one.at:%d %B %Y}", one.by, one.title, one.words, _point(found.then), " ".join(_now(found)))
            for one, found in self.held
        )

    def _told(self, lines: Iterator[str], most: int = MOST) -> tuple[str, ...]:
        if not self.held:
            return ()
        left_out = (f"The newest {most} of {self.all_of_them}.",) if self.all_of_them > most else ()
        return (REMINDER, *lines, *left_out)


def decided(folder: Path, release: Release, place: str, whole: Release | None = None) -> Decided:
    """The decisions written down beside the releases of a folder that hold for this Place, the newest first.

    Withdrawn and erased ones are left out. `whole`: as `since` takes it. Raises DecisionError where the file of
    decisions cannot be read.
    """
    held = [one for one in Ledger(folder).read().decisions if one.place == place and not (one.withdrawn or one.erased)]
    return Decided(tuple((one, since(one, release, whole)) for one in held[:MOST]), len(held))


def _agreed(one: Decision, words: str) -> str:
    return f"{one.at:%d %B %Y}, {one.by}, on “{one.title}”: {words.removesuffix('.')}."


def _in_full(one: Decision, found: Since) -> Iterator[str]:
    yield _agreed(one, one.words)
    yield f"Then: {_point(found.then)}"
    yield from (f"Now: {said}" for said in _now(found))


def _in_short(one: Decision, found: Since) -> Iterator[str]:
    """'... Then 58% (2023/24), now 62% (2024/25).'"""
    yield _agreed(one, shorten(one.words, IN_SHORT, placeholder=CUT))
    named = [("Then", found.then), *(("now", point) for point in found.now[-1:])]
    if values := [f"{said} {point.value} ({_years(point.period)})" for said, point in named if point.value]:
        yield f"{', '.join(values)}."


def _years(period: str) -> str:
    """'2023/24' of 'Referred in the financial year 2023/24, 1 April ...'; the whole where it names no such year."""
    named = YEAR.findall(period)
    return " to ".join(dict.fromkeys((named[0], named[-1]))) if named else period


def _now(found: Since) -> Iterator[str]:
    yield from map(_point, found.now)
    if found.gone:
        yield f"It cannot be asked of this release: {found.gone}"


def _point(point: AsItStood) -> str:
    return " ".join(part for part in (f"{point.value}." if point.value else "", point.finding) if part)

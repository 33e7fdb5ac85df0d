"""How much room text takes, and what of it fits in a box. Knows no font file: a wide common one is the measure.

PowerPoint draws with the template's font, another program with what it has. A character is taken to be as wide as the
widest of its kind in DejaVu Sans, which is wider than Arial and Calibri: what fits here fits there.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

NARROW, WIDE = "ijlrtfI|'’.,:;!()[]{}/\\- ", "mwMW@%—…"
LINE = 1.2  # height of a line, as a multiple of the size
CUT = "…"


def width(text: str, size: float) -> float:
    """The width of a text in one line, in points, at most."""
    return size * _ems(text)


def lines(text: str, size: float, room: float) -> list[str]:
    """The text broken into lines that are `room` points wide; a word longer than a line is broken anywhere."""
    found: list[str] = []
    used, space = 0.0, width(" ", size)
    for word in text.split():
        alone = width(word, size)
        if found and used + space + alone <= room:
            found[-1], used = f"{found[-1]} {word}", used + space + alone
        else:
            found += [word] if alone <= room else _broken(word, size, room)
            used = width(found[-1], size)
    return found or [""]


def _broken(word: str, size: float, room: float) -> list[str]:
    parts, used = [""], 0.0
    for character in word:
        wide = width(character, size)
        if parts[-1] and used + wide > room:
            parts.append("")
            used = 0.0
        parts[-1], used = parts[-1] + character, used + wide
    return parts


def fitted(
    paragraphs: Sequence[str], room: tuple[float, float], sizes: Sequence[float], gap: float = 0
) -> tuple[tuple[str, ...], float]:
    """The paragraphs and the largest of the `sizes` (points, falling) at which they fit in `room` (width, height).

    `gap`: points between two of them. Where no size is small enough, they are cut at the smallest, with an ellipsis.
    """
    wide, high = room[0], room[1] - gap * (len(paragraphs) - 1)
    for size in sizes:
        if sum(len(lines(text, size, wide)) for text in paragraphs) * size * LINE <= high:
            return tuple(paragraphs), size
    size, kept = sizes[-1], []
    left = max(1, int(high / (size * LINE)))
    for text in paragraphs:
        found = lines(text, size, wide)
        kept.append(" ".join(found) if len(found) <= left else _cut(found[:left], size, wide))
        left -= len(found)
        if left <= 0:
            break
    return tuple(kept), size


def as_many(parts: Sequence[str], room: tuple[float, float], sizes: Sequence[float], or_else: str = "") -> str:
    """The parts as one paragraph; of those that fit at none of the sizes, the first ones that do at the smallest.

    `or_else`: what stands in the place of those left out. The first part is there whether it fits or not.
    """
    wide, high = room
    for kept in range(len(parts), 0, -1):
        said = " ".join((*parts[:kept], *([or_else] if or_else and kept < len(parts) else [])))
        if any(len(lines(said, size, wide)) * size * LINE <= high for size in sizes):
            return said
    return parts[0]


def _cut(held: list[str], size: float, room: float) -> str:
    last = held[-1]
    while last and width(last + CUT, size) > room:
        last = last[:-1]
    return " ".join((*held[:-1], last.rstrip() + CUT))


@lru_cache(maxsize=8192)  # the same words stand in findings, notes and tables, and are tried at several sizes
def _ems(text: str) -> float:
    return sum(map(_em, text))


@lru_cache(maxsize=1024)
def _em(character: str) -> float:
    if character in NARROW:
        return 0.42
    if character in WIDE or unicodedata.east_asian_width(character) in "FW":
        return 1.0
    if character.isupper():
        return 0.79
    return 0.64 if character.isascii() or character.isalpha() else 0.84

"""Whether the names of a source's sheets or files tell its Places apart, where no column does. Looks at names alone."""

import re
from dataclasses import dataclass

from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.toml_lines import quoted
from pimh_data.secure.ingest.month_names import MONTH_NUMBER

HAVE_PLACES = ("referrals", "system_work", "feedback")
MARKS = " _-.,"
TIMES = ("sheet", "quarter", "year", "month", "part", "page", "table", "data", "old", "new", "current", "archive")


@dataclass(frozen=True)
class FromNames:
    """`code`: how `extract.toml` says it, `reason`: why; `texts`: of each sheet of the source, in turn."""

    code: str
    reason: str
    texts: tuple[str, ...]


def from_names(source: Drafted) -> FromNames | None:
    """What differs between the names of the sheets, or of the files; None where a column holds the Place anyway."""
    if source.extract not in HAVE_PLACES or source.recognised.of("place") or len(source.sheets) < 2:
        return None
    for of in ("sheet", "file"):
        names = [sheet.sheet if of == "sheet" else re.sub(r"\.[^.]*$", "", sheet.file) for sheet in source.sheets]
        if all(names) and len(set(names)) == len(names):
            start, end = _common(names), _common([name[::-1] for name in names])[::-1]
            texts = tuple(name[len(start) : len(name) - len(end)] for name in names)
            if not all(map(_may_be_a_place, texts)):
                continue
            code = quoted(of)
            if start or end:
                code = f"{{ {of} = {quoted(f'{_escaped(start)}(.*){_escaped(end)}')} }}"
            return FromNames(code, f"no column holds the Place, and the names of the {of}s differ", texts)
    return None


def _may_be_a_place(text: str) -> bool:
    """Whether a part of a name is neither a year, a quarter, a month nor a running number."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return any(len(word) > 2 and word not in TIMES and word not in MONTH_NUMBER for word in words)


def _common(names: list[str]) -> str:
    """What all names begin with, up to a mark between words: never all of a name."""
    shortest = min(names, key=len)
    size = next(
        (at for at, letter in enumerate(shortest) if any(name[at] != letter for name in names)), len(shortest) - 1
    )
    return shortest[: max(shortest.rfind(mark, 0, size) for mark in MARKS) + 1]


def _escaped(text: str) -> str:
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)

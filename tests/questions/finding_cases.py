"""A case of the tables of findings: what is released, what is asked for, the sentence and the grade it must give."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from released_cells import Building

from pimh_data.answer import Answer, Finding, Grade, Selection
from pimh_data.release import Release

YEAR, BEFORE, FIRST, THREE_YEARS = "2023/24", "2022/23", "2020/21", "2022/23 to 2024/25"
HIDDEN = "(fewer than 5, or hidden to protect a smaller number)"


@dataclass(frozen=True)
class Case:
    """`build` puts the cells; `chosen` are parts of the selection, `release` of the builder, that are not the usual."""

    name: str
    answer: Callable[[Release, Selection], Answer]
    build: Callable[[Building], object]
    text: str
    grade: Grade
    chosen: dict[str, str] = field(default_factory=dict)
    release: dict[str, str] = field(default_factory=dict)


def finding(case: Case, folder: Path) -> Finding:
    """The finding of a case, its release written and opened in the folder."""
    building = Building(**case.release)
    case.build(building)
    selection = Selection(**{"place": "Sheffield", "year": YEAR, **case.chosen})
    return case.answer(building.open(folder), selection).finding

"""The caseload from one period to the next: open before and opened since are closed by now, or open still."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pimh_data.registry.cubes import QUARTER, YEAR
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.nesting import Nesting
from pimh_data.secure.disclosure.numbered import NOWHERE, Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped, within

OPEN, OPENED, CLOSED = "open_at_end", "opened", "closed"


@dataclass(frozen=True, eq=False)
class _Flow:
    """Cells of rows of the caseload, and who was open when their period began."""

    before: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    after: np.ndarray


def in_care(cubes: Mapping[str, Numbered], nests: Nesting, true: np.ndarray) -> np.ndarray:
    """How many were in care at some time of each period with one before it: open before, or opened in it.

    No release holds these numbers; two sums lead through each. `true`: everyone's counts, one a cell.
    """
    flow, _ = _flows(cubes["caseload"], nests) if "caseload" in cubes else (None, None)
    return true[flow.before] + true[flow.opened] if flow else true[:0]


def covered(cubes: Mapping[str, Numbered], nests: Nesting) -> Iterator[Relations]:
    """What is always so: whoever is open was open before or was opened, and the like."""
    if "caseload" not in cubes:
        return
    mine, begun = _flows(cubes["caseload"], nests)
    for total, one, other in (
        (mine.after, mine.before, mine.opened),
        (mine.closed, mine.before, mine.opened),
        (mine.before, mine.closed, mine.after),
        (mine.opened, mine.closed, mine.after),
        (begun.opened, begun.closed, begun.after),
    ):
        yield _sum(total, one, other, False, True)
    # Where nothing was before, whoever is closed or open was opened.
    for part in (begun.closed, begun.after):
        yield within(begun.opened, part, NUMBER["periods"])


def flow(cubes: Mapping[str, Numbered], nests: Nesting, true: np.ndarray) -> Iterator[Relations]:
    """What is so of nearly everybody, claimed where the true counts keep it: nobody is closed and open, or opened anew.

    `true`: everyone's counts, and behind these what `in_care` gives.
    """
    if "caseload" not in cubes:
        return
    mine, begun = _flows(cubes["caseload"], nests)
    care = np.arange(len(true) - len(mine.before), len(true))
    for one, other in ((mine.before, mine.opened), (mine.closed, mine.after)):
        yield _sum(care, one, other, True, True)
    yield _sum(begun.opened, begun.closed, begun.after, True, True)


def seen_in_care(cubes: Mapping[str, Numbered], nests: Nesting) -> Iterator[Relations]:
    """What is so of nearly everybody: whoever is seen was open before or opened, and is closed by now or open still;
    whoever is seen in two years was open between them.
    """
    if "caseload" not in cubes:
        return
    caseload = cubes["caseload"]
    rows = np.arange(len(caseload))
    opened, closed, after = (caseload.cells(rows, count) for count in (OPENED, CLOSED, OPEN))
    before = caseload.beside(caseload, rows, period=_before(caseload, nests)[caseload.codes["period"]])
    for name, count in (("activity", "people_seen"), ("first_contacts", "people")):
        if name in cubes:
            found = cubes[name].beside(caseload, rows)
            seen, was = cubes[name].cells(found, count), caseload.cells(before, OPEN)
            here = found != NOWHERE
            yield _sum(seen[here], closed[here], after[here], False, True)
            known = here & (before != NOWHERE)
            yield _sum(seen[known], was[known], opened[known], False, True)
    if "both_years" in cubes:
        both = cubes["both_years"]
        rows = np.arange(len(both))
        before = caseload.beside(both, rows, period=_before(caseload, nests)[both.codes["period"]])
        rows, before = rows[before != NOWHERE], before[before != NOWHERE]
        yield within(caseload.cells(before, OPEN), both.cells(rows, "in_both"), NUMBER["cubes"])


def _sum(total: np.ndarray, one: np.ndarray, other: np.ndarray, at_least: bool, at_most: bool) -> Relations:
    return grouped(np.r_[total, total], np.r_[one, other], at_least, at_most, NUMBER["periods"])


def _flows(cube: Numbered, nests: Nesting) -> tuple[_Flow, _Flow]:
    """The rows with a period before theirs, and those with none: a view has no rows before its service began."""
    rows = np.arange(len(cube))
    before = cube.beside(cube, rows, period=_before(cube, nests)[cube.codes["period"]])
    opened, closed, after = (cube.cells(rows, count) for count in (OPENED, CLOSED, OPEN))
    known = before != NOWHERE
    mine = _Flow(cube.cells(before[known], OPEN), opened[known], closed[known], after[known])
    return mine, _Flow(after[:0], opened[~known], closed[~known], after[~known])


def _before(cube: Numbered, nests: Nesting) -> np.ndarray:
    """For every period by number, one that ends when it begins; NOWHERE for the first of all."""
    names = list(cube.words.of["period"])
    found: dict[object, object] = {}
    for kind in (QUARTER, YEAR):
        own = sorted(name for name in names if name[0] == kind)
        found.update(zip(own[1:], own, strict=False))
    for name in (name for name in names if name[0] not in (QUARTER, YEAR)):
        # A longer period begins with its first year.
        years = [group for group in nests.periods_cover.get(name, ()) if all(kind == YEAR for kind, _ in group)]
        if years:
            found[name] = found.get(min(years[0]))
    return cube.words.mapped("period", found)

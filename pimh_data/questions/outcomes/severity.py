"""Severity bands at the first and at the last score: who stands in which, as a table of first by last."""

import math
from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Keeps, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.kit import STATE, Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, may_be_another, nothing, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
    keeps_usual,
    usual_definition,
)
from pimh_data.questions.outcomes.reading import PAIRED, bands_first_and_last, longest, outcome
from pimh_data.questions.outcomes.saying import period_in_short, subject
from pimh_data.registry.cubes import EVERYONE, FIRST_AND_LAST_BAND, PAIR, TOTAL
from pimh_data.release import Release
from pimh_data.statistics.part_bounds import share_bounds

COLUMNS = (
    Column("first_band", "At the first score", "text"),
    Column("last_band", "At the last score", "text"),
    Column("people", "People", "count", "people"),
    Column("paired", "All with two scores", "count", "people"),
    Column("moved", "Moved to", "text"),
    STATE,
)
HEADING = Heading("outcomes.severity", "Severity at the start and at the end", COLUMNS)
MILDER, SAME, WORSE = "a better band", "the same band", "a worse band"


@by_definition(HEADING)
def severity(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """People by severity band at the first and at the last score, one row a pair of bands, least severe first.

    Held for everyone, by the usual definition: in one year for all services, in longer periods for each; the shortest
    period that the release holds is shown, and the notes say which.
    """
    usual = usual_definition(release, selection, asked)
    view, cells = _shown(release, selection, usual)
    bands = [band.label for band in usual.measure.bands]
    if not bands and may_be_another(release, selection, asked):
        return nothing(release, selection, HEADING)
    if not bands or not cells:
        why = "has no severity bands" if not bands else "has no people with two scores here"
        about = subject(selection, usual, EVERYONE)
        return nothing(release, selection, HEADING, f"{about}: this measure {why}.")
    whole = outcome(release, view.at(dimension=TOTAL.name, member=EVERYONE), usual, PAIRED).paired
    rows: list[Row] = [
        {**_row(first, last, bands, usual, cells), "paired": whole.value} for first in bands for last in bands
    ]
    return outcome_answer(
        HEADING,
        release,
        selection,
        usual,
        view,
        rows,
        Said(_finding(release, selection, view, usual, rows, cells, whole)),
        definition="Severity band of the first and of the last score of the same person.",
        numerator="People with two scores in that pair of bands",
        denominator="People with a first and a last score",
        method="Counts; nothing is estimated. The range of a share holds every true count that the released ones "
        "permit, and whatever those that are hidden leave of all with two scores.",
        hidden=[f"{row['first_band']} to {row['last_band']}" for row in rows if row["state"] == "hidden"],
        what="pairs of bands",
        caveats=("A score may cross a line by a single point: bands say where people stand, not how far they moved.",),
        notes=_notes(selection, asked, usual, view),
    )


def _shown(release: Release, selection: Selection, definition: OutcomeDefinition) -> tuple[View, dict[str, Cell]]:
    view = View.of(selection).at(dimension=FIRST_AND_LAST_BAND, member=EVERYONE)
    for period in longest(release, selection):
        found = bands_first_and_last(release, view.at(period=period), definition)
        if any(cell.known for cell in found.values()):
            return view.at(period=period), found
    return view, bands_first_and_last(release, view, definition)


def _notes(selection: Selection, asked: OutcomeDefinition, usual: OutcomeDefinition, view: View) -> list[str]:
    said = []
    if view.period != selection.year:
        said.append(
            f"Shown for the courses closed {period_in_short(view.period)}: one year would leave too few people."
        )
    if selection.deprivation != EVERYONE:
        said.append(Keeps("Everyone is counted: the release holds no severity bands by deprivation."))
    return [*said, keeps_usual(asked, usual)]


def _row(first: str, last: str, bands: list[str], definition: OutcomeDefinition, cells: Mapping[str, Cell]) -> Row:
    cell = cells[f"{first}{PAIR}{last}"]
    risen = bands.index(last) - bands.index(first)
    better = risen < 0 if definition.measure.direction == "lower_is_better" else risen > 0
    moved = SAME if risen == 0 else MILDER if better else WORSE
    return {"first_band": first, "last_band": last, "people": cell.value, "moved": moved, "state": cell.state}


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    definition: OutcomeDefinition,
    rows: list[Row],
    cells: Mapping[str, Cell],
    whole: Cell,
) -> Finding:
    about = subject(selection, definition, EVERYONE, view.period)
    hidden = sum(row["state"] == "hidden" for row in rows)
    if not whole.known or not whole.value or hidden == len(rows):
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{about}: too few people to show bands ({why}).", "hidden")
    ended = {name: _people(cells, [row for row in rows if row["moved"] == name]) for name in (MILDER, SAME, WORSE)}
    others = {name: _people(cells, [row for row in rows if row["moved"] != name]) for name in ended}
    total = (whole.lowest, whole.highest)
    said = [f"{_in_words(share_bounds(ended[name], others[name], total))} ended in {name}" for name in ended]
    are = words.agree(hidden, "is", "are")
    lacking = f"; {hidden} of {len(rows)} pairs of bands {are} hidden" if hidden else ""
    return Finding(
        f"{about}: of {people(whole.value)} people with two scores, {words.listed(said)}, by what the protected counts "
        f"permit{lacking}.",
        "description",
    )


def _people(cells: Mapping[str, Cell], rows: list[Row]) -> tuple[float, float]:
    """The least and the most people in these pairs of bands: no limit where one of them is hidden."""
    mine = [cells[f"{row['first_band']}{PAIR}{row['last_band']}"] for row in rows]
    least = sum(cell.lowest for cell in mine if cell.known)
    return least, sum(cell.highest if cell.known else math.inf for cell in mine)


def _in_words(share: tuple[float, float]) -> str:
    """'22% to 63%'; '40%' where both ends round to it."""
    least, most = (percent(end) for end in share)
    return least if least == most else f"{least} to {most}"

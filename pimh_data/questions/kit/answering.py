"""Composes an Answer from rows, what is said, and what stands behind it, as every question does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from pimh_data.answer import Answer, Column, Direction, Evidence, Keeps, ReferenceLine, Row, Selection, naming_everyone
from pimh_data.questions.evidence import EXTRACT, evidence, hidden_in_words, tidy
from pimh_data.questions.kit.telling import Said
from pimh_data.questions.nearest_view import SHOWN_FOR
from pimh_data.questions.words import lower_first
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

# What an Answer says, as `answer` takes it first: key, title, release, selection, columns, rows, finding and card.
Draft: TypeAlias = tuple[str, str, Release, Selection, Sequence[Column], Sequence[Row], Said]


def answer(
    key: str,
    title: str,
    release: Release,
    selection: Selection,
    columns: Sequence[Column],
    rows: Sequence[Row],
    said: Said,
    *,
    definition: str,
    numerator: str,
    denominator: str,
    method: str,
    period: str,
    citation: str,
    source: str = EXTRACT,
    hidden: Sequence[str] | None = None,
    what: str = "counts",
    caveats: Iterable[str] = (),
    matters: Iterable[str] = (),
    direction: Direction = "no_judgement",
    references: Iterable[ReferenceLine] = (),
    notes: Iterable[str] = (),
    variant: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """An Answer and its evidence, of which every argument that `composed` does not take is a part.

    `hidden`: what was hidden, by name; unless given, the rows that are, by their first column. `what`: these are called
    so. `matters`: words by which a loss of the release concerns this answer.
    """
    stands = evidence(
        release,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        method=method,
        period=period,
        source=source,
        citation=citation,
        hidden=hidden_in_words(release, hidden_rows(rows, columns[0].name) if hidden is None else hidden, what),
        caveats=caveats,
        matters=matters,
    )
    return composed(key, title, selection, columns, rows, said, stands, direction, references, notes, variant)


def composed(
    key: str,
    title: str,
    selection: Selection,
    columns: Sequence[Column],
    rows: Sequence[Row],
    said: Said,
    evidence: Evidence,
    direction: Direction = "no_judgement",
    references: Iterable[ReferenceLine] = (),
    notes: Iterable[str] = (),
    variant: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """An Answer whose evidence is there already. Lines of no known value and notes that are '' are left out.

    What the finding says of a larger view stands in the evidence too, since the table is of one view.

    Notes that say that the chosen group is not counted (`Keeps`) are no notes under the chart, and the finding names
    who is.
    """
    said_beside = tuple(filter(None, (*said.notes, *notes)))
    _, shown_for, view = said.finding.text.partition(SHOWN_FOR)
    elsewhere = f" Said of a larger view, which is not in this table: {lower_first(shown_for)}{view}" if view else ""
    keeps = tuple(note for note in said_beside if isinstance(note, Keeps))
    return Answer(
        key,
        title,
        selection,
        tidy(columns, rows),
        tuple(columns),
        naming_everyone(said.finding, keeps),
        replace(evidence, hidden=f"{evidence.hidden}{elsewhere}"),
        direction,
        tuple(line for line in references if line.value == line.value),
        said.headline,
        tuple(note for note in said_beside if not isinstance(note, Keeps)),
        variant,
        keeps,
    )


def hidden_rows(rows: Sequence[Row], *names: str) -> list[str]:
    """The hidden rows, each by its values in these columns: 'Decile 8', 'Decile 8, 6 weeks'."""
    return [", ".join(str(row[name]) for name in names) for row in rows if row["state"] == "hidden"]


def by_group(selection: Selection, *matters: str) -> tuple[str, ...]:
    """Words by which a loss concerns an answer that follows the deprivation choice."""
    return matters if selection.deprivation == EVERYONE else (*matters, "by deprivation")

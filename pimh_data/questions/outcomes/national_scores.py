"""First and last scores beside those that NHS Talking Therapies publishes for the same ICB and England."""

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.formats import number
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.questions.kit import STATE, Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.beside_published import (
    OURS,
    POPULATIONS_DIFFER,
    cannot_stand_beside,
    longest_with,
    national_view,
    nearest_years,
)
from pimh_data.questions.outcomes.mean_change import change_of
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.published_rows import ENGLAND, PERINATAL, has_scores, published_scores, source
from pimh_data.questions.outcomes.reading import CHANGE, OutcomeCells
from pimh_data.questions.outcomes.saying import EXTRACT, period_in_short, subject
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

COLUMNS = (
    Column("who", "Who", "text"),
    Column("kind", "Released here or published", "text"),
    Column("therapy", "Therapy", "text"),
    Column("year", "Year", "text"),
    Column("people", "People with two scores, this release", "count", "people", missing="not of this release"),
    Column("courses", "Courses of therapy, published", "published", "courses"),
    Column("mean_first", "Mean at the start", "number", "points", 1),
    Column("mean_last", "Mean at the end", "number", "points", 1),
    Column("effect_size", "Effect size, over the SD at the start", "number", "", 1),
    STATE,
)
HEADING = Heading("outcomes.national_scores", "Scores beside NHS Talking Therapies", COLUMNS)
OVER_ENGLAND = "Effect sizes of areas are published over England's SD."


@by_definition(HEADING)
def scores_beside_national(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Start, end and effect size of this selection beside the published ones: one row each, no test of difference.

    Published rows: England, the Place and its ICB, in the year nearest the chosen one; of the therapies, the perinatal
    one where it exists and the three that England uses most. No data where the annual files were not brought.
    """
    ours, period = longest_with(release, selection, definition, lambda found: change_of(found) is not None, CHANGE)
    why = cannot_stand_beside(definition)
    if not why and not has_scores(release):
        why = "the annual files of NHS Talking Therapies that hold scores were not brought."
    if why:
        return nothing(release, selection, HEADING, f"{subject(selection, definition, EVERYONE)}: {why}")
    theirs = published_scores(release, definition.measure.key, selection.place, selection.year)
    rows = [_our_row(selection, ours, period), *theirs]
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        national_view(selection, period),
        rows,
        Said(_finding(subject(selection, definition, EVERYONE, period), rows)),
        definition="Mean score at the start and at the end, and the effect size (mean at the start less mean at the "
        "end, over the SD at the start).",
        numerator="Scores of people with two",
        denominator="Finished courses on both sides (at least two attended contacts); means rest on two scores",
        method="Published figures as they stand; ours as released. No test: the populations differ.",
        what="rows",
        citation=("NHS England, NHS Talking Therapies annual reports",),
        caveats=(POPULATIONS_DIFFER, OVER_ENGLAND),
        source=f"{EXTRACT}; {source(release)}",
        notes=(POPULATIONS_DIFFER, OVER_ENGLAND, *nearest_years(selection, [str(row["year"]) for row in theirs])),
    )


def _our_row(selection: Selection, found: OutcomeCells, period: str) -> Row:
    change = change_of(found)
    return {
        "who": words.subject(selection, with_year=False),
        "kind": OURS,
        "therapy": "All",
        "year": period_in_short(period),
        "people": found.paired.value,
        "courses": NAN,
        "mean_first": found.means["mean_first"],
        "mean_last": found.means["mean_last"],
        # Start less end, as it is published there: a fall in symptoms is positive.
        "effect_size": NAN if change is None else -float(change.glass_delta),
        "state": "shown" if change is not None else found.paired.state if found.paired.state != "shown" else "hidden",
    }


def _finding(about: str, rows: list[Row]) -> Finding:
    mine, *theirs = rows
    if mine["state"] != "shown":
        return Finding(f"{about}: too few people for a mean to set beside the published ones.", "too few")
    text = f"{about}: {_means(mine)}"
    england = [row for row in theirs if row["effect_size"] == row["effect_size"] and row["who"] == ENGLAND]
    named = next((row for row in england if row["therapy"] == PERINATAL), england[0] if england else None)
    if named is not None:
        text += f"; NHS Talking Therapies in England, {named['therapy']}, {named['year']}: {_means(named)}"
    return Finding(f"{text}. The populations differ.", "description")


def _means(row: Row) -> str:
    first, last, size = (number(float(row[name])) for name in ("mean_first", "mean_last", "effect_size"))
    return f"from {first} to {last}, effect size {size}"

"""The headline of outcomes for the Summary: improved reliably, of how many paired, at least and at most of all."""

from dataclasses import replace

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import percent
from pimh_data.questions.evidence import hidden_in_words
from pimh_data.questions.kit import STATE, Estimated, Said, composed, hidden_rows, state_of
from pimh_data.questions.kit.verdicts.improved import BESIDE
from pimh_data.questions.outcomes.asking import Heading, by_definition
from pimh_data.questions.outcomes.changed import what_changed
from pimh_data.questions.outcomes.in_use import users_of, with_relationship
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
)
from pimh_data.questions.outcomes.reading import OutcomeCells, follow_deprivation_of_outcomes, outcome
from pimh_data.questions.outcomes.saying import described
from pimh_data.questions.partly_granted import is_partly_granted
from pimh_data.release import Release

SHARE = Estimated("share", "Share of those with two scores", "share")
COLUMNS = (
    Column("period", "Closed in", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("improved", "Improved reliably", "count", "people"),
    *SHARE.columns,
    *BESIDE,
    STATE,
)
HEADING = Heading("outcomes.headline", "Improved reliably", COLUMNS)


@by_definition(HEADING)
def headline(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Improved reliably: one row a financial year, with the share of the paired and its bounds over the eligible.

    Unasked, the measure with most people paired of those with a reliable change. The card says n paired of n eligible,
    at least and at most, and the share of services that use a relationship measure stands in the notes.
    """
    year = what_changed(release, selection, *definition.asked)
    view = follow_deprivation_of_outcomes(release, selection, definition).view
    rows = [_row(period, outcome(release, view.at(period=period), definition)) for period in release.manifest.years]
    have, without = with_relationship(release, users_of(release, selection))
    share = percent(len(have) / max(len(have) + len(without), 1))
    known = (have or without) and not is_partly_granted(
        release, selection.place
    )  # of services of others nobody is told
    relationship = f"Relationship measures: {share} of services use one." if known else ""
    label = outcome(release, view, definition).verdict.label(definition.measure.key)
    card = year.headline and replace(year.headline, label=label)
    return composed(
        HEADING.key,
        HEADING.title,
        selection,
        described(COLUMNS, definition),
        rows,
        Said(year.finding, card),
        replace(year.evidence, hidden=hidden_in_words(release, hidden_rows(rows, "period"), "years")),
        direction="higher_is_better",
        notes=(
            relationship,
            f"Counted as: {'; '.join(value for _, value in definition.variant)}.",
            *year.keeps,
            *year.notes,
        ),
        variant=definition.variant,
    )


def _row(period: str, found: OutcomeCells) -> Row:
    return {
        "period": period,
        "eligible": found.eligible.value,
        "paired": found.paired.value,
        "improved": found.improved.value,
        **SHARE.row(found.improved_of_paired.limits),
        **found.verdict.beside(),
        "state": state_of(found.paired, found.improved),
    }

"""Who is in it and what changed: eligible, first score, two scores; of these, who improved reliably, or got worse."""

from dataclasses import replace
from itertools import pairwise

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, Cell
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Portion, Said, shares_of
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.kit.changes import TWO_YEARS, first_year_before
from pimh_data.questions.kit.nested import overstepping
from pimh_data.questions.kit.verdicts.improved import OF_ELIGIBLE, Improved
from pimh_data.questions.kit.verdicts.improved_compared import ImprovedCompared
from pimh_data.questions.outcomes.asking import Heading, by_definition, not_shown, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
)
from pimh_data.questions.outcomes.reading import OutcomeCells, follow_deprivation_of_outcomes, outcome
from pimh_data.questions.outcomes.saying import telling
from pimh_data.release import Release

SHARE = Estimated("share", "Share of those with two scores", "share")
COLUMNS = (
    Column("change", "Step", "text"),
    Column("people", "People", "count", "people", missing="not given"),
    *SHARE.columns,
    Column("people_before", "People, the year before", "count", "people", missing="not shown"),
    Column("before", "Share of those with two scores, the year before", "share", missing="not shown"),
    Column("share_of_eligible", "Share of those eligible", "share"),
    *(replace(end, missing="of those who improved") for end in OF_ELIGIBLE),
    STATE,
)
HEADING = Heading("outcomes.change", "Who is in it, and what changed", COLUMNS)
ELIGIBLE, FIRST, PAIRED = "Eligible", "With a first score", "With two scores"
IMPROVED, SAME, WORSE = "Improved reliably", "No reliable change", "Reliably worse"
UNPAIRED = "Without a second score"
LABEL = "improved reliably"


@by_definition(HEADING)
def what_changed(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Eligible, with a first score, with two; of these improved reliably, no reliable change, worse; who is missing.

    Columns: people, share of the paired with Wilson's interval, both of the year before, share of the eligible. Raises
    SelectionError for what the release lacks.
    """
    follows = follow_deprivation_of_outcomes(release, selection, definition)
    found = outcome(release, follows.view, definition)
    before = outcome(release, follows.view.at(period=periods.year_before(selection.year)), definition)
    rows = _rows(found, before)
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        follows.view,
        rows,
        _said(release, selection, follows, definition, found, before),
        definition="Eligible: courses closed in the period at a service that used the measure by then, one course "
        "a person, the latest. Reliable: a change of the reliable change or more between the first and the last "
        "score of the same person, more than measurement error explains.",
        numerator="People with two scores whose change is reliable, for better or worse, or is not",
        denominator="People with a first and a last score; beside it, everyone eligible",
        method=f"Wilson's 95% interval, with the error of rounding added to that of chance; {TWO_YEARS}.",
        citation=("Jacobson and Truax 1991, J Consult Clin Psychol 59:12", "Newcombe 1998, Stat Med 17:873"),
        direction="higher_is_better",
        notes=(
            *follows.notes,
            *_beside_the_verdict(release, selection, found, before),
            _adding_up(found),
            _overstepping(found),
        ),
    )


def _beside_the_verdict(
    release: Release, selection: Selection, found: OutcomeCells, before: OutcomeCells
) -> tuple[str, ...]:
    """Beside how it compares with the year before: what would probably have been seen, or what would turn it."""
    if first_year_before(release.manifest, selection.year):
        return ()
    compared = ImprovedCompared(found.verdict, before.verdict)
    return compared.size_seen(), compared.tipping()


def _adding_up(found: OutcomeCells) -> str:
    parts = (found.improved, found.no_reliable_change, found.deteriorated)
    if any(part.state == "no data" for part in parts):
        return ""
    return adding_up(shares_of(Portion(part, found.paired) for part in parts).value, n=found.paired.value)


def _overstepping(found: OutcomeCells) -> str:
    steps = [(ELIGIBLE, found.eligible), (FIRST, found.first_score), (PAIRED, found.paired), (IMPROVED, found.improved)]
    return overstepping((*whole, *part) for whole, part in pairwise(steps))


def _rows(found: OutcomeCells, before: OutcomeCells) -> list[Row]:
    steps = [
        (ELIGIBLE, found.eligible, before.eligible),
        (FIRST, found.first_score, before.first_score),
        (PAIRED, found.paired, before.paired),
    ]
    parts = [
        (IMPROVED, found.improved, before.improved),
        (SAME, found.no_reliable_change, before.no_reliable_change),
        (WORSE, found.deteriorated, before.deteriorated),
    ]
    every = [
        *((name, part, was, UNKNOWN, NAN) for name, part, was in steps),
        *(
            (name, part, was, Portion(part, found.paired).limits, Portion(was, before.paired).limits[0])
            for name, part, was in parts
        ),
        (UNPAIRED, _without(found), NO_DATA, UNKNOWN, NAN),
    ]
    return [
        {
            "change": name,
            # A difference of two rounded counts is no released count: only its share is given.
            "people": NAN if name == UNPAIRED else part.value,
            **SHARE.row(share),
            "people_before": was.value,
            "before": share_before,
            "share_of_eligible": Portion(part, found.eligible).limits[0],
            "if_unchanged": found.verdict.least if name == IMPROVED else NAN,
            "if_all_improved": found.verdict.most if name == IMPROVED else NAN,
            "state": part.state,
        }
        for name, part, was, share, share_before in every
    ]


def _without(found: OutcomeCells) -> Cell:
    if not (found.eligible.known and found.paired.known):
        return HIDDEN if "hidden" in (found.eligible.state, found.paired.state) else NO_DATA
    value = max(found.eligible.value - found.paired.value, 0)
    lowest = max(found.eligible.lowest - found.paired.highest, 0)
    return Cell(value, lowest, max(found.eligible.highest - found.paired.lowest, 0), "shown" if value else "zero")


def _in_words(found: OutcomeCells) -> str:
    return found.verdict.in_words()


def _said(
    release: Release,
    selection: Selection,
    follows: DeprivationView,
    definition: OutcomeDefinition,
    found: OutcomeCells,
    before: OutcomeCells,
) -> Said:
    tell = telling(release, selection, follows.view, definition, follows.group, LABEL)
    if definition.change is None:
        why = definition.measure.change_note or "no reliable change is published"
        text = f"who improved reliably cannot be said. {why}."
        return tell.says(text, "no data", "no data", why)
    missing = not_shown(
        tell, definition, found, lambda cells: cells.improved_of_paired, _in_words, "how many improved reliably"
    )
    if missing:
        return missing
    verdict = found.verdict
    tell = replace(tell, label=verdict.label())
    if verdict.few_scored:
        return tell.says(f"{verdict.in_words()}.", "description", *verdict.card())
    ending, grade = _since_year_before(release, selection, found, before.verdict)
    return tell.says(f"{verdict.in_words()}. {words.upper_first(ending)}.", grade, *verdict.card())


def _since_year_before(
    release: Release, selection: Selection, found: OutcomeCells, before: Improved
) -> tuple[str, Grade]:
    """How the share improved compares with the year before, in words, and its grade."""
    if before.paired.state == "no data":
        withheld = before.paired.withheld
        said = "the year before is not shown to you" if withheld else "there are no data for the year before"
        return said, "description"
    if first := first_year_before(release.manifest, selection.year):
        return first, "description"
    if not (before.paired.known and before.improved.known):
        return "the year before is hidden, so there is no comparison", "description"
    if not before.share.known:
        return "there is no comparison with the year before", "description"
    return ImprovedCompared(found.verdict, before).since_year_before()

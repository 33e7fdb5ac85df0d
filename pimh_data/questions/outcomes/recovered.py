"""Recovery: of those who were a case at the start, from how many to how many no longer were: a range, no point."""

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, Cell
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.kit import STATE, Ranged, Said, state_of
from pimh_data.questions.kit.nested import overstepping
from pimh_data.questions.outcomes.asking import Heading, by_definition, not_shown, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import RECOVERY, OutcomeCells, follow_deprivation_of_outcomes, outcome
from pimh_data.questions.outcomes.saying import telling
from pimh_data.release import Release

OF_CASES = Ranged("of_cases", "Share of those at caseness", "share", "")
OF_FINISHED = Ranged("of_finished", "Share of the eligible less those not at caseness", "share", "")
COLUMNS = (
    Column("outcome", "Outcome", "text"),
    Column("people", "People known to have", "count", "people"),
    Column("cases", "At caseness at the start", "count", "people"),
    Column("eligible", "Eligible", "count", "people"),
    Column("two_scores", "With two scores, of those eligible", "share"),
    *OF_CASES.ends,
    *OF_FINISHED.ends,
    STATE,
)
HEADING = Heading("outcomes.recovery", "Recovery: from a case to no case", COLUMNS)
RECOVERED, RELIABLY = "Recovered", "Recovered and improved reliably"


@by_definition(HEADING)
def recovered(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Recovered, and reliably recovered: two rows, each a share of those at caseness at the start from least to most.

    Least: nobody without a second score recovered; most: all of them did. Which of those with two scores were a case is
    not released, so that there is no share of them. `of_finished` is over the eligible less those known not to be at
    caseness, as NHS Talking Therapies counts: people without scores stay in it. A measure without caseness or without
    a reliable change has no data.
    """
    follows = follow_deprivation_of_outcomes(release, selection, definition)
    found = outcome(release, follows.view, definition, RECOVERY)
    rows = [_row(RECOVERED, found.recovered, found), _row(RELIABLY, found.reliably_recovered, found)]
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        follows.view,
        rows,
        _said(release, selection, follows, definition, found),
        definition=_definition(definition),
        numerator="People at caseness at the first score whose last score is no case",
        denominator="People at caseness at the first score, paired or not; beside it, the eligible less those "
        "known not to be at caseness",
        method="From nobody to everyone without a second score (and, over the eligible, without a first) recovered, "
        "at the true counts that push each end furthest. A range, not an interval: it leaves chance out.",
        citation=("NHS Talking Therapies manual: recovery and reliable recovery",),
        caveats=("NHS Talking Therapies counts recovery over two scales together; here it is one measure at a time.",),
        direction="higher_is_better",
        notes=(*follows.notes, overstepping([(RECOVERED, found.recovered, RELIABLY, found.reliably_recovered)])),
    )


def _definition(definition: OutcomeDefinition) -> str:
    measure = definition.measure
    if measure.caseness is None:
        return f"{measure.key} has no caseness, so nobody can be said to recover."
    side = "or more" if measure.direction == "lower_is_better" else "or less"
    others = ", ".join(f"{other:g}" for other in measure.other_caseness)
    return f"A case: {measure.caseness:g} points {side} on the {measure.key}" + (
        f" ({others} is used elsewhere too)." if others else "."
    )


def finished_less_no_case(found: OutcomeCells) -> Cell:
    """Eligible less those whose first score is known to be no case: the denominator of NHS Talking Therapies."""
    parts = (found.eligible, found.first_score, found.at_caseness)
    if any(part.state == "no data" for part in parts):
        return NO_DATA
    if not all(part.known for part in parts):
        return HIDDEN
    value = max(found.eligible.value - found.first_score.value + found.at_caseness.value, found.at_caseness.value)
    lowest = max(found.eligible.lowest - found.first_score.highest, 0) + found.at_caseness.lowest
    highest = max(found.eligible.highest - found.first_score.lowest, 0) + found.at_caseness.highest
    return Cell(value, lowest, highest, "shown" if value > 0 else "zero")


def recovery_bounds(found: OutcomeCells, part: Cell | None = None) -> tuple[float, float]:
    """Share of those at caseness who recovered if nobody without a second score did, and if all of them did.

    `part`: those known to have; those recovered, unless given. At the true counts that push each end furthest; NaN
    where a count is hidden or nobody was a case.
    """
    part = found.recovered if part is None else part
    counts = (part, found.at_caseness, found.first_score, found.paired)
    if not all(count.known for count in counts) or found.at_caseness.highest <= 0:
        return NAN, NAN
    cases, without = found.at_caseness, max(found.first_score.highest - found.paired.lowest, 0)
    least = min(part.lowest / cases.highest, 1)
    return least, min((part.highest + without) / max(cases.lowest, 1), 1)


def recovery_of_finished(found: OutcomeCells, part: Cell) -> tuple[float, float]:
    """The same over the eligible less those known to be no case: whoever has no first score could have recovered too.

    Source: the denominator of NHS Talking Therapies.
    """
    below = finished_less_no_case(found)
    if not (part.known and found.paired.known and below.known) or below.highest <= 0:
        return NAN, NAN
    without = max(found.eligible.highest - found.paired.lowest, 0)
    return min(part.lowest / below.highest, 1), min((part.highest + without) / max(below.lowest, 1), 1)


def _row(name: str, part: Cell, found: OutcomeCells) -> Row:
    of_cases, of_finished = recovery_bounds(found, part), recovery_of_finished(found, part)
    return {
        "outcome": name,
        "people": part.value,
        "cases": found.at_caseness.value,
        "eligible": found.eligible.value,
        "two_scores": found.paired_of_eligible.limits[0],
        **dict(zip(("of_cases_lower", "of_cases_upper"), of_cases, strict=True)),
        **dict(zip(("of_finished_lower", "of_finished_upper"), of_finished, strict=True)),
        "state": state_of(found.at_caseness, part),
    }


def _said(
    release: Release, selection: Selection, follows: DeprivationView, definition: OutcomeDefinition, found: OutcomeCells
) -> Said:
    tell = telling(release, selection, follows.view, definition, follows.group)
    if definition.measure.caseness is None:
        return tell.says("this measure has no line between a case and no case, so there is no recovery.", "no data")
    missing = not_shown(
        tell, definition, found, lambda cells: cells.recovered_of_cases, _in_words, "how many recovered", RECOVERY
    )
    if missing:
        return missing
    least, most = recovery_bounds(found, found.reliably_recovered)
    n = found.at_caseness.value
    reliably = f"; {percent(least, n)} to {percent(most, n)} recovered and improved reliably" if least == least else ""
    return tell.says(f"{_in_words(found)}{reliably}.", "description")


def _in_words(found: OutcomeCells) -> str:
    n, (least, most), scored = found.at_caseness.value, recovery_bounds(found), found.paired_of_eligible
    of = scored.of("eligible") if scored.small else "the eligible"
    ends = (
        f"{percent(least, n)} to {percent(most, n)}"
        if least == least
        else f"{found.recovered_of_cases.percent} or more"
    )
    return (
        f"of {people(n)} people who were a case at the start, {ends} recovered, whatever became of those without a "
        f"second score ({scored.percent} of {of} have two)"
    )

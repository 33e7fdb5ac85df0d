"""Mean first and last score with intervals, on the measure's own scale with its bands; change and effect sizes."""

from dataclasses import replace

import numpy as np

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.formats import number, people
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NAN, Cell, View
from pimh_data.questions.kit import STATE, Estimated, Said
from pimh_data.questions.kit.verdicts.could_be_seen import size_seen
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.outcomes.asking import Heading, by_definition, outcome_answer
from pimh_data.questions.outcomes.mean_change import back_to_the_mean, change_of, gain_of
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import (
    PAIRED,
    OutcomeCells,
    follow_deprivation_of_outcomes,
    longest,
    no_mean,
    outcome,
)
from pimh_data.questions.outcomes.saying import period_in_short, subject
from pimh_data.release import Release
from pimh_data.statistics.intervals import student_t

MEAN = Estimated("mean", "Mean", "number", "points", 1)
COLUMNS = (
    Column("score", "Score", "text"),
    *MEAN.columns,
    Column("sd", "Standard deviation", "number", "points", 1),
    Column("people", "People", "count", "people", missing="not given"),
    Column("delta", "Effect size: change over the SD of first scores", "number", "", 2, missing="of the change alone"),
    Column("response", "Effect size: change over its own SD", "number", "", 2, missing="of the change alone"),
    STATE,
)
HEADING = Heading("outcomes.scores", "First and last scores on the measure's own scale", COLUMNS)
HIDDEN_BY_YEAR = "the mean of one year is hidden, or of too few people"
FIRST, LAST, CHANGE, ALONE = "First score", "Last score", "Change", "First score of those without a second"


@by_definition(HEADING)
def first_and_last(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Mean first and last score of the same people, the change, and the first score of those never paired.

    Of the chosen year, or, where its means are hidden, of the shortest longer time that has them, which the notes name.
    One row each: mean with Student's t interval, SD, people. `references` are the lower ends of the severity bands,
    labelled with their names. The finding gives the change, Glass's delta and the standardised response mean.
    """
    follows = follow_deprivation_of_outcomes(release, selection, definition)
    view, found = _shown(release, selection, follows.view, definition)
    shown = f"Shown for the courses closed {period_in_short(view.period)}: {HIDDEN_BY_YEAR}."
    longer = "" if view == follows.view else shown
    rows = [
        _row(FIRST, "first", found.paired, found),
        _row(LAST, "last", found.paired, found),
        _row(CHANGE, "change", found.paired, found),
        _row(ALONE, "unpaired", _alone(found), found),
    ]
    on_scale = (float(definition.measure.low), float(definition.measure.high))
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        view,
        rows,
        Said(_finding(release, selection, view, follows.group, definition, found)),
        definition="Mean of the first and of the last scores of the same people, in points of the measure; the "
        "first scores of people without a second stand beside them.",
        numerator="Sum of the scores",
        denominator="People with a first and a last score, ten or more",
        method="Student's t, 95%, with as few people as the released number permits. Glass's delta is the change "
        "over the SD of the first scores; the standardised response mean is the change over its own SD.",
        withheld=""
        if found.has_means
        else "Means are not shown where fewer than ten people stand, or they and others would tell of fewer.",
        hidden=(),
        citation=("Glass 1976", "Husted et al. 2000"),
        caveats=("Means are given to one decimal.",),
        columns=tuple(replace(column, scale=on_scale) if column.name == "mean" else column for column in COLUMNS),
        direction=definition.measure.direction,
        references=tuple(ReferenceLine(band.label, float(band.low)) for band in definition.measure.bands),
        notes=(*follows.notes, longer, f"On this measure {definition.measure.says}.", *_beside(found, definition)),
    )


def _shown(
    release: Release, selection: Selection, view: View, definition: OutcomeDefinition
) -> tuple[View, OutcomeCells]:
    """The chosen year; where nobody's change is shown in it, the shortest longer time in which it is."""
    found = outcome(release, view, definition, PAIRED)
    if change_of(found) is None and found.eligible.state != "no data":
        for period in longest(release, selection)[1:]:
            longer = outcome(release, view.at(period=period), definition, PAIRED)
            if change_of(longer) is not None:
                return view.at(period=period), longer
    return view, found


def _row(name: str, what: str, count: Cell, found: OutcomeCells) -> Row:
    mean, sd = found.means[f"mean_{what}"], found.means[f"sd_{what}"]
    lower, upper = student_t(mean, sd, max(count.lowest, 10) if count.known else np.nan)
    # The number of those without a second score is no released count, so only their mean is given.
    people_shown = NAN if what == "unpaired" else count.value
    state = "shown" if mean == mean else "no data" if found.eligible.state == "no data" else "hidden"
    sizes = change_of(found) if name == CHANGE else None
    return {
        "score": name,
        "mean": mean,
        "lower": float(lower),
        "upper": float(upper),
        "sd": sd,
        "people": people_shown,
        "delta": NAN if sizes is None else float(sizes.glass_delta),
        "response": NAN if sizes is None else float(sizes.standardised_response_mean),
        "state": state,
    }


def _alone(found: OutcomeCells) -> Cell:
    if not (found.first_score.known and found.paired.known):
        return Cell(NAN, NAN, NAN, "hidden")
    return Cell(NAN, max(found.first_score.lowest - found.paired.highest, 0), NAN, "shown")


def _finding(
    release: Release, selection: Selection, view: View, group: str, definition: OutcomeDefinition, found: OutcomeCells
) -> Finding:
    about = subject(selection, definition, group, view.period)
    change = change_of(found)
    if change is None:
        if found.eligible.state == "no data":
            return Finding(f"{about}: nobody could have had two scores in this period.", "no data")

        def longer(view: View) -> OutcomeCells:
            return outcome(release, view, definition, PAIRED)

        nearest = nearest_view(
            release,
            view,
            lambda view: longer(view).paired if change_of(longer(view)) is not None else HIDDEN,
            lambda view: _say_change(longer(view), definition),
        )
        why, grade = no_mean(found)
        return Finding(f"{about}: {why}. {nearest}", grade)
    return Finding(f"{about}: {_say_change(found, definition)}.", "description")


def _beside(found: OutcomeCells, definition: OutcomeDefinition) -> tuple[str, str]:
    """What stands beside the change: the size that would have been seen, and what regression to the mean would give."""
    return _size_seen(found, definition), _back_to_the_mean(found, definition)


def _back_to_the_mean(found: OutcomeCells, definition: OutcomeDefinition) -> str:
    back, norm = back_to_the_mean(found, definition), definition.measure.norm
    if norm is None or back != back:
        return ""
    return (
        f"A sensitivity, no verdict: of people chosen by their first score alone, regression to the mean would change "
        f"the mean by {back:+.1f} points without any help. Assumed: a reliability of {norm.reliability:.2f}, and a "
        f"mean of {norm.mean:g} in the population ({norm.of}; {norm.citation})."
    )


def _size_seen(found: OutcomeCells, definition: OutcomeDefinition) -> str:
    """Beside a change that is not clear: the size that would probably have been seen."""
    change, scale = change_of(found), definition.measure.high - definition.measure.low
    if change is None:
        return ""
    limits = float(change.change), float(change.lower), float(change.upper)
    return size_seen(limits, "change", "points", largest=float(scale))


def _say_change(found: OutcomeCells, definition: OutcomeDefinition) -> str:
    change = change_of(found)
    if change is None:
        raise ValueError("a change is said where it has means alone")
    means = found.means
    size, (gain, _, _) = float(change.change), gain_of(found, definition)
    lower, upper = sorted((float(change.lower), float(change.upper)))
    clear = not upper >= 0 >= lower
    turned = ("of improvement" if gain > 0 else "of deterioration") if round(size, 1) else ""
    points = " ".join(filter(None, (f"{number(abs(size))} points", turned)))
    # As the row 'Change' has it, last less first: of most measures improvement is below nought.
    signed = f"{size:+.1f}, " if turned else ""
    bounded = f"{signed}95% interval {words.signed_interval(lower, upper)}"
    sizes = (
        f"{number(abs(float(change.glass_delta)), 2)} over the standard deviation of first scores, "
        f"{number(abs(float(change.standardised_response_mean)), 2)} over that of change"
    )
    # Before and after in one group describes: without others to compare with, it is neither better nor worse.
    return (
        f"from {number(means['mean_first'])} to {number(means['mean_last'])} on average, {points} "
        f"({bounded}; {people(found.paired.value)} people; effect size {sizes}){'' if clear else '; no clear change'}"
    )

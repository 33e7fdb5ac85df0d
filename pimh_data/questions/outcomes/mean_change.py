"""The mean change between first and last scores of the same people, with its interval: numbers from released means."""

from pimh_data.questions.cells import NAN
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import OutcomeCells
from pimh_data.statistics.change import PairedChange, paired_change
from pimh_data.statistics.inputs import better_when
from pimh_data.statistics.regression import regression_to_the_mean


def change_of(found: OutcomeCells) -> PairedChange | None:
    """Size of the change with its interval, at the fewest people that the count permits; None without means."""
    if not found.has_means or not found.paired.known:
        return None
    means = found.means
    return paired_change(
        max(found.paired.lowest, 10),
        means["mean_first"],
        means["sd_first"],
        means["mean_last"],
        means["sd_last"],
        means["mean_change"],
        means["sd_change"],
    )


def gain_of(found: OutcomeCells, definition: OutcomeDefinition) -> tuple[float, float, float]:
    """The mean change turned so that improvement is positive, with its 95% interval; NaN without means."""
    return turned(change_of(found), definition)


def turned(change: PairedChange | None, definition: OutcomeDefinition) -> tuple[float, float, float]:
    """A change turned so that improvement is positive, with its 95% interval; NaN where there is none."""
    if change is None:
        return NAN, NAN, NAN
    sign = better_when(definition.measure.direction)
    ends = sorted([sign * float(change.lower), sign * float(change.upper)])
    return sign * float(change.change), ends[0], ends[1]


def back_to_the_mean(found: OutcomeCells, definition: OutcomeDefinition) -> float:
    """How far regression to the mean alone would take the last mean, last less first; NaN without means or a norm.

    Of people chosen by their first score alone, under the measure's norm: a sensitivity.
    """
    norm = definition.measure.norm
    if norm is None or not found.has_means:
        return NAN
    return -float(regression_to_the_mean(found.means["mean_first"], norm.mean, norm.reliability))

"""When outcomes of ours can stand beside those that NHS Talking Therapies publishes, and over which period."""

from collections.abc import Callable, Sequence

from pimh_data.answer import Selection
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.questions.outcomes.reading import OutcomeCells, longest, outcome
from pimh_data.registry.pairing import FINISHED
from pimh_data.release import Release

MEASURES = ("PHQ-9", "GAD-7")
OURS = "released here"
POPULATIONS_DIFFER = (
    "The populations differ: NHS Talking Therapies treats adults of all ages for anxiety and depression, mostly not in "
    "the perinatal period; therapies, severity at the start and who stays differ too. Read it as context, not as a "
    "target."
)


def cannot_stand_beside(definition: OutcomeDefinition) -> str:
    """Why nothing is published to set beside outcomes of this definition; '' where something is."""
    if definition.measure.key not in MEASURES:
        return f"NHS Talking Therapies publishes {words.listed(list(MEASURES))} only."
    if definition.courses != FINISHED:
        return (
            "only finished courses are set beside the published ones, which count no others. Choose finished courses."
        )
    return ""


def national_view(selection: Selection, period: str) -> View:
    """Everyone of the selection's Place and service, in a period."""
    return View(selection.place, period, selection.service)


def longest_with(
    release: Release,
    selection: Selection,
    definition: OutcomeDefinition,
    enough: Callable[[OutcomeCells], bool],
    cubes: Sequence[str],
) -> tuple[OutcomeCells, str]:
    """The outcome of the chosen year, or of the next longer period that shows enough, and which period it is of."""
    for period in longest(release, selection):
        found = outcome(release, national_view(selection, period), definition, cubes)
        if enough(found):
            return found, period
    return outcome(release, national_view(selection, selection.year), definition, cubes), selection.year


def nearest_years(selection: Selection, years: Sequence[str]) -> tuple[str, ...]:
    """A note where published figures are of other years than the chosen one."""
    named = sorted(set(years))
    if not named or named == [selection.year]:
        return ()
    return (f"Published for {words.listed(named)}: the year nearest {selection.year} in each file.",)

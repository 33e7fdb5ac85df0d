"""The time that a table looks over, where the reader may choose it: the chosen year, three years, all of it."""

from collections.abc import Sequence

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.periods import three_years
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.release import Release

CHOSEN_YEAR, TOGETHER, SINCE_START = "Chosen year", "Three years together", "Since the service started"


def over_choices(release: Release, selection: Selection) -> Sequence[str]:
    """What may be chosen: three years together where the chosen year is one of the last three."""
    lately = three_years(release.manifest) and selection.year in release.manifest.years[-3:]
    return (CHOSEN_YEAR, TOGETHER, SINCE_START) if lately else (CHOSEN_YEAR, SINCE_START)


def over_period(release: Release, selection: Selection, over: str) -> str:
    """The period as the release names it. Raises SelectionError for what may not be chosen."""
    held = over_choices(release, selection)
    if over not in held:
        raise SelectionError(f"{over!r} is no time to choose with {selection.year}; choose one of {', '.join(held)}")
    longer = {TOGETHER: three_years(release.manifest) or "", SINCE_START: SINCE_START_PERIOD}
    return longer.get(over, selection.year)

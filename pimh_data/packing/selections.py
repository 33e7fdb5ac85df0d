"""The selections that a brief is made of: every Place or those named, one period and service, each checked."""

from collections.abc import Sequence

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.question import unknown_value
from pimh_data.questions.selection import options
from pimh_data.registry.cubes import ALL_SERVICES, EVERYONE
from pimh_data.release import Release


def selections(release: Release, places: Sequence[str], year: str = "", service: str = "") -> tuple[Selection, ...]:
    """One selection a Place, in their order; every Place of the release where none is named.

    `year`, `service`: '' for the one that pages open on. Raises SelectionError with a sentence for each value that the
    release does not know.
    """
    known, wrong = options(release), []
    wanted = tuple(dict.fromkeys(places)) or tuple(name for name in known.places if name in release.manifest.places)
    wrong += [unknown_value("Place", name, known.places) for name in wanted if name not in known.places]
    if year and year not in known.years:
        wrong.append(unknown_value("financial year", year, known.years))
    chosen = service or ALL_SERVICES
    for name in wanted:
        if name in known.places and chosen not in known.services[name]:
            wrong.append(f"{name}: {unknown_value('service', chosen, known.services[name])}")
    if wrong:
        raise SelectionError("\n".join(wrong))
    return tuple(Selection(name, chosen, year or known.default.year, EVERYONE) for name in wanted)

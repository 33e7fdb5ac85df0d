"""Builds every person-derived cube of the closed list, unprotected. A new cube is one module and one name here."""

from collections.abc import Iterator

import pandas as pd

from pimh_data.secure.cubes.access import access_cubes
from pimh_data.secure.cubes.caseload import caseload_cubes
from pimh_data.secure.cubes.coding import Coded
from pimh_data.secure.cubes.feedback import feedback_cubes
from pimh_data.secure.cubes.people import people_cubes
from pimh_data.secure.cubes.quality import quality_cubes
from pimh_data.secure.cubes.source import Progress
from pimh_data.secure.cubes.system_work import system_work_cubes

OF_PEOPLE = (people_cubes, caseload_cubes, access_cubes)
OTHERS = (quality_cubes, system_work_cubes, feedback_cubes)


def build_cubes(people: Coded, progress: Progress = lambda _: None) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each cube's name, and its KEYS, extra keys and int64 counts of everyone, nothing hidden yet. Dense."""
    for of_people in OF_PEOPLE:
        yield from of_people(people, progress).items()
    for other in OTHERS:
        yield from other(people.source, progress).items()

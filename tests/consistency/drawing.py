"""Draws selections for which pages are opened, and which pages go with each so that all come in turn."""

import random
from itertools import islice
from pathlib import Path

from pimh_data.questions.selection import options
from pimh_data.release import Store
from tests.consistency.screens import FILES, Screen, screen

ALWAYS = ("summary.py", "equity.py", "outcomes.py")
IN_TURN = tuple(file for file in FILES if file not in ALWAYS)
BESIDE = 4  # pages in turn with each selection
MEASURES = ("", "", "PHQ-9", "GAD-7", "HADS-A", "CORE-10", "MORS-SF warmth", "GBO")


def drawn(releases: Path, number: int, seed: int) -> list[dict[str, str]]:
    """So many selections as they stand in an address, the same for a seed. The first is what pages open on."""
    release, _ = Store(releases).current()
    known, drawing = options(release), random.Random(seed)
    found = [{"place": known.default.place}]
    while len(found) < number:
        place = drawing.choice(known.places)
        service = known.services[place][0] if drawing.random() < 0.5 else drawing.choice(known.services[place])
        group = known.deprivation[0] if drawing.random() < 0.6 else drawing.choice(known.deprivation)
        asked = {"place": place, "service": service, "year": drawing.choice(known.years), "deprivation": group}
        if measure := drawing.choice(MEASURES):
            asked["outcome_measure"] = measure
        asked["ends-percent"] = drawing.choice(("100", "50"))
        found.append(asked)
    return list(islice(found, number))


def screens_of(asked: dict[str, str], number: int) -> list[Screen]:
    """The screens of one selection: those that always go together, and the next ones in turn."""
    turn = [IN_TURN[(BESIDE * number + more) % len(IN_TURN)] for more in range(BESIDE)]
    return [screen(file, asked) for file in (*ALWAYS, *turn)]

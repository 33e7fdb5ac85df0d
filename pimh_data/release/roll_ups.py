"""Which roll-ups may be shown to whom: none that gives one or two other Places away. What of them: `given_away`."""

from collections.abc import Mapping

from pimh_data.registry.cubes import ALL_PLACES

# So many Places that are not known hide behind a figure that holds them all; of two the owner of one knows the other.
ENOUGH = 3
NOBODY: frozenset[str] = frozenset()


def hides(places: int) -> bool:
    """Whether so many unknown Places in a figure give none of them away: none are in it, or ENOUGH."""
    return places == 0 or places >= ENOUGH


def roll_ups(
    places: Mapping[str, str],
    granted: frozenset[str],
    named: frozenset[str] = NOBODY,
    unnamed: frozenset[str] = NOBODY,
) -> frozenset[str]:
    """The systems, and All Places, that may be shown to somebody who is granted some Places (Place -> system).

    Those that hold a Place of theirs, and no other or ENOUGH others. All Places also holds none or ENOUGH beyond the
    systems that are shown: what these leave of it by subtraction must be as many. `named`: Places that they are shown
    beside theirs, with counts: without these too it must be none or ENOUGH. `unnamed`: Places of which they are shown
    values without a name: no roll-up holds one, or its sum could tell which value is whose.
    """
    systems = set(places.values())
    lacking = {known: _lacking(places, known) for known in (granted, granted | named)}
    theirs = {places[place] for place in places if place in granted}
    shown = {
        system
        for system in theirs - {places[place] for place in unnamed}
        if all(hides(missing[system]) for missing in lacking.values())
    }
    # Nobody is shown a roll-up for comparing that they would not be shown else.
    if theirs and not unnamed and (not named or ALL_PLACES in roll_ups(places, granted)):
        beyond = [sum(missing[system] for system in systems - shown) for missing in lacking.values()]
        if all(map(hides, [*beyond, *(sum(missing.values()) for missing in lacking.values())])):
            shown.add(ALL_PLACES)
    return frozenset(shown)


def _lacking(places: Mapping[str, str], known: frozenset[str]) -> dict[str, int]:
    """How many Places of each system are not among those known."""
    lacking = dict.fromkeys(places.values(), 0)
    for place, system in places.items():
        lacking[system] += place not in known
    return lacking

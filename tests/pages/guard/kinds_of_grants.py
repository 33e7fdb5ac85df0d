"""Every kind of grant with each kind of comparison, of a release of seven Places; and what each of them may open."""

from itertools import product

from installed import Granted

from pages.parts.pages import PAGES, PageOf
from pimh_data.registry.cubes import ALL_PLACES
from tests.seven_places import FENLAND, NORTH_WEST

SOUTH = "South Yorkshire"
# What a grant says of Places; the Places and the roll-ups that are opened. Of Quorndon, and of those of Fenland, no
# indicators were brought.
SCOPES: Granted = {
    "one Place": ('places = ["Quorndon"]', {"Quorndon"}, {NORTH_WEST}),
    "one with indicators": ('places = ["Sheffield"]', {"Sheffield"}, {SOUTH, ALL_PLACES}),
    "a system": (f'systems = ["{FENLAND}"]', {"Thornbeck", "Ulverley", "Wexcombe"}, {FENLAND, ALL_PLACES}),
    "two of two systems": ('places = ["Liverpool", "Wexcombe"]', {"Liverpool", "Wexcombe"}, {ALL_PLACES}),
    "all": ("all = true", {"Sheffield", "Quorndon"}, {SOUTH, NORTH_WEST, FENLAND, ALL_PLACES}),
}
BESIDE = {
    "alone": "",
    "beside all by name": '\ncomparison = "named"\npeers = "all"',
    "beside one by name": '\ncomparison = "named"\npeers = ["Wirral"]',
    "beside all without names": '\ncomparison = "anonymous"\npeers = "all"',
}
KINDS: Granted = {
    f"{scope}, {beside}": (said + BESIDE[beside], *theirs)
    for (scope, (said, *theirs)), beside in product(SCOPES.items(), BESIDE)
}


def cells(kind: str) -> list[tuple[PageOf, str]]:
    """Every page with each Place and roll-up that may be opened; of pages that do not compare, and so know nothing of
    peers, each Place for grants without comparison alone.
    """
    _, places, roll_ups = KINDS[kind]
    every = sorted(places | roll_ups)
    return [(page, where) for page in PAGES for where in (every if page.compares or "alone" in kind else every[-1:])]

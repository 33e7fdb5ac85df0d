"""How many people's ethnic group is known where members are hidden: bounded by the total, every way tried."""

from itertools import product

from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN

NAMES = (*GROUPS, *UNKNOWN)


def shown(value: int | None) -> Cell:
    return HIDDEN if value is None else Cell(value, max(value - 2, 5), value + 2, "shown")


def cells(*values: int | None) -> dict[str, Cell]:
    return dict(zip(NAMES, map(shown, values), strict=True))


def test_shown_members_are_added_up():
    known, unknown = known_and_unknown(cells(300, 20, 50, 25, 10, 5, 10, 5), shown(425))
    assert (known.value, known.lowest, known.highest) == (405, 395, 415)
    assert (unknown.value, unknown.lowest, unknown.highest) == (20, 18, 26)


def test_a_hidden_group_leaves_the_known_as_everyone_less_the_unknown():
    counts = cells(300, 20, 50, 25, None, 5, 10, 5)
    known, unknown = known_and_unknown(counts, shown(420))
    assert (known.value, unknown.value) == (400, 20)
    assert known_of_others("White", counts, known).value == 100
    assert known_of_others("Other", counts, known).value == 395


def test_a_hidden_unknown_is_everyone_less_the_known():
    known, unknown = known_and_unknown(cells(300, 20, 50, 25, 10, 5, None, 5), shown(425))
    assert (known.value, unknown.value) == (405, 20)


def test_hidden_on_both_sides_the_ranges_hold_every_way_that_they_could_fall():
    counts = cells(300, 20, 50, 25, None, 5, 5, None)
    known, unknown = known_and_unknown(counts, shown(410))
    ways = [
        (white + 95 + other, 10 + lost)
        for white, other, lost in product(range(298, 303), range(5), range(5))
        if 408 <= white + 95 + other + 10 + lost <= 412
    ]
    assert ways
    assert all(known.lowest <= of_known <= known.highest for of_known, _ in ways)
    assert all(unknown.lowest <= of_unknown <= unknown.highest for _, of_unknown in ways)


def test_where_too_much_could_be_hidden_nothing_is_said():
    assert known_and_unknown(cells(60, *[None] * 7), shown(80)) == (HIDDEN, HIDDEN)
    assert known_and_unknown(cells(300, 20, 50, 25, None, 5, 5, None), HIDDEN)[0] is HIDDEN


def test_no_data_stays_no_data():
    counts = dict.fromkeys(NAMES, NO_DATA)
    assert known_and_unknown(counts, shown(400)) == (NO_DATA, NO_DATA)

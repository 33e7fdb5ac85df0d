"""How likely a hidden count's value is to who knows how counts are rounded: as a plain enumeration has it."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from pimh_data.secure.disclosure.bounds import Bounds, settled
from pimh_data.secure.disclosure.likely import likely
from pimh_data.secure.disclosure.relations import grouped


def chances(number: int | None) -> dict[int, int]:
    """True count -> how often it is, of all that are shown so, by rounding at random; None is hidden: 0 to 4."""
    if number is None:
        return dict.fromkeys(range(5), 1)
    return {count: 5 - abs(count - number) for count in range(max(number - 4, 5), number + 5)}


def most_likely(total: int, parts: list[int | None]) -> float:
    """The chance of the likeliest value of the one hidden part: in how many ways, all alike, the total is made up."""
    ways = {0: 1}
    for number in (number for number in parts if number is not None):
        more: Counter[int] = Counter()
        for (so_far, many), (count, weight) in product(ways.items(), chances(number).items()):
            more[so_far + count] += many * weight
        ways = more
    whole = chances(total)
    found = {value: sum(many * whole.get(value + sum_, 0) for sum_, many in ways.items()) for value in chances(None)}
    return max(found.values()) / sum(found.values())


def asked(total: int, parts: list[int | None]) -> np.ndarray:
    """Where a value is likely, of the total and its parts."""
    numbers = [total, *parts]
    ends = [chances(number) for number in numbers]
    own = Bounds(np.array([min(one) for one in ends]), np.array([max(one) for one in ends]))
    relations = grouped(np.zeros(len(parts)), np.arange(1, len(numbers)), True, True, 0)
    hidden = np.array([number is None for number in numbers])
    shown = np.array([0 if number is None else number for number in numbers])
    return likely(settled(own, relations), shown, ~hidden, hidden, relations)


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (20, [10, 10, None]),
        (10, [10, 5, None]),
        (20, [15, 10, None]),
        (30, [10, 10, 10, 10, None]),
        (35, [15, 10, 10, 10, None]),
        (25, [5, 5, 5, 5, 5, None]),
        (55, [10, 10, 10, 10, None]),
        (50, [10, 10, 10, 10, None]),
        (20, [5, 5, 5, 5, None]),
        (40, [*[10] * 7, None]),
        (70, [*[10] * 12, None]),
        (100, [*[15] * 9, None]),
    ],
)
def test_a_value_is_likely_where_nine_in_ten_ways_to_make_the_total_up_have_it(total: int, parts: list[int | None]):
    assert asked(total, parts).any() == (most_likely(total, parts) > 0.9)


def test_some_values_are_likely_and_some_are_not():
    assert asked(70, [*[10] * 12, None]).tolist() == [*[False] * 13, True]
    assert not asked(40, [*[10] * 7, None]).any()


def test_of_what_is_shown_and_what_no_sum_tells_of_nothing_is_likely():
    assert not asked(40, [10, 10, 20]).any()
    two_hidden = asked(20, [10, 10, None, None])
    assert not two_hidden.any()

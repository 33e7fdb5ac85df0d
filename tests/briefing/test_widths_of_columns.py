"""Columns of tables: short cells stay in one line, words are not broken, and together they are as wide as the room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.briefing.columns import BESIDE, BOLD, widths

WORDS = st.text("abc de", max_size=120)


def test_a_date_keeps_its_line_beside_a_long_heading_of_short_figures():
    labels = ("Service", "Funding ends", "Cost a year in pounds, as brought to the extract")
    rows = [("Light peer support", "31 March 2025", "1,602,000")]
    service, ends, cost = widths(labels, rows, 80)
    assert service >= len("Light peer support") + BESIDE
    assert ends >= len("31 March 2025") + BESIDE
    assert cost < len(labels[2])


def test_the_longest_word_of_each_column_has_its_room_before_long_cells_have_theirs():
    found = widths(("Completed", "Gap"), [("26%", "no clear difference " * 9)], 60)
    assert found[0] >= BOLD * len("Completed") + BESIDE
    assert found[1] > 2 * found[0]


def test_where_not_even_words_fit_each_column_has_its_part():
    found = widths(("abcdefghij", "abcde"), [], 10)
    assert found[0] > found[1] > 0


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6), st.floats(20, 200))
def test_together_they_are_the_room(rows, room):
    found = widths(("First", "The second of them", ""), rows, room)
    assert sum(found) == pytest.approx(room)
    assert min(found) > 0

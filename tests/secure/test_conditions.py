"""Conditions written as SQL: whatever a text holds it stays a text, and what cannot be told is made false."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimh_data.secure.conditions import both, case, either, fits, is_in, sure, text_of
from pimh_data.secure.statements import quoted

# The database ends a text at the character nought, and no file of text holds a half of a character.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
CONNECTION = duckdb.connect()


def told(expression: str, text: str | None = None) -> object:
    return CONNECTION.execute(f"select {expression} from (select cast(? as varchar) as told)", [text]).fetchone()[0]


@given(TEXTS)
def test_any_text_is_the_value_that_it_is(text):
    assert told(text_of(text)) == text
    assert told(is_in("told", (text, "another")), text) is True


@pytest.mark.parametrize("text", ["'; drop table told; --", "it's", '"', "\\'", "%", "a\nb"])
def test_a_text_that_looks_like_sql_is_a_text_and_a_name_a_name(text):
    assert told(text_of(text)) == text
    assert CONNECTION.execute(f"select 1 as {quoted(text)}").description[0][0] == text


def test_of_no_text_nothing_can_be_told_and_made_sure_it_is_false():
    for condition in (is_in("told", ("a",)), fits("told", "a"), both("true", "told = 'a'")):
        assert told(condition) is None
        assert told(sure(condition)) is False


def test_of_no_list_and_no_condition_nothing_holds():
    assert told(is_in("told", ()), "a") is False
    assert told(either(()), "a") is False


def test_the_first_condition_that_holds_gives_the_value():
    values = case([("told = 'a'", "1"), ("told <> 'b'", "2")], "3")
    assert [told(values, text) for text in ("a", "b", "c", None)] == [1, 3, 2, 3]

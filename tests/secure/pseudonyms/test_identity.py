"""Who a row is about: valid NHS numbers however they are written, names and dates of birth made alike."""

import random

import pytest

from pimh_data.identifiers import nhs_number
from pimh_data.secure.pseudonyms.identity import birth, name_and_birth

PUBLISHED = ("943 476 5919", "401 023 2137")  # examples of the NHS data dictionary and of textbooks


def plainly_valid(digits: str) -> bool:
    """All ten digits weighted 10 down to 1 add up to a multiple of 11."""
    return sum(int(digit) * (10 - at) for at, digit in enumerate(digits)) % 11 == 0


@pytest.mark.parametrize("written", PUBLISHED)
def test_a_valid_number_is_known_however_it_is_spaced(written):
    digits = written.replace(" ", "")
    forms = (written, digits, written.replace(" ", "-"), f" {digits}.0", f"{digits}\u00a0")
    assert {nhs_number(text) for text in forms} == {digits}


def test_the_check_digit_is_that_of_a_plain_sum_for_any_ten_digits():
    drawn = random.Random(5)
    numbers = [f"{drawn.randrange(10**10):010}" for _ in range(5000)]
    assert [bool(nhs_number(number)) for number in numbers] == [plainly_valid(number) for number in numbers]


NONE = ("", "943 476 5918", "94347659190", "943476591", "9.43477E+09", "NHS9434765919", "x" * 10)


@pytest.mark.parametrize("text", NONE)
def test_anything_else_is_no_number(text):
    assert nhs_number(text) == ""


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_times_the_same_digit_is_nobody(digit):
    assert nhs_number(digit * 10) == ""


def test_a_name_is_the_same_with_other_case_accents_and_marks():
    forms = [("Zoë", "O'Brien"), ("ZOE", "obrien"), (" zoé ", "O Brien"), ("Zoe", "O\u2019Brien")]
    days = ["1990-02-03", "03/02/1990"] * 2
    assert len({name_and_birth(form, day) for form, day in zip(forms, days, strict=True)}) == 1


def test_a_name_without_letters_or_a_date_that_would_be_guessed_is_nobody():
    assert name_and_birth(("Ann", ""), "1990-02-03") == ""
    assert name_and_birth(("Ann", "?"), "1990-02-03") == ""
    assert [birth(text) for text in ("", "03.02.90", "2/3/90", "31/02/1990", "1899-01-01", "2999-01-01")] == [""] * 6
    assert birth("1990-02-03 00:00:00") == birth("3/2/1990") == "1990-02-03"

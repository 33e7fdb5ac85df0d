"""Ethnic groups, ages and deciles as systems write them: read where they mean one thing, else left to be refused."""

import pytest

from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.people import age_band, decile


@pytest.mark.parametrize(("code", "name"), CODE_NAME.items())
def test_every_code_is_read_bare_and_with_what_may_stand_behind_it(code, name):
    local = [f"{code}*", f"{code}1"] if code != "99" else [f"{code}*"]
    for text in (code, code.lower(), *local, f"{code} - {name}", f"{code}: {name}", name, name.upper()):
        assert ethnic_code(text) == code, text


@pytest.mark.parametrize(("name", "code"), CENSUS_2021_CODE.items())
def test_the_words_of_the_census_are_read_with_and_without_their_group(name, code):
    assert ethnic_code(name) == code
    assert ethnic_code(name.replace(":", " -").replace(",", "")) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Prefer not to say", "Z"),
        ("AA", "A"),
        ("H ", "H"),
        ("PD", "P"),
        ("White - British", "A"),
        ("Asian or Asian British - Pakistani", "J"),
        ("Black or Black British - African", "N"),
        ("Mixed - White and Black Caribbean", "D"),
        ("Other Ethnic Groups - Chinese", "R"),
        ("White: English/Welsh/Scottish/Northern Irish/British", "A"),
        ("White & Asian", "F"),
        ("C - Polish", "C"),
        ("C3 - Other European", "C"),
        ("White British (A)", "A"),
        ("S - Any other ethnic group (Arab)", "S"),
        ("Not recorded", ""),
        ("Unknown", "99"),
    ],
)
def test_words_that_mean_one_group_are_read(text, code):
    assert ethnic_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("X", "9", "Q1", "White", "British", "Other", "Asian", "Black British", "NA", "N/A", "n.a.", "NK", "S Asian"),
        *("A - Pakistani", "Z - Not known", "999", "mother's line Irish", "-1", "European", "A lot", "B?C"),
    ],
)
def test_words_that_could_mean_several_groups_or_none_are_not_guessed(text):
    assert ethnic_code(text) is None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("19", "under 20"),
        ("20", "20-24"),
        ("34y", "30-34"),
        ("34.0", "30-34"),
        ("39 years", "35-39"),
        ("40 yrs old", "40 and over"),
        ("19.9", "under 20"),
        ("29y 11m", "25-29"),
        ("30 years, 2 months", "30-34"),
        ("5", None),
        ("120", None),
        ("34-39", None),
        ("thirty", None),
    ],
)
def test_an_age_in_years_becomes_its_band(text, band):
    assert age_band(text) == band


@pytest.mark.parametrize(
    ("text", "turned", "number"),
    [
        ("3", False, "3"),
        ("03", False, "3"),
        ("3.0", False, "3"),
        ("Decile 3", False, "3"),
        ("IMD decile 10", False, "10"),
        ("1 - most deprived", False, "1"),
        ("10 (least deprived)", False, "10"),
        ("10 Most deprived", True, "1"),
        ("01 Least deprived", True, "10"),
        ("4", True, "7"),
        ("10 Most deprived", False, None),
        ("1 - most deprived", True, None),
        ("11", False, None),
        ("0", False, None),
        ("2.5", False, None),
        ("quintile 1", False, None),
    ],
)
def test_a_decile_is_read_as_it_is_counted(text, turned, number):
    assert decile(text, turned) == number

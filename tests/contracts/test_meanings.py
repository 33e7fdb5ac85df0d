"""Every extract and column says what it means to the analyst who fills it, with an example that it would take."""

import datetime as dt

import pytest

from pimh_data.contracts import CONTRACTS, ETHNIC_CODES
from pimh_data.registry.ethnicity import CODE_NAME

COLUMNS = [(contract, column) for contract in CONTRACTS.values() for column in contract.columns]
NAMES = [f"{contract.name}.{column.name}" for contract, column in COLUMNS]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_an_extract_says_what_a_row_is(contract):
    assert contract.meaning.endswith(".")
    assert len(contract.meaning) >= 40


@pytest.mark.parametrize(("contract", "column"), COLUMNS, ids=NAMES)
def test_a_column_says_what_it_means_in_sentences(contract, column):
    assert column.meaning.endswith(".")
    assert column.meaning[0].isupper()


@pytest.mark.parametrize(("contract", "column"), COLUMNS, ids=NAMES)
def test_an_example_is_a_value_that_the_column_takes(contract, column):
    if column.kind == "date":
        dt.date.fromisoformat(column.example)
    elif column.kind in ("integer", "number"):
        value = (int if column.kind == "integer" else float)(column.example)
        assert value >= (column.low if column.low is not None else value)
        assert value <= (column.high if column.high is not None else value)
    elif column.kind == "code":
        assert column.example in column.allowed
    elif column.kind == "codes":
        assert {part.strip() for part in column.example.split(";")} <= set(column.allowed)
    else:
        assert column.example == column.example.strip() != ""


@pytest.mark.parametrize(("contract", "column"), COLUMNS, ids=NAMES)
def test_meanings_of_values_are_of_values_that_the_column_allows(contract, column):
    assert set(column.means) <= set(column.allowed)
    assert all(column.means.values())


def test_the_ethnic_codes_of_the_extract_are_those_of_the_registry():
    assert list(ETHNIC_CODES) == list(CODE_NAME)

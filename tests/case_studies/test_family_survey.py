"""The published family survey: shares against statsmodels, its small sample and two sizes said."""

import csv
from collections import Counter

import pytest
from released_cells import Building
from statsmodels.stats.proportion import proportion_confint

from pimh_data.case_studies import family_survey
from pimh_data.case_studies.family_survey import ELSEWHERE, fits
from pimh_data.registry import reference


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    building = Building()
    building.seen("2023/24", 500)
    return family_survey(building.open(tmp_path_factory.mktemp("survey")))


def test_the_survey_is_as_published_with_wilsons_interval(survey):
    with reference.FILES["family_survey"].path.open(encoding="utf-8", newline="") as file:
        printed = [row for row in csv.DictReader(file) if row["question"] != "respondents"]
    table = survey.table
    assert len(table) == len(printed)
    for row, shown in zip(printed, table.itertuples(), strict=True):
        count = int(row["respondents"]) if row["respondents"] else round(float(row["percent"]) * 150 / 100)
        share = int(row["respondents"]) / 150 if row["respondents"] else float(row["percent"]) / 100
        assert shown.share == pytest.approx(share)
        assert (shown.lower, shown.upper) == pytest.approx(proportion_confint(count, 150, method="wilson"))
    assert Counter(table.state) == {"shown": len(printed)}


def test_both_sample_sizes_are_said_and_which_one_the_percentages_fit(survey):
    assert survey.notes[0] == (
        "Small sample: the document speaks of 150 respondents in one place and of 225 in another; its percentages fit "
        "150 (0.7% is no whole number of 225)."
    )
    assert ELSEWHERE == 225
    assert round(100 * 1 / 150, 1) == 0.7
    assert 0.7 not in {round(100 * count / 225, 1) for count in range(226)}


@pytest.mark.parametrize(
    ("value", "number", "possible"), [(50, 2, True), (33, 3, True), (34, 3, False), (0.7, 150, True)]
)
def test_a_percentage_fits_a_number_when_some_whole_number_of_people_rounds_to_it(value, number, possible):
    assert fits(value, number) is possible


def test_who_answered_is_said_from_the_table(survey):
    assert "94% were White and 90% mothers" in survey.notes[1]

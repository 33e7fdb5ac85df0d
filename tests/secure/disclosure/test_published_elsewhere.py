"""Figures that a site lists as published elsewhere: the audit says what they tell beside a release; slips are named."""

import datetime as dt

import pandas as pd
import pytest
from drawn_people import counted, people, periods, site

from pimh_data.errors import ExtractError, PublishError
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.secure.disclosure.given import cells_of
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.numbered import numbered
from pimh_data.secure.disclosure.profiles import ROUNDED
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.elsewhere import Figure
from pimh_data.secure.settings import read_settings

ASKED = ("where", "period", "service", "dimension", "member")
GOOD = {"cube": '"pathway"', "count": '"referred"', "where": '"Sheffield"', "period": '"2024/25"', "value": "412"}


@pytest.fixture(scope="module")
def tables() -> dict:
    return counted(people(2, 300))


def audit(tables: dict, figures: list[Figure]):
    return protect(tables, nesting(site(), periods()), ROUNDED, elsewhere=figures).audit


def test_what_is_published_elsewhere_tells_more_of_hidden_counts_and_that_is_counted(tables):
    rows = tables["pathway"].to_dict("records")
    many = [row for row in rows if row["referred"] >= 5]
    figures = [
        Figure("pathway", "referred", value=int(row["referred"]), **{name: row[name] for name in ASKED}) for row in many
    ]
    alone, beside = audit(tables, []), audit(tables, figures)
    assert (alone.elsewhere, alone.not_nought_with, alone.likely_with) == (0, 0, 0)
    assert beside.elsewhere == len(figures)
    assert beside.not_nought_with > beside.not_nought == alone.not_nought
    assert beside.likely_with > beside.likely == alone.likely


def test_a_figure_of_no_count_is_refused_by_its_number_and_without_its_value(tables):
    row = tables["pathway"].iloc[0]
    good = Figure("pathway", "referred", value=97531, **{name: row[name] for name in ASKED})
    with pytest.raises(PublishError, match=r"published_elsewhere]] 2: there is no such count") as refused:
        audit(tables, [good, Figure("pathway", "referred", "Atlantis", "2024/25", 97531)])
    assert "97531" not in str(refused.value)


def settings(folder, **changes: str | None) -> None:
    stated = {name: value for name, value in (GOOD | changes).items() if value is not None}
    lines = "\n".join(f"{name} = {value}" for name, value in stated.items())
    (folder / "extract.toml").write_text(
        f'synthetic = true\nsite = "A"\nextract_date = 2025-03-31\n[[published_elsewhere]]\n{lines}\n'
    )


def test_figures_are_read_of_everyone_and_all_services_unless_they_say_otherwise(tmp_path):
    settings(tmp_path)
    read = read_settings(tmp_path)
    assert read.extract_date == dt.date(2025, 3, 31)
    (figure,) = read.published_elsewhere
    assert figure == Figure("pathway", "referred", "Sheffield", "2024/25", 412, "All services", "all", "Everyone")


def test_of_outcomes_feedback_and_who_waits_the_cubes_own_keys_name_the_count(tmp_path):
    own = {"measure": '"PHQ-9"', "pairing": '"first and last"', "courses": '"closed"'}
    settings(tmp_path, cube='"outcomes"', count='"paired"', **own)
    (figure,) = read_settings(tmp_path).published_elsewhere
    assert figure.further == ("PHQ-9", "first and last", "closed")


def test_what_is_known_of_those_who_wait_is_set_beside_the_release_by_how_long_they_wait():
    waiting = {"weeks": ["up to 2 weeks", "2 to 6 weeks"], "people": [7, 9]}
    view = {"basis": "cohort", "where": "Sheffield", "period_kind": "since start", "service": "All services"}
    frame = pd.DataFrame(view | {"period": SINCE_START_PERIOD, "dimension": "all", "member": "Everyone"} | waiting)
    cubes = numbered({"backlog": frame})
    figure = Figure("backlog", "people", "Sheffield", SINCE_START_PERIOD, 9, further=("2 to 6 weeks",))
    assert cells_of([figure], cubes) == {1: 9}
    with pytest.raises(PublishError, match="there is no such count"):
        cells_of([Figure("backlog", "people", "Sheffield", SINCE_START_PERIOD, 9, further=("over 52 weeks",))], cubes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": None}, "1 lacks 'value'"),
        ({"value": '"412"'}, "must have a 'value' that is a whole number"),
        ({"value": "-1"}, "must have a 'value' that is a whole number"),
        ({"vaule": "1"}, "has 'vaule'; there are cube, count"),
        ({"where": "7"}, "must have text as 'where'"),
        ({"cube": '"scores"'}, "names the cube 'scores'; there are pathway"),
        ({"cube": "7"}, "names the cube 7; there are pathway"),
        ({"cube": '"outcomes"'}, "lacks 'measure', 'pairing', 'courses'"),
        ({"cube": '"feedback"', "count": '"answers"', "question": "7"}, "must have text as 'question'"),
        ({"weeks": '"up to 2 weeks"'}, "has 'weeks'; there are cube, count"),
        ({"count": '"people"'}, "names the count 'people'; of pathway there are referred"),
        ({"dimension": '"decile"'}, "names the dimension 'decile'; there are all"),
    ],
)
def test_slips_are_named_by_the_figures_number_and_with_what_there_is(tmp_path, changes, said):
    settings(tmp_path, **changes)
    with pytest.raises(ExtractError) as refused:
        read_settings(tmp_path)
    assert "[[published_elsewhere]] 1 " in str(refused.value)
    assert said in str(refused.value)

"""Indicators are shown beside England in words that the intervals bear out, and what is withheld says why."""

import math
from dataclasses import replace

import pytest
from indicator_release import CODE, KEY, Indicators, places_of_three

from pimh_data.answer import STATES, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.indicators import (
    area_profile,
    compare_places,
    heat_table,
    indicator_choices,
    indicator_trend,
    inequality,
    risk_stack,
    two_indicators,
)
from pimh_data.questions.indicators.pair import rank_correlation

SHEFFIELD = Selection("Sheffield", year="2023/24")


@pytest.fixture
def made():
    building = Indicators()
    places_of_three(building)
    return building


def row(answer, **where):
    found = answer.table
    for name, value in where.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


def england_and(made, series, england, **places):
    """England's value, and (value, lower, upper) of each Place."""
    made.row(series, "England", england)
    for place, (value, lower, upper) in places.items():
        made.row(series, place, value, lower, upper)


# Area profile


def test_a_profile_says_on_which_indicators_a_place_is_worse_better_and_similar(made, tmp_path):
    england_and(made, "teenage", 0.7, Sheffield=(1.2, 0.9, 1.5))
    england_and(made, "smoking", 10.0, Sheffield=(8.0, 7.0, 9.0))
    england_and(made, "breastfeeding", 50.0, Sheffield=(50.5, 48.0, 53.0))
    england_and(made, "depression", 12.0, Sheffield=(14.0, 13.0, 15.0))
    answer = area_profile(made.open(tmp_path), SHEFFIELD)
    assert answer.finding.text == (
        "Sheffield: of 4 indicators compared with England, it is worse on 1 (Teenage mothers), better on 1 (Smoking "
        "status at time of delivery), higher on 1 (Depression: recorded prevalence (18 and over)) and similar on 1."
    )
    assert answer.finding.grade == "worse"
    assert row(answer, indicator="Teenage mothers")["compared"] == "worse"
    # Perinatal indicators come first, context after them.
    assert answer.table["indicator"].iloc[-1].startswith("Depression")


def test_the_spine_has_england_in_the_middle_and_better_on_the_right(made, tmp_path):
    for series, better in (("teenage", 0.2), ("breastfeeding", 80.0)):
        made.row(series, "England", 0.7 if series == "teenage" else 50.0)
        worse = 1.7 if series == "teenage" else 40.0
        for n in range(8):
            middle = 0.7 if series == "teenage" else 50.0
            made.row(series, f"Area {n}", middle, code=f"E0600000{n}")
        made.row(series, "Sheffield", better, better * 0.9, better * 1.1)
        made.row(series, "Barnsley", worse)
    answer = area_profile(made.open(tmp_path), SHEFFIELD)
    teenage, breastfeeding = row(answer, key=KEY["teenage"]), row(answer, key=KEY["breastfeeding"])
    assert teenage["at_value"] == pytest.approx(0.5)
    assert (teenage["at_left"], teenage["at_right"]) == (-1, pytest.approx(0.5))
    assert breastfeeding["at_value"] == 1
    assert breastfeeding["at_left"] == pytest.approx(-1 / 3)
    for found in (teenage, breastfeeding):
        assert found["at_lower"] <= found["at_value"] <= found["at_upper"]
        assert found["at_quartile_left"] == found["at_quartile_right"] == 0
        assert found["authorities"] == 10


def test_a_region_is_shown_where_the_file_names_it(made, tmp_path):
    made.row("teenage", "England", 0.7)
    made.row("teenage", "North West", 0.9)
    made.row("teenage", "Liverpool", 1.0, 0.8, 1.2, parent="E12000002")
    made.row("teenage", "Wirral", 0.8, 0.6, 1.0, parent="E12000002")
    answer = area_profile(made.open(tmp_path), Selection("Liverpool"))
    found = row(answer, indicator="Teenage mothers")
    assert (found["region"], found["region_value"]) == ("North West", 0.9)
    assert math.isnan(found["quartile_1"])
    assert "under eight local authorities" in " ".join(answer.notes)


def test_a_system_is_its_areas_added_up(made, tmp_path):
    made.row("teenage", "England", 0.7, 0.69, 0.71, count=4200, denominator=600000)
    made.row("teenage", "Liverpool", 1.0, 0.75, 1.34, count=50, denominator=5000)
    made.row("teenage", "Wirral", 0.5, 0.31, 0.81, count=15, denominator=3000)
    answer = area_profile(made.open(tmp_path), Selection("Cheshire and Merseyside"))
    found = row(answer, indicator="Teenage mothers")
    assert found["value"] == pytest.approx(100 * 65 / 8000)
    assert found["made"] == "added up: Liverpool, Wirral"
    assert any("added up and the interval is recomputed" in words for words in answer.evidence.caveats)


def test_without_intervals_nothing_is_compared_and_the_reason_is_said(made, tmp_path):
    made.row("teenage", "England", 0.7)
    made.row("teenage", "Sheffield", 1.9)
    answer = area_profile(made.open(tmp_path), SHEFFIELD)
    assert row(answer, key=KEY["teenage"])["compared"] == "not compared"
    assert answer.finding.text == (
        "Sheffield: 1 of 1 indicators has a value, and none can be compared with England, because their files give no "
        "intervals."
    )


def test_where_every_figure_is_withheld_the_finding_does_not_blame_the_intervals(made, tmp_path):
    made.row("teenage", "England", 0.7)
    made.row("teenage", "Sheffield", note="Value suppressed")
    found = area_profile(made.open(tmp_path), SHEFFIELD).finding
    assert found.text == "Sheffield: none of 1 indicators has a figure for this area: the reason stands with each."


def test_a_place_without_indicators_is_told_what_to_bring(made, tmp_path):
    release = made.open(tmp_path)
    found = area_profile(release, SHEFFIELD).finding
    assert found.grade == "no data"
    assert "whoever publishes this can bring them" in found.text
    everywhere = area_profile(release, Selection("All Places")).finding
    assert everywhere.text == (
        "All Places: there are no indicators of this area here: choose a Place or a system, all Places are not one "
        "area."
    )


def test_what_nobody_has_checked_is_said(made, tmp_path):
    made.row("stranger", "England", 5)
    made.row("stranger", "Sheffield", 9, 8, 10)
    answer = area_profile(made.open(tmp_path), SHEFFIELD)
    found = row(answer, indicator="An indicator that nobody knows")
    assert (found["direction"], found["compared"], found["unit"]) == ("direction not known", "higher", "unit not known")
    assert any("Whether higher is better is not known" in words for words in answer.evidence.caveats)


# Heat table


def test_a_heat_table_has_a_cell_for_every_indicator_and_place_with_a_word_and_a_mark(made, tmp_path):
    england_and(made, "teenage", 0.7, Liverpool=(1.2, 0.9, 1.5), Wirral=(0.3, 0.2, 0.4))
    england_and(made, "smoking", 10.0, Liverpool=(13.0, 12.0, 14.0))
    made.row("smoking", "Wirral", note="Value suppressed for disclosure control")
    answer = heat_table(made.open(tmp_path), Selection("Liverpool"))
    cells = {(r.indicator, r.place): (r.compared, r.shape, r.cell, r.state) for r in answer.table.itertuples()}
    smoking = "Smoking status at time of delivery"
    assert cells == {
        ("Teenage mothers", "Liverpool"): ("worse", "▼", "1.2", "shown"),
        ("Teenage mothers", "Wirral"): ("better", "▲", "0.3", "shown"),
        (smoking, "Liverpool"): ("worse", "▼", "13.0", "shown"),
        (smoking, "Wirral"): ("not compared", "–", "suppressed", "hidden"),
    }
    assert answer.finding.text == (
        "2 Places, 2 indicators, 3 of 4 cells compared with England: Liverpool is worse on most, 2."
    )
    assert answer.evidence.hidden == "1 figure was published as suppressed, to protect small counts."


def test_a_place_that_has_only_an_older_period_has_no_data_for_the_newest(made, tmp_path):
    made.row("teenage", "England", 0.7)
    made.row("teenage", "Liverpool", 1.2, 0.9, 1.5)
    made.row("teenage", "Wirral", 1.2, 0.9, 1.5, period="2020/21")
    answer = heat_table(made.open(tmp_path), Selection("Cheshire and Merseyside"))
    assert row(answer, place="Wirral")["state"] == "no data"
    assert row(answer, place="Wirral")["cell"] == "no data"


# Trend


def years(made, series, values, half, **more):
    for number, value in enumerate(values):
        period = f"{2016 + number}/{17 + number}"
        made.row(series, "England", 10, period=period)
        made.row(series, "Sheffield", value, value - half, value + half, period=period, **more)


def test_a_trend_gives_the_newest_value_beside_england_and_the_tag(made, tmp_path):
    years(made, "smoking", [15, 14, 13, 12, 11.2], 0.5)
    answer = indicator_trend(made.open(tmp_path), SHEFFIELD, KEY["smoking"])
    assert answer.finding.text == (
        "Sheffield, Smoking status at time of delivery: 11.2% in 2020/21 (95% interval 10.7 to 11.7), worse than "
        "England (10.0); recent trend: decreasing and getting better."
    )
    assert answer.finding.grade == "worse"
    assert answer.headline.value == "11.2%"
    assert answer.table["period"].tolist() == ["2016/17", "2017/18", "2018/19", "2019/20", "2020/21"]
    assert answer.direction == "lower_is_better"


def test_the_tag_that_the_file_prints_is_kept(made, tmp_path):
    years(made, "smoking", [15, 14, 13, 12, 11.2], 0.5, trend="Cannot be calculated")
    answer = indicator_trend(made.open(tmp_path), SHEFFIELD, KEY["smoking"])
    assert answer.finding.text.endswith("recent trend: cannot be calculated (as published).")


def test_four_points_have_no_trend_and_a_gap_is_no_point(made, tmp_path):
    years(made, "smoking", [15, 14, 13, 12], 0.5)
    made.row("smoking", "Sheffield", note="Value not published for data quality reasons", period="2020/21")
    answer = indicator_trend(made.open(tmp_path), SHEFFIELD, KEY["smoking"])
    assert answer.finding.text == (
        "Sheffield, Smoking status at time of delivery: 2020/21 has no figure (data quality; as published)."
    )
    assert answer.finding.grade == "no data"
    assert answer.table["state"].tolist() == ["shown"] * 4 + ["no data"]


def test_a_zero_is_a_finding(made, tmp_path):
    made.row("stillbirth", "England", 4.0)
    made.row("stillbirth", "Sheffield", 0, 0, 3.1)
    answer = indicator_trend(made.open(tmp_path), SHEFFIELD, KEY["stillbirth"])
    assert answer.finding.text.startswith("Sheffield, Stillbirth rate: 0.00 per 1,000 in 2021/22")
    assert answer.table["state"].tolist() == ["zero"]
    assert answer.finding.grade == "better"


def test_an_indicator_that_the_release_does_not_hold_is_refused_with_those_it_holds(made, tmp_path):
    made.row("teenage", "Sheffield", 1.0)
    with pytest.raises(SelectionError, match="Teenage mothers"):
        indicator_trend(made.open(tmp_path), SHEFFIELD, "Rainfall")


# Places


def test_places_are_ranked_worst_first_and_those_without_a_figure_stand_last(made, tmp_path):
    england_and(made, "breastfeeding", 50.0, Sheffield=(55, 53, 57), Liverpool=(38, 36, 40))
    made.row("breastfeeding", "Wirral", note="Value suppressed")
    answer = compare_places(made.open(tmp_path), SHEFFIELD, KEY["breastfeeding"])
    assert answer.table["place"].tolist() == ["Liverpool", "Sheffield", "Wirral"]
    assert answer.table["rank"].tolist()[:2] == [1, 2]
    assert math.isnan(answer.table["rank"].iloc[2])
    assert answer.table["focus"].tolist() == ["no", "yes", "no"]
    assert answer.finding.text == (
        "Breastfeeding prevalence at 6 to 8 weeks, 2021/22, 2 of 3 Places: 1 worse than England (Liverpool) and 1 "
        "better than England (Sheffield)."
    )
    assert answer.references[0].value == 50


def test_equal_values_share_a_rank(made, tmp_path):
    england_and(made, "teenage", 0.7, Sheffield=(1.0, 0.6, 1.4), Liverpool=(1.0, 0.6, 1.4), Wirral=(0.5, 0.3, 0.9))
    answer = compare_places(made.open(tmp_path), SHEFFIELD, KEY["teenage"])
    assert answer.table["rank"].tolist() == [1, 1, 3]
    assert answer.finding.text.endswith("none clearly differs from England.")


# Inequality

ORDINALS = ["Most", "Second most", "Third more", "Fourth more", "Fifth more"]
ORDINALS += ["Fifth less", "Fourth less", "Third less", "Second least", "Least"]
LSOA, DISTRICT = (
    "LSOA11 deprivation deciles in England (IMD2019)",
    "District & UA deprivation deciles in England (IMD2019)",
)


def deciles(made, series, values, basis=LSOA, half=0.5, **more):
    for ordinal, value in zip(ORDINALS, values, strict=True):
        limits = (value - half, value + half) if half else ("", "")
        made.row(
            series,
            "England",
            value,
            *limits,
            category_type=basis,
            category=f"{ordinal} deprived decile (IMD2019)",
            **({"count": value * 100, "denominator": 10_000} | more),
        )


def test_the_slope_over_deciles_is_given_with_its_interval(made, tmp_path):
    made.row("smoking", "England", 10)
    deciles(made, "smoking", [14.5, 13.5, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5])
    release = made.open(tmp_path)
    answer = inequality(release, SHEFFIELD, KEY["smoking"])
    assert answer.table["decile"].tolist() == [str(n) for n in range(1, 11)]
    # By hand: errors of 0.5 / 1.96, ranks 0.05 to 0.95 with a sum of squares of 0.825, so 1.96 errors are 0.55.
    assert answer.finding.text == (
        "England, Smoking status at time of delivery, 2021/22, LSOA11 deprivation deciles (IMD2019): 14.5 in the most "
        "deprived tenth, 5.5 in the least; slope index -10.0 (-10.6 to -9.4): beyond chance higher in the more "
        "deprived."
    )
    assert answer.finding.grade == "worse"
    assert "not of the chosen Place" in answer.notes[0]


def test_two_bases_are_kept_apart_and_either_can_be_chosen(made, tmp_path):
    deciles(made, "smoking", [14.5, 13.5, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5])
    deciles(made, "smoking", [10.0] * 10, basis=DISTRICT)
    release = made.open(tmp_path)
    answer = inequality(release, SHEFFIELD, KEY["smoking"], "District & UA deprivation deciles (IMD2019)")
    assert answer.table.groupby("basis").size().tolist() == [10, 10]
    assert answer.finding.text.endswith("no clear difference along the deciles.")
    assert any("never added: LSOA11" in words for words in answer.evidence.caveats)


def test_where_the_file_gives_no_intervals_they_are_computed_from_its_counts_and_marked_so(made, tmp_path):
    deciles(made, "smoking", [14.5, 13.5, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5], half=0)
    answer = inequality(made.open(tmp_path), SHEFFIELD, KEY["smoking"])
    assert set(answer.table["limits"]) == {"computed here"}
    assert (answer.table["lower"] < answer.table["value"]).all()
    assert answer.finding.grade == "worse"


def test_without_counts_there_is_no_slope(made, tmp_path):
    deciles(made, "smoking", [10.0] * 10, half=0, count="", denominator="")
    answer = inequality(made.open(tmp_path), SHEFFIELD, KEY["smoking"])
    assert answer.finding.text.endswith("there is no slope, because a decile lacks a value or a denominator.")
    assert set(answer.table["limits"]) == {""}


def test_an_indicator_without_deciles_says_so(made, tmp_path):
    made.row("teenage", "Sheffield", 1.0)
    release = made.open(tmp_path)
    assert inequality(release, SHEFFIELD, KEY["teenage"]).finding.grade == "no data"
    # The Wessex profile is in every release; only what these Places have can be chosen.
    assert indicator_choices(release) == (KEY["teenage"],)


# Two indicators


def test_three_places_are_too_few_to_say_whether_two_indicators_go_together(made, tmp_path):
    england_and(made, "teenage", 0.7, Sheffield=(1, 0.8, 1.2), Liverpool=(2, 1.8, 2.2), Wirral=(3, 2.8, 3.2))
    england_and(made, "smoking", 10, Sheffield=(10, 9, 11), Liverpool=(11, 10, 12))
    made.row("smoking", "Wirral", note="Suppressed")
    answer = two_indicators(made.open(tmp_path), SHEFFIELD, KEY["teenage"], KEY["smoking"])
    assert answer.finding.grade == "too few"
    assert answer.table.set_index("place")["state"].to_dict() == {
        "Sheffield": "shown",
        "Liverpool": "shown",
        "Wirral": "hidden",
    }
    assert [line.label for line in answer.references] == [
        "England, Teenage mothers",
        "England, Smoking status at time of delivery",
    ]


def test_the_rank_correlation_is_the_one_of_other_hands():
    from scipy.stats import spearmanr

    x, y = [1.0, 2, 2, 4, 5, 6, 7, 8, 9, 10], [2.0, 1, 4, 3, 6, 5, 9, 7, 8, 20]
    rho, lower, upper = rank_correlation(x, y)
    assert rho == pytest.approx(spearmanr(x, y).statistic)
    half = 1.959963984540054 * math.sqrt((1 + rho**2 / 2) / 7)
    assert math.atanh(upper) - math.atanh(rho) == pytest.approx(half)
    assert math.atanh(rho) - math.atanh(lower) == pytest.approx(half)
    assert all(map(math.isnan, rank_correlation([1.0] * 5, [1.0, 2, 3, 4, 5])))
    assert rank_correlation([1.0, 2, 3, 4], [1.0, 2, 3, 4])[0] == 1


# Risk stack


def stacked(made, place, worse=3):
    for series, bad in list({"teenage": (2, 1.8, 2.2), "smoking": (20, 19, 21), "breastfeeding": (20, 19, 21)}.items())[
        :worse
    ]:
        made.row(series, place, *bad)


def reach(made, **people):
    for where, seen in people.items():
        where = where.replace("_", " ")
        made.rows.pop(("activity", where), None)
        made.seen("2023/24", seen, where=where)
        made.published(where, "2023", "aged 0", "all", "Everyone", 10_000.0 if where == "All Places" else 3000.0)


def three_benchmarks(made):
    for series, value in (("teenage", 0.7), ("smoking", 10), ("breastfeeding", 50)):
        made.row(series, "England", value)


def test_places_with_three_risks_and_reach_below_average_are_flagged(made, tmp_path):
    three_benchmarks(made)
    stacked(made, "Liverpool")
    stacked(made, "Sheffield")
    stacked(made, "Wirral", worse=2)
    reach(made, All_Places=1000, Sheffield=500, Liverpool=100, Wirral=100)
    answer = risk_stack(made.open(tmp_path), SHEFFIELD)
    assert answer.finding.text == (
        "2023/24, 3 of 3 Places with indicators of risk: Liverpool is worse than England on 3 or more while fewer "
        "people are seen than average (77.8 per 1,000 children aged 0 in the Places shown together)."
    )
    assert answer.finding.grade == "worse"
    found = answer.table.set_index("place")
    assert found["flagged"].to_dict() == {"Liverpool": "yes", "Sheffield": "no", "Wirral": "no"}
    assert found["reach"].to_dict() == {
        "Liverpool": "below average",
        "Sheffield": "above average",
        "Wirral": "below average",
    }
    assert found["worse"].to_dict() == {"Liverpool": 3, "Sheffield": 3, "Wirral": 2}
    assert answer.table["place"].iloc[0] == "Liverpool"


def test_a_hidden_count_of_people_leaves_reach_unknown_and_flags_nobody(made, tmp_path):
    three_benchmarks(made)
    stacked(made, "Liverpool")
    reach(made, All_Places=1000, Liverpool=None)
    answer = risk_stack(made.open(tmp_path), SHEFFIELD)
    found = row(answer, place="Liverpool")
    assert (found["reach"], found["flagged"], found["state"]) == ("not known", "no", "hidden")
    assert answer.finding.text.endswith("none with clearly low reach; reach is not known for Liverpool.")
    assert "Liverpool" in answer.evidence.hidden


def test_without_intervals_there_is_no_risk_stack_and_no_place_has_zero_risks(made, tmp_path):
    made.row("teenage", "England", 0.7)
    made.row("teenage", "Liverpool", 2.0)
    answer = risk_stack(made.open(tmp_path), SHEFFIELD)
    assert answer.finding.grade == "no data"
    assert answer.table["worse"].isna().all()
    assert set(answer.table["flagged"]) == {"not known"}


def test_mere_context_is_no_risk(made, tmp_path):
    england_and(made, "depression", 10, Liverpool=(20, 19, 21))
    assert risk_stack(made.open(tmp_path), SHEFFIELD).finding.grade == "no data"


# All of them


def test_every_answer_is_whole_for_every_place_and_for_a_release_without_indicators(made, tmp_path):
    three_benchmarks(made)
    stacked(made, "Liverpool")
    release = made.open(tmp_path)
    for place in release.wheres:
        selection = Selection(place, year="2023/24", deprivation="Core20")
        for question in (area_profile, heat_table, risk_stack):
            answer = question(release, selection)
            assert set(answer.table["state"]) <= set(STATES)
            assert answer.finding.text.endswith(".")
    published = {("indicators", "published"), ("place_indicators", "published")}
    release = replace(release, tables={key: table for key, table in release.tables.items() if key not in published})
    for question in (area_profile, heat_table, risk_stack):
        assert question(release, SHEFFIELD).finding.grade == "no data"
    assert CODE["Sheffield"] == "E08000019"

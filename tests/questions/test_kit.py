"""What questions are written with: estimates in columns and rows, portions, the way to a sentence, shares by layout."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_python import wilson
from released_cells import Building

from pimh_data.answer import Column, ReferenceLine, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, NOBODY, Cell, View, cell
from pimh_data.questions.kit import (
    STATE,
    Estimated,
    Portion,
    Ranged,
    Said,
    Telling,
    answer,
    by_group,
    difference_of_shares,
    first_missing,
    hidden_rows,
    shares_of,
    state_of,
)
from pimh_data.questions.kit.adding_up import adding_up, not_between
from pimh_data.questions.kit.by_member import by_decile, by_ethnic_group
from pimh_data.questions.kit.by_year import by_year
from pimh_data.questions.kit.share import Share, counted

YEAR = "2023/24"
SHEFFIELD = Selection("Sheffield", year=YEAR)
COMPLETED = Share(
    key="reach.completed",
    title="Support completed",
    cube="pathway",
    count="seen",
    read=counted("completed", "seen", "pathway"),
    of_whom="{} seen",
    did="completed",
    counted=(Column("completed", "Completed", "count", "people"), Column("seen", "Seen", "count", "people")),
    label="Share completed",
    definition="Of those seen, who completed.",
    numerator="Completed",
    denominator="Seen",
    method="Wilson's interval.",
    caveats=(),
    matters=(),
    cohort=True,
    direction="higher_is_better",
)


def shown(value: float) -> Cell:
    return Cell(value, value, value, "shown" if value else "zero")


def release_of(tmp_path, counts: dict[str, tuple[int | None, int | None]], dimension: str = "deprivation"):
    building = Building(profile="exact")
    for member, (completed, seen) in counts.items():
        own = "all" if member == "Everyone" else dimension
        building.put("pathway", YEAR, {"completed": completed, "seen": seen}, dimension=own, member=member)
    return building.open(tmp_path)


def test_an_estimate_has_three_columns_and_fills_them_in_a_row():
    rate = Estimated("rate", "Seen per 1,000", "rate", "per 1,000", 1, "rate_lower", "rate_upper", "of the rate")
    assert [(column.name, column.label) for column in rate.columns] == [
        ("rate", "Seen per 1,000"),
        ("rate_lower", "95% interval of the rate, lower"),
        ("rate_upper", "95% interval of the rate, upper"),
    ]
    assert {(column.kind, column.unit, column.decimals) for column in rate.columns} == {("rate", "per 1,000", 1)}
    assert rate.row((2.0, 1.0, 3.0)) == {"rate": 2.0, "rate_lower": 1.0, "rate_upper": 3.0}
    assert all(value != value for value in rate.row().values())


def test_a_range_is_named_by_its_least_and_its_most_and_not_as_an_interval():
    lost = Ranged("lost", "No longer seen")
    assert [(column.name, column.label, column.unit) for column in lost.columns] == [
        ("lost", "No longer seen", "people"),
        ("lost_lower", "No longer seen, at least", "people"),
        ("lost_upper", "No longer seen, at most", "people"),
    ]
    assert lost.ends == lost.columns[1:]
    assert lost.row((2.0, 1.0, 3.0)) == {"lost": 2.0, "lost_lower": 1.0, "lost_upper": 3.0}
    assert all(value != value for value in lost.row().values())
    assert Ranged("rate", "Seen per 1,000, after", of="After").ends[0].label == "After, at least"


def test_a_finding_about_something_else_has_its_own_subject_and_says_why_a_number_is_hidden(
    tmp_path,
):
    release = release_of(tmp_path, {"Everyone": (40, 160)}, "all")
    tell = Telling.about(release, SHEFFIELD, "England, breastfeeding", "breastfed")
    said = tell.says("62%.", "description", "62%")
    assert said.finding.text == "England, breastfeeding: 62%."
    assert said.headline is not None
    assert (said.headline.label, said.headline.value) == ("breastfed", "62%")
    assert f"({tell.protected})" in tell.hidden("the share is hidden").finding.text


@pytest.mark.parametrize(
    ("cells", "missing", "state"),
    [
        ((shown(3), HIDDEN, NO_DATA), "no data", "no data"),
        ((shown(3), HIDDEN), "hidden", "hidden"),
        ((shown(3), NOBODY), "", "zero"),
        ((shown(3), shown(4)), "", "shown"),
    ],
)
def test_the_state_of_a_row_is_the_worst_of_its_counts(cells, missing: str, state: str):
    assert (first_missing(*cells), state_of(*cells)) == (missing, state)


def test_a_portion_has_the_interval_that_wilson_gives_and_says_it():
    one = Portion(shown(40), shown(160))
    assert one.limits == pytest.approx((0.25, *wilson(40, 160)))
    assert (one.percent, one.words, one.state) == ("25%", "25% (19 to 32)", "shown")
    assert shares_of([one, Portion(HIDDEN, shown(9))])[0] == pytest.approx(one.limits)


@pytest.mark.parametrize(
    ("part", "whole", "state"),
    [
        (shown(3), NOBODY, "no data"),
        (HIDDEN, shown(9), "hidden"),
        (NO_DATA, HIDDEN, "no data"),
        (NOBODY, shown(9), "zero"),
    ],
)
def test_a_portion_of_nobody_or_of_a_hidden_number_is_not_known(part: Cell, whole: Cell, state: str):
    one = Portion(part, whole)
    assert (one.state, one.known) == (state, state == "zero")
    assert one.both.known == (state == "zero")


def test_two_portions_are_graded_by_what_more_and_fewer_mean_and_few_people_are_not_judged():
    ours, theirs = Portion(shown(90), shown(100)), Portion(shown(50), shown(100))
    assert ours.against(theirs, more="worse")[0] == "worse"
    assert theirs.against(ours, fewer="worse")[0] == "worse"
    assert ours.against(ours)[0] == "no clear difference"
    assert Portion(shown(9), shown(9)).against(Portion(shown(1), shown(9)))[0] == "too few"
    assert Portion(shown(19), shown(19)).against(Portion(shown(1), shown(900)))[0] == "too few"
    assert Portion(shown(20), shown(20)).against(Portion(shown(1), shown(900)))[0] == "higher"
    assert ours.against(Portion(HIDDEN, shown(9))) == ("no data", "")


def test_two_shares_side_by_side_have_as_many_decimals_those_of_the_smaller():
    many, fewer = Portion(shown(844), shown(1001)), Portion(shown(78), shown(100))
    assert (many.percent, fewer.percent) == ("84.3%", "78%")
    assert fewer.beside(many) == ("78%", "84%")
    assert many.beside(many) == ("84.3%", "84.3%")


def test_a_difference_of_shares_has_a_decimal_since_it_is_worked_out_before_they_are_rounded():
    ours, theirs = Portion(shown(314), shown(1000)), Portion(shown(248), shown(1000))
    assert ours.against(theirs)[1].startswith("+6.6 points, 95% interval +")
    assert words.points(-0.131, -0.0004, -0.07) == "-7.0 points, 95% interval -13.1 to -0.04"
    assert words.points(-0.1, 0.1, 0) == "0 points, 95% interval -10.0 to +10.0"
    assert difference_of_shares("Share less that of the rest").columns[0].decimals == 1


def test_a_finding_has_three_sentences_and_what_is_more_stands_beside_it(tmp_path):
    tell = Telling.about(Building().open(tmp_path), SHEFFIELD, "Sheffield")
    said = tell.says_first(("One.", "", "Two.", "Three.", "Four.", "Five."), "description")
    assert (said.finding.text, said.notes) == ("Sheffield: One. Two. Three.", ("Four.", "Five."))


def test_what_is_hidden_is_said_with_the_reason_and_the_nearest_view_that_is_not(tmp_path):
    building = Building()
    building.seen(YEAR, None, "Decile 3")
    building.seen(YEAR, 85, "The rest")
    release = building.open(tmp_path)
    chosen = replace(SHEFFIELD, deprivation="Decile 3")
    tell = Telling.of(release, chosen, View.of(chosen), "people seen")
    said = tell.hidden(
        "the number is hidden", lambda view: cell(release, "activity", view, "people_seen"), lambda view: "85 people"
    )
    assert said.finding.grade == "hidden"
    assert said.finding.text.startswith("Sheffield, 2023/24: the number is hidden (fewer than 5")
    assert said.finding.text.endswith("It is shown for the rest (deciles 3-10) together: 85 people.")
    assert said.headline.value == "hidden"
    assert said.headline.comparison == "It is shown for the rest (deciles 3-10) together: 85 people."


def test_no_data_says_first_what_is_known_of_the_reason_and_a_finding_without_a_label_has_no_card(tmp_path):
    building = Building()
    building.seen(YEAR, 85)
    tell = Telling.of(building.open(tmp_path), SHEFFIELD, View.of(SHEFFIELD))
    assert tell.no_data("there are no data").finding.text == "Sheffield, 2023/24: there are no data."
    assert tell.no_data("there are no data", "nobody was seen").finding.text == "Sheffield, 2023/24: nobody was seen."
    assert tell.no_rate("No births.", "there are no data").finding.text == "Sheffield, 2023/24: no births."
    assert tell.no_data("there are no data").headline is None


def test_an_answer_names_its_hidden_rows_and_leaves_out_empty_notes_and_unknown_lines(tmp_path):
    building = Building()
    building.seen(YEAR, 85)
    release = building.open(tmp_path)
    columns = (Column("member", "Group", "text"), Column("people", "People", "count", "people"), STATE)
    rows = [{"member": "A", "people": float("nan"), "state": "hidden"}, {"member": "B", "people": 9, "state": "shown"}]
    made = answer(
        "x",
        "X",
        release,
        SHEFFIELD,
        columns,
        rows,
        Said(Telling.of(release, SHEFFIELD, View.of(SHEFFIELD)).says("nine.", "description").finding),
        definition="d",
        numerator="n",
        denominator="d",
        method="m",
        period="p",
        citation="c",
        what="groups",
        references=(ReferenceLine("known", 1.0), ReferenceLine("unknown", float("nan"))),
        notes=("", "said"),
    )
    assert made.evidence.hidden.startswith("Hidden: A (")
    assert (made.notes, [line.label for line in made.references]) == (("said",), ["known"])
    assert hidden_rows(rows, "member", "state") == ["A, hidden"]
    assert by_group(SHEFFIELD, "waits") == ("waits",)
    assert by_group(replace(SHEFFIELD, deprivation="Core20"), "waits") == ("waits", "by deprivation")


def test_a_share_by_year_is_set_beside_the_year_before_and_judged_by_its_direction(tmp_path):
    building = Building(profile="exact")
    for year, completed in (("2022/23", 50), (YEAR, 90)):
        building.put("pathway", year, {"completed": completed, "seen": 100})
    found = by_year(building.open(tmp_path), SHEFFIELD, COMPLETED)
    assert found.finding.grade == "better"
    assert found.finding.text.startswith("Sheffield, 2023/24: 90% of the 100 people seen completed (95% interval 83 to")
    row = found.table.set_index("period").loc[YEAR]
    assert (row["completed"], row["seen"], row["share"]) == (90, 100, pytest.approx(0.9))
    assert list(found.table[found.table["state"] == "no data"]["period"]) == ["2020/21", "2021/22", "2024/25"]


@pytest.mark.parametrize(("direction", "grade"), [("higher_is_better", "worse"), ("lower_is_better", "lower")])
def test_fewer_in_deciles_1_and_2_is_worse_where_more_is_better_and_not_where_less_is(tmp_path, direction, grade):
    release = release_of(tmp_path, {"Core20": (40, 100), "The rest": (80, 100)})
    found = by_decile(release, SHEFFIELD, replace(COMPLETED, direction=direction))
    assert found.finding.grade == grade
    assert "fewer, beyond chance" in found.finding.text


@pytest.mark.parametrize(("direction", "grade"), [("higher_is_better", "worse"), ("lower_is_better", "lower")])
def test_fewer_in_an_ethnic_group_is_judged_by_the_same_direction(tmp_path, direction, grade):
    release = release_of(tmp_path, {"White": (80, 100), "Asian": (40, 100)}, "ethnic_group")
    found = by_ethnic_group(release, SHEFFIELD, replace(COMPLETED, direction=direction))
    assert found.finding.grade == grade
    assert "fewer of Asian people" in found.finding.text


@given(st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_percentages_that_do_not_add_up_to_100_as_printed_say_so(shares: list[float]):
    said = adding_up(shares)
    total = sum(round(100 * share) for share in shares)
    many = abs(total - 100) > 0.5 * len(shares)
    why = "the counts behind them are rounded, each on its own" if many else "each is rounded on its own"
    assert said == ("" if total == 100 else f"The percentages add up to {total}%, not 100%: {why}.")


def test_a_whole_that_is_not_between_its_parts_says_why():
    said = " All together are at 73%: whoever's decile is not known is in neither group, and each count is rounded on "
    assert not_between(55 / 75, (25 / 30, 35 / 40)) == f"{said}its own."
    assert (
        not_between(0.8, (0.7, 0.9)) == not_between(0.7049, (0.7, 0.9)) == not_between(float("nan"), (0.7, 0.9)) == ""
    )


def test_all_of_everyone_with_a_part_of_a_group_says_why_though_another_group_is_all():
    assert not_between(1.0, (0.8, 1.0)).startswith(" All together are at 100%: whoever's decile is not known")
    assert not_between(1.0, (1.0, 1.0)) == not_between(0.9, (0.8, 1.0)) == not_between(0.004, (0.001, 0.01)) == ""


def test_hidden_percentages_are_said_to_be_left_out_and_one_alone_is_no_sum():
    nan = float("nan")
    assert adding_up([1 / 3, 1 / 3, nan], "2023/24") == (
        "The percentages of 2023/24 add up to 66%, not 100%: each is rounded on its own, and hidden ones are left out."
    )
    # 25 and 10 people of 30: 83% and 33%.
    assert adding_up([25 / 30, 10 / 30, nan]) == (
        "The percentages add up to 116%, not 100%: the counts behind them are rounded, each on its own, though hidden "
        "ones are left out."
    )
    assert adding_up([0.4, nan]) == ""
    assert adding_up([1 / 3, 1 / 3, 1 / 3], n=1200).startswith("The percentages add up to 99.9%, not 100%")
    assert adding_up([0.5, 0.25, 0.25]) == ""


def rounded(value: float) -> Cell:
    """A count as the rounded profile releases it."""
    return Cell(value, max(value - 4, 5), value + 4, "shown")


@pytest.mark.parametrize(("part", "whole"), [(5, 15), (15, 45)])
def test_of_under_50_people_a_share_says_of_how_many_it_is(part, whole):
    few, many = Portion(rounded(part), rounded(whole)), Portion(rounded(50), rounded(150))
    assert few.of("people seen") == f"the {whole} people seen"
    assert few.counted == f"33% of {whole} people"
    assert (many.of("people seen"), many.counted) == ("people seen", "33%")
    assert many.since(few)[0].endswith(f"the year before (33% of {whole})")
    assert few.since(many)[0].endswith("the year before (33%)")


@pytest.mark.parametrize("all_of", [5, 15])
def test_none_or_all_of_few_is_said_as_the_interval_that_stands_in_its_row(all_of):
    one = Portion(rounded(all_of), rounded(all_of))
    row = Estimated("share", "Share", "share").row(one.limits)
    assert one.guarded == f"{row['lower']:.0%} to 100% (95% interval)"
    assert row["upper"] == 1
    assert row["lower"] < (all_of + 4) / (all_of + 8)  # no narrower than rounding leaves open


def test_only_none_or_all_of_few_is_said_as_an_interval():
    assert Portion(rounded(5), rounded(15)).guarded == "33%"
    assert Portion(rounded(150), rounded(150)).guarded == "100%"
    assert Portion(shown(5), shown(5)).guarded == "100%"  # exact: nothing else is possible


def by_group_of(tmp_path, **counts: tuple[int, int]):
    """Completed by ethnic group, of (completed, seen) as released after rounding."""
    building = Building()
    for member, (completed, seen) in counts.items():
        building.put("pathway", YEAR, {"completed": completed, "seen": seen}, dimension="ethnic_group", member=member)
    return by_ethnic_group(building.open(tmp_path), SHEFFIELD, COMPLETED)


def test_an_ethnic_group_of_under_20_people_is_named_and_not_judged(tmp_path):
    found = by_group_of(tmp_path, White=(100, 300), Asian=(0, 15), Black=(90, 120)).finding
    assert "more of Black people (75%" in found.text
    assert "Under 20 people: Asian people." in found.text
    assert "0%" not in found.text


def test_no_share_is_said_where_no_two_ethnic_groups_have_20_people(tmp_path):
    found = by_group_of(tmp_path, White=(100, 300), Asian=(5, 5)).finding
    assert found.grade == "too few"
    assert "%" not in found.text

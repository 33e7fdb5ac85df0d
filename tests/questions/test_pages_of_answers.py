"""Every answer of the equity and reach pages, for every choice: evidence filled, counts protected, quick enough."""

import dataclasses
import re
import time
from functools import partial

import pytest
from drawn_release import PLACES, SERVICES, drawn_release
from released_cells import YEARS, Building

from pimh_data.answer import Answer, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import equity, reach
from pimh_data.questions.evidence import NOTHING_HIDDEN
from pimh_data.release import Release

ALSO_BY = ("parent_role", "stage", "age_band", "need_group", "plus_group", "hub")
EQUITY = (
    equity.slope_by_deprivation,
    equity.gap_in_people,
    equity.share_beside_need,
    equity.seen_by_ethnic_code,
    equity.core20_by_ethnic_group,
    equity.pathway_side_by_side,
    *(partial(equity.seen_by, dimension=dimension) for dimension in ALSO_BY),
)
REACH = (
    reach.people_by_month,
    reach.referred_by_month,
    reach.seen_within_two_weeks,
    reach.seen_within_eighteen_weeks,
    reach.referral_sources,
    reach.decisions,
    reach.by_place,
    reach.national_access,
    reach.against_target,
    reach.waits_by_deprivation,
    reach.waits_curve,
    reach.still_waiting,
    reach.missed_by_decile,
    reach.missed_by_ethnic_group,
    reach.caseload,
    reach.closure_reasons,
    reach.drop_out_by_decile,
    reach.drop_out_by_ethnic_group,
)
CHOICES = ("Everyone", "Core20", "The rest", "Decile 4")
OF_NO_YEAR = ("reach.still_waiting", "equity.ethnic_code")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return drawn_release(tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def answers(release: Release) -> list[Answer]:
    chosen = [
        Selection(place, service, year, group)
        for place, service, year, group in zip(
            PLACES * 2, (*SERVICES, *SERVICES), ("2023/24", "2023/24", "2020/21", "2024/25"), CHOICES, strict=True
        )
    ]
    asked = [ask(release, selection) for selection in chosen for ask in (*EQUITY, *REACH)]
    return [*asked, *(reach.by_place(release, chosen[0], key) for key in reach.PLACE_MEASURES)]


def test_every_field_of_the_evidence_is_filled(answers: list[Answer]):
    for answer in answers:
        for field in dataclasses.fields(answer.evidence):
            if field.name not in ("caveats", "counted_as"):  # the latter where there are several definitions
                assert getattr(answer.evidence, field.name).strip(), f"{answer.key}: {field.name}"
        assert answer.evidence.caveats, answer.key


def test_every_whole_number_of_a_table_is_a_released_multiple_of_five(answers: list[Answer]):
    for answer in answers:
        for column in answer.columns:
            if column.kind == "count":
                counts = answer.table[column.name].dropna()
                assert (counts % 5 == 0).all(), f"{answer.key}: {column.name}"


def test_every_finding_is_a_sentence_that_opens_with_the_place(answers: list[Answer]):
    for answer in answers:
        assert re.fullmatch(r"[A-Z].+[.]", answer.finding.text), answer.finding.text
        assert not re.search(r"nan|None|  |\.\.|\{|not shown", answer.finding.text), answer.finding.text
        if answer.key not in OF_NO_YEAR:
            opening = f"{answer.selection.place}, "
            assert answer.finding.text.startswith(opening), answer.finding.text


def test_intervals_hold_their_values_and_hidden_rows_show_nothing(answers: list[Answer]):
    for answer in answers:
        table, names = answer.table, [column.name for column in answer.columns]
        if "lower" not in names:
            continue
        name = names[names.index("lower") - 1]  # an interval stands behind its value
        known = table[[name, "lower", "upper"]].dropna()
        assert (known["lower"] <= known[name] + 1e-9).all(), f"{answer.key}: {name}"
        assert (known[name] <= known["upper"] + 1e-9).all(), f"{answer.key}: {name}"
        if name != "centre":  # the line of a control chart, the same for every point
            assert table.loc[table["state"] == "hidden", name].isna().all(), f"{answer.key}: {name}"


def test_what_is_hidden_is_named_wherever_a_row_is(answers: list[Answer]):
    for answer in answers:
        hidden = (answer.table["state"] == "hidden").any()
        if hidden:
            assert answer.evidence.hidden != NOTHING_HIDDEN, answer.key


def test_the_deprivation_choice_is_followed_or_a_note_says_why_not(release: Release):
    for ask in (*EQUITY[:-1], *REACH):
        own = ask(release, Selection("Sheffield", "All services", "2023/24", "Decile 4"))
        everyone = ask(release, Selection("Sheffield", "All services", "2023/24"))
        follows = not own.table.equals(everyone.table)
        said = any(re.search(r"whatever|no decile|decile 4", note) for note in own.notes)
        assert follows or own.keeps or said, own.key


def test_a_release_without_the_cubes_has_no_data_and_says_so(tmp_path):
    building = Building()
    building.seen("2023/24", 500)
    release, selection = building.open(tmp_path), Selection("Sheffield", year="2023/24")
    for ask in (*EQUITY[:-1], *REACH):
        answer = ask(release, selection)
        if answer.key in ("reach.places_people", "reach.months"):
            continue  # these need no more than the people seen
        assert answer.finding.grade == "no data", answer.key
        assert answer.finding.text.endswith("."), answer.key


def _name(ask) -> str:
    return f"seen_by {ask.keywords['dimension']}" if isinstance(ask, partial) else ask.__name__


@pytest.mark.parametrize("ask", [*EQUITY, *REACH], ids=_name)
def test_a_year_or_a_place_that_the_release_does_not_hold_is_refused(release: Release, ask):
    if ask is not reach.still_waiting:
        with pytest.raises(SelectionError, match="holds no financial year"):
            ask(release, Selection("Sheffield", year="2019/20"))
    with pytest.raises(SelectionError):
        ask(release, Selection("Atlantis", year="2023/24"))


def test_groups_of_two_lists_cannot_be_set_side_by_side(release: Release):
    with pytest.raises(SelectionError, match="cannot be set side by side"):
        equity.pathway_side_by_side(release, Selection("Sheffield", year="2023/24"), "Core20", "Asian")
    with pytest.raises(SelectionError, match="no measure 'beds' by Place"):
        reach.by_place(release, Selection("Sheffield", year="2023/24"), "beds")


def test_two_ethnic_groups_can_be_set_side_by_side_within_deciles_1_2(release: Release):
    selection = Selection("Sheffield", year="2023/24", deprivation="Core20")
    answer = equity.pathway_side_by_side(release, selection, "Asian", "White")
    assert list(dict.fromkeys(answer.table["group"])) == ["Asian", "White"]
    assert answer.notes == ("Only people from the most deprived fifth (Core20) are counted here.",)


@pytest.mark.parametrize("page", [EQUITY, REACH], ids=["equity", "reach"])
def test_all_answers_of_a_page_take_less_than_half_a_second(release: Release, page: tuple):
    def once() -> float:
        start = time.perf_counter()
        for ask in page:
            ask(release, Selection("Sheffield", "All services", YEARS[3]))
        return time.perf_counter() - start

    assert min(once() for _ in range(5)) < 0.5

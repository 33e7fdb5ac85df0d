"""What stands behind every answer: all of it filled, in words that name the release, the hidden and the caveats."""

import dataclasses
import re

import pytest
from released_cells import YEARS, Building

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import equity, quality, reach
from pimh_data.questions.evidence import NOTHING_HIDDEN, PROFILE, hidden_in_words
from pimh_data.release.terms import Terms

OF_A_SELECTION = (
    reach.people_seen,
    reach.seen_within_six_weeks,
    equity.core20_against_rest,
    equity.seen_by_decile,
    equity.seen_by_ethnic_group,
    quality.completeness,
)
SELECTION = Selection("Sheffield", "All services", "2023/24")
ETHNIC = ("White", "Mixed", "Asian", "Black", "Other", "Not stated", "Not known", "Not recorded")


def build(profile: str = "rounded") -> Building:
    building = Building(profile)
    building.deciles()
    building.residents(basis="residents")
    building.version("2019", 900)
    for year in YEARS:
        for quarter in range(1, 5):
            building.seen(f"{year} Q{quarter}", 150, period_kind="quarter")
        building.seen(year, 580)
        for member, people in {"Core20": 220, "The rest": 350, "Not known": 10}.items():
            building.seen(year, people, member)
        for decile in range(1, 11):
            building.seen(year, None if decile in (9, 10) else 50, f"Decile {decile}")
        for name, people in zip(ETHNIC, (430, 20, 60, 30, 15, 10, 10, 5), strict=True):
            building.seen(year, people, name, dimension="ethnic_group")
        building.waited(year, 600, [150, 350])
        building.put(
            "quality", year, {"records": 620, "complete": 600, "valid": 560}, dimension="field", member="ethnicity"
        )
        building.put(
            "quality", year, {"records": 620, "complete": 620, "valid": 620}, dimension="field", member="source"
        )
    return building


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return build().open(tmp_path_factory.mktemp("releases"))


@pytest.fixture(scope="module")
def answers(release):
    of_release = (quality.extracts(release), quality.protection(release))
    return (*(ask(release, SELECTION) for ask in OF_A_SELECTION), *of_release)


def test_every_field_of_the_evidence_is_filled(answers):
    for answer in answers:
        for field in dataclasses.fields(answer.evidence):
            if field.name not in ("caveats", "counted_as"):  # the latter where there are several definitions
                assert getattr(answer.evidence, field.name).strip(), f"{answer.key}: {field.name}"


def test_the_release_its_date_profile_and_data_are_said_in_words(answers):
    for answer in answers:
        assert answer.evidence.release == "Release 2025-06-01-test, made on 1 June 2025"
        assert answer.evidence.profile == PROFILE["rounded"]
        assert answer.evidence.data == "Synthetic demonstration data, not about real people"


@pytest.mark.parametrize(
    ("audience", "whom"),
    [
        (("only me",), "this machine alone: pass nothing on"),
        (("Our NHS Trust", "Barnardo's"), "Our NHS Trust and Barnardo's"),
        (("public",), "the public"),
    ],
)
def test_real_data_and_for_whom_they_are_is_said(release, audience, whom):
    manifest = dataclasses.replace(release.manifest, synthetic=False, terms=Terms(audience=audience))
    real = dataclasses.replace(release, manifest=manifest)
    said = reach.people_seen(real, SELECTION).evidence.data
    assert said == f"Extracts as they stood on 31 March 2025; for {whom}"


def test_what_is_hidden_is_named_with_the_reason(answers, release):
    by_key = {answer.key: answer for answer in answers}
    assert by_key["equity.decile"].evidence.hidden == (
        "2 deciles hidden (Decile 9 and Decile 10): fewer than 5, or hidden to protect a smaller number."
    )
    assert by_key["reach.people_seen"].evidence.hidden == NOTHING_HIDDEN
    many = hidden_in_words(release, [f"Q{number}" for number in range(20)], "quarters")
    assert many.startswith("20 quarters hidden (Q0, Q1, Q2, Q3, Q4, Q5, Q6 and 13 more)")


def test_the_caveats_say_rounding_edition_and_ages(answers):
    by_key = {answer.key: " ".join(answer.evidence.caveats) for answer in answers}
    assert "Counts are approximate: within 4, they may not add up" in by_key["equity.decile"]
    assert "Deciles are of IMD 2019" in by_key["equity.core20"]
    assert "understate how diverse babies" in by_key["equity.ethnic_group"]


def test_rounding_is_no_caveat_of_an_exact_release(tmp_path):
    exact = build("exact").open(tmp_path)
    evidence = reach.people_seen(exact, SELECTION).evidence
    assert "approximate" not in " ".join(evidence.caveats)
    assert evidence.profile == "Exact counts, nothing hidden: contains small numbers, do not share"


def test_a_loss_of_the_extracts_is_a_caveat_of_the_answers_it_concerns(release):
    losses = (
        "contacts not brought; not shown: people seen by month (first contacts are counted in its place).",
        "IMD version not brought in referrals; not shown: rates by deprivation decile.",
    )
    poorer = dataclasses.replace(release, manifest=dataclasses.replace(release.manifest, losses=losses))
    assert losses[0] in reach.people_seen(poorer, SELECTION).evidence.caveats
    assert losses[1] in equity.seen_by_decile(poorer, SELECTION).evidence.caveats
    assert losses[1] not in reach.people_seen(poorer, SELECTION).evidence.caveats
    assert quality.extracts(poorer).notes == losses


def test_every_whole_number_of_a_table_is_a_released_multiple_of_five(answers):
    for answer in answers:
        for column in answer.columns:
            if column.kind == "count":
                counts = answer.table[column.name].dropna()
                assert (counts % 5 == 0).all(), f"{answer.key}: {column.name}"


def test_every_finding_is_a_sentence_that_names_the_selection(answers):
    for answer in answers:
        assert re.fullmatch(r"[A-Z].+\.", answer.finding.text), answer.finding.text
        if answer.selection == SELECTION:
            assert answer.finding.text.startswith("Sheffield, 2023/24: ")


def test_the_cards_give_figure_label_and_comparison(answers):
    headlines = {answer.key: answer.headline for answer in answers if answer.headline}
    assert headlines["reach.people_seen"].value == "580"
    assert headlines["reach.six_weeks"].value == "58%"
    equity_card = headlines["equity.core20"]
    assert equity_card.value == "21% less often"
    assert equity_card.comparison == (
        "95% interval 7% to 34% less; they are 39% of people seen and 44% of children aged 0"
    )


def test_a_year_that_the_release_does_not_hold_is_refused_by_name(release):
    for ask in OF_A_SELECTION[:5]:
        with pytest.raises(SelectionError, match=r"holds no financial year '2019/20'; it holds 2020/21"):
            ask(release, Selection("Sheffield", year="2019/20"))

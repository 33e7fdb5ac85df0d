"""An address names a question, a selection and choices, can be read back, and every unknown part of it is named."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer, parse, write
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.question import Numbers
from pimh_data.questions.selection import options
from pimh_data.release import Release, Store
from tests.golden_answers import drawn_choices

SHEFFIELD = Selection("Sheffield", "All services", "2023/24", "Everyone")


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Release:
    return Store(demo_release).current()[0]


def addresses(release: Release) -> st.SearchStrategy[Address]:
    """Any question about any selection with any choices that it allows; some of them not named."""
    known = options(release)

    @st.composite
    def drawn(draw: st.DrawFn) -> Address:
        key = draw(st.sampled_from([key for key in QUESTIONS if not key.startswith("indicators.")]))
        place = draw(st.sampled_from(known.places))
        parts = (known.services[place], known.years, known.deprivation)
        selection = Selection(place, *(draw(st.sampled_from(part)) for part in parts))
        selection = selection if QUESTIONS[key].about == "selection" else None
        chosen = drawn_choices(key, release, selection, random.Random(draw(st.integers(0, 1000))))
        return Address(key, selection, tuple(sorted(chosen.items())))

    return drawn()


def refused(text: str, release: Release) -> str:
    with pytest.raises(SelectionError) as found:
        parse(text, release)
    return str(found.value)


def test_an_address_that_is_written_is_read_back(release: Release):
    @settings(max_examples=300, deadline=None)
    @given(addresses(release))
    def round_trip(address: Address) -> None:
        assert parse(write(address), release) == address

    round_trip()


def test_what_an_address_does_not_name_takes_its_usual_value_and_is_written_out(release: Release):
    found = parse("equity.pathway?place=Liverpool", release)
    assert write(found) == (
        "equity.pathway?place=Liverpool&service=All+services&year=2024/25&deprivation=Everyone"
        "&beside=The+rest&group=Core20"
    )
    assert parse(write(found), release) == found
    assert answer(release, found).selection == Selection("Liverpool", "All services", "2024/25", "Everyone")


def test_an_address_about_the_release_names_no_selection(release: Release):
    assert parse("data.extracts", release) == Address("data.extracts")
    assert "nothing called “place”" in refused("data.extracts?place=Sheffield", release)


def test_every_unknown_name_and_value_is_said_at_once(release: Release):
    said = refused(
        "equity.pathway?place=Shefield&year=2031/32&yaer=2023/24&group=Core21&deprivation=Poor&group=Asian", release
    )
    assert said == (
        "“group” is given 2 times: give it once. There is nothing called “yaer” to choose: near it is year. There is "
        "no Place “Shefield”: choose from All Places, South Yorkshire, Cheshire and Merseyside, Sheffield, Liverpool, "
        "Wirral. There is no financial year “2031/32”: choose from 2024/25, 2023/24, 2022/23, 2021/22, 2020/21. There "
        "is no deprivation group “Poor”."
    )
    assert refused("equity.decil?place=Sheffield", release) == (
        "There is no question “equity.decil”: near it are equity.decile, equity.stage, equity.slope."
    )
    assert "no service “Perinatal midwifery”" in refused("reach.people_seen?service=Perinatal midwifery", release)


def test_what_may_be_chosen_depends_on_what_was_chosen_before(release: Release):
    assert dict(parse("equity.pathway?group=Asian", release).choices)["beside"] == "White"
    assert "choose from White, Mixed, Black, Other" in refused("equity.pathway?group=Asian&beside=Core20", release)
    rule = "pairing=Perinatal+CQUIN+rule"
    assert dict(parse(f"outcomes.change?{rule}", release).choices)["courses"] == "Finished courses"
    assert "no choice of courses with that rule “All courses”" in refused(
        f"outcomes.change?{rule}&courses=All+courses", release
    )
    assert "There is no reliable change of that measure to choose here, not “6 points”." in refused(
        "outcomes.change?outcome_measure=HADS-A&reliable_change=6+points", release
    )


def test_a_number_is_taken_within_its_range_and_written_one_way(release: Release):
    assert dict(parse("funding.people?ends-percent=050", release).choices)["ends-percent"] == "50"
    for value in ("5", "101", "half", "1e1", "-20", "٣٠", "inf", ""):
        assert "give a number from 10 to 100" in refused(f"funding.people?ends-percent={value}", release)
    assert Numbers(5.0, 6.5, 6.5, 1).read("5.50") == "5.5"


def test_whatever_is_written_for_an_address_is_read_or_refused_in_words(release: Release):
    texts = st.text(max_size=40) | st.sampled_from(list(QUESTIONS)).flatmap(
        lambda key: st.lists(st.text("placeyr=&?%+#/0ÿ\x00", max_size=12), max_size=4).map(
            lambda parts: f"{key}?{'&'.join(parts)}"
        )
    )

    @settings(max_examples=300, deadline=None)
    @given(texts)
    def taken(text: str) -> None:
        try:
            found = parse(text, release)
        except SelectionError:
            return
        assert parse(write(found), release) == found

    taken()
    assert "more than 50 things" in refused("equity.decile?" + "&".join(f"a{n}=1" for n in range(60)), release)


def test_a_question_refuses_what_it_does_not_know_also_when_it_is_asked_from_a_page(release: Release):
    with pytest.raises(SelectionError, match="There is nothing called “offer” to choose"):
        answer(release, Address("equity.decile", SHEFFIELD, (("offer", "PIPs"),)))
    with pytest.raises(SelectionError, match=re.escape("There is no question “equity.beds”")):
        Address.of("equity.beds", SHEFFIELD, {})

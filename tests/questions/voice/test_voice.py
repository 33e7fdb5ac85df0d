"""What families say: shares against statsmodels, small samples said, hidden answers never guessed."""

import pandas as pd
import pytest
from extracts_of_three_services import write
from plain_python import share
from released_cells import Building
from statsmodels.stats.proportion import proportion_confint

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.voice import family_feedback
from pimh_data.release import Release, open_release
from pimh_data.secure.publish import publish

YEAR, LISTENED = "2023/24", "Did you feel listened to?"
SAID = {"Always": 23, "Mostly": 9, "No": 3, "": 6}


def feedback() -> list[dict[str, str]]:
    row = {"date": "2024-02-10", "place": "Sheffield", "service": "Light", "question": LISTENED}
    return [row | {"answer": answer} for answer, many in SAID.items() for _ in range(many)]


@pytest.fixture(scope="module")
def releases(tmp_path_factory) -> dict[str, Release]:
    folder = tmp_path_factory.mktemp("voice")
    write(folder / "extracts", feedback=feedback())
    for profile in ("exact", "rounded"):
        publish(folder / "extracts", folder / "releases", folder / "quarantine", profile, name=profile)
    return {name: open_release(folder / "releases" / name) for name in ("exact", "rounded")}


def choice(**changes: str) -> Selection:
    return Selection(**{"place": "Sheffield", "year": YEAR, **changes})


def test_shares_of_answers_have_wilsons_interval(releases):
    # "No" was said three times: fewer than five, so it is not named.
    table = family_feedback(releases["exact"], choice()).table.set_index("answer")
    assert table.answers.to_dict() == {"Always": 23, "Mostly": 9, "Not answered": 6, "Another answer": 3}
    for answer, many in (("Always", 23), ("Mostly", 9), ("Not answered", 6)):
        low, high = proportion_confint(many, 41, method="wilson")
        assert table.loc[answer, ["share", "lower", "upper"]].tolist() == pytest.approx([many / 41, low, high])


def test_hidden_answers_stay_hidden_and_intervals_allow_for_rounding(releases):
    answer = family_feedback(releases["rounded"], choice())
    table = answer.table.set_index("answer")
    assert table.loc["Always", ["answers", "of"]].tolist() == [25, 40]
    assert table.loc["Another answer", "state"] == "hidden"
    assert pd.isna(table.loc["Another answer", "answers"])
    ends = share(25, 40)[1:]
    assert table.loc["Always", ["lower", "upper"]].tolist() == pytest.approx(ends)
    assert ends[0] < 23 / 41 < ends[1]  # what it was before rounding
    assert "Another answer" in answer.evidence.hidden


def test_the_sentence_gives_the_answer_given_most_often(releases):
    text = family_feedback(releases["exact"], choice()).finding.text
    assert text == "Sheffield, since the service started. Did you feel listened to? Always: 23 of 41 (56%, 41 to 70)."


def test_few_answers_and_who_is_not_heard_are_said(releases):
    notes = family_feedback(releases["exact"], choice(deprivation="Core20")).notes
    assert any("not those who left, nor those never seen" in note for note in notes)
    assert any("not linked to a decile" in note for note in notes)
    assert not any("Few answers" in note for note in notes)


def test_a_place_without_feedback_says_so(releases, tmp_path):
    building = Building()
    building.seen(YEAR, 100)
    without = building.open(tmp_path)
    assert family_feedback(without, choice()).finding.text == "Sheffield, 2023/24: no feedback of families was brought."
    # Barnsley has rows of nothing, all of them hidden: a zero is not given away.
    assert family_feedback(releases["rounded"], choice(place="Barnsley")).finding.grade == "hidden"
    with pytest.raises(SelectionError, match="holds no financial year"):
        family_feedback(releases["exact"], choice(year="1999/00"))


def test_of_few_answers_no_percentage_is_said_and_of_all_of_few_the_interval_of_the_row(tmp_path):
    building = Building()
    for question, given, of in (("In time?", 5, 5), ("Listened to?", 10, 15), ("Better?", 30, 40)):
        building.put("feedback", YEAR, {"answers": of}, question=question)
        building.put("feedback", YEAR, {"answers": given}, dimension="answer", member="Yes", question=question)
    found = family_feedback(building.open(tmp_path), choice())
    text, row = found.finding.text, found.table.set_index("question").loc["In time?"]
    assert f"In time? Yes: {row['lower']:.0%} to {row['upper']:.0%} (95% interval) of few answers" in text
    assert "Listened to? Yes: 10 of 15, few answers" in text
    assert "Better? Yes: 30 of 40 (75%" in text

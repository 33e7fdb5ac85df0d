"""One question has one verdict on every page: deprivation and outcomes, for every Place and service released."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from plain_python import ratio

from pages.parts.cards import ASKED
from pimh_data.answer import Answer, Selection
from pimh_data.briefing.summary import Verdict, by_ethnic_group, four
from pimh_data.questions import words
from pimh_data.questions.address import Address, answer
from pimh_data.questions.kit.verdicts.every_other import REVERSED
from pimh_data.questions.selection import options
from pimh_data.release import Release
from pimh_data.release.store import Store


@pytest.fixture(scope="module")
def release(demo_release: Path) -> Iterator[Release]:
    yield Store(demo_release).current()[0]
    ask.cache_clear()


def selections(release: Release) -> Iterator[Selection]:
    known = options(release)
    for place in known.places:
        for service in known.services[place]:
            yield from (Selection(place, service, year) for year in known.years[:2])


@lru_cache(maxsize=1_500)  # several tests ask the same of every selection
def ask(release: Release, key: str, selection: Selection) -> Answer:
    return answer(release, Address(key, selection))


def verdict(found: Answer) -> str:
    return found.finding.text.split(". ")[0].rstrip(".")


def test_summary_equity_need_and_places_say_one_thing_of_deprivation(release: Release):
    """Sentence, ratio with interval and grade; the gap and the share are never on the other side of chance."""
    said, judged = 0, set()
    for selection in selections(release):
        core20, decile, gap, need = (
            ask(release, f"equity.{key}", selection) for key in ("core20", "decile", "gap", "share_of_need")
        )
        assert core20.finding == decile.finding, selection.words()
        if core20.finding.grade in ("hidden", "no data"):
            assert gap.finding.grade == core20.finding.grade
            continue
        row = core20.table.set_index("period").loc[selection.year]
        assert gap.finding.grade == need.finding.grade == core20.finding.grade, selection.words()
        own = decile.table.set_index("member").loc["The most deprived fifth (Core20)"]
        assert (own.ratio, own.ratio_lower, own.ratio_upper) == pytest.approx((row.ratio, row.lower, row.upper))
        assert (own.gap, own.gap_lower, own.gap_upper) == pytest.approx((row.gap, row.gap_lower, row.gap_upper))
        missing = gap.table.set_index("compared").loc["the rest (deciles 3-10)"]
        assert (missing.lower > 0) == (row.upper < 1)
        assert (missing.upper < 0) == (row.lower > 1)
        assert (row.gap, row.gap_lower, row.gap_upper) == pytest.approx((missing.gap, missing.lower, missing.upper))
        people, births = need.table.iloc[0], need.table.iloc[1]["share"]
        assert (people.upper < births) == (row.upper < 1)
        assert (people.lower > births) == (row.lower > 1)
        fairly = summary(release, selection)["Fairly?"]
        assert fairly.said.removesuffix(".").endswith(verdict(core20).split(": ", 1)[1][1:])
        if selection.place in release.manifest.places:
            places = ask(release, "reach.places_core20", selection)
            own = places.table.set_index("member").loc[selection.place]
            assert (own.value, own.lower, own.upper) == pytest.approx((row.ratio, row.lower, row.upper))
            assert places.finding.grade == core20.finding.grade
        said += 1
        judged.add(core20.finding.grade)
    assert said > 15
    assert {"worse", "no clear difference"} <= judged


def summary(release: Release, selection: Selection) -> dict[str, Verdict]:
    """The verdicts of the Summary by their questions."""
    return {one.question: one for one in four({key: ask(release, key, selection) for key in ASKED})}


def test_summary_equity_and_places_say_one_thing_of_people_other_than_white_british_or_irish(release: Release):
    """The same words on the Summary and Equity, and the ratio and interval of Equity's table and of Places'.

    Where people of unknown ethnic group could reverse it, Equity and Places both say so.
    """
    said, reversible = 0, 0
    for selection in selections(release):
        groups = ask(release, "equity.ethnic_group", selection)
        if "Not White British or Irish" not in set(groups.table["member"]):
            continue
        rows = groups.table.set_index("member")
        row, british = rows.loc["Not White British or Irish"], rows.loc["White British or Irish"]
        if "hidden" in (row.state, british.state):
            assert row.ratio != row.ratio
            continue
        first = f"{verdict(groups).split(': ', 1)[1][1:]}."
        opening, more = by_ethnic_group(groups)[1 : len(first) + 1], by_ethnic_group(groups)[len(first) + 1 :]
        assert opening == first
        # Differences that cancel each other: the group that is told from the others follows, as Equity says it.
        assert not more or ("no clear difference" in first and more in groups.finding.text), selection.words()
        for figure in (words.as_often(row.ratio), words.as_often_interval(row.lower, row.upper, row.ratio)):
            assert figure in by_ethnic_group(groups), selection.words()
        assert ("beyond chance" in verdict(groups)) == (row.lower > 1 or row.upper < 1)
        assert (row.gap_lower > 0, row.gap_upper < 0) == (row.upper < 1, row.lower > 1)
        assert row.ratio == pytest.approx(row.people / row.residents / (british.people / british.residents))
        expected = ratio(row.people, row.residents, [british.people], british.residents)
        assert (row.lower, row.upper) == pytest.approx(expected, rel=1e-6)
        if selection.place in release.manifest.places:
            places = ask(release, "reach.places_every_other", selection)
            own = places.table.set_index("member").loc[selection.place]
            assert (own.value, own.lower, own.upper) == pytest.approx((row.ratio, row.lower, row.upper))
            assert words.as_often(row.ratio) in places.finding.text
            could = [REVERSED in one for one in (verdict(groups), places.finding.text)]
            assert could[0] == could[1] == (row.upper < 1 <= row.bound_upper or row.lower > 1 >= row.bound_lower)
            reversible += could[0]
        said += 1
    assert reversible
    assert said > 15


def test_summary_and_outcomes_say_one_thing_of_who_improved(release: Release):
    """One sentence on both pages, and the number, the range and those worse that their tables carry."""
    checked, told = 0, set()
    for selection in selections(release):
        card, page = ask(release, "outcomes.headline", selection), ask(release, "outcomes.change", selection)
        assert card.finding == page.finding
        if page.finding.grade in ("hidden", "no data") or page.headline is None:
            continue
        row = card.table.set_index("period").loc[selection.year]
        assert card.headline is not None
        assert card.headline.value == page.headline.value
        scores = summary(release, selection)["How do scores change?"]
        first, _, missing = verdict(card).split(": ", 1)[1].partition("; ")
        assert first in scores.said
        assert not missing or missing[1:] in scores.beside[0]
        for name in ("if_unchanged", "if_all_improved"):
            if row[name] == row[name]:
                assert f"{row[name]:.{1 if row.eligible >= 1000 else 0}%}" in verdict(card)
        text = verdict(card)
        for name, after in (("worse_of_paired", " got reliably worse"), ("unpaired", f" of the {row.eligible:,} el")):
            if row[name] == row[name] and after in text and "only " not in text:
                printed = text.partition(after)[0].rpartition(" ")[2].removesuffix("%")
                assert float(printed) == pytest.approx(100 * row[name], abs=0.51), name
                told.add(name)
        checked += 1
    assert checked > 10
    assert told == {"worse_of_paired", "unpaired"}


def test_who_improved_and_how_far_groups_differ_are_one_verdict_of_one_period(release: Release):
    """Grade, period and every clause: what the difference's own row says is what both say, sentence or note."""
    told, periods = 0, set()
    for selection in selections(release):
        groups, apart = ask(release, "outcomes.for_whom", selection), ask(release, "outcomes.differences", selection)
        assert groups.finding.grade in (apart.finding.grade, "description"), selection.words()
        assert groups.evidence.period == apart.evidence.period
        for row in apart.table.to_dict("records"):
            texts = (apart.finding.text, *apart.notes)
            said = any(words.lower_first(row["compared"]) in words.lower_first(text) for text in texts)
            if apart.finding.grade == "no data" or row["state"] != "shown":
                assert not said
                continue
            spoken = row["verdict"] not in ("too few to tell", "")
            assert said == spoken, selection.words()
            interval = words.points(row["lower"] / 100, row["upper"] / 100, row["difference"] / 100)
            assert any(interval in text for text in texts) >= spoken
            clear = row["verdict"].startswith("yes")
            assert (interval in apart.finding.text) >= clear
            if clear or "beyond chance" not in groups.finding.text:
                assert (interval in groups.finding.text) >= spoken
            if spoken:
                assert row["closed"] in apart.finding.text
                periods.add(row["closed"])
                told += 1
            assert f"courses closed {row['closed']}" in apart.evidence.period.lower() or (
                row["closed"] == selection.year and f"year {selection.year}" in apart.evidence.period
            )
    assert told > 20
    assert len(periods) > 2


GRADED = ("better", "worse", "higher", "lower")
OF_OUTCOMES = ("outcomes.change", "outcomes.for_whom", "outcomes.differences", "outcomes.who", "outcomes.headline")


@pytest.mark.parametrize("key", OF_OUTCOMES)
def test_a_sentence_on_outcomes_says_beyond_chance_where_its_grade_does_and_there_alone(release: Release, key: str):
    graded = set()
    for selection in selections(release):
        found = ask(release, key, selection).finding
        assert ("beyond chance" in found.text) == (found.grade in GRADED), f"{found.grade}: {found.text}"
        graded.add(found.grade)
    assert graded & set(GRADED) or key not in ("outcomes.for_whom", "outcomes.differences")
    assert "no clear difference" in graded


def test_how_far_groups_differ_is_said_in_three_sentences_of_25_words_at_most(release: Release):
    for selection in selections(release):
        text = ask(release, "outcomes.differences", selection).finding.text.split(": ", 1)[1]
        said = [re.sub(r"\([^()]*\)|95% interval \S+ to \S+", "", one) for one in re.split(r"\. (?=[A-Z0-9])", text)]
        assert len(said) <= 3, text
        assert max(len(one.split()) for one in said) <= 25, text


def test_risk_and_reach_hold_people_seen_against_one_average(release: Release):
    for year in options(release).years:
        selection = Selection("Sheffield", year=year)
        risk, reach = ask(release, "indicators.risk", selection), ask(release, "reach.places_people", selection)
        assert risk.table["average"].iloc[0] == pytest.approx(reach.table["average"].iloc[0]), year
        names = {column.name: column.label for column in (*risk.columns, *reach.columns) if column.name == "average"}
        assert names == {"average": "Average of the Places shown"}
        rates = reach.table.set_index("member")["value"].astype(float)
        assert risk.table.set_index("place")["rate"].astype(float).to_dict() == pytest.approx(rates.to_dict())


def test_a_chosen_decile_stands_beside_all_others_in_its_own_row(release: Release):
    checked, years = 0, options(release).years
    for decile in ("Decile 1", "Decile 4", "Decile 9"):
        found = ask(release, "equity.decile", Selection("Sheffield", "All services", years[0], decile))
        rows = found.table.set_index("member")
        one, others = rows.loc[decile], rows.drop(decile)
        assert others[["rate_others", "ratio", "gap"]].isna().all(axis=None)
        if not one.people > 0:
            continue
        assert one.ratio == pytest.approx(one.rate / one.rate_others)
        assert one.gap == pytest.approx((one.rate_others - one.rate) / 1000 * one.children)
        assert (one.gap_lower > 0) == (one.ratio_upper < 1)
        assert f"{one.rate:.1f} against {one.rate_others:.1f} per 1,000" in found.finding.text
        checked += 1
    assert checked == 3


def test_a_group_named_as_few_has_those_expected_and_its_most_in_its_row(release: Release):
    named, known = 0, options(release)
    # Of one service the five groups are not counted by year.
    together = {known.default.service, *release.manifest.bundles}
    whole = {place: [name for name in known.services[place] if name in together] for place in known.places}
    every = (Selection(place, name, year) for place in whole for name in whole[place] for year in known.years)
    for selection in every:
        found = ask(release, "equity.ethnic_group", selection)
        of_each = re.findall(r"\(at most ([\d,]+) seen, about ([\d,]+) expected", found.finding.text)
        few = found.table[found.table["most"].notna()]
        held = [(f"{row.most:,.0f}", f"{row.expected:,.0f}") for row in few.itertuples()]
        assert set(of_each) <= set(held), selection.words()
        assert (few["expected"] > few["most"]).all()
        named += len(of_each)
    assert named


def test_who_completes_is_one_gap_in_the_table_and_along_the_pathway(release: Release):
    checked, last = 0, options(release).years[0]
    for selection in (one for one in selections(release) if one.year == last):
        path = ask(release, "equity.pathway", selection).table
        path = path[(path["step"] == "From referred to completed") & path["gap"].notna()]
        missed = ask(release, "equity.missed", selection).table
        own = missed[(missed["step"] == "Completed") & missed["group"].str.contains("Core20")]
        if path.empty:
            continue
        names = (("gap", "gap"), ("gap_lower", "gap_together_lower"), ("gap_upper", "gap_together_upper"))
        for ours, theirs in names:
            assert path.iloc[0][ours] == pytest.approx(own.iloc[0][theirs]), selection.words()
        checked += 1
    assert checked > 15


@pytest.mark.parametrize("key", ["equity.ethnic_group", "equity.ethnic_code"])
def test_the_grade_is_that_of_the_gravest_thing_that_the_sentence_says_of_ethnic_groups(release: Release, key: str):
    """Whatever the unknown could do, which the sentence says: named as seen less often is 'worse', of White 'lower'."""
    graded = set()
    for selection in selections(release):
        found = ask(release, key, selection)
        text, grade = found.finding.text, found.finding.grade
        less = re.search(r"seen less often: (.*?)(?:; more often|\. |\.$)", text)
        rows = found.table[found.table["against"] == "all others known"].set_index("member")
        told = [name for name, row in rows.iterrows() if row.together_upper < 1]
        if less is None:
            continue
        first = less[1].split(" (")[0]
        known = {words.ETHNIC_GROUPS.get(name, name): name for name in told}
        assert first in known, "the first that is named is told from chance in its row"
        white = "White" if key == "equity.ethnic_group" else rows["group"].get(known[first])
        if not (known[first] == "White" or (white == "White" and key == "equity.ethnic_code")):
            assert grade == "worse", text
        graded.add(grade)
        row = rows.loc[known[first]]
        assert f"95% interval {words.as_often_interval(row.together_lower, row.together_upper, row.ratio)}" in text
    assert "worse" in graded


@pytest.mark.parametrize("key", ["equity.ethnic_group", "equity.ethnic_code"])
def test_a_sentence_on_ethnic_groups_has_25_words_at_most_beside_its_figures_in_brackets(release: Release, key: str):
    for selection in selections(release):
        found = ask(release, key, selection)
        if found.finding.grade in ("hidden", "no data", "description"):
            continue
        body = re.sub(r" \([^()]*(\([^()]*\))?[^()]*\)", "", found.finding.text.split(": ", 1)[1])
        for sentence in re.split(r"\. (?=[A-Z])", body):
            assert len(sentence.split()) <= 25, f"{selection.words()}: {sentence}"

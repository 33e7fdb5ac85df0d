"""The work with the system and what families said, counted by hand and against plain Python; rare texts not named."""

import csv
import datetime as dt
from collections import Counter

import pandas as pd
import pytest
from extracts_of_three_services import referrals, services, write
from recount import periods

from pimh_data.registry.cubes import CUBES, SINCE_START_PERIOD
from pimh_data.release import Release, open_release
from pimh_data.secure.publish import publish

DAY = dt.date(2021, 4, 1)
SHEFFIELD, MIDWIVES, BARNSLEY = ("Sheffield", "Light"), ("Sheffield", "Midwives"), ("Barnsley", "Light")
WHO = ("health visitors", "social workers", "")


def work() -> list[dict[str, str]]:
    """Work of all three services over four years, 1 to 12 attendees at a time; and one rare audience."""
    rows = []
    for number in range(400):
        place, service = (SHEFFIELD, MIDWIVES, BARNSLEY)[number % 3]
        kind = ("training level 1", "supervision", "consultation", "group session")[number % 4]
        day = DAY + dt.timedelta(days=number * 1461 // 400)
        row = {"date": day.isoformat(), "place": place, "service": service, "kind": kind}
        rows.append(row | {"audience": WHO[number * 7 % 5 % 3], "attendees": str(number * 5 % 12 + 1)})
    rows.append(rows[0] | {"audience": "Dr Rare of Rare Street", "attendees": "2"})
    return rows


def said() -> list[dict[str, str]]:
    """Answers to two questions, some blank, one long, one given once."""
    rows = []
    for number in range(300):
        place, service = (SHEFFIELD, MIDWIVES, BARNSLEY)[number % 3]
        day = DAY + dt.timedelta(days=number * 1461 // 300)
        question = ("Did you feel listened to?", "Would you recommend us?")[number % 2]
        answer = ("Always", "Mostly", "Always", "", "No")[number % 5] if number % 2 else ("Yes", "No")[number % 7 == 0]
        rows.append({"date": day.isoformat(), "place": place, "service": service, "question": question})
        rows[-1]["answer"] = answer
    long = "My own story, which names my street, my doctor, my partner and what was said to me on the day of the visit."
    return [*rows, *(rows[1] | {"answer": long} for _ in range(9)), rows[1] | {"answer": "Once"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    write(folder / "extracts", system_work=work(), feedback=said())
    for profile in ("exact", "rounded"):
        publish(folder / "extracts", folder / "releases", folder / "quarantine", profile, name=profile)
    return folder


@pytest.mark.parametrize("spoiled", ["system_work", "feedback", "contacts", "scores"])
def test_where_every_row_of_an_extract_is_refused_the_rest_is_published(tmp_path, spoiled):
    column = {"system_work": "kind", "feedback": "service", "contacts": "status", "scores": "measure"}[spoiled]
    contact = {"referral_id": "R1", "date": "2024-02-01", "mode": "video", "status": "attended"}
    score = {"referral_id": "R1", "measure": "PHQ-9", "assessed": "2024-02-01", "score": "12"}
    extracts = {"system_work": work()[:6], "feedback": said()[:6], "contacts": [contact], "scores": [score]}
    extracts[spoiled] = [row | {column: "none of ours"} for row in extracts[spoiled]]
    write(tmp_path / "extracts", **extracts)
    publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine", name="rest")
    release = open_release(tmp_path / "releases" / "rest")
    assert release.manifest.extracts[spoiled].accepted == 0
    held = {cube for cube, _ in release.tables}
    assert "pathway" in held
    assert not {"system_work", "feedback"} & held & {spoiled}


@pytest.fixture(scope="module")
def exact(folder) -> Release:
    return open_release(folder / "releases" / "exact")


def rows_of(folder, name: str) -> list[dict[str, str]]:
    with (folder / "extracts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def views_of(row: dict[str, str]) -> list[tuple[str, str, str]]:
    bundles = {SHEFFIELD: ["Start for Life funded", "Funding ends 31 March 2025"], MIDWIVES: []}
    bundles = bundles.get((row["place"], row["service"]), ["Funding ends 31 March 2026"])
    shown = ["All services", row["service"], *bundles]
    # The first referral is of January 2024, so whole months and years of the release begin there.
    when = [period for period in periods(row["date"]) if row["date"] >= "2024-01"]
    return [
        (where, period, service)
        for where in (row["place"], "South Yorkshire", "All Places")
        for period in when
        for service in shown
    ]


def released(release: Release, cube: str, *extra: str) -> dict[tuple, tuple[int, ...]]:
    found = {}
    for where in release.wheres:
        for row in release.table(cube, where).to_dict("records"):
            key = tuple(row[name] for name in ("where", "period", "service", *extra, "dimension", "member"))
            found[key] = tuple(int(row[name]) for name in CUBES[cube].counts)
    return found


def test_every_cell_of_the_system_work_equals_plain_python(folder, exact):
    attendees, events = Counter(), Counter()
    for row in rows_of(folder, "system_work"):
        audience = "Another audience" if "Rare" in row["audience"] else row["audience"] or "Not recorded"
        members = [("all", "Everyone"), ("kind", row["kind"]), ("audience", audience)]
        members.append(("kind x audience", f"{row['kind']} | {audience}"))
        for view in views_of(row):
            for member in members:
                attendees[(*view, *member)] += int(row["attendees"])
                events[(*view, *member)] += 1
    found = released(exact, "system_work")
    assert {key: value for key, value in found.items() if value != (0, 0)} == {
        key: (attendees[key], events[key]) for key in found if events[key]
    }
    whole = [key for key in events if key[1] in ("2023/24", "2024/25")]
    assert len(whole) > 100
    assert [key for key in whole if key not in found and key[2] == "All services"] == []


def test_every_cell_of_the_feedback_equals_plain_python(folder, exact):
    answers = Counter()
    for row in rows_of(folder, "feedback"):
        told = row["answer"] or "Not answered"
        told = "Another answer" if len(told) > 80 or told == "Once" else told
        for view in views_of(row):
            answers[(*view, row["question"], "all", "Everyone")] += 1
            answers[(*view, row["question"], "answer", told)] += 1
    found = released(exact, "feedback", "question")
    assert {key: value for key, value in found.items() if value != (0,)} == {
        key: (answers[key],) for key in found if answers[key]
    }
    whole = [key for key in answers if key[1] == SINCE_START_PERIOD and key[2] == "All services"]
    assert len(whole) > 20
    assert [key for key in whole if key not in found] == []


def test_texts_that_could_be_about_one_person_are_never_named(exact):
    for cube in ("system_work", "feedback"):
        for where in exact.wheres:
            table = exact.table(cube, where)
            names = " ".join(map(str, {*table.member, *table.get("question", ())}))
            assert "Rare" not in names.replace("Rarely", "")
            assert "my street" not in names
            assert "Once" not in names


def test_fewer_than_five_are_hidden_and_events_with_them(folder):
    rounded, exact = (open_release(folder / "releases" / name) for name in ("rounded", "exact"))
    keys = ["where", "period", "service", "dimension", "member"]
    for where in exact.wheres:
        both = exact.table("system_work", where).merge(rounded.table("system_work", where), on=keys)
        assert both.loc[both.attendees_x < 5, ["attendees_y", "events_y"]].isna().all(axis=None)
        assert both.loc[both.events_x < 5, "events_y"].isna().all()
        shown = both.dropna(subset=["attendees_y"])
        assert ((shown.attendees_y - shown.attendees_x).abs() <= 2).all()
        assert len(shown)
        answers = exact.table("feedback", where).merge(rounded.table("feedback", where), on=[*keys, "question"])
        assert answers.loc[answers.answers_x < 5, "answers_y"].isna().all()


def test_the_same_kinds_audiences_and_questions_are_written_for_every_place(exact):
    def written(cube: str, where: str, *names: str) -> set[tuple]:
        table = exact.table(cube, where)
        table = table[(table.service == "All services") & (table.period == "2024/25")]
        return set(table[list(names)].itertuples(index=False, name=None))

    for cube, names in (
        ("system_work", ("dimension", "member")),
        ("feedback", ("question", "dimension", "member")),
    ):
        assert written(cube, "Sheffield", *names) == written(cube, "Barnsley", *names)


def test_work_before_the_service_saw_anybody_is_counted(tmp_path):
    early = [{**work()[0], "date": "2024-01-10", "place": "Barnsley", "attendees": "20"}]
    later = [row | {"started": "2024-06-01"} if row["place"] == "Barnsley" else row for row in services()]
    own = [row for row in referrals() if row["place"] == "Sheffield"]
    write(tmp_path / "extracts", services=later, referrals=own, system_work=early)
    publish(tmp_path / "extracts", tmp_path / "releases", tmp_path / "quarantine", "exact", name="early")
    table = open_release(tmp_path / "releases" / "early").table("system_work", "Barnsley")
    assert table[(table.period == "2023/24") & (table.dimension == "all")].attendees.max() == 20


def test_a_column_of_counts_is_whole_or_hidden(folder):
    rounded = open_release(folder / "releases" / "rounded")
    for cube in ("system_work", "feedback"):
        for name in CUBES[cube].counts:
            column = rounded.table(cube, "Sheffield")[name]
            assert column.dtype == pd.Int32Dtype()
            assert (column.dropna() % 5 == 0).all()

"""The demonstration is the same for the same seed, as large as asked, and as unequal as its sizes say."""

import hashlib
from collections import Counter, defaultdict
from datetime import date

import pytest

from pimh_data.errors import ExtractError
from pimh_data.secure.demo import write_demo
from pimh_data.secure.demo.assumptions import COMPLETES
from pimh_data.secure.demo.measures import MEASURES

SMALL = 8_000


@pytest.fixture(scope="module")
def referrals(demo_folder, rows):
    return list(rows(demo_folder(1), "referrals"))


def digests(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.*")}


def share(part, whole):
    return len(part) / len(whole)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    for folder, seed in (("one", 7), ("again", 7), ("other", 8)):
        write_demo(tmp_path / folder, seed=seed, referrals=SMALL)
    one, again, other = (digests(tmp_path / folder) for folder in ("one", "again", "other"))
    assert one == again
    assert {name for name in one if one[name] != other[name]} >= {"referrals.csv", "contacts.csv", "scores.csv"}


def test_there_are_as_many_referrals_as_asked_for(tmp_path, rows, referrals):
    write_demo(tmp_path, referrals=SMALL)
    assert sum(1 for _ in rows(tmp_path, "referrals")) == SMALL
    assert len(referrals) == 60_000


def test_too_few_referrals_are_refused_with_the_least_number(tmp_path):
    with pytest.raises(ExtractError, match="at least"):
        write_demo(tmp_path, referrals=2_000)
    assert list(tmp_path.iterdir()) == []


def test_the_rows_of_chosen_places_are_those_of_the_whole_demonstration(tmp_path, rows):
    chosen = ("Sheffield", "Wirral")
    write_demo(tmp_path / "all", referrals=SMALL)
    write_demo(tmp_path / "two", referrals=SMALL, only=chosen)
    own = {r["referral_id"] for r in rows(tmp_path / "all", "referrals") if r["place"] in chosen}
    for file in (tmp_path / "all").glob("*.csv"):
        mine = [
            r
            for r in rows(tmp_path / "all", file.stem)
            if r.get("place", r.get("area")) in chosen or r.get("referral_id") in own
        ]
        assert list(rows(tmp_path / "two", file.stem)) == mine
        assert len(mine) > 1


def test_indicators_of_chosen_places_are_those_of_the_whole_demonstration_with_england(tmp_path, rows):
    for name, only in (("all", ()), ("one", ("Wirral",))):
        write_demo(tmp_path / name, referrals=SMALL, only=only)
    every, mine = (list(rows(tmp_path / name / "fingertips", "demonstration")) for name in ("all", "one"))
    assert mine == [row for row in every if row["Area Type"] != "Districts & UAs" or row["Area Name"] == "Wirral"]
    assert {"England", "North West region", "Wirral"} <= {row["Area Name"] for row in mine}


def test_every_place_has_its_indicators_with_limits_and_counts_and_each_says_that_it_is_made_up(demo_folder, rows):
    codes = {code for row in rows(demo_folder(1), "places") for code in row["lad_codes"].split()}
    found = list(rows(demo_folder(1) / "fingertips", "demonstration"))
    assert codes <= {row["Area Code"] for row in found}
    assert all(row["Value note"].startswith("Synthetic") for row in found)
    for row in found:
        value, lower, upper = (float(row[name]) for name in ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"))
        times = value * int(row["Denominator"]) / int(row["Count"]) if int(row["Count"]) else 100
        assert min(abs(times - 100), abs(times - 1000)) < 1e-6
        assert lower <= value <= upper


def test_a_place_that_there_is_not_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(ExtractError, match=r"no Place Atlantis, Leeds\. It has: Sheffield, .*Portsmouth"):
        write_demo(tmp_path, referrals=SMALL, only=("Leeds", "Sheffield", "Atlantis"))
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told = []
    write_demo(tmp_path, referrals=SMALL, progress=lambda what, done: told.append((done, what)))
    assert told == sorted(told, key=lambda entry: entry[0])
    assert (told[0][0], told[-1][0]) == (0.0, 1.0)
    assert all(what for _, what in told)


def test_completion_among_those_seen_falls_from_decile_10_to_decile_1(referrals):
    ended = defaultdict(list)
    for r in referrals:
        if r["first_contact"] and r["closed"] and r["imd_decile"]:
            ended[int(r["imd_decile"])].append(r["closure_reason"] == "completed")
    found = {decile: sum(done) / len(done) for decile, done in ended.items()}
    for decile in range(1, 11):
        assert found[decile] == pytest.approx(COMPLETES[decile - 1], abs=0.05)
    assert found[1] < 0.6 < 0.7 < found[10]


def test_those_accepted_are_seen_less_often_and_miss_more_in_the_poorest_deciles(referrals):
    accepted = [
        r for r in referrals if r["decision"] == "accepted" and r["imd_decile"] and r["received"] < "2024-04-01"
    ]
    core = [r for r in accepted if r["imd_decile"] in ("1", "2")]
    rest = [r for r in accepted if r["imd_decile"] not in ("1", "2")]
    seen = [share([r for r in group if r["first_contact"]], group) for group in (core, rest)]
    missed = [
        sum(int(r["contacts_missed"]) for r in group) / sum(int(r["contacts_attended"]) for r in group)
        for group in (core, rest)
    ]
    assert 0.75 < seen[0] < seen[1] - 0.03 < 0.9
    assert missed[0] > 1.3 * missed[1]


def test_sheffield_sees_deciles_1_and_2_less_often_than_the_rest(demo_folder, rows, referrals):
    children = Counter()
    for r in rows(demo_folder(1), "population"):
        if (r["place"], r["basis"]) == ("Sheffield", "aged 0") and r["imd_decile"]:
            children[r["imd_decile"] in ("1", "2")] += int(r["count"])
    sheffield = {r["referral_id"]: r for r in referrals if r["place"] == "Sheffield" and r["imd_decile"]}
    seen = {False: set(), True: set()}
    for contact in rows(demo_folder(1), "contacts"):
        if contact["status"] == "attended" and contact["referral_id"] in sheffield:
            r = sheffield[contact["referral_id"]]
            year = int(contact["date"][:4]) - (contact["date"][5:7] < "04")
            seen[r["imd_decile"] in ("1", "2")].add((r["person_id"], year))
    ratio = len(seen[True]) / children[True] / (len(seen[False]) / children[False])
    assert 0.79 < ratio < 0.92


def test_sheffields_waits_get_shorter_from_november_2023(referrals):
    def within_six_weeks(first, last):
        waits = [
            (date.fromisoformat(r["first_contact"]) - date.fromisoformat(r["received"])).days
            for r in referrals
            if r["place"] == "Sheffield" and r["first_contact"] and first <= r["received"] <= last
        ]
        return share([days for days in waits if days <= 42], waits)

    assert within_six_weeks("2022-11-01", "2023-10-31") < 0.7 < 0.8 < within_six_weeks("2024-05-01", "2024-12-31")


def test_gaps_in_the_records_are_as_large_as_in_life(referrals):
    ethnicity = Counter(r["ethnicity"] for r in referrals)
    assert all(ethnicity[code] > 1000 for code in ("", "Z", "99"))
    assert 0.08 < (ethnicity[""] + ethnicity["Z"] + ethnicity["99"]) / len(referrals) < 0.1
    assert 0.02 < share([r for r in referrals if not r["imd_decile"]], referrals) < 0.03
    assert all(bool(r["imd_decile"]) == bool(r["imd_version"]) for r in referrals)


def test_about_an_eighth_of_people_come_back_and_most_keep_their_ethnicity(referrals):
    by_person = defaultdict(list)
    for r in referrals:
        by_person[r["person_id"]].append(r)
    several = [group for group in by_person.values() if len(group) > 1]
    assert 0.1 < share(several, by_person) < 0.14
    known = [{r["ethnicity"] for r in group} - {"", "Z", "99"} for group in several]
    deciles = [{r["imd_decile"] for r in group} - {""} for group in several]
    assert share([codes for codes in known if len(codes) > 1], known) < 0.05
    assert 0 < share([found for found in deciles if len(found) > 1], deciles) < 0.08
    assert len({r["place"] for group in several for r in group}) == 21
    assert all(len({r["place"] for r in group}) == 1 for group in several)


def test_some_still_wait_and_some_are_still_seen_at_the_extract_date(referrals):
    waiting = [
        r for r in referrals if r["decision"] in ("accepted", "waiting") and not r["first_contact"] and not r["closed"]
    ]
    assert len(waiting) > 800
    assert Counter(r["decision"] for r in waiting)["waiting"] > 300
    assert len([r for r in referrals if r["first_contact"] and not r["closed"]]) > 1500


def test_there_are_fewer_referrals_in_august_and_december_and_more_each_year(referrals):
    months = Counter(r["received"][5:7] for r in referrals)
    assert {month for month, _ in months.most_common()[-2:]} == {"08", "12"}
    years = Counter(int(r["received"][:4]) - (r["received"][5:7] < "04") for r in referrals)
    assert sorted(years.values()) == [years[year] for year in range(2020, 2025)]


def test_sheffield_has_seven_family_hubs_and_other_places_two_to_four(referrals):
    hubs = defaultdict(set)
    for r in referrals:
        hubs[r["place"]].add(r["hub"])
    number = {place: len(names - {""}) for place, names in hubs.items()}
    assert number.pop("Sheffield") == 7
    assert set(number.values()) == {2, 3, 4}


def test_dads_services_are_for_fathers_who_may_share_a_family_with_a_partner_seen_elsewhere(referrals):
    dads = [r for r in referrals if r["service"] in ("Steel City Dads", "Dads and co-parents")]
    assert share([r for r in dads if r["parent_role"] == "father or co-parent"], dads) > 0.95
    elsewhere = {r["family_id"] for r in referrals if r["service"] not in ("Steel City Dads", "Dads and co-parents")}
    assert 0.2 < share([r for r in dads if r["family_id"] in elsewhere], dads) < 0.6


def test_scores_stay_in_range_and_improve_on_the_whole_though_some_get_worse(demo_folder, rows):
    series = defaultdict(list)
    for r in rows(demo_folder(1), "scores"):
        series[r["measure"], r["scale"], r["referral_id"]].append(int(r["score"]))
    by_measure = defaultdict(list)
    for (measure, _, _), values in series.items():
        by_measure[measure].append(values)
    assert set(by_measure) == {measure.name for measure in MEASURES}
    for measure in MEASURES:
        found = by_measure[measure.name]
        assert all(measure.low <= value <= measure.high for values in found for value in values)
        paired = [values for values in found if len(values) > 1]
        change = [measure.better * (values[-1] - values[0]) for values in paired]
        assert 0.45 < share(paired, found) < 0.75
        assert sum(change) / len(change) > 0
        assert 0.02 < share([c for c in change if c < 0], change) < 0.35

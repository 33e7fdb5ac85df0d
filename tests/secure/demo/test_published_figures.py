"""The published Sheffield figures, recounted from the extract files in plain Python, for seeds 1 to 5."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from pimh_data.registry import reference
from pimh_data.secure.demo.calibration import targets

YEAR = ("2023-04-01", "2024-03-31")
NEXT_YEAR = ("2024-04-01", "2025-03-31")
CALENDAR_YEAR = ("2024-01-01", "2024-12-31")
Q3 = ("2023-10-01", "2023-12-31")
Q4 = ("2024-01-01", "2024-03-31")
LIGHT, DADS, PAIRS = ("Light peer support",), ("Steel City Dads",), ("CAMHS PAIRS", "0-19 PAIRS")
UNKNOWN = ("", "Z", "99")
# What minority may mean: everyone but those of these codes.
NOT_WHITE_BRITISH, NOT_WHITE_BRITISH_OR_IRISH, NOT_WHITE = ("A",), ("A", "B"), ("A", "B", "C")


class Sheffield:
    """Sheffield's referrals and the days of their attended contacts, as the files say."""

    def __init__(self, folder, rows):
        self.referrals = {r["referral_id"]: r for r in rows(folder, "referrals") if r["place"] == "Sheffield"}
        self.attended = [
            (self.referrals[c["referral_id"]], c["date"])
            for c in rows(folder, "contacts")
            if c["status"] == "attended" and c["referral_id"] in self.referrals
        ]

    def referred(self, services, period):
        """Referrals received in the period."""
        first, last = period
        return [r for r in self.referrals.values() if r["service"] in services and first <= r["received"] <= last]

    def seen(self, services, period):
        """One referral for each person with an attended contact in the period."""
        first, last = period
        found = {r["person_id"]: r for r, day in self.attended if r["service"] in services and first <= day <= last}
        return list(found.values())


@pytest.fixture(scope="module", params=[1, 2, 3, 4, 5])
def sheffield(request, demo_folder, rows):
    return Sheffield(demo_folder(request.param), rows)


def people(referrals):
    return {r["person_id"] for r in referrals}


def families(referrals):
    return {r["family_id"] for r in referrals}


def percent(part, whole):
    """Rounded as a person would: halves up."""
    return int((Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP))


def minority_percents(referrals, majority):
    """Of all and of those known."""
    known = [r for r in referrals if r["ethnicity"] not in UNKNOWN]
    minority = sum(r["ethnicity"] not in majority for r in known)
    return percent(minority, len(referrals)), percent(minority, len(known))


def test_the_targets_are_the_published_rows_and_name_their_document():
    published = targets()
    assert {key: target.value for key, target in published.items()} == {
        "light parents": 465,
        "light deciles 1-2": 41,
        "light minority Q3": 17,
        "light minority Q4": 29,
        "pairs": 33,
        "dads": 28,
    }
    assert {target.source for target in published.values()} == {reference.SHEFFIELD}


def test_light_supports_465_parents_in_2023_24_counted_by_referral_or_by_contact(sheffield):
    assert len(people(sheffield.referred(LIGHT, YEAR))) == 465
    assert len(sheffield.seen(LIGHT, YEAR)) == 465


def test_lights_people_are_not_all_seen_in_the_year_they_are_referred_in(sheffield):
    referred, seen = people(sheffield.referred(LIGHT, YEAR)), people(sheffield.seen(LIGHT, YEAR))
    assert 60 <= len(referred - seen) == len(seen - referred) <= 200


def test_41_percent_of_lights_registrations_in_q4_live_in_deciles_1_and_2(sheffield):
    registrations = sheffield.referred(LIGHT, Q4)
    assert len(people(registrations)) == len(registrations)
    known = [r for r in registrations if r["imd_decile"]]
    poorest = sum(r["imd_decile"] in ("1", "2") for r in known)
    assert (percent(poorest, len(registrations)), percent(poorest, len(known))) == (41, 41)
    assert {r["imd_version"] for r in known} == {"2019"}


@pytest.mark.parametrize("majority", [NOT_WHITE_BRITISH, NOT_WHITE_BRITISH_OR_IRISH, NOT_WHITE])
@pytest.mark.parametrize(("period", "published"), [(Q3, 17), (Q4, 29)])
def test_lights_minority_ethnic_share_on_every_reading(sheffield, period, published, majority):
    for referrals in (sheffield.referred(LIGHT, period), sheffield.seen(LIGHT, period)):
        assert len(people(referrals)) == len(referrals) > 100
        assert minority_percents(referrals, majority) == (published, published)


@pytest.mark.parametrize("period", [CALENDAR_YEAR, YEAR, NEXT_YEAR])
def test_33_percent_of_pairs_families_are_not_white_british_or_irish(sheffield, period):
    for referrals in (sheffield.referred(PAIRS, period), sheffield.seen(PAIRS, period)):
        assert len(families(referrals)) == len(people(referrals)) == len(referrals) > 200
        assert minority_percents(referrals, NOT_WHITE_BRITISH_OR_IRISH) == (33, 33)


def test_any_year_of_pairs_referrals_keeps_the_share_within_about_a_person(sheffield):
    for start in range(2020, 2024):
        for month in range(1, 13):
            period = (f"{start}-{month:02}-01", f"{start + 1}-{month:02}-00")
            known = [r for r in sheffield.referred(PAIRS, period) if r["ethnicity"] not in UNKNOWN]
            minority = sum(r["ethnicity"] not in NOT_WHITE_BRITISH_OR_IRISH for r in known)
            assert abs(minority - 0.33 * len(known)) <= 2


def test_steel_city_dads_start_in_february_2024_with_28_dads_all_seen_by_the_end_of_march(sheffield):
    everyone = sheffield.referred(DADS, ("2020-04-01", "2025-03-31"))
    first = sheffield.referred(DADS, ("2024-02-01", "2024-03-31"))
    seen = sheffield.seen(DADS, ("2024-02-01", "2024-03-31"))
    assert min(r["received"] for r in everyone) >= "2024-02-01"
    assert people(first) == people(seen)
    assert len(people(first)) == len(first) == 28
    assert {r["parent_role"] for r in first} == {"father or co-parent"}
    assert len(people(everyone)) > 100

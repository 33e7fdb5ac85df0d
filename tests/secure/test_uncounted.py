"""A contacts extract that lacks a service leaves its people seen: published, counted, and said of how many."""

from pathlib import Path

import pytest
from extracts import KEY, SERVICES, SETTINGS, referral, write_csv, write_extracts

from pimh_data.registry.cubes import TOTAL
from pimh_data.release import Release, Store
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.cubes.views import views
from pimh_data.secure.engine import connected
from pimh_data.secure.episodes import contact_months, episodes
from pimh_data.secure.publish import publish
from pimh_data.secure.scores.courses import make_courses
from pimh_data.secure.settings import read_settings
from pimh_data.secure.uncounted import UNCOUNTED, without_contacts_losses
from pimh_data.secure.warned import Warned, warnings_of

TRUST, CHARITY = "Light", "Harbour"
CONTACTED, ON_THEIR_OWN = 20, 30
ENDED = {"closed": "2024-06-01", "closure_reason": "completed"}
BOTH = [SERVICES[0], SERVICES[0] | {"service": CHARITY}]


def contact(referral_id: str, date: str, status: str = "attended") -> dict[str, str]:
    return {"referral_id": referral_id, "date": date, "mode": "video", "status": status}


def check(folder: Path) -> Checks:
    return check_extracts(folder, read_settings(folder), connected())


def uncounted(checks: Checks) -> list[Warned]:
    return [one for one in warnings_of(checks.extracts["referrals"], checks, 6) if one.reason == UNCOUNTED]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, str]:
    """A trust with contacts (and without columns of its own), a charity with columns of its own alone."""
    folder = tmp_path_factory.mktemp("uncounted")
    blank = {"first_contact": "", "contacts_attended": "", "contacts_missed": ""}
    rows = [referral(n, service=TRUST, **blank, **ENDED) for n in range(CONTACTED)]
    rows += [referral(100 + n, service=CHARITY, first_contact="2024-03-01", **ENDED) for n in range(ON_THEIR_OWN)]
    rows += [referral(200 + n, service=CHARITY, **blank) for n in range(10)]  # not seen yet
    contacts = [contact(f"R{n}", f"2024-0{month}-10") for n in range(CONTACTED) for month in (2, 5)]
    write_extracts(folder / "extracts", rows, services=BOTH, contacts=contacts)
    outcome = publish(folder / "extracts", folder / "releases", folder / "quarantine", "exact")
    release, problem = Store(folder / "releases").current()
    assert problem == ""
    return release, "\n".join(outcome.report)


def total(release: Release, cube: str, count: str, service: str, period: str) -> int:
    table = release.table(cube, "Sheffield")
    cell = table[(table.service == service) & (table.period == period) & (table.dimension == TOTAL.name)]
    return int(cell[count].iloc[0])


def test_people_without_contacts_in_the_extract_are_seen_as_their_referrals_say(published):
    release, _ = published
    for service, seen in ((TRUST, CONTACTED), (CHARITY, ON_THEIR_OWN), ("All services", CONTACTED + ON_THEIR_OWN)):
        assert total(release, "pathway", "seen", service, "2023/24") == seen
    assert total(release, "pathway", "three_or_more_contacts", CHARITY, "2023/24") == ON_THEIR_OWN


def test_they_are_seen_in_the_month_of_their_first_contact_and_in_no_other(published):
    release, _ = published
    assert total(release, "activity", "people_seen", CHARITY, "2024-03") == ON_THEIR_OWN
    assert total(release, "activity", "people_seen", CHARITY, "2024-05") == 0
    assert total(release, "activity", "people_seen", TRUST, "2024-05") == CONTACTED
    assert total(release, "contacts", "attended", "All services", "2023/24") == CONTACTED


def test_the_report_says_of_how_many_and_of_which_service_and_readers_are_told(published):
    release, report = published
    assert f"Warning: 30 rows kept (rows 22, 23, 24, 25, 26, 27, ...): {UNCOUNTED} (30 of {CHARITY})." in report
    assert any(words.startswith("About 30 referrals say that the person was seen") for words in release.manifest.losses)


def test_a_referral_of_which_the_extract_holds_any_contact_counts_by_it_and_the_rest_by_their_own(tmp_path):
    rows = [
        referral(1),  # attended as the extract says, whatever its own columns do
        referral(2),  # missed alone: not seen
        referral(3, contacts_attended="7", contacts_missed="2"),  # not in the extract
        referral(4, first_contact="", contacts_attended="", contacts_missed="3"),  # neither seen
        referral(5),  # its one contact is quarantined
    ]
    contacts = [contact("R1", "2024-03-05"), contact("R1", "2024-04-05"), contact("R2", "2024-03-05", "missed")]
    checks = check(write_extracts(tmp_path, rows, contacts=[*contacts, contact("R5", "never")]))
    connection = checks.connection
    found = episodes(checks, views(checks), connection, KEY)
    columns = ("first_contact", "contacts_attended", "contacts_missed", "seen", "three_or_more_contacts")
    held = found.order_by("referral_id").select(*columns).to_pyarrow().to_pylist()
    assert [tuple(str(value) for value in line.values()) for line in held] == [
        ("2024-03-05", "2", "0", "1", "0"),
        ("None", "0", "1", "0", "0"),
        ("2024-02-01", "7", "2", "1", "1"),
        ("None", "None", "3", "0", "0"),
        ("2024-02-01", "4", "0", "1", "1"),
    ]
    contact_months(checks, connection)
    months = connection.table("attended_months").join(found, "n").select("referral_id", "month")
    assert sorted((line["referral_id"], line["month"] - 12 * 2024) for line in months.to_pyarrow().to_pylist()) == [
        ("R1", 3),
        ("R1", 4),
        ("R3", 2),
        ("R5", 2),
    ]
    make_courses(checks, connection)
    facts = connection.table("courses").order_by("referral").to_pyarrow().to_pylist()
    attended = [(one["attended"], one["in_person"], one["in_contacts"]) for one in facts]
    assert attended[:3] == [(2, 2, 2), (0, None, 1), (7, None, None)]
    assert [(one.rows, one.first) for one in uncounted(checks)] == [(3, (4, 5, 6))]


def test_where_several_sources_bring_referrals_it_is_said_of_which(tmp_path):
    columns = "".join(f'"{name}" = "{name}"\n' for name in referral())
    settings = SETTINGS
    for name in ("RiO", "Harbour log"):
        settings += (
            f'\n[[sources.referrals]]\nname = "{name}"\nfiles = "{name}.csv"\n[sources.referrals.columns]\n{columns}'
        )
    folder = write_extracts(tmp_path, settings=settings, contacts=[contact("R1", "2024-03-05")])
    write_csv(folder / "RiO.csv", [referral(1), referral(2)])
    write_csv(folder / "Harbour log.csv", [referral(number) for number in range(3, 9)])
    (found,) = uncounted(check(folder))
    assert (found.rows, found.of) == (7, (("Harbour log", 6), ("RiO", 1)))


def test_without_contacts_or_with_all_of_them_nothing_is_said(tmp_path):
    for name, others in (("none", {}), ("all", {"contacts": [contact("R1", "2024-02-01")]})):
        checks = check(write_extracts(tmp_path / name, [referral(1)], **others))
        assert (uncounted(checks), without_contacts_losses(checks)) == ([], ())

"""What ends, and when: the services of the extract by the day that their money ends, and whom they alone see."""

from people_of_services import PEOPLE, YEAR, made, services

from pimh_data.answer import Selection
from pimh_data.questions.funding.ends import TOGETHER, what_ends

SHEFFIELD = {"Peers", "Dads", "Team", "Midwives"}


def ends(release, **chosen: str):
    return what_ends(release, Selection(**{"place": "Sheffield", "year": YEAR, **chosen}))


def known_to(names: set[str], alone: bool = False) -> int:
    """People of Sheffield known to any of these services; `alone`: and to no other of Sheffield."""
    held = (set(person.known_to) & SHEFFIELD for person in PEOPLE)
    return sum(bool(found & names) and (not alone or found <= names) for found in held)


def test_services_stand_in_the_order_in_which_their_money_ends_and_those_without_an_end_are_left_out(exact):
    table = ends(exact).table
    assert list(zip(table.service, table.funding_ends, strict=True)) == [
        (TOGETHER, "31 March 2025"),
        ("Peers", "31 March 2025"),
        ("Dads", "31 March 2025"),
        ("Midwives", "31 March 2026"),
    ]


def test_each_row_counts_whom_the_service_saw_and_whom_it_alone_saw(exact):
    for row in ends(exact).table.itertuples():
        meant = {"Peers", "Dads"} if row.service == TOGETHER else {row.service}
        assert (row.people, row.lost) == (known_to(meant), known_to(meant, alone=True))
        assert (row.lost_lower, row.lost_upper, row.every) == (row.lost, row.lost, known_to(SHEFFIELD))


def test_who_is_seen_by_what_ends_first_alone_is_counted_together_and_once(exact):
    said = ends(exact).finding.text
    lost, every = known_to({"Peers", "Dads"}, alone=True), known_to(SHEFFIELD)
    assert lost > known_to({"Peers"}, alone=True) + known_to({"Dads"}, alone=True)
    assert said.startswith("Sheffield, 2023/24: 2 services end on 31 March 2025; 1 more later. ")
    assert f"{lost} of the {every} people seen in 2023/24 were seen by no other service that year" in said


def test_costs_and_posts_are_those_that_were_brought_and_of_how_many(exact):
    answer = ends(exact)
    assert answer.headline.value == "2"
    assert answer.headline.label == "services end on 31 March 2025"
    assert answer.headline.comparison == "£150,000 a year (of 1 of 2 services); 5.5 whole-time equivalents"
    assert answer.finding.text.endswith(f"{answer.headline.comparison}.")


def test_one_service_is_one_service(exact):
    assert ends(exact, service="Midwives").finding.text.startswith(
        "Sheffield, Midwives, 2023/24: 1 service ends on 31 March 2026. "
    )
    assert ends(exact, service="Team").finding.text == (
        "Sheffield, Team, 2023/24: no service has an end of its funding in the services extract."
    )


def test_of_a_rounded_release_no_exact_count_is_said(rounded):
    table = ends(rounded).table
    shown = [value for name in ("people", "lost", "every") for value in table[name].dropna()]
    assert shown
    assert all(value % 5 == 0 for value in shown)


def test_services_of_one_name_that_do_not_end_elsewhere_are_nobodys_loss(tmp_path):
    rows = [row for row in services() if row["service"] != "Elsewhere"]
    rows.append(next(row for row in services() if row["service"] == "Elsewhere") | {"service": "Peers"})
    release = made(tmp_path, "exact", rows)
    answer = ends(release, place="South Yorkshire", service="Peers")
    assert answer.finding.text.startswith("South Yorkshire, Peers, 2023/24: 1 service ends on 31 March 2025. ")
    assert "Their people are not counted together" in answer.finding.text
    assert list(answer.table.place) == ["Sheffield"]

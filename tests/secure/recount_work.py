"""Counts caseload, contacts, access and completeness again in plain Python from the CSV files: what services did."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from recount import Counted, Views, dimensions_of, key_of, members, members_of, periods, rows, services_shown, year

COUNTED = ("caseload", "contacts", "access", "quality")
FIELDS = ("imd_decile", "ethnicity", "source", "parent_role", "stage", "age_band", "need_group", "hub", "family_id")
SPECIALIST = "Specialist services (national access measure)"
LAST_MONTH = "2025-03"


def recount_work(folder: Path, wheres: set[str], secret: bytes, views: Views) -> dict[str, Counted]:
    """Each cube: (where, period, service, dimension, member) -> count: [how many, keys of the people they are of].

    Of caseload, contacts and access the views that are named are counted.
    """
    systems = {row["place"]: row["system"] for row in rows(folder, "places")}
    shown, asked = services_shown(folder), dimensions_of(views)
    specialist = {(r["place"], r["service"]) for r in rows(folder, "services") if r["specialist_access"] == "yes"}
    contacts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder, "contacts"):
        contacts[row["referral_id"]].append(row)
    found: dict[str, Counted] = {name: defaultdict(lambda: defaultdict(lambda: [0, 0])) for name in COUNTED}
    # Of each cube: (where, period, service) -> person -> the latest referral with something in it, and what it was.
    taken: dict[str, dict[tuple, dict[str, list]]] = {
        name: defaultdict(dict) for name in ("caseload", "contacts", "access")
    }
    for row in sorted(rows(folder, "referrals"), key=lambda row: (row["received"], row["referral_id"])):
        row["members"] = members(row)
        of_referral = {
            "caseload": list(_caseload(row)),
            "contacts": list(_contacts(contacts[row["referral_id"]])),
            "access": list(_access(row, contacts[row["referral_id"]], specialist)),
        }
        key = key_of(row, secret)
        for where in {row["place"], systems[row["place"]], "All Places"} & wheres:
            for cube, said in of_referral.items():
                for service in (SPECIALIST,) if cube == "access" else shown[row["place"], row["service"]]:
                    for period, count, many in said:
                        if (where, period, service) not in asked[cube]:
                            continue
                        held = taken[cube][where, period, service].setdefault(row["person_id"], [row, {}])
                        held[0] = row
                        held[1][count] = held[1].get(count, 0) + many
            for service in shown[row["place"], row["service"]]:
                for name in FIELDS:
                    cell = found["quality"][where, year(row["received"]), service, "field", name]
                    recorded = bool(row[name])
                    says = recorded and not (name == "ethnicity" and row[name] in ("Z", "99"))
                    for count, is_so in (("records", True), ("complete", recorded), ("valid", says)):
                        _add(cell[count], int(is_so), key if is_so else 0)
    for cube, by_view in taken.items():
        for view, people in by_view.items():
            for latest, said in people.values():
                key = key_of(latest, secret)
                for member in members_of(latest, asked[cube], view):
                    cell = found[cube][*view, *member]
                    if cube == "contacts":
                        for count in ("people", "attended", "missed"):
                            # Contacts are drawn as the people are to whom they belong.
                            _add(cell[count], 1 if count == "people" else said.get(count, 0), key)
                    else:
                        for count in said:
                            _add(cell[count], 1, key)
    return found


def _add(cell: list[int], many: int, key: int) -> None:
    cell[0] += many
    cell[1] += key


def _caseload(row: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    """(period, count, 1) of a referral that was accepted: opened, closed and why, open on the period's last day."""
    if row["decision"] != "accepted":
        return
    yield from ((period, "opened", 1) for period in periods(row["received"]))
    if row["closed"]:
        reason = (row["closure_reason"] or "no reason").replace(" ", "_")
        for period in periods(row["closed"]):
            yield period, "closed", 1
            yield period, f"closed_{reason}", 1
    month = row["received"][:7]
    while month <= LAST_MONTH and (not row["closed"] or month < row["closed"][:7]):
        yield from ((period, "open_at_end", 1) for period in periods(month) if _last_month(period) == month)
        month = _next(month)


def _contacts(contacts: list[dict[str, str]]) -> Iterator[tuple[str, str, int]]:
    for contact in contacts:
        if contact["status"] in ("attended", "missed"):
            yield from ((period, contact["status"], 1) for period in periods(contact["date"]))


def _access(
    row: dict[str, str], contacts: list[dict[str, str]], specialist: set[tuple[str, str]]
) -> Iterator[tuple[str, str, int]]:
    if (row["place"], row["service"]) not in specialist:
        return
    for contact in contacts:
        if contact["status"] == "attended" and contact["mode"] in ("face to face", "video"):
            yield from ((period, "people_seen", 1) for period in periods(contact["date"]))


def _last_month(period: str) -> str:
    """The last month of a period, as `periods` writes it; of a rolling year none: nobody counts who is open in it."""
    if period.startswith("12 months"):
        return ""
    if " Q" in period:
        first, number = int(period[:4]), int(period[-1])
        return f"{first}-{number * 3 + 3:02d}" if number < 4 else f"{first + 1}-03"
    if " to " in period or period.startswith("Since"):
        return LAST_MONTH
    return f"{int(period[:4]) + 1}-03" if "/" in period else period


def _next(month: str) -> str:
    number = int(month[:4]) * 12 + int(month[5:])
    return f"{number // 12}-{number % 12 + 1:02d}"

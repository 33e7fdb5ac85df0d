"""Counts the cubes again in plain Python from the CSV files: dictionaries and sets, nothing of the production code."""

import csv
import datetime as dt
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

GROUP = dict.fromkeys("ABC", "White") | dict.fromkeys("DEFG", "Mixed") | dict.fromkeys("HJKLR", "Asian")
GROUP |= dict.fromkeys("MNP", "Black") | {"S": "Other", "Z": "Not stated", "99": "Not known", "": "Not recorded"}
NAMES = {
    "A": "White British",
    "B": "White Irish",
    "C": "Any other White background",
    "D": "White and Black Caribbean",
    "E": "White and Black African",
    "F": "White and Asian",
    "G": "Any other mixed background",
    "H": "Indian",
    "J": "Pakistani",
    "K": "Bangladeshi",
    "L": "Any other Asian background",
    "M": "Caribbean",
    "N": "African",
    "P": "Any other Black background",
    "R": "Chinese",
    "S": "Any other ethnic group",
    "Z": "Not stated",
    "99": "Not known",
    "": "Not recorded",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
MONTHS += ("September", "October", "November", "December")
BANDS = ((14, "up to 2 weeks"), (42, "2 to 6 weeks"), (84, "6 to 12 weeks"), (126, "12 to 18 weeks"))
BANDS += ((182, "18 to 26 weeks"), (364, "26 to 52 weeks"), (10**6, "over 52 weeks"))
LAST_DAY = "2025-03-31"
RECOUNTED = ("pathway", "activity", "both_years", "first_contacts", "waits", "too_recent", "backlog")
YEAR_BEFORE = {"2021/22": "2020/21", "2022/23": "2021/22", "2023/24": "2022/23", "2024/25": "2023/24"}
Counted = dict[tuple, dict[str, list[int]]]
Views = dict[str, set[tuple[str, str, str, str]]]  # of each cube, (where, period, service, dimension)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of an extract."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year(day: str) -> str:
    """Financial year of an ISO date or month."""
    first = int(day[:4]) - (int(day[5:7]) < 4)
    return f"{first}/{str(first + 1)[2:]}"


def quarter(day: str) -> str:
    """Quarter of the financial year of an ISO date or month."""
    return f"{year(day)} Q{(int(day[5:7]) - 4) % 12 // 3 + 1}"


@cache
def periods(day: str, last: str = "2025-03") -> list[str]:
    """Every period a day belongs to, for extracts from April 2020 to March 2025."""
    found = [day[:7], quarter(day), year(day), "Since the service started"]
    number = int(day[:4]) * 12 + int(day[5:7]) - 1
    for end in range(number, number + 12):
        name = f"{end // 12}-{end % 12 + 1:02d}"
        if (end + 1) % 3 == 0 and "2021-03" <= name <= last:
            found.append(f"12 months to {name}")
    if "2022-04" <= day[:7] <= "2025-03":
        found.append("2022/23 to 2024/25")
    return found


def members(row: dict[str, str]) -> list[tuple[str, str]]:
    """Every (dimension, member) of a referral."""
    decile, ethnic = row["imd_decile"], row["ethnicity"]
    core = "Not known" if not decile else "Core20" if int(decile) <= 2 else "The rest"
    split = GROUP[ethnic] if GROUP[ethnic].startswith("Not") else "Every other"
    split = "White British or Irish" if ethnic in ("A", "B") else split
    single = {"ethnic_group": GROUP[ethnic], "ethnic_split": split}
    single |= {
        name: row[name] or "Not recorded"
        for name in ("parent_role", "stage", "age_band", "need_group", "source", "hub")
    }
    found = [("all", "Everyone"), ("deprivation", core), ("ethnic_code", NAMES[ethnic]), *single.items()]
    if decile:
        found.append(("deprivation", f"Decile {decile}"))
    found += [("plus_group", name.strip()) for name in row["plus_groups"].split(";") if name]
    if core != "Not known":
        found += [(f"deprivation x {name}", f"{core} | {one}") for name, one in single.items() if name != "hub"]
    return found


def services_shown(folder: Path) -> dict[tuple[str, str], list[str]]:
    """(Place, service) -> the service itself, its bundles, and all."""
    shown = {}
    for row in rows(folder, "services"):
        bundles = [name.strip() for name in row["bundles"].split(";") if name]
        ends = row["funding_ends"]
        if ends:
            bundles.append(f"Funding ends {int(ends[8:])} {MONTHS[int(ends[5:7]) - 1]} {ends[:4]}")
        shown[row["place"], row["service"]] = ["All services", row["service"], *bundles]
    return shown


def key_of(row: dict[str, str], secret: bytes) -> int:
    """The key of the person of a referral: 32 bits of HMAC-SHA-256."""
    return _key_of(f"round:{row['id_domain']}\0{row['person_id']}", secret)


@cache
def _key_of(text: str, secret: bytes) -> int:
    return int(hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:8], 16)


def shown(people: int, keys: int) -> int | None:
    """A count as it is to be released: hidden below 5, else up or down to a multiple of 5 by the sum of keys."""
    if people < 5:
        return None
    keys %= 2**32
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        keys = (keys ^ keys >> shift) * factor % 2**32
    over = people % 5
    return people - over + 5 * ((keys ^ keys >> 16) * 5 < over * 2**32)


def recount(folder: Path, wheres: set[str], secret: bytes, views: Views) -> dict[str, Counted]:
    """Cubes of people: (where, period, service, dimension, member[, weeks]) -> count: [people, keys].

    Of each cube the views that are named are counted: all that can be told apart are thirty times as many.
    """
    systems = {row["place"]: row["system"] for row in rows(folder, "places")}
    shown, asked = services_shown(folder), dimensions_of(views)
    attended: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder, "contacts"):
        if row["status"] == "attended":
            attended[row["referral_id"]].append(row["date"])
    cohort: dict[tuple, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    active: dict[tuple, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    begun: dict[tuple, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row in rows(folder, "referrals"):
        row["contacts"] = sorted(attended[row["referral_id"]])
        row |= {"members": members(row), "steps": steps_of(row), "wait": wait_of(row), "so_far": so_far(row)}
        for where in {row["place"], systems[row["place"]], "All Places"} & wheres:
            for service in shown[row["place"], row["service"]]:
                for period in periods(row["received"]):
                    cohort[where, period, service][row["person_id"]].append(row)
                for period in {p for day in row["contacts"] for p in periods(day)}:
                    active[where, period, service][row["person_id"]].append(row)
                for period in periods(row["contacts"][0]) if row["contacts"] else ():
                    begun[where, period, service][row["person_id"]].append(row)
    counted: dict[str, Counted] = {name: defaultdict(lambda: defaultdict(lambda: [0, 0])) for name in RECOUNTED}
    for view, people in cohort.items():
        for referrals in people.values():
            latest = max(referrals, key=lambda row: (row["received"], row["referral_id"]))
            steps, key = set().union(*(row["steps"] for row in referrals)), key_of(latest, secret)
            waits = [step for step in latest["wait"] if isinstance(step, str)]
            for member in members_of(latest, asked["pathway"], view):
                add_each(counted["pathway"], (*view, *member), steps, key)
            for member in members_of(latest, asked["waits"], view) if waits else ():
                add_each(counted["waits"], (*view, *member), waits, key)
            for cube, count in (step for step in latest["wait"] if not isinstance(step, str)):
                for member in members_of(latest, asked[cube], view):
                    add(counted[cube][(*view, *member)][count], key)
            for weeks in latest["so_far"]:
                for member in members_of(latest, asked["backlog"], view):
                    add(counted["backlog"][(*view, *member, weeks)]["people"], key)
    for view, people in begun.items():
        for referrals in people.values():
            latest = max(referrals, key=lambda row: (row["received"], row["referral_id"]))
            for member in members_of(latest, asked["first_contacts"], view):
                add(counted["first_contacts"][(*view, *member)]["people"], key_of(latest, secret))
    for view, people in active.items():
        where, period, service = view
        for person, referrals in people.items():
            latest = max(referrals, key=lambda row: (row["received"], row["referral_id"]))
            here = {(row["place"], row["service"]) for row in referrals}
            anywhere = {(row["place"], row["service"]) for row in active[where, period, "All services"][person]}
            key = key_of(latest, secret)
            for member in members_of(latest, asked["activity"], view):
                cell = counted["activity"][(*view, *member)]
                add(cell["people_seen"], key)
                if here == anywhere:
                    add(cell["known_only_here"], key)
            if YEAR_BEFORE.get(period):
                before = active.get((where, YEAR_BEFORE[period], service), {})
                in_both = "in_both" if person in before else "new"
                for member in members_of(latest, asked["both_years"], view):
                    add(counted["both_years"][(*view, *member)][in_both], key)
    return counted


def dimensions_of(views: Views) -> dict[str, dict[tuple, set[str]]]:
    """Of each cube, (where, period, service) -> the dimensions that are counted."""
    found: dict[str, dict[tuple, set[str]]] = defaultdict(lambda: defaultdict(set))
    for cube, held in views.items():
        for *view, dimension in held:
            found[cube][tuple(view)].add(dimension)
    return found


def members_of(row: dict, asked: dict[tuple, set[str]], view: tuple) -> list[tuple[str, str]]:
    """The members of a referral that are counted in a view."""
    dimensions = asked.get(view, ())
    return [member for member in row["members"] if member[0] in dimensions] if dimensions else []


def add(cell: list[int], key: int) -> None:
    """One more person, and their key."""
    cell[0] += 1
    cell[1] += key


def add_each(cube: dict[tuple, dict[str, list[int]]], at: tuple, names: Iterable[str], key: int) -> None:
    """One more person, and their key, in several counts of a view's member: it is looked up once."""
    cell = cube[at]
    for name in names:
        counts = cell[name]
        counts[0] += 1
        counts[1] += key


def steps_of(row: dict[str, str]) -> set[str]:
    """The steps of the pathway that a referral took."""
    steps = {"referred", row["decision"]}
    if row["contacts"]:
        steps.add("seen")
    if len(row["contacts"]) >= 3:
        steps.add("three_or_more_contacts")
    if row["closed"] and row["closure_reason"] == "completed":
        steps.add("completed")
    not_early = ("", "completed", "stepped up", "stepped down")
    if row["closed"] and row["contacts"] and row["closure_reason"] not in not_early:
        steps.add("closed_early")
    return steps


def wait_of(row: dict[str, str]) -> list[str | tuple[str, str]]:
    """What a referral counts as among those who waited: accepted, and 18 weeks old at the day of the extracts."""
    if row["decision"] != "accepted":
        return []
    if days_between(row["received"], LAST_DAY) < 126:
        return [("too_recent", "people")]
    found: list[str | tuple[str, str]] = ["followed"]
    ended, what = (row["contacts"][0], "seen") if row["contacts"] else (row["closed"], "left")
    if ended:
        waited = days_between(row["received"], ended)
        found += [f"{what}_within_{weeks}_weeks" for weeks in (2, 6, 12, 18) if waited <= weeks * 7]
    return found


def so_far(row: dict[str, str]) -> list[str]:
    """The band of weeks that a referral has waited by the day of the extracts; none where it waits no more."""
    if row["contacts"] or row["closed"] or row["decision"] in ("signposted", "declined", "withdrawn"):
        return []
    days = days_between(row["received"], LAST_DAY)
    return [next(name for most, name in BANDS if days <= most)]


def days_between(first: str, last: str) -> int:
    """Days from one ISO date to another."""
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days

"""People drawn at random and counted in plain Python into the cubes of a small site: two Places of one system."""

import random
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from pimh_data.registry.cubes import CUBES, KEYS
from pimh_data.secure.cubes.views import Views

PLACES = ("Northport", "Southport")
SYSTEM = "The Coast"
SERVICES = ("Groups", "Peer support", "Therapy")
BUNDLE, BUNDLED = "Start for Life funded", ("Groups", "Peer support")
YEARS = ("2022/23", "2023/24")
WHOLE = "Since the service started"
KIND = dict.fromkeys(YEARS, "year") | {WHOLE: "since start"}
WHERES = (*PLACES, SYSTEM)
VIEWED = ("All services", BUNDLE, *SERVICES)
ETHNIC = ("White", "Mixed", "Asian", "Black", "Other", "Not stated", "Not known", "Not recorded")
DECISIONS = ("accepted", "signposted", "declined", "withdrawn", "waiting")
WEEKS = (2, 6, 12, 18)
WAITS = ("followed", *(f"{what}_within_{weeks}_weeks" for what in ("seen", "left") for weeks in WEEKS))


def site() -> Views:
    """The views of the site, as `secure.cubes.views` gives them."""
    wheres = pd.DataFrame([(place, where) for place in PLACES for where in (place, SYSTEM)], columns=["place", "where"])
    units = pd.DataFrame([(p, s) for p in PLACES for s in SERVICES], columns=["place", "service"])
    units = units.reset_index(names="unit")
    names = pd.DataFrame([(w, s) for w in WHERES for s in VIEWED], columns=["where", "service"])
    kinds = names.service.map({"All services": "all services", BUNDLE: "bundle"}).fillna("each service")
    names = names.assign(start="2022-04", service_kind=kinds).reset_index(names="view")
    members = [
        (unit.unit, view.view)
        for unit in units.itertuples()
        for view in names.itertuples()
        if view.where in (unit.place, SYSTEM) and unit.service in services_of(view.service)
    ]
    return Views(wheres, units, names, pd.DataFrame(members, columns=["unit", "view"]), {BUNDLE: PLACES})


def periods() -> pd.DataFrame:
    """month, period_kind, period of two years and the whole time, which is both of them."""
    months = [f"{year + (n > 9)}-{n - 9 if n > 9 else n + 3:02d}" for year in (2022, 2023) for n in range(1, 13)]
    rows = [(month, KIND[name], name) for n, month in enumerate(months) for name in (YEARS[n // 12], WHOLE)]
    return pd.DataFrame(rows, columns=["month", "period_kind", "period"])


def services_of(name: str) -> tuple[str, ...]:
    """The services that a view adds up."""
    return {"All services": SERVICES, BUNDLE: BUNDLED}.get(name, (name,))


def people(seed: int, many: int) -> list[dict]:
    """Persons with their key and referrals: place, service, year, decision, what was done, wait, decile, ethnic."""
    dice = random.Random(seed)
    found = []
    for number in range(many):
        place = dice.choices(PLACES, (3, 1))[0]
        decile, ethnic = dice.choice([*range(1, 11), 0]), dice.choices(ETHNIC, (60, 4, 9, 5, 3, 4, 2, 2))[0]
        referrals = []
        for _ in range(dice.choices((1, 2, 3), (85, 12, 3))[0]):
            seen = dice.random() < 0.7
            referrals.append(
                {
                    "place": place if dice.random() < 0.97 else dice.choice(PLACES),
                    "service": dice.choices(SERVICES, (5, 3, 1))[0],
                    "year": dice.randrange(2),
                    "decision": dice.choices(DECISIONS, (80, 5, 5, 5, 5))[0],
                    "seen": seen,
                    "often": seen and dice.random() < 0.7,
                    "ended": dice.choices(("", "completed", "early" if seen else ""), (3, 5, 2))[0],
                    "wait": ("seen" if seen else dice.choice(("left", "waiting")), dice.choice((1, 4, 10, 15, 30))),
                    "old": dice.random() < 0.9,
                    "decile": decile if dice.random() < 0.99 else dice.randrange(11),
                    "ethnic": ethnic,
                }
            )
        referrals.sort(key=lambda one: one["year"])
        found.append({"number": number, "key": dice.getrandbits(32), "referrals": referrals})
    return found


def members(referral: dict, period: str, service: str) -> Iterator[tuple[str, str]]:
    """(dimension, member) under which the person of a latest referral is counted."""
    group = "Not known" if not referral["decile"] else "Core20" if referral["decile"] <= 2 else "The rest"
    yield "all", "Everyone"
    yield "deprivation", group
    yield "ethnic_group", referral["ethnic"]
    if period == WHOLE and referral["decile"]:
        yield "deprivation", f"Decile {referral['decile']}"
    if period == WHOLE and service == "All services" and group != "Not known":
        yield "deprivation x ethnic_group", f"{group} | {referral['ethnic']}"


def written(period: str, service: str) -> list[tuple[str, str]]:
    """Every (dimension, member) that a view writes, whoever is in it."""
    found = [("all", "Everyone"), *(("deprivation", one) for one in ("Core20", "The rest", "Not known"))]
    found += [("ethnic_group", name) for name in ETHNIC]
    if period == WHOLE:
        found += [("deprivation", f"Decile {n}") for n in range(1, 11)]
        if service == "All services":
            found += [("deprivation x ethnic_group", f"{g} | {e}") for g in ("Core20", "The rest") for e in ETHNIC]
    return found


def steps(referrals: list[dict]) -> set[str]:
    """The steps of the pathway that any of a person's referrals took."""
    found = {"referred"}
    for one in referrals:
        found |= {one["decision"]} | ({"seen"} if one["seen"] else set())
        found |= {"three_or_more_contacts"} if one["often"] else set()
        found |= {"": set(), "completed": {"completed"}, "early": {"closed_early"}}[one["ended"]]
    return found


def waited(referral: dict) -> set[str]:
    """What a referral counts as among those who waited: accepted, and old enough to be followed."""
    if referral["decision"] != "accepted" or not referral["old"]:
        return set()
    outcome, took = referral["wait"]
    return {"followed", *(f"{outcome}_within_{weeks}_weeks" for weeks in WEEKS if took <= weeks)} & set(WAITS)


def counted(persons: list[dict]) -> dict[str, pd.DataFrame]:
    """pathway, activity, both_years and waits as counted cubes: KEYS, counts and sums of keys."""
    cells: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    for person in persons:
        for where in WHERES:
            for period in (*YEARS, WHOLE):
                mine = [one for one in person["referrals"] if _in(one, where, period)]
                for service in VIEWED:
                    here = [one for one in mine if one["service"] in services_of(service)]
                    if here:
                        _count(cells, person["key"], (where, period, service), here, mine)
                    if period == YEARS[1] and any(one["seen"] for one in here):
                        _count_again(cells, person, (where, period, service), here)
    return {cube: _table(cube, cells) for cube in ("pathway", "activity", "both_years", "waits")}


def _count_again(cells: dict, person: dict, view: tuple[str, str, str], here: list[dict]) -> None:
    before = [one for one in person["referrals"] if _in(one, view[0], YEARS[0]) and one["seen"]]
    in_both = any(one["service"] in services_of(view[2]) for one in before)
    for member in members(here[-1], view[1], view[2]):
        cell = cells["both_years", *view, *member, "", "in_both" if in_both else "new"]
        cell[0] += 1
        cell[1] += person["key"]


def _in(referral: dict, where: str, period: str) -> bool:
    return where in (referral["place"], SYSTEM) and period in (WHOLE, YEARS[referral["year"]])


def _count(cells: dict, key: int, view: tuple[str, str, str], here: list[dict], everywhere: list[dict]) -> None:
    latest = here[-1]
    counts = [("pathway", "", step) for step in steps(here)] + [("waits", "", one) for one in waited(latest)]
    if any(one["seen"] for one in here):
        counts.append(("activity", "", "people_seen"))
        units = [{(one["place"], one["service"]) for one in some if one["seen"]} for some in (here, everywhere)]
        counts += [("activity", "", "known_only_here")] if units[0] == units[1] else []
    for member in members(latest, view[1], view[2]):
        for cube, extra, count in counts:
            cell = cells[cube, *view, *member, extra, count]
            cell[0] += 1
            cell[1] += key


def _table(cube: str, cells: dict[tuple, list[int]]) -> pd.DataFrame:
    spec, rows = CUBES[cube], []
    for where in WHERES:
        for period in (*YEARS, WHOLE) if cube != "both_years" else YEARS[1:]:
            for service in VIEWED:
                for dimension, member in written(period, service):
                    row = dict.fromkeys(KEYS) | {
                        "basis": spec.basis,
                        "where": where,
                        "period_kind": KIND[period],
                        "period": period,
                        "service": service,
                        "dimension": dimension,
                        "member": member,
                    }
                    for count in spec.counts:
                        many, key = cells.get((cube, where, period, service, dimension, member, "", count), (0, 0))
                        row |= {count: many, f"{count}_key": key}
                    rows.append(row)
    table = pd.DataFrame(rows)
    keys = [*KEYS, *spec.extra_keys]
    return table[[*keys, *spec.counts, *(f"{count}_key" for count in spec.counts)]]

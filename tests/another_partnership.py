"""A partnership of our own making: two London boroughs, its own services; small extracts, published as any other's.

Nothing of it is the demonstration's: no Place, system, service, provider or document. The people are drawn at random.
It brings what the pages can show, and leaves out some optional columns, so that what is lost is said too.
"""

import csv
import datetime as dt
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pimh_data.contracts import AGE_BANDS, NEED_GROUPS, SOURCES, STAGES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE
from pimh_data.secure.publish import publish

SITE, SYSTEM = "Thames Bank Families Partnership", "Thames Bank"
CODES = {"Southwark": "E09000028", "Lewisham": "E09000023"}
PLACES = tuple(CODES)
SERVICES = {
    "Cradle Talk": ("Cradle Trust", "Voluntary sector", "Getting Help", "Family hub grant", "2025-09-30", PLACES),
    "Lantern Families": ("Lantern NHS Trust", "NHS", "Getting More Help", "Core contract", "", PLACES[:1]),
    "Nest Line": ("Nest Line CIC", "Voluntary sector", "Getting Advice", "Family hub grant", "2025-09-30", PLACES[1:]),
}
FIRST, LAST = dt.date(2022, 4, 1), dt.date(2025, 3, 31)
PEOPLE = 900
SETTINGS = f'synthetic = false\nsite = "{SITE}"\nextract_date = {LAST}\nallowed_share = 0.0\naudience = "only me"\n'
HEADING = ("Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age", "Time period")
HEADING += ("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator")
INDICATORS = {
    ("90811", "Teenage mothers", "Female", "<18 yrs"): (0.7, 1.1, 0.6),
    ("93085", "Smoking status at time of delivery", "Female", "All ages"): (9.0, 6.1, 12.4),
}

Row = Mapping[str, str]


def published(folder: Path) -> Path:
    """The folder of releases with this partnership's release in it; written below `folder`."""
    extracts = folder / "extracts"
    write(extracts)
    publish(extracts, folder / "releases", folder / "quarantine", name="thames-bank")
    return folder / "releases"


def write(folder: Path) -> None:
    """The extracts, indicators and boundaries."""
    folder.mkdir(parents=True)
    (folder / "extract.toml").write_text(SETTINGS, encoding="utf-8")
    drawn = random.Random(11)
    referrals = [_referral(number, drawn) for number in range(PEOPLE)]
    contacts = [row for referral in referrals for row in _contacts(referral, drawn)]
    tables: dict[str, Sequence[Row]] = {
        "places": [{"place": place, "system": SYSTEM, "lad_codes": code} for place, code in CODES.items()],
        "services": list(_services()),
        "population": list(_population()),
        "referrals": referrals,
        "contacts": contacts,
        "scores": [row for referral in referrals for row in _scores(referral, contacts, drawn)],
        "system_work": [_system_work(number, drawn) for number in range(120)],
        "feedback": [_feedback(drawn) for _ in range(200)],
        "provision": [_rating(place, offer, drawn) for place in PLACES for offer in ("Peer groups", "Baby massage")],
    }
    for name, rows in tables.items():
        _write(folder / f"{name}.csv", list(rows[0]), rows)
    (folder / "fingertips").mkdir()
    _write(folder / "fingertips" / "download.csv", HEADING, list(_indicators()))
    (folder / "boundaries").mkdir()
    (folder / "boundaries" / "districts.geojson").write_text(json.dumps(_boundaries()), encoding="utf-8")


def _write(path: Path, heading: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heading)
        writer.writeheader()
        writer.writerows(rows)


def _services() -> Iterator[Row]:
    for service, (provider, sector, need, stream, ends, places) in SERVICES.items():
        for place in places:
            yield {
                "service": service, "provider": provider, "sector": sector, "place": place, "need_group": need,
                "specialist_access": "yes" if service == "Lantern Families" else "no", "started": "2019-09-01",
                "funding_stream": stream, "funding_ends": ends, "wte": "4.2",
                "bundles": "Family hub grant" if ends else "",
            }  # fmt: skip


def _population() -> Iterator[Row]:
    source = "Borough estimates"
    for place in PLACES:
        for basis, of_decile in (("aged 0", 400), ("aged 0-4", 2_000)):
            for decile in range(1, 11):
                count = of_decile + 20 * decile
                yield _count(place, "2023", basis, count, source, imd_decile=str(decile), imd_version="2019")
        for position, group in enumerate(CENSUS_2021_CODE):
            yield _count(place, "2021", "residents", 3_000 + 500 * position, source, ethnic_group=group)


def _count(place: str, year: str, basis: str, count: int, source: str, **of: str) -> Row:
    empty = dict.fromkeys(("imd_decile", "imd_version", "ethnic_group"), "")
    return {"place": place, "year": year, "basis": basis, "count": str(count), "source": source, **empty, **of}


def _referral(number: int, drawn: random.Random) -> Row:
    place = PLACES[number % 2]
    service = drawn.choice([name for name, of in SERVICES.items() if place in of[-1]])
    received = FIRST + dt.timedelta(days=drawn.randrange((LAST - FIRST).days - 20))
    accepted = drawn.random() < 0.85
    closed = received + dt.timedelta(days=drawn.randrange(60, 240))
    ended = accepted and closed <= LAST
    return {
        "referral_id": f"A{number}", "person_id": f"B{number}", "id_domain": "ours", "place": place,
        "service": service, "received": str(received), "source": drawn.choice(SOURCES),
        "parent_role": drawn.choice(("mother or birthing parent",) * 5 + ("father or co-parent",)),
        "stage": drawn.choice(STAGES[:3]), "age_band": drawn.choice(AGE_BANDS),
        "ethnicity": drawn.choice(("A", "A", "A", "C", "D", "F", "H", "J", "M", "N", "N", "P", "Z", "99")),
        "imd_decile": str(min(10, 1 + int(drawn.expovariate(0.35)))), "imd_version": "2019",
        "need_group": drawn.choice(NEED_GROUPS[1:4]), "decision": "accepted" if accepted else "declined",
        "closed": str(closed) if ended else "",
        "closure_reason": drawn.choice(("completed", "completed", "disengaged")) if ended else "",
    }  # fmt: skip


def _contacts(referral: Row, drawn: random.Random) -> Iterator[Row]:
    if referral["decision"] != "accepted":
        return
    last = dt.date.fromisoformat(referral["closed"]) if referral["closed"] else LAST
    day = dt.date.fromisoformat(referral["received"]) + dt.timedelta(days=drawn.randrange(5, 60))
    for _ in range(drawn.randrange(2, 9)):
        if day > last:
            return
        status = "missed" if drawn.random() < 0.12 else "attended"
        mode = drawn.choice(("face to face", "video", "telephone"))
        yield {"referral_id": referral["referral_id"], "date": str(day), "mode": mode, "status": status}
        day += dt.timedelta(days=14)


def _scores(referral: Row, contacts: Sequence[Row], drawn: random.Random) -> Iterator[Row]:
    days = [row["date"] for row in contacts if row["referral_id"] == referral["referral_id"]]
    if len(days) < 2 or drawn.random() < 0.2:
        return
    for measure, most, falls in (("PHQ-9", 27, 6), ("MORS-SF warmth", 35, -4)):
        first = drawn.randrange(8, most - 8)
        scores = (first, min(most, max(0, first - drawn.randrange(falls - 3, falls + 4))))
        for day, score in zip((days[0], days[-1]), scores, strict=True):
            yield {"referral_id": referral["referral_id"], "measure": measure, "assessed": day, "score": str(score)}


def _system_work(number: int, drawn: random.Random) -> Row:
    place = PLACES[number % 2]
    kind = drawn.choice(("training level 1", "group session", "consultation"))
    day = FIRST + dt.timedelta(days=9 * number)
    return {
        "date": str(day), "place": place, "service": "Cradle Talk", "kind": kind,
        "audience": drawn.choice(("midwives", "parents")), "attendees": str(drawn.randrange(3, 30)),
    }  # fmt: skip


def _feedback(drawn: random.Random) -> Row:
    day = FIRST + dt.timedelta(days=drawn.randrange((LAST - FIRST).days))
    return {
        "date": str(day), "place": drawn.choice(PLACES), "service": "Cradle Talk", "question": "Did it help?",
        "answer": drawn.choice(("Yes", "Yes", "A little", "No")),
    }  # fmt: skip


def _rating(place: str, offer: str, drawn: random.Random) -> Row:
    rating = drawn.choice(("Green", "Amber", "Red"))
    of = {"system": SYSTEM, "area": place, "offer": offer, "rating": rating, "as_of": "2024-11"}
    return of | {"source": "Partnership board, November 2024"}


def _indicators() -> Iterator[Row]:
    areas = {"England": ("E92000001", "Country")} | {place: (code, "District") for place, code in CODES.items()}
    for (number, name, sex, age), values in INDICATORS.items():
        for period in ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23"):
            for (area, (code, kind)), value in zip(areas.items(), values, strict=True):
                count = round(value * 40)
                written = (number, name, code, area, kind, sex, age, period, value, value * 0.9, value * 1.1, count)
                yield dict(zip(HEADING, map(str, (*written, 4_000)), strict=True))


def _boundaries() -> dict[str, object]:
    """Two squares that touch, about where the boroughs lie."""
    features = []
    for (place, code), west in zip(CODES.items(), (-0.1, -0.03), strict=True):
        east = west + 0.07
        ring = [[west, 51.42], [east, 51.42], [east, 51.5], [west, 51.5], [west, 51.42]]
        of = {"LAD24CD": code, "LAD24NM": place}
        features.append({"type": "Feature", "properties": of, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    return {"type": "FeatureCollection", "features": features}

"""Random small folders of extracts, spoiled in one way or several: what an analyst may bring on a bad day.

`write_spoiled(folder, seed)` writes one and names what was done to it. Ids and names of people hold SECRET, so that a
test can see whether any is printed.
"""

import csv
import datetime as dt
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from extracts import POPULATION, referral
from spoiled_rows import SECRET

EXTRACT_DATE = dt.date(2025, 3, 31)
PLACES = ("Sheffield", "Barnsley", "Rotherham")
CODES = {"Sheffield": "E08000039", "Barnsley": "E08000038", "Rotherham": "E08000018"}
HOSTILE = (
    *("=cmd|' /C calc'!A0", "+44 114 496 0000", "@SUM(A1)", "-2+3", "\x1b[31mred", "a\x00b", "line\nbreak", 'quo"te'),
    *("x" * 5000, "\u202eright to left", "Ω≈ç√", "'; drop table referrals; --", "../../etc/passwd", "[red]x[/red]"),
    *("#REF!", "NULL", "nan", "None", "1e309", "٣", "00/00/0000", "\ufeff"),
)
Tables = dict[str, list[dict[str, str]]]


def write_spoiled(folder: Path, seed: int, small: bool = False) -> list[str]:
    """Write the folder of this seed; gives the kinds of faults in it, none for a good one. `small`: of few rows."""
    rng = random.Random(seed)
    tables, formats = good(rng, (6, 30), (2, 6)) if small else good(rng), {}
    many = rng.choice((0, 1, 1, 1, 2, 2, 3, 4, 6))
    # Most spoiled files are refused whole, so there are fewer of them: rows have more to say.
    of_files = sum(rng.random() < 0.2 for _ in range(many))
    chosen = [*rng.sample(list(ROWS), many - of_files), *rng.sample(list(FILES), of_files)]
    folder.mkdir(parents=True)
    for name in tables:
        formats[name] = rng.choice(("csv", "csv", "csv", "xlsx", "parquet"))
    settings = 'synthetic = true\nsite = "Spoiled"\nextract_date = 2025-03-31\n'
    if rng.random() < 0.3:
        settings += f"allowed_share = {rng.choice((0.05, 0.2, 0.9))}\n"
    (folder / "extract.toml").write_text(settings, encoding="utf-8")
    for kind in chosen[: many - of_files]:
        ROWS[kind](rng, tables)
    for name, rows in tables.items():
        write_table(folder, name, rows, formats[name])
    for kind in chosen[many - of_files :]:
        FILES[kind](rng, folder)
    return chosen


def good(rng: random.Random, referrals: tuple[int, int] = (40, 200), others: tuple[int, int] = (5, 40)) -> Tables:
    """Tables that break no rule: so many referrals, and some of the optional extracts, of so many rows."""
    places = PLACES[: rng.randint(1, 3)]
    services = [f"Service {letter}" for letter in "ABCD"[: rng.randint(1, 4)]]
    rows = [_referral(rng, number, places, services) for number in range(rng.randint(*referrals))]
    tables: Tables = {
        "places": [{"place": p, "system": "South Yorkshire", "lad_codes": CODES[p]} for p in places],
        "services": [_service(p, s) for p in places for s in services],
        "referrals": rows,
    }
    if rng.random() < 0.7:
        tables["contacts"] = [row for one in rows for row in _contacts(rng, one)]
    if rng.random() < 0.7:
        tables["scores"] = [row for one in rows for row in _scores(rng, one)]
    if rng.random() < 0.5:
        tables["population"] = [row | {"place": place} for place in places for row in POPULATION]
    if rng.random() < 0.4:
        tables["feedback"] = [_feedback(rng, places, services) for _ in range(rng.randint(*others))]
    if rng.random() < 0.4:
        tables["system_work"] = [_system_work(rng, places, services) for _ in range(rng.randint(*others))]
    return {name: rows for name, rows in tables.items() if rows}


def write_table(folder: Path, name: str, rows: list[dict[str, str]], kind: str) -> None:
    """The rows as csv, xlsx or parquet, with the headings of the first row."""
    headings = list(rows[0])
    cells = [[row.get(heading, "") for heading in headings] for row in rows]
    if kind == "csv":
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headings, *cells])
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for line in [headings, *cells]:
            book.active.append([_in_sheet(cell) for cell in line])
        book.save(folder / f"{name}.xlsx")
    else:
        columns = {heading: pa.array([line[at] for line in cells]) for at, heading in enumerate(headings)}
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def _in_sheet(cell: str) -> str:
    return "".join(letter for letter in cell if letter in "\n\t" or ord(letter) >= 32)[:32000]


def _referral(rng: random.Random, number: int, places: tuple[str, ...], services: list[str]) -> dict[str, str]:
    received = EXTRACT_DATE - dt.timedelta(days=rng.randint(0, 1500))
    seen = received + dt.timedelta(days=rng.randint(0, 60))
    closed = seen + dt.timedelta(days=rng.randint(0, 200))
    known = seen <= EXTRACT_DATE and rng.random() < 0.8
    ended = known and closed <= EXTRACT_DATE
    return referral(
        number,
        referral_id=f"{SECRET}R{number}",
        person_id=f"{SECRET}P{number * 2 // 3}",
        place=rng.choice(places),
        service=rng.choice(services),
        received=received.isoformat(),
        decision="accepted" if known else rng.choice(("accepted", "waiting", "declined")),
        first_contact=seen.isoformat() if known else "",
        contacts_attended=str(rng.randint(1, 9)) if known else "",
        contacts_missed="0",
        closed=closed.isoformat() if ended else "",
        closure_reason="completed" if ended else "",
        ethnicity=rng.choice(("A", "G", "J", "Z", "99", "")),
        imd_decile=str(rng.randint(1, 10)),
    )


def _service(place: str, service: str) -> dict[str, str]:
    return {
        **{"service": service, "provider": "Light", "sector": "VCSE", "place": place, "need_group": "Getting Help"},
        **{"specialist_access": "no", "started": "2019-04-01", "funding_stream": "", "funding_ends": "", "wte": "3"},
    }


def _contacts(rng: random.Random, row: dict[str, str]) -> list[dict[str, str]]:
    if not row["first_contact"]:
        return []
    first = dt.date.fromisoformat(row["first_contact"])
    days = [first + dt.timedelta(days=14 * n) for n in range(rng.randint(1, 4))]
    return [
        {"referral_id": row["referral_id"], "date": day.isoformat(), "mode": "video", "status": "attended"}
        for day in days
        if day <= EXTRACT_DATE
    ]


def _scores(rng: random.Random, row: dict[str, str]) -> list[dict[str, str]]:
    if not row["closed"]:
        return []
    return [
        {
            **{"referral_id": row["referral_id"], "measure": measure, "respondent": "parent"},
            **{"assessed": row[when], "score": str(rng.randint(0, 21))},
        }
        for measure in ("PHQ-9", "GAD-7")
        for when in ("first_contact", "closed")
        if when == "first_contact" or row["closed"] > row["first_contact"]
    ]


def _feedback(rng: random.Random, places: tuple[str, ...], services: list[str]) -> dict[str, str]:
    return {
        **{"date": "2024-06-03", "place": rng.choice(places), "service": rng.choice(services)},
        **{"question": "Would you recommend us?", "answer": rng.choice(("yes", "no", ""))},
    }


def _system_work(rng: random.Random, places: tuple[str, ...], services: list[str]) -> dict[str, str]:
    return {
        **{"date": "2024-06-03", "place": rng.choice(places), "service": rng.choice(services)},
        **{"kind": "consultation", "audience": "health visitors", "attendees": str(rng.randint(1, 30))},
    }


# Faults of rows -------------------------------------------------------------------------------------------------------


def some(rng: random.Random, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """A few of the rows, or many."""
    return rng.sample(rows, max(1, min(len(rows), rng.choice((1, 2, 7, len(rows) // 3)))))


def cells(extract: str, column: str, *values: str) -> Callable[[random.Random, Tables], None]:
    """A fault that puts one of the values into some cells of a column, where the extract is brought."""

    def spoil(rng: random.Random, tables: Tables) -> None:
        for row in some(rng, tables.get(extract, tables["referrals"])):
            if column in row:
                row[column] = rng.choice(values)

    return spoil


def copied(rng: random.Random, tables: Tables) -> None:
    """Some rows of an extract stand in it twice."""
    rows = tables[rng.choice(list(tables))]
    rows += [dict(row) for row in some(rng, rows)]


def same_id(rng: random.Random, tables: Tables) -> None:
    """Two different referrals under one id."""
    rows = tables["referrals"]
    rows += [row | {"decision": "withdrawn"} for row in some(rng, rows)]


def orphaned(rng: random.Random, tables: Tables) -> None:
    """Contacts or scores of referrals that are not there."""
    for row in some(rng, tables.get("contacts") or tables.get("scores") or tables["services"]):
        if "referral_id" in row:
            row["referral_id"] = f"{SECRET}R-nobody"


def shifted(rng: random.Random, tables: Tables) -> None:
    """Cells slipped one column to the left: names and ids stand where codes should."""
    for row in some(rng, tables["referrals"]):
        values, name = list(row.values()), "".join(rng.choices("aeioumnrst", k=9))
        row |= dict(zip(row, [*values[1:], f"{SECRET} {name}"], strict=True))


def hostile(rng: random.Random, tables: Tables) -> None:
    """Cells that a spreadsheet would run, that steer a terminal, or that are very long."""
    rows = tables[rng.choice(list(tables))]
    for row in some(rng, rows):
        row[rng.choice(list(row))] = rng.choice(HOSTILE)


def blanked(rng: random.Random, tables: Tables) -> None:
    """A column emptied, in some rows or in all."""
    rows = tables[rng.choice(list(tables))]
    column = rng.choice(list(rows[0]))
    for row in some(rng, rows) if rng.random() < 0.7 else rows:
        row[column] = rng.choice(("", "   "))


def bad_setting(rng: random.Random, tables: Tables) -> None:
    """One service or Place is quarantined, and what hangs on it with it."""
    extract, column, value = rng.choice(
        (("services", "started", "soon"), ("places", "system", ""), ("services", "specialist_access", "perhaps"))
    )
    rng.choice(tables[extract])[column] = value


def nothing_fits(rng: random.Random, tables: Tables) -> None:
    """Every referral is quarantined."""
    for row in tables["referrals"]:
        row["decision"] = "Rejected"


def no_column(rng: random.Random, tables: Tables) -> None:
    """A column is missing."""
    rows = tables[rng.choice(list(tables))]
    column = rng.choice(list(rows[0]))
    for row in rows:
        del row[column]


def further_columns(rng: random.Random, tables: Tables) -> None:
    """Columns that no contract has, one without a heading."""
    for row in tables[rng.choice(list(tables))]:
        row |= {"Surname": f"{SECRET} Smith", rng.choice(("notes", " ", "item_x", "ROW", "Referral_ID", "Place")): "x"}


ROWS: dict[str, Callable[[random.Random, Tables], None]] = {
    "dates that are none": cells("referrals", "received", "soon", "2024-02-30", "20240105", "13/13/2024", "05.01.24"),
    "absurd dates": cells("referrals", "received", "1899-12-30", "2031-01-01", "0001-01-01", "9999-12-31"),
    "dates out of order": cells("referrals", "first_contact", "2019-01-01", "2020-04-01"),
    "a date typed 2002": cells("referrals", "received", "2002-05-01"),
    "unknown codes": cells("referrals", "decision", "Rejected", "Accepted", "n/k"),
    "unknown ethnicity": cells("referrals", "ethnicity", "Q", "White", "A1"),
    "unknown Places": cells("referrals", "place", "Leeds", "sheffield"),
    "unknown services": cells("referrals", "service", "Service Z", "Light"),
    "wrong types": cells("referrals", "contacts_attended", "several", "-1", "1.5", "1e3"),
    "deciles that are none": cells("referrals", "imd_decile", "0", "11", "Decile 3", "x"),
    "deciles without version": cells("referrals", "imd_version", "", "2015"),
    "NHS numbers": cells("referrals", "person_id", "9434765919", "943 476 5919"),
    "shortened ids": cells("referrals", "person_id", "4.50813E+11", "NULL", "#N/A"),
    "closed without reason": cells("referrals", "closure_reason", "", "Treatment completed"),
    "contacts spoiled": cells("contacts", "status", "DNA", "", "Attended"),
    "contacts before": cells("contacts", "date", "1999-01-01", "2030-01-01", "yesterday"),
    "scores out of range": cells("scores", "score", "99", "-1", "12/27", "x", ""),
    "unknown measures": cells("scores", "measure", "PHQ9", "MORS-SF", ""),
    "scores before": cells("scores", "assessed", "1999-01-01", "", "2031-01-01"),
    "population spoiled": cells("population", "count", "-5", "many", ""),
    "feedback spoiled": cells("feedback", "service", "Nobody", ""),
    "work spoiled": cells("system_work", "attendees", "a few", "-3"),
    "copies": copied,
    "two under one id": same_id,
    "orphans": orphaned,
    "shifted columns": shifted,
    "hostile cells": hostile,
    "hostile cells again": hostile,
    "a column emptied": blanked,
    "a bad service or Place": bad_setting,
    "no referral fits": nothing_fits,
    "a column missing": no_column,
    "columns too many": further_columns,
}


# Faults of files ------------------------------------------------------------------------------------------------------


def to_a_file(spoil: Callable[[random.Random, Path], None], *endings: str) -> Callable[[random.Random, Path], None]:
    """A fault of one of the extracts' files with such an ending, where there is one."""

    def on_one(rng: random.Random, folder: Path) -> None:
        found = sorted(path for path in folder.iterdir() if path.suffix in endings and path.is_file())
        if found:
            spoil(rng, rng.choice(found))

    return on_one


def cut(rng: random.Random, path: Path) -> None:
    """A file cut somewhere."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * rng.randint(1, 9) // 10])


def headings_alone(rng: random.Random, path: Path) -> None:
    """A CSV file of headings alone."""
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")


def garbage(rng: random.Random, path: Path) -> None:
    """A file that is not what its ending says."""
    path.write_bytes(rng.choice((b"PK\x03\x04 no zip", b"PAR1 no parquet PAR1", bytes(range(256)) * 9)))


def twice(rng: random.Random, path: Path) -> None:
    """An extract brought as several files."""
    path.with_suffix(".xlsx").write_bytes(b"x")
    path.with_suffix(".parquet").write_bytes(b"x")


def a_folder(rng: random.Random, path: Path) -> None:
    """A folder that is called like a file."""
    path.unlink()
    path.mkdir()


def ragged(rng: random.Random, path: Path) -> None:
    """Records with too many fields, too few, or a quote that is never closed."""
    lines = path.read_bytes().splitlines() or [b""]
    for _ in range(rng.choice((1, 1, 5))):
        at = rng.randrange(len(lines))
        lines[at] = rng.choice((lines[at] + b",more", lines[at].rsplit(b",", 1)[0], b'"' + lines[at], b"", b",,,,"))
    path.write_bytes(b"\r\n".join(lines) + b"\r\n")


def written_otherwise(rng: random.Random, path: Path) -> None:
    """Another encoding, separator, kind of line end, or a byte order mark."""
    text = path.read_bytes().decode("utf-8", "replace").replace("GP", "GP \u2013 n\u00e9")
    content = {
        "utf-16": lambda: text.encode("utf-16"),
        "cp1252": lambda: text.encode("cp1252", "replace"),
        "bom": lambda: b"\xef\xbb\xbf" + text.encode(),
        "cr": lambda: text.replace("\r\n", "\r").encode(),
        "semicolons": lambda: text.replace(",", ";").encode(),
        "nul": lambda: text.encode().replace(b"Sheffield", b"Sheff\x00eld"),
    }
    path.write_bytes(content[rng.choice(list(content))]())


def typed(rng: random.Random, path: Path) -> None:
    """A parquet file with a column that is typed, null, nested or in several pieces."""
    try:
        table = pq.read_table(path)
    except pa.ArrowInvalid:
        return
    name = rng.choice(table.column_names)
    at, rows = table.column_names.index(name), table.num_rows
    odd = {
        "null": pa.nulls(rows),
        "nested": pa.array([["a", "b"]] * rows),
        "binary": pa.array([b"\xff\xfe"] * rows),
        "day": pa.array([dt.date(2024, 1, 5)] * rows),
        "moment": pa.array([dt.datetime(2024, 7, 1, 23, 0)] * rows, pa.timestamp("us", "UTC")),
        "number": pa.array([float("nan"), 1.5] * (rows // 2) + [2.0] * (rows % 2)),
        "true": pa.array([True] * rows),
        "words": table[name].dictionary_encode(),
    }
    pq.write_table(table.set_column(at, name, odd[rng.choice(list(odd))]), path)


def settings(rng: random.Random, folder: Path) -> None:
    """`extract.toml` with something wrong, or gone."""
    path = folder / "extract.toml"
    text = path.read_text(encoding="utf-8")
    otherwise = (
        *("", "synthetic = ", text + "encoding = 'klingon'\n", text + "encoding = 'utf-16'\n", text + "colour = 1\n"),
        *(text.replace("2025-03-31", "2999-01-01"), text.replace("2025-03-31", "'yesterday'"), "\ufeff" + text),
        *(text + "[columns.referrals]\n'No such' = 'stage'\n", text + "allowed_share = 7\n", text.replace("\n", "\r")),
    )
    chosen = rng.choice(otherwise)
    if chosen:
        path.write_text(chosen, encoding="utf-8", newline="")
    else:
        path.unlink()


def beside(name: str, *contents: str | bytes) -> Callable[[random.Random, Path], None]:
    """A fault that lays a file beside the extracts."""

    def spoil(rng: random.Random, folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        content = rng.choice(contents)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def _indicator(*rows: tuple) -> str:
    heading = "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Time period,Value,Lower CI 95.0 limit,"
    heading += "Upper CI 95.0 limit,Count,Denominator"
    text = io.StringIO()
    csv.writer(text).writerows([heading.split(","), *rows])
    return text.getvalue()


INDICATOR = (
    90811,
    "Teenage mothers",
    "E08000039",
    "Sheffield",
    "Female",
    "<18 yrs",
    "2021/22",
    1.2,
    1.1,
    1.3,
    60,
    5000,
)
ALL = (".csv", ".xlsx", ".parquet")
MAP = {"type": "FeatureCollection", "features": []}
FILES: dict[str, Callable[[random.Random, Path], None]] = {
    "a file cut": to_a_file(cut, *ALL),
    "an empty file": to_a_file(lambda rng, path: path.write_bytes(b""), *ALL),
    "headings alone": to_a_file(headings_alone, ".csv"),
    "garbage": to_a_file(garbage, *ALL),
    "a file lost": to_a_file(lambda rng, path: path.unlink(), *ALL),
    "brought twice": to_a_file(twice, ".csv"),
    "a folder for a file": to_a_file(a_folder, *ALL),
    "ragged records": to_a_file(ragged, ".csv"),
    "written otherwise": to_a_file(written_otherwise, ".csv"),
    "typed parquet": to_a_file(typed, ".parquet"),
    "settings": settings,
    "measures": beside("measures.toml", "[PHQ-9]\ncaseness = 'ten'\n", "[[[", "[Nobody]\nx = 1\n", b"\xff\xfe", ""),
    "good measures": beside("measures.toml", '["MORS-SF warmth"]\ncaseness = 20\nsource = "us"\n'),
    "indicators": beside("fingertips/a.csv", "one,two\n1,2\n", "", b"\xff\xfe\x00", _indicator(INDICATOR[:5])),
    "good indicators": beside("fingertips/a.csv", _indicator(INDICATOR)),
    "boundaries": beside("boundaries/a.geojson", "{", "", json.dumps(MAP), '{"type": "Point"}', b"\xff"),
    "talking therapies": beside("talking_therapies/a.csv", "one,two\n1,2\n", "", b"\xff\xfe", "REPORTING_PERIOD\n1"),
    "deciles of areas": beside("imd/imd2019.csv", "one,two\n1,2\n", "", "LSOA code,IMD decile\nE01007000,77\n"),
    "residents": beside("population/a.csv", "one,two\n1,2\n", ""),
    "a text beside": beside("notes of the team.docx", "x"),
}

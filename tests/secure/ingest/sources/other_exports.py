"""Two more sets of files as systems write them, made when a test asks: what they hold is known before they are written.

Each writes a folder (without extract.toml) and gives the referrals (by id), contacts and scores that it holds, in the
contract's words.
"""

import csv
import datetime as dt
import io
import random
from pathlib import Path

import openpyxl
import pandas as pd
from extracts import POPULATION, SERVICES, write_csv
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = dict[str, dict[str, str]]
ETHNIC_WORDS = {
    "A": ("White: English, Welsh, Scottish, Northern Irish or British", "White British", "A - White British", "A1"),
    "H": ("Asian, Asian British or Asian Welsh: Indian", "Indian", "H", "h*"),
    "P": ("Black, Black British, Black Welsh, Caribbean or African: Other Black", "Other Black", "P - Somali", "PA"),
    "C": ("White: Roma", "Any other White background", "C", "CF"),
    "Z": ("Prefer not to say", "Not stated", "Z - Not Stated", "Z"),
    "99": ("Not known", "Unknown", "99", "99 - Not known"),
    "": ("", "Not recorded", "", "Not Recorded"),
}
BANDS = ((20, "under 20"), (25, "20-24"), (30, "25-29"), (35, "30-34"), (40, "35-39"), (200, "40 and over"))


def _band(age: int) -> str:
    return next(band for below, band in BANDS if age < below)


def _people(rng: random.Random, count: int, prefix: str, **constant: str) -> list[dict]:
    """Referrals as they truly are: days as dates, age in years, group as code, and what each file writes of them."""
    rows = []
    for number in range(1, count + 1):
        received = dt.date(2025, 1, 1) + dt.timedelta(days=rng.randrange(150))
        seen = received + dt.timedelta(days=rng.randrange(5, 60)) if rng.random() < 0.7 else None
        closed = seen + dt.timedelta(days=rng.randrange(20, 90)) if seen and rng.random() < 0.6 else None
        rows.append(
            {
                "referral_id": f"{prefix}{number:03}",
                "person_id": f"P-{prefix}{number:03}",
                "received": received,
                "first_contact": seen,
                "closed": closed,
                "closure_reason": rng.choice(["completed", "disengaged"]) if closed else "",
                "decision": "accepted" if seen else rng.choice(["waiting", "declined"]),
                "age": rng.randrange(17, 46),
                "ethnicity": rng.choice(list(ETHNIC_WORDS)),
                "imd_decile": rng.randrange(1, 11),
                "plus_groups": "; ".join(group for group in ("interpreter needed", "baby loss") if rng.random() < 0.3),
            }
            | constant
        )
    return rows


def _expected(rows: list[dict]) -> Rows:
    found = {}
    for row in rows:
        told = {name: "" if value is None else str(value) for name, value in row.items() if name != "age"}
        found[row["referral_id"]] = told | {"age_band": _band(row["age"]) if row["age"] else ""}
    return found


def _setting(folder: Path, places: list[str], services: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = [{"place": place, "system": "Coast", "lad_codes": ""} for place in places]
    offered = [SERVICES[0] | {"service": one, "place": place} for one in services for place in places]
    write_csv(folder / "places.csv", listed)
    write_csv(folder / "services.csv", offered)
    write_csv(folder / "population.csv", [row | {"place": place} for place in places for row in POPULATION])


def write_harbour(folder: Path) -> tuple[Rows, list[tuple], list[tuple]]:
    """A workbook of 1904 with a sheet a Place, monthly files that correct each other, wide scores, no headings."""
    rng = random.Random(11)
    _setting(folder, ["Hafen", "Süd"], ["Kleine Schritte", "Perinatal Mühle"])
    log = _people(rng, 14, "KS", place="Hafen", service="Kleine Schritte")
    log += [row | {"place": "Süd"} for row in _people(rng, 9, "KT", place="Süd", service="Kleine Schritte")]
    _write_log(folder / "Überweisungen FINAL (2).xlsx", log)
    monthly = _people(rng, 20, "1", place="Hafen", service="Perinatal Mühle")
    for row in monthly:
        row["person_id"] = f"M{row['person_id']}"
        row["plus_groups"] = ""
        row["first_contact"] = None
        row["imd_decile"] = ""
    _write_months(folder, monthly)
    for row in monthly:
        row["referral_id"] = f"PM-{row['referral_id']}"
    everyone = [*log, *monthly]
    contacts = _write_contacts(folder / "Kontakte.tsv", rng, [row for row in log if row["first_contact"]])
    scores = _write_wide(folder / "Outcomes Q4.xlsx", rng, [row for row in log if row["first_contact"]])
    return _expected(everyone), contacts, scores


def _write_log(path: Path, rows: list[dict]) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "Info"
    book.active["A1"] = "Ask Jürgen before you change the lists"
    for place in ("Hafen", "Süd"):
        sheet = book.create_sheet(f"{place} Log ")
        sheet.append(["Liste der Überweisungen"])
        sheet.merge_cells("A1:K1")
        sheet.append([])
        sheet.append(["Who", None, "Dates", None, None, "Family"])
        sheet.merge_cells("A3:B3")
        sheet.merge_cells("C3:E3")
        sheet.merge_cells("F3:J3")
        headings = ["Ref\nNo ", "Person", "received", "first\u00a0seen", "closed", "Age", "Ethnic group", "Decile"]
        sheet.append([*headings, "Interpreter  needed?", "Baby loss", "Outcome", "Why closed"])
        for number, row in enumerate(one for one in rows if one["place"] == place):
            moment = dt.datetime.combine(row["received"], dt.time(9, 15))
            # Every third day stands as the bare number that a spreadsheet keeps, counted from 1904.
            received = (row["received"] - dt.date(1904, 1, 1)).days if number % 3 == 0 else moment
            groups = row["plus_groups"]
            sheet.append(
                [
                    f" {row['referral_id']}\u00a0",
                    row["person_id"],
                    received,
                    row["first_contact"] or "n/k",
                    row["closed"],
                    f"{row['age']}{('y', ' yrs', '', ' years')[number % 4]}",
                    ETHNIC_WORDS[row["ethnicity"]][number % 2],
                    f"Decile {11 - row['imd_decile']}",
                    "on request" if "interpreter" in groups else ("No", "", "n")[number % 3],
                    ("Yes", "x", 1)[number % 3] if "loss" in groups else 0,
                    {"accepted": "Taken on", "declined": "Not for us", "waiting": "?"}[row["decision"]],
                    row["closure_reason"].upper() or None,
                ]
            )
            if number == 3:
                sheet.append([])
        sheet.append(["TOTAL", sheet.max_row - 5])
        sheet.append([None, "End of report"])
    book.save(path)


def _write_months(folder: Path, rows: list[dict]) -> None:
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September")

    def day(date: dt.date | None, number: int) -> str:
        if date is None:
            return "NULL"
        written = f"{date.day} {months[date.month - 1]} {date.year}"
        return str((date - dt.date(1899, 12, 30)).days) if number % 4 == 0 else written

    for month, part in (("2025-9", rows[:12]), ("2025-10", rows[8:])):
        lines = [["Perinatal Mühle – Überweisungen"], ["printed 1/2/25"], []]
        lines.append(["Nummer", "Frau", "Eingang", "Ende", "Grund", "Alter", "Herkunft", "Entscheidung", ""])
        for number, row in enumerate(part):
            # What stands in both months was waiting in the earlier one.
            early = month == "2025-9" and row in rows[8:]
            lines.append(
                [
                    row["referral_id"],
                    row["person_id"],
                    day(row["received"], number),
                    "NULL" if early else day(row["closed"], number + 1),
                    "" if early else row["closure_reason"],
                    str(row["age"]),
                    ETHNIC_WORDS[row["ethnicity"]][2],
                    "waiting" if early else row["decision"],
                    "",
                ]
            )
        lines += [["Summe", str(len(part))], ["", "", "Ende der Liste"]]
        text = io.StringIO()
        csv.writer(text, delimiter="|", lineterminator="\r\n").writerows(lines)
        (folder / f"Mühle {month}.csv").write_bytes(text.getvalue().encode("cp1252"))


def _write_contacts(path: Path, rng: random.Random, rows: list[dict]) -> list[tuple]:
    told, lines = [], []
    words = {"attended": "Arrived", "missed": "DNA", "cancelled": "Canc."}
    for row in rows:
        for weeks in range(rng.randrange(1, 5)):
            date = row["first_contact"] + dt.timedelta(weeks=weeks)
            status = "attended" if weeks == 0 else rng.choice(list(words))
            told.append((row["referral_id"], date.isoformat(), "video", status))
            # Midnight in summer is 23:00 of the day before in universal time.
            summer = dt.date(2025, 3, 30) <= date < dt.date(2025, 10, 26)
            moment = dt.datetime.combine(date, dt.time()) - dt.timedelta(hours=1 if summer else 0)
            lines.append(f"{row['referral_id']}\t{moment.isoformat()}Z\t{words[status]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-16")
    return told


def _write_wide(path: Path, rng: random.Random, rows: list[dict]) -> list[tuple]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["PHQ9 and friends"])
    sheet.append(["", "PHQ-9", "", "", "", "GAD-7", "", "Goal 1", ""])
    sheet.append(["Ref", "First", "On", "Last", "On", "Pre", "Post", "First", "Last"])
    told = []
    for number, row in enumerate(rows):
        start = row["first_contact"]
        end = start + dt.timedelta(days=30) if number % 3 else None
        phq, gad, goal = ([rng.randrange(0, top), rng.randrange(0, top)] for top in (28, 22, 11))
        line = [row["referral_id"], f"{phq[0]}/27", start.strftime("%d.%m.%y"), "", "", gad[0], "", goal[0], ""]
        told.append((row["referral_id"], "PHQ-9", "", start.isoformat(), "", phq[0]))
        told.append((row["referral_id"], "GAD-7", "", "", "first", gad[0]))
        told.append((row["referral_id"], "GBO", "goal 1", start.isoformat(), "", goal[0]))
        if end:
            line[3:5] = [f"{phq[1]} ", end.strftime("%d.%m.%y")]
            line[6], line[8] = gad[1], goal[1]
            told.append((row["referral_id"], "PHQ-9", "", end.isoformat(), "", phq[1]))
            told.append((row["referral_id"], "GAD-7", "", "", "last", gad[1]))
            told.append((row["referral_id"], "GBO", "goal 1", end.isoformat(), "", goal[1]))
        sheet.append(line)
    book.save(path)
    return told


def write_dales(folder: Path) -> tuple[Rows, list[tuple], list[tuple]]:
    """A file a Place with American dates and one number used twice, a parquet file, scores called pre and post."""
    rng = random.Random(12)
    _setting(folder, ["Upper Dale", "Lower Dale"], ["Dads", "Midwives"])
    by_place = {place: _people(rng, 10, "", place=place, service="Dads") for place in ("Upper Dale", "Lower Dale")}
    everyone = []
    for place, rows in by_place.items():
        with (folder / f"Dads_{place.split()[0]}_2025.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["ID", "Who", "In", "Seen", "Out", "Out", "AGE", "Eth", "How it went"])
            for number, row in enumerate(rows):
                row["plus_groups"], row["imd_decile"] = "", ""
                days = [row[name].strftime("%m/%d/%Y") if row[name] else "-1" for name in ("received", "first_contact")]
                out = row["closed"].strftime("%m/%d/%Y %I:%M %p") if row["closed"] else "-1"
                why = {"completed": "Done", "disengaged": "Lost touch", "": ""}[row["closure_reason"]]
                ethnic = ETHNIC_WORDS[row["ethnicity"]][3] or "NULL"
                decision = {"accepted": "Y", "declined": "N", "waiting": ""}[row["decision"]]
                cells = [row["referral_id"], row["person_id"], *days, out, why, row["age"], ethnic, decision]
                writer.writerow([*cells, "", ""] if number % 2 else cells)  # a separator or two at the end of some
        for row in rows:
            row["referral_id"] = f"{place[0]}-{row['referral_id']}"
            row["person_id"] = f"{place[0]}-{row['person_id']}"
        everyone += rows
    midwives = _people(rng, 15, "MW", place="Upper Dale", service="Midwives")
    for row in midwives:
        row["plus_groups"] = row["plus_groups"].replace("interpreter needed", "interpreter needed")
    frame = pd.DataFrame(midwives)
    for name in ("received", "first_contact", "closed"):
        moments = pd.to_datetime(frame[name]).dt.tz_localize("Europe/London").dt.tz_convert("UTC")
        frame[name] = moments.where(frame[name].notna())
    frame["imd_decile"] = [f"{row['imd_decile']:02}" for row in midwives]
    frame["imd_decile"] += [
        "" if 1 < row["imd_decile"] < 10 else (" Most" if row["imd_decile"] == 1 else " Least") + " deprived"
        for row in midwives
    ]
    frame["age"] = frame["age"].astype(float)
    frame.rename(columns={"age": "Age (years)"}).to_parquet(folder / "midwives.parquet")
    everyone += midwives
    scores = []
    with (folder / "scores long.txt").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(["Ref", "Questionnaire", "When", "Total", *(f"Q{number}" for number in range(1, 8))])
        for row in midwives[:8]:
            for words, occasion in (("Pre", "first"), ("POST", "last")):
                items = [rng.randrange(4) for _ in range(7)]
                total = "see notes" if rng.random() < 0.5 else f"{sum(items)} / 21"
                writer.writerow([row["referral_id"], "gad 7", words, total, *items])
                scores.append((row["referral_id"], "GAD-7", "", "", occasion, sum(items)))
    return _expected(everyone), [], scores

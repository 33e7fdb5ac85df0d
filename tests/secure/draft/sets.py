"""Exports as other systems write them, made from one list of made-up referrals: what a draft has to make sense of."""

import csv
import datetime as dt
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

PEOPLE = 240
START = dt.date(2024, 4, 1)
ETHNIC = {
    "A": "White: English, Welsh, Scottish, Northern Irish or British",
    "H": "Asian, Asian British or Asian Welsh: Indian",
    "N": "Black, Black British, Black Welsh, Caribbean or African: African",
    "Z": "Prefer not to say",
}
DECISION = {"accepted": "Accepted for treatment", "declined": "Not accepted", "signposted": "Referred on"}
SOURCE = {"midwife": "Community midwife", "health visitor": "HV", "GP": "GP practice", "other NHS": "Neonatal unit"}
STAGE = {"antenatal": "Pregnant", "0-6 months": "8 weeks", "7-12 months": "9m"}
CLOSURE = {"completed": "Goals met", "disengaged": "Dropped out", "moved away": "Relocated"}
STATUS = {"attended": "5", "missed": "7", "cancelled": "2"}
PLACES = ("Barnsley", "Doncaster")


def people(seed: int = 1) -> list[dict]:
    """Made-up referrals in the contract's words, one a dictionary."""
    chance = random.Random(seed)
    found = []
    for number in range(PEOPLE):
        received = START + dt.timedelta(days=chance.randrange(330))
        decision = chance.choice(list(DECISION))
        closed = received + dt.timedelta(days=40) if decision == "accepted" and number % 3 else None
        found.append(
            {
                "referral_id": f"BD{number:05}",
                "person_id": f"C{number // 2:04}x",
                "place": PLACES[number % 2],
                "received": received,
                "decision": decision,
                "source": chance.choice(list(SOURCE)),
                "stage": chance.choice(list(STAGE)),
                "age": chance.randrange(17, 44),
                "ethnicity": chance.choice(list(ETHNIC)),
                "decile": chance.randrange(1, 11),
                "interpreter": number % 7 == 0,
                "first": received + dt.timedelta(days=14) if decision == "accepted" else None,
                "closed": closed,
                "reason": chance.choice(list(CLOSURE)) if closed else "",
                "start": chance.randrange(10, 25),
                "end": chance.randrange(2, 15) if closed else None,
            }
        )
    return found


def council_workbook(folder: Path) -> None:
    """A workbook with a sheet a Place, headings with breaks on line 3, Census words, yes-columns and wide scores."""
    book = Workbook()
    book.active.title = "Read me"
    book.active["A1"] = "Parent-infant team, council"
    for place in PLACES:
        sheet = book.create_sheet(f"{place} log")
        sheet.append([f"Referral log: {place}"])
        sheet.append([])
        sheet.append(
            ["Ref No", "Client\nnumber", "Date of\u00a0referral", "Referred by", "Client's age", "Ethnic group",
             "IMD 2019 decile", "Baby's age", "Outcome of referral", "First seen", "Interpreter needed?", "Date closed",
             "Reason for closing", "PHQ-9 start", "PHQ-9 start date", "PHQ-9 end", "PHQ-9 end date", "Worker"]
        )  # fmt: skip
        for one in people():
            if one["place"] == place:
                sheet.append(
                    [one["referral_id"], one["person_id"], one["received"], SOURCE[one["source"]], one["age"],
                     ETHNIC[one["ethnicity"]], f"Decile {one['decile']}", STAGE[one["stage"]],
                     DECISION[one["decision"]], one["first"], "Y" if one["interpreter"] else "N", one["closed"],
                     CLOSURE.get(one["reason"], "#N/A"), one["start"], one["first"] or one["received"], one["end"],
                     one["closed"] if one["end"] else None, "Jo Bloggs"]
                )  # fmt: skip
        sheet.append([])
        sheet.append(["Total", sheet.max_row - 4])
    book.save(folder / "PIRT council log.xlsx")


def national_files(folder: Path) -> None:
    """Deliveries of two quarters with pipes, days as yyyymmdd, national codes, and a file a measure with its items."""
    everyone = people(2)
    headings = ["UNIQUE_REFERRAL_ID", "PSEUDO_ID", "ORG_TEAM", "LOCAL_AUTHORITY", "REFERRAL_RECEIVED_DATE",
                "REFERRAL_SOURCE", "ETHNIC_CATEGORY_CODE", "IMD_DECILE", "REFERRAL_DECISION", "DISCHARGE_DATE",
                "DISCHARGE_REASON", "AGE_BAND", "SURNAME"]  # fmt: skip
    for name, kept in (("national_referrals_Q3.txt", everyone[:170]), ("national_referrals_Q4.txt", everyone[150:])):
        rows = [
            [one["referral_id"], one["person_id"], "Team Alpha", f"{one['place']} Council", f"{one['received']:%Y%m%d}",
             SOURCE[one["source"]], f"{one['ethnicity']}*" if one["ethnicity"] != "Z" else "Z",
             {1: "10 - most deprived", 10: "1 - least deprived"}.get(one["decile"], 11 - one["decile"]),
             DECISION[one["decision"]], f"{one['closed']:%Y%m%d}" if one["closed"] else "NULL",
             CLOSURE.get(one["reason"], ""), "30-34", f"Person{number}"]
            for number, one in enumerate(kept)
        ]  # fmt: skip
        _write(folder / name, [headings, *rows, ["End of report", *[""] * 12]], "|", "utf-16")
    contacts = [
        {"unique_referral_id": one["referral_id"], "care_contact_date": one["first"], "attendance_status": code,
         "consultation_mechanism": "01"}
        for one in everyone
        if one["first"]
        for code in ("5", "7", "2")[: 1 + len(one["referral_id"]) % 3]
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(contacts), folder / "carecontacts.parquet")
    scored = [one for one in everyone if one["first"]]
    items = [[one["referral_id"], f"{one['first']:%d.%m.%Y}", 10, *[1] * 10] for one in scored]
    _write(
        folder / "EPDS.csv",
        [["Referral ref", "Completed on", "Total score", *[f"Item {n}" for n in range(1, 11)]], *items],
    )


def _write(path: Path, rows: list[list], separator: str = ",", encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)

"""Small random folders of extracts of which it is known what must become of every row: written, and held to it."""

import csv
import random
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
from mapped_files import NOT_MENDED, lines_in, write_mapped
from spoiled_folders import Tables, good, write_table
from spoiled_rows import SPOILS

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.checking import Checked
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import piece_of
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.relations import CONSEQUENCES

SETTINGS = 'synthetic = true\nsite = "Spoiled"\nextract_date = 2025-03-31\nallowed_share = {}\n'
TWO_DIFFER, RAGGED, NOBODY = "'referral_id' not unique", "the record has", "there is no such referral"
MOST_FURTHER = 2
OF_ALL = ("services", "places")  # whatever falls with them says so, and need not say more


@dataclass
class Told:
    """What was done (`kinds`), and what must be found: extract -> row -> how its reason begins; copies kept once."""

    kinds: list[str] = field(default_factory=list)
    reasons: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    copies: int = 0
    nameless: set[str] = field(default_factory=set)  # ids that their referrals lost
    stand: dict[tuple[str, str, int], int] = field(default_factory=dict)  # of referrals that are mapped
    left_out: int = 0


def write_told(folder: Path, seed: int) -> Told:
    """Write the folder of this seed; gives what must be found in it."""
    rng = random.Random(f"told {seed}")
    tables, told = good(rng, (4, 14), (2, 5)), Told()
    further = [name for name in tables if CONTRACTS[name].optional]
    for name in further[:-MOST_FURTHER] if rng.random() < 0.5 else further[MOST_FURTHER:]:
        del tables[name]  # each costs as much as the next, and a fault is the same in many
    mapped = rng.random() < 0.25
    kinds = [
        kind
        for kind, spoil in SPOILS.items()
        if spoil.extract in tables and (not mapped or spoil.extract != "referrals" or kind in NOT_MENDED)
    ]
    chosen = rng.sample(kinds, rng.choice((0, 1, 1, 2, 2, 3, 4, 6)))
    # A contact before its referral is found where the referral stands, so that those are spoiled first.
    for kind in sorted(chosen, key=lambda kind: (*OF_ALL, "referrals").count(SPOILS[kind].extract), reverse=True):
        _spoil(rng, tables, kind, told)
    _copy(rng, tables, told)
    folder.mkdir(parents=True)
    (folder / "extract.toml").write_text(SETTINGS.format(rng.choice((0.02, 0.5, 0.95))), encoding="utf-8")
    for name, rows in tables.items():
        # A workbook would take a cell that begins so for a formula.
        if mapped and name == "referrals":
            workbook = rng.random() < 0.4 and not any(cell.startswith("=") for row in rows for cell in row.values())
            said, told.stand, told.left_out = write_mapped(rng, folder, rows, workbook)
            with (folder / "extract.toml").open("a", encoding="utf-8") as file:
                file.write(said)
            told.kinds.append("referrals are mapped")
            continue
        formula = any(cell.startswith("=") for row in rows for cell in row.values())
        kind = "csv" if formula else rng.choice(("csv", "csv", "csv", "xlsx", "parquet"))
        write_table(folder, name, rows, kind)
        # What names a Place, a service or a copied referral that is no row would be told otherwise.
        held = name in OF_ALL or (name == "referrals" and told.copies)
        if kind == "csv" and not held and rng.random() < 0.1:
            beside = _named_beside(tables, told) if name == "referrals" else set()
            kept = [number for number, row in enumerate(rows, start=2) if row.get("referral_id") in beside]
            _make_ragged(rng, folder / f"{name}.csv", told.reasons[name], kept)
            told.kinds.append(f"{name}: a field too many")
    return told


def _spoil(rng: random.Random, tables: Tables, kind: str, told: Told) -> None:
    spoil = SPOILS[kind]
    done = {name for name, rows in told.reasons.items() if rows}
    if spoil.extract not in tables or (done & {*OF_ALL}) or (spoil.extract in OF_ALL and done):
        return
    rows, gone = tables[spoil.extract], told.reasons[spoil.extract]
    fallen = {tables["referrals"][number - 2]["referral_id"] for number in told.reasons["referrals"]} | told.nameless
    free = [
        number
        for number, row in enumerate(rows, start=2)
        if number not in gone and not spoil.unless(row) and (spoil.extract == "referrals" or _stands(row, fallen))
    ]
    for number in rng.sample(free, min(len(free), rng.choice((1, 1, 2, 6)))):
        row = rows[number - 2]
        changed = spoil.changes(rng, row)
        if row | changed in rows:
            continue  # it would be a copy, and no fault
        if spoil.extract == "referrals" and "referral_id" in changed:
            told.nameless.add(row["referral_id"])
        row |= changed
        gone[number] = spoil.reason
        told.kinds.append(f"{spoil.extract} {number}: {kind}")


def _stands(row: dict[str, str], fallen: set[str]) -> bool:
    return row.get("referral_id", "") not in fallen


def _copy(rng: random.Random, tables: Tables, told: Told) -> None:
    """Copies of a referral that say the same, and some that do not."""
    rows = tables["referrals"]
    whole = [number for number in range(2, len(rows) + 2) if number not in told.reasons["referrals"]]
    if rng.random() < 0.3 and whole:
        number = whole.pop(rng.randrange(len(whole)))
        told.copies = rng.choice((1, 1, 3))
        rows += [dict(rows[number - 2]) for _ in range(told.copies)]
        told.kinds.append(f"referrals {number}: copied")
    beside = _named_beside(tables, told)
    whole = [number for number in whole if rows[number - 2]["referral_id"] not in beside]
    if rng.random() < 0.2 and whole:
        number = rng.choice(whole)
        other = "withdrawn" if rows[number - 2]["decision"] != "withdrawn" else "declined"
        rows.append(rows[number - 2] | {"decision": other})
        told.reasons["referrals"] |= {number: TWO_DIFFER, len(rows) + 1: TWO_DIFFER}
        told.kinds.append(f"referrals {number}: another under its id")


def _named_beside(tables: Tables, told: Told) -> set[str]:
    """Ids of referrals that must stand: what is wrong with a row beside its referral can be told only where it does."""
    further = (name for name in told.reasons if name != "referrals")
    return {tables[name][number - 2].get("referral_id", "") for name in further for number in told.reasons[name]}


def _make_ragged(rng: random.Random, path: Path, reasons: dict[int, str], kept: Collection[int] = ()) -> None:
    lines = path.read_bytes().split(b"\r\n")
    free = [number for number in range(2, len(lines)) if number not in reasons and number not in kept]
    if free:
        number = rng.choice(free)
        lines[number - 1] += b",more"
        reasons[number] = RAGGED
        path.write_bytes(b"\r\n".join(lines))


def records_of(folder: Path, name: str) -> int:
    """How many records an extract has, as readers find that have nothing to do with ours."""
    path = next(folder.glob(f"{name}.*"), None)
    if path is None:
        return lines_in(folder)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return len(list(csv.reader(file))) - 1
    if path.suffix == ".xlsx":
        return openpyxl.load_workbook(path).active.max_row - 1
    return pq.read_metadata(path).num_rows


def differences(folder: Path, told: Told, prepared: Prepared) -> list[str]:
    """What was found otherwise than it must be, a sentence each."""
    if prepared.checks is None:
        return [f"refused: {'; '.join(prepared.refusals)[:300]}"]
    wrong = []
    for name, checked in prepared.checks.extracts.items():
        if checked.count.read != records_of(folder, name):
            wrong.append(f"{name}: {checked.count.read} read of {records_of(folder, name)}")
        if checked.count.copies != (told.copies if name == "referrals" else 0):
            wrong.append(f"{name}: {checked.count.copies} copies of {told.copies} kept once")
        if checked.count.left_out != (told.left_out if name == "referrals" else 0):
            wrong.append(f"{name}: {checked.count.left_out} lines left out, not {told.left_out}")
        found: dict[int, set[str]] = defaultdict(set)
        for problem in checked.problems.to_pylist():
            found[_number(checked, problem[ROW], told)].add(problem["reason"])
        due = told.reasons.get(name, {})
        for row, reason in due.items():
            if not any(one.startswith(reason) for one in found.get(row, ())):
                wrong.append(f"{name} {row}: not found to be {reason!r}, but {sorted(found.get(row, ()))}")
        follows = {*CONSEQUENCES, NOBODY} if told.nameless or _falls(told) else {*CONSEQUENCES}
        for row in found.keys() - due.keys():
            if not found[row] <= follows:
                wrong.append(f"{name} {row}: quarantined though nothing was done to it, for {sorted(found[row])}")
    return wrong


def _number(checked: Checked, row: int, told: Told) -> int:
    if not checked.raw.pieces:
        return row
    piece = piece_of(checked.raw, row)
    return told.stand[piece.file, piece.sheet, row - piece.start]


def _falls(told: Told) -> bool:
    """Whether a referral is no row at all, so that what names it names nobody."""
    return RAGGED in told.reasons["referrals"].values()

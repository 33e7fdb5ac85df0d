"""The extracts about the setting that a folder lacks, begun: headings, and the Places and services met in referrals."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pimh_data.contracts import CONTRACTS, Contract
from pimh_data.secure.draft.guessing.seen import Seen

BEGUN = ("places", "services")
# A spreadsheet program takes text without a mark for its own encoding.
ENCODING = "utf-8-sig"


@dataclass(frozen=True)
class Begun:
    """A file begun: what is written behind what it holds (nothing, or headings), and what is to be completed."""

    name: str
    text: str
    complete: str
    there: bool


def begun(folder: Path, seen: Seen, brought: Collection[str]) -> tuple[Begun, ...]:
    """The extracts of BEGUN that are not `brought`. A file of headings alone, as a template's, gets its rows."""
    rows = {
        "places": [{"place": name, "lad_codes": code} for name, code in seen.places.items()],
        "services": [
            {"service": service, "place": place, "started": tally.first and f"{tally.first[:8]}01"}
            for (service, place), tally in seen.pairs.items()
        ],
    }
    found = []
    for name in BEGUN:
        contract, path = CONTRACTS[name], folder / f"{name}.csv"
        headings = _headings(path, contract)
        if name in brought or headings is None:
            continue
        text = _rows(headings, rows[name])
        new = "" if path.exists() else ",".join(headings) + "\n"
        if new or text:
            found.append(Begun(path.name, new + text, _to_complete(contract, rows[name]), path.exists()))
    return tuple(found)


def unlisted(seen: Seen, pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """Services and their Places that the referrals name, in a folder whose services extract lists others."""
    return [pair for pair in seen.pairs if pair not in pairs] if pairs else []


def _headings(path: Path, contract: Contract) -> list[str] | None:
    """The headings that rows are written under; None where the file is there and is more, or other, than headings."""
    if not path.exists():
        return [column.name for column in contract.columns if not column.optional]
    try:
        text = path.read_text(encoding=ENCODING) if path.stat().st_size < 10_000 else ""
    except (OSError, UnicodeError):
        return None
    records = [record for record in csv.reader(io.StringIO(text)) if any(record)]
    known = {column.name for column in contract.columns}
    return records[0] if len(records) == 1 and set(records[0]) <= known and text.endswith("\n") else None


def _rows(headings: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, headings, lineterminator="\n", extrasaction="ignore").writerows(rows)
    return text.getvalue()


def _to_complete(contract: Contract, rows: Sequence[Mapping[str, str]]) -> str:
    needed = [column.name for column in contract.columns if not column.optional and not column.blank]
    if not rows:
        return f"write its rows ({', '.join(needed)})"
    blank = [column for column in needed if any(not row.get(column) for row in rows)]
    given = [column for column in ("lad_codes", "started") if any(row.get(column) for row in rows)]
    held = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    complete = f"{held} {'is' if len(rows) == 1 else 'are'} complete"
    said = f"complete {', '.join(blank)} in {held}" if blank else complete
    guesses = {"lad_codes": "the district that the name says", "started": "the month of its first referral"}
    return said + "".join(f"; '{column}' is a guess: {guesses[column]}" for column in given)

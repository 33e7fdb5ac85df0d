"""The report of a check for machines, as JSON: the same numbers and words as in the report in words, and no others."""

import json
from pathlib import Path
from typing import Any

from pimh_data.secure.exit_codes import GOOD, REFUSED, TOO_MANY_QUARANTINED
from pimh_data.secure.findings import ROWS_NAMED, Fault, Found, Word
from pimh_data.secure.placing import piece_of
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.report import unused_headings
from pimh_data.secure.warned import Warned

FORMAT = 1
VERDICTS = {GOOD: "good", TOO_MANY_QUARANTINED: "more quarantined than allowed", REFUSED: "refused"}


def write_report(path: Path, prepared: Prepared, verb: str, refusals: tuple[str, ...] = (), release: str = "") -> None:
    """Write the report. `refusals`: those of publishing, beside what was prepared; `release`: the name of the one made.

    Raises OSError where the file cannot be written.
    """
    content = as_json(prepared, verb, refusals, release)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def as_json(prepared: Prepared, verb: str, refusals: tuple[str, ...] = (), release: str = "") -> dict[str, Any]:
    """The report as numbers, texts and lists. Ids, and words that may not be printed, are counted and never in it."""
    refused = tuple(dict.fromkeys((*prepared.refusals, *refusals)))
    code = REFUSED if refused else prepared.exit_code
    settings, checks = prepared.settings, prepared.checks
    return {
        "format": FORMAT,
        "verb": verb,
        "verdict": VERDICTS[code],
        "exit_code": code,
        "site": settings.site if settings else "",
        "extract_date": settings.extract_date.isoformat() if settings else "",
        "allowed_share": settings.allowed_share if settings else None,
        "release": release,
        "refusals": list(refused),
        "above_allowed": list(prepared.too_many),
        "look_first": list(prepared.look_first),
        "extracts": [_extract(found) for found in prepared.found],
        "losses": list(dict.fromkeys((*(checks.losses() if checks else ()), *prepared.losses))),
        "notes": list(prepared.lines),
        "differences": [{"difference": one.words, "holds_back": one.held} for one in prepared.compared.differences],
    }


def _extract(found: Found) -> dict[str, Any]:
    checked = found.checked
    counts = vars(checked.count)
    sources = [
        {"source": piece.source, "file": piece.file, "sheet": piece.sheet, **vars(count)}
        for piece, count in found.pieces
    ]
    effects = [{"row": None if one.row is None else _place(found, one.row), "rows": one.rows} for one in found.effects]
    return {
        "extract": checked.contract.name,
        **counts,
        "quarantined_with_their_referral": checked.orphans,
        "share_quarantined": round(checked.share, 6),
        "empty_records": checked.raw.blank,
        "sources": sources,
        "faults": [_fault(found, fault) for fault in found.faults],
        "because_of_these": effects,
        "warnings": [_warned(found, warned) for warned in found.warnings],
        "columns_not_used": unused_headings(found),
        "notes": list(checked.raw.notes),
    }


def _fault(found: Found, fault: Fault) -> dict[str, Any]:
    return {
        "column": fault.column,
        "reason": fault.reason,
        "rows": fault.rows,
        "first_rows": [_place(found, row) for row in fault.first[:ROWS_NAMED]],
        "words": [_word(word) for word in fault.words],
        "other_rows": fault.others,
        "first_other_rows": [_place(found, row) for row in fault.first_others[:ROWS_NAMED]],
    }


def _word(word: Word) -> dict[str, Any]:
    return {"word": word.text, "rows": word.rows} | ({"nearest": word.nearest} if word.nearest else {})


def _warned(found: Found, warned: Warned) -> dict[str, Any]:
    return {
        "column": warned.column,
        "reason": warned.reason,
        "rows": warned.rows,
        "first_rows": [_place(found, row) for row in warned.first[:ROWS_NAMED]],
        "of": [{"name": name, "rows": rows} for name, rows in warned.of],
    }


def _place(found: Found, row: int) -> dict[str, Any]:
    piece = piece_of(found.checked.raw, row)
    return {"file": piece.file, "sheet": piece.sheet, "row": row - piece.start}

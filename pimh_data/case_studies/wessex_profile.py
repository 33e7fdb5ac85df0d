"""The published Wessex profile as it stands, with suppressed, missing and noted cells told apart. Computes nothing."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import number
from pimh_data.questions.evidence import ROUNDED_APART, STATE, evidence, tidy
from pimh_data.questions.indicators.comparing import DIRECTION
from pimh_data.questions.indicators.evidence import NOT_PROTECTED, OFFICIAL
from pimh_data.questions.words import listed
from pimh_data.registry import reference
from pimh_data.registry.case_studies import WESSEX
from pimh_data.registry.cubes import PUBLISHED
from pimh_data.registry.indicators import INDICATORS
from pimh_data.registry.value_states import SHOWN, SUPPRESSED
from pimh_data.release import Release

SOURCE = reference.FILES["wessex_perinatal_profile"].source
VALUE, NOTED, HIDDEN, MISSING = "value", "value with a note", "suppressed", "not available"
# A mark beside the word or the number, so that the four kinds are told apart without colour.
MARKS = {VALUE: "", NOTED: "*", HIDDEN: "[c]", MISSING: "[x]"}
COLUMNS = (
    Column("indicator", "Indicator", "text"),
    Column("unit", "Unit", "text"),
    Column("period", "Period", "text"),
    Column("direction", "Direction", "text"),
    Column("area", "Area", "text"),
    Column("value", "Value", "number", decimals=1),
    Column("kind", "Kind of cell", "text"),
    Column("cell", "Value or reason", "text"),
    Column("note", "Note", "text"),
    STATE,
)


def wessex_table(release: Release, selection: Selection) -> Answer:
    """The perinatal profile of Wessex: one row an indicator and area, in the order of the source (9 by 9).

    `kind`: value, value with a note, suppressed or not available; `cell` holds the value or the reason with its mark.
    A suppressed cell has the state 'hidden', one not available 'no data'. It is the same whatever is selected.
    """
    must_name(release, WESSEX)
    table = release.tables.get(("indicators", PUBLISHED))
    mine = table[(table["source"] == SOURCE).to_numpy()] if table is not None else pd.DataFrame()
    rows = [_row(row) for row in mine.to_dict("records")]
    found = evidence(
        release,
        definition="Nine indicators of perinatal and infant mental health need for Wessex and its areas, as "
        "tabulated from the Fingertips perinatal profile. Areas are those of the table's "
        "years: Dorset is the former county.",
        numerator="As published; counts are not in the table",
        denominator="As published, named in the unit",
        method="None: values are shown as printed, without intervals, so none is compared",
        period=listed(list(dict.fromkeys(str(row["period"]) for row in rows))) or "None",
        source=SOURCE,
        citation=SOURCE,
        hidden=_hidden(rows),
        caveats=(
            "The table gives no counts and no intervals: a difference between two areas may be chance.",
            "'Looked after' and 'in treatment' are also signs of help reached: no judgement is made.",
        ),
        matters=(),
    )
    caveats = tuple(words for words in found.caveats if words != ROUNDED_APART)
    return Answer(
        "indicators.wessex",
        "Perinatal profile of Wessex",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        _finding(rows),
        replace(found, profile=NOT_PROTECTED, data=OFFICIAL, caveats=caveats),
        notes=("* the source qualifies the value; [c] suppressed to protect people; [x] not available.",)
        if rows
        else (),
    )


def _row(row: dict[str, Any]) -> Row:
    known = row["value_state"] == SHOWN
    note = row["value_note"] if known else ""
    kind = NOTED if note else VALUE if known else HIDDEN if row["value_state"] == SUPPRESSED else MISSING
    entry = INDICATORS.get(row["indicator_id"])
    return {
        "indicator": row["indicator"],
        "unit": row["unit"],
        "period": row["period"],
        "direction": DIRECTION[entry.polarity] if entry else "direction not known",
        "area": row["area"],
        "value": row["value"] if known else float("nan"),
        "kind": kind,
        "cell": " ".join(filter(None, (number(row["value"]) if known else kind, MARKS[kind]))),
        "note": row["value_note"],
        "state": {HIDDEN: "hidden", MISSING: "no data"}.get(kind, "zero" if row["value"] == 0 else "shown"),
    }


def _hidden(rows: list[Row]) -> str:
    suppressed = [f"{row['indicator']}, {row['area']}" for row in rows if row["kind"] == HIDDEN]
    if not suppressed:
        return "No cell of the table is suppressed."
    return f"{len(suppressed)} cells were published as suppressed: {'; '.join(suppressed)}."


def _finding(rows: list[Row]) -> Finding:
    if not rows:
        return Finding("The release does not hold the Wessex profile.", "no data")
    count = {kind: sum(row["kind"] == kind for row in rows) for kind in MARKS}
    areas, indicators = (len({row[name] for row in rows}) for name in ("area", "indicator"))
    return Finding(
        f"Wessex, {indicators} indicators in {areas} areas: {count[VALUE] + count[NOTED]} cells have a value, "
        f"of which {count[NOTED]} are qualified by the source; {count[HIDDEN]} are suppressed and {count[MISSING]} not "
        "available.",
        "description",
    )

"""An Answer as JSON, for programs: its rows, what each column is, the finding, and what every term means."""

import json
from typing import Any

import pandas as pd

from pimh_data.answer import Answer
from pimh_data.charts.definitions import definitions
from pimh_data.charts.export import whole

NOT_WRITTEN = ("focus",)  # which row a chart draws darker


def to_json(answer: Answer, address: str = "") -> bytes:
    """One object, UTF-8. `rows`: an object a row of the Answer's table, null where there is no number: its `state` says
    why. Counts are whole numbers. `address`: where this very answer is found.
    """
    columns = [column for column in answer.columns if column.name not in NOT_WRITTEN]
    rows = answer.table[[column.name for column in columns]].itertuples(index=False, name=None)
    chosen = answer.selection
    told = {
        "question": answer.key,
        "title": answer.title,
        "address": address,
        "selection": {name: getattr(chosen, name) for name in ("place", "service", "year", "deprivation")},
        "choices": dict(answer.variant),
        "period": answer.period,
        "finding": {"text": answer.finding.text, "grade": answer.finding.grade},
        "notes": [*answer.keeps, *answer.notes],
        "columns": [{"name": c.name, "label": c.label, "kind": c.kind, "unit": c.unit} for c in columns],
        "rows": [{column.name: _value(value) for column, value in zip(columns, row, strict=True)} for row in rows],
        "definitions": [{"term": term, "meaning": meaning} for term, meaning in definitions(answer)],
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _value(value: Any) -> str | int | float | bool | None:
    if pd.isna(value):
        return None
    return value if isinstance(value, str) else whole(value)

"""Reads genuine Fingertips downloads, in every dialect met, into the indicators form. No row is lost without a word."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from pimh_data.errors import ExtractError
from pimh_data.registry.indicators import APRIL, INDICATORS
from pimh_data.secure.ingest import fingertips_form as form
from pimh_data.secure.ingest.fingertips_columns import find_columns
from pimh_data.secure.ingest.fingertips_duplicates import drop_repeats
from pimh_data.secure.ingest.fingertips_file import read_records, refuse
from pimh_data.secure.ingest.fingertips_form import Account, Explained
from pimh_data.secure.ingest.fingertips_possible import possible
from pimh_data.secure.ingest.fingertips_rows import as_text, whole_rows
from pimh_data.secure.ingest.fingertips_values import as_numbers, value_state
from pimh_data.secure.ingest.marks import mark_state
from pimh_data.secure.ingest.periods import Period, parse_period
from pimh_data.secure.ingest.periods_dashed import dashed_means

_NOWHERE = Period("", date(1970, 1, 1), date(1970, 1, 1), 0, 0)


def read_fingertips(path: str | Path) -> pd.DataFrame:
    """Read one download into the indicators form: one row an indicator, area, sex, age, category and period.

    Columns: fingertips_form.COLUMNS; text never null, numbers float64 in the indicator's unit, limits as published.
    `.attrs["account"]` holds the counts read, kept and explained. Raises ExtractError for any other file.
    """
    return read_fingertips_with_account(path)[0]


def read_fingertips_with_account(path: str | Path) -> tuple[pd.DataFrame, Account]:
    """The same, with every row that was not kept, and why. Always: read = kept + explained."""
    path = Path(path)
    records = read_records(path)
    layout = find_columns(records.heading, path.name)
    rows, explained, notes = whole_rows(records, layout, path.name)
    text = as_text(rows, layout)
    table, numbers, faulty, odd = _as_form(text, pd.Series([number for number, _ in rows], dtype="int64"), path.name)
    table, repeated = drop_repeats(table, numbers)
    account = Account(
        source=path.name,
        read=len(records.rows),
        kept=len(table),
        explained=tuple(sorted((*explained, *faulty, *repeated), key=lambda e: e.row)),
        notes=(*records.notes, *layout.notes, *notes, *_unknown(table), *_conflicts(table), *odd),
    )
    if table.empty:
        raise refuse(path.name, _nothing(account))
    table = table.reset_index(drop=True)
    table.attrs["account"] = account.as_dict()
    return table, account


def _nothing(account: Account) -> str:
    if not account.read:
        return "it has a heading and no rows"
    first = "; ".join(row.text for row in account.explained[:5])
    return f"none of its {account.read:,} rows can be read ({first})"


def _unknown(table: pd.DataFrame) -> tuple[str, ...]:
    names = table.loc[table["polarity"] == form.UNKNOWN, ["indicator_id", "indicator"]].drop_duplicates("indicator_id")
    listed = [f"{name} ({key})" for key, name in names.itertuples(index=False)]
    shown = "; ".join(listed[:5]) + (f"; and {len(listed) - 5:,} more" if len(listed) > 5 else "")
    return (f"direction and unit not known for {shown}",) if listed else ()


def _conflicts(table: pd.DataFrame) -> tuple[str, ...]:
    count = int((table["value_state"] == form.CONFLICTING).sum())
    return (f"{count:,} rows contradict another row of the same area, group and period; all are kept",) if count else ()


def _as_form(
    text: pd.DataFrame, row_numbers: pd.Series, source: str
) -> tuple[pd.DataFrame, pd.Series, list[Explained], tuple[str, ...]]:
    """Numbers, periods and states; rows with a fault are taken out, each with all its faults. Notes of odd numbers."""
    faults: dict[int, list[tuple[str, str]]] = {}

    def fault(where: pd.Series, reason: str, said: pd.Series) -> None:
        for index in text.index[where]:
            faults.setdefault(index, []).append((reason, said[index]))

    for name in ("indicator_id", "area_code", "period"):
        fault(text[name] == "", f"no {name}", pd.Series(f"{name} is empty", index=text.index))
    ids = text["indicator_id"]
    fault(
        (ids != "") & ~ids.str.fullmatch(r"\d+"), "indicator_id is not a number", ids.map("indicator_id is {!r}".format)
    )
    columns: dict[str, object] = {name: text[name] for name in form.TEXT if name in text}
    for name in form.NUMBERS:
        if name in text:
            columns[name], wrong = as_numbers(text[name])
            fault(wrong, "not a number", text[name].map(f"{name} {{!r}} is not a number".format))
    periods, unread = _periods(text)
    late = unread.str.contains("ends in the future", regex=False)
    fault((unread != "") & ~late, "period not understood", unread)
    fault(late, "period ends in the future", unread)
    for part in ("start", "end", "months", "sort"):
        columns[f"period_{part}"] = [getattr(period, part) for period in periods]
    for part in ("polarity", "unit"):
        columns[part] = ids.map({key: getattr(INDICATORS.get(key), part, form.UNKNOWN) for key in ids.unique()})
    good = ~text.index.isin(list(faults))
    note: pd.Series = columns.get("value_note", pd.Series("", index=text.index, dtype="str"))
    states = value_state(columns["value"], note, text["value"])
    held = possible(_numbers(columns, text.index)[good], _about(text, columns["unit"], row_numbers)[good])
    columns |= {name: held.numbers[name].reindex(text.index) for name in form.NUMBERS}
    taken_out = held.states[held.states != ""]
    states[taken_out.index] = taken_out
    columns["value_state"] = states
    marked = (note == "") & text["value"].isin([words for words in text["value"].unique() if mark_state(words)])
    columns["value_note"] = note.where(~marked, text["value"].map("printed as {}".format))
    columns["source"] = source
    explained = [
        Explained(row_numbers[i], said[0][0], f"row {row_numbers[i]}: {'; '.join(s for _, s in said)}")
        for i, said in faults.items()
    ]
    return form.in_form(columns, text.index)[good], row_numbers[good], explained, held.notes


def _numbers(columns: Mapping[str, object], index: pd.Index) -> pd.DataFrame:
    nothing = pd.Series(float("nan"), index=index)
    return pd.DataFrame({name: columns.get(name, nothing) for name in form.NUMBERS}, index=index)


def _about(text: pd.DataFrame, units: pd.Series, row_numbers: pd.Series) -> pd.DataFrame:
    """What sentences on odd numbers name, and the numbers as printed."""
    printed = {f"{name}_text": text.get(name, pd.Series("", index=text.index, dtype="str")) for name in form.NUMBERS}
    return text[["indicator_id", "indicator", "area", "period"]].assign(unit=units, row=row_numbers, **printed)


def _periods(text: pd.DataFrame) -> tuple[list[Period], pd.Series]:
    """The period of every row, and why its text is none ('' where it is). Split years begin as the registry says."""
    today = date.today()
    means = text.groupby("indicator_id")["period"].agg(dashed_means).to_dict()
    known: dict[tuple[str, str], tuple[Period, str]] = {}
    for words, indicator in dict.fromkeys(zip(text["period"], text["indicator_id"], strict=True)):
        month = INDICATORS[indicator].year_begins if indicator in INDICATORS else APRIL
        period, why = _NOWHERE, ""
        if words:
            try:
                period = parse_period(words, month, means[indicator])
            except ExtractError as error:
                why = str(error)
            if period.end > today:
                period, why = _NOWHERE, f"the time period {words!r} ends in the future ({period.end})"
        known[words, indicator] = period, why
    found = [known[key] for key in zip(text["period"], text["indicator_id"], strict=True)]
    return [period for period, _ in found], pd.Series([why for _, why in found], index=text.index, dtype="str")

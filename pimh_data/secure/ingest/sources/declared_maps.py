"""Reads how the columns of one source are mapped: headings, constants, names, values, dates. Opens no file."""

import re
from collections.abc import Mapping
from typing import Any

from pimh_data.contracts import PLUS_GROUPS
from pimh_data.secure.ingest.sources.date_patterns import date_pattern
from pimh_data.secure.ingest.sources.declared import AGE_YEARS, FromName
from pimh_data.secure.ingest.sources.saying import At, table_of, texts


def columns(at: At, given: Any) -> dict[str, tuple[str, ...]]:
    """Heading -> columns of the contract, or AGE_YEARS."""
    ages = any(column.name == "age_band" for column in at.contract.columns)
    found = {heading: texts(at, "columns", names) for heading, names in table_of(at, "columns", given).items()}
    return {
        heading: names
        for heading, names in found.items()
        if all((ages and name == AGE_YEARS) or at.has("columns", name) for name in names)
    }


def constants(at: At, given: Any) -> dict[str, str]:
    """Column -> the same value in every row; it is said where that is blank and every row needs one."""
    needed = {column.name: column for column in at.contract.columns if not column.optional and not column.blank}
    for name, text in table_of(at, "constants", given).items():
        if name in needed and not str(text).strip():
            meaning = needed[name].meaning.split(". ")[0].rstrip(".")
            at.wrong(f"[constants] {name!r} is left blank, and every row needs it{at.on('constants', name)}: {meaning}")
    return {
        name: at.allowed("constants", name, str(text))
        for name, text in table_of(at, "constants", given).items()
        if at.has("constants", name)
    }


def prefixes(at: At, given: Any) -> dict[str, str]:
    """Id column -> what is put before every id, so that those of two systems are told apart."""
    stated = table_of(at, "prefixes", given)
    return {name: str(text) for name, text in stated.items() if at.has("prefixes", name, ("id",))}


def values(at: At, given: Any) -> dict[str, dict[str, str]]:
    """Column (or heading of a yes-column, or AGE_YEARS) -> their word -> ours; blank where it is none."""
    yes_columns = at.table.get("plus_groups", {})
    found = {}
    for name, words in table_of(at, "values", given).items():
        if not isinstance(words, dict):
            at.wrong(f"[values] write those of {name!r} as a table [sources.{at.contract.name}.values.{name}]")
        elif name in yes_columns or name == AGE_YEARS:
            found[name] = {str(theirs): str(ours) for theirs, ours in words.items()}
        elif at.has("values", name):
            found[name] = {str(theirs): at.allowed("values", name, str(ours)) for theirs, ours in words.items()}
    return found


def dates(at: At, given: Any) -> dict[str, tuple[str, ...]]:
    """Date column -> its patterns, each of which names day, month and year."""
    found = {}
    for name, patterns in table_of(at, "dates", given).items():
        if at.has("dates", name, ("date",)):
            found[name] = texts(at, "dates", patterns)
            for pattern in found[name]:
                try:
                    date_pattern(pattern)
                except ValueError as error:
                    at.wrong(f"[dates] {name}: {error}")
    return found


def plus_groups(at: At, given: Any) -> dict[str, str]:
    """Heading of a yes-column -> plus group."""
    if not any(column.name == "plus_groups" for column in at.contract.columns):
        return at.wrong(f"{at.contract.name} has no plus groups", {})
    stated = table_of(at, "plus_groups", given)
    for heading, group in stated.items():
        if group not in PLUS_GROUPS:
            at.wrong(f"[plus_groups] {heading!r}: {group!r} is none (there are: {', '.join(PLUS_GROUPS)})")
    return {heading: group for heading, group in stated.items() if group in PLUS_GROUPS}


def from_name(at: At, given: Any) -> dict[str, FromName]:
    """Column -> the part of the file's or the sheet's name that is its value."""
    stated = table_of(at, "from_name", given)
    found = {name: _from_name(at, name, said) for name, said in stated.items() if at.has("from_name", name)}
    return {name: said for name, said in found.items() if said}


def _from_name(at: At, name: str, said: Any) -> FromName | None:
    stated: Mapping[str, Any] = said if isinstance(said, dict) else {str(said): "(.*)"}
    if len(stated) != 1 or not set(stated) <= {"file", "sheet"}:
        return at.wrong(f'[from_name] {name} must be "file", "sheet" or as in {{ sheet = "(.*) log" }}')
    of, pattern = next(iter(stated.items()))
    try:
        form = re.compile(pattern, re.IGNORECASE)
    except (re.error, TypeError) as error:
        return at.wrong(f"[from_name] {name}: {pattern!r} is no regular expression ({error})")
    if form.groups != 1:
        return at.wrong(f"[from_name] {name}: {pattern!r} must have one group, such as (.*)")
    return FromName(of, form)

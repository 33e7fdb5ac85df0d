"""What was found wrong with an extract, by rule: rows, words that do not fit, what follows from it. Data only."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.release import ExtractCount
from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.conditions import both, either, is_in, table_name
from pimh_data.secure.effects import Effect, effects_of
from pimh_data.secure.engine import asked, asked_as_table
from pimh_data.secure.ingest.account import Piece
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.printing import FEWEST_ROWS, SETTING, may_be_printed, of_codes
from pimh_data.secure.reading import NAMES
from pimh_data.secure.reconciling import by_piece, reconciled
from pimh_data.secure.relations import CONSEQUENCES
from pimh_data.secure.statements import quoted
from pimh_data.secure.warned import Warned, warnings_of

ROWS_NAMED = 6
WORDS_NAMED = 12


@dataclass(frozen=True)
class Word:
    """A word that does not fit, as it may be printed, how many rows hold it, and the name of ours that is most like it.

    `nearest`: a Place or a service as its extract lists it; blank in other columns, and where none is like it.
    """

    text: str
    rows: int
    nearest: str = ""


@dataclass(frozen=True)
class Fault:
    """A rule that rows break. `first`: the numbers of the first of them, one more than are named where there are more.

    `words`: those that may be printed, the most frequent first; `others`: rows that hold another, `first_others` the
    first of them. Where no word is printed all rows are others.
    """

    column: str
    reason: str
    rows: int
    first: tuple[int, ...]
    words: tuple[Word, ...] = ()
    others: int = 0
    first_others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """Of one extract. `account`: its lines in words, so that they add up; `pieces`: its files and sheets, counted.

    `faults`: those of the rows' own first, by how many rows have them; then what follows from another extract's.
    `effects`: what was quarantined elsewhere because of rows of this one. `warnings`: of rows that are kept.
    """

    checked: Checked
    account: tuple[str, ...]
    pieces: tuple[tuple[Piece, ExtractCount], ...]
    faults: tuple[Fault, ...]
    effects: tuple[Effect, ...]
    warnings: tuple[Warned, ...] = ()

    @property
    def counts(self) -> tuple[tuple[str, ExtractCount], ...]:
        """The name and count of the extract, then those of its files and sheets."""
        own = ((piece.where, count) for piece, count in self.pieces)
        return ((self.checked.raw.path.name, self.checked.count), *(own if self.checked.raw.pieces else ()))


def findings(checks: Checks) -> tuple[Found, ...]:
    """What was found of every extract, in the contracts' order: causes stand before what follows from them."""
    return tuple(_found(checked, checks) for checked in checks.extracts.values())


def _found(checked: Checked, checks: Checks) -> Found:
    account, pieces = tuple(reconciled(checked)), tuple(by_piece(checked))
    warnings = warnings_of(checked, checks, ROWS_NAMED)
    faults = _faults(checked, checks)
    return Found(checked, account, pieces, faults, effects_of(checked, checks), warnings)


def _faults(checked: Checked, checks: Checks) -> tuple[Fault, ...]:
    found = _of_rows(checked, checks) if checked.faults.table is not None else []
    ragged: dict[str, list[int]] = {}
    for bad in checked.raw.malformed:
        ragged.setdefault(bad.reason, []).append(bad.row)
    for reason, rows in ragged.items():
        first = tuple(sorted(rows)[: ROWS_NAMED + 1])
        found.append(Fault("", reason, len(rows), first, (), len(rows), first))
    return tuple(sorted(found, key=lambda fault: (fault.reason in CONSEQUENCES, -fault.rows)))


def _of_rows(checked: Checked, checks: Checks) -> list[Fault]:
    table, rules = checked.faults.table, checked.faults.rules
    words = _words(checked, checks)
    row = quoted(ROW)
    query = f"""
        select fault, told, count(*), list({row} order by {row}) filter (where nth <= {ROWS_NAMED + 1}) from (
            select *, row_number() over (partition by fault, told order by {row}) as nth
            from (select fault, {row}, {_told(words)} as told from {table_name(table)}))
        group by fault, told"""
    counts = asked(checks.connection, query)
    found = []
    for number in sorted({fault for fault, *_ in counts}):
        rows = {flag: of for fault, flag, of, _ in counts if fault == number}
        first = {flag: list(of) for fault, flag, _, of in counts if fault == number}
        first_rows = tuple(sorted(row for rows_of in first.values() for row in rows_of)[: ROWS_NAMED + 1])
        others, first_others = rows.get(False, 0), tuple(first.get(False, ()))
        told_words, all_rows = words.get(number, ()), sum(rows.values())
        rule = rules[number]
        found.append(Fault(rule.column, rule.reason, all_rows, first_rows, told_words, others, first_others))
    return found


def _words(checked: Checked, checks: Checks) -> dict[int, tuple[Word, ...]]:
    """The number of a rule -> the words that break it and may be printed.

    Extracts about the setting tell of nobody in care: whatever does not fit there may be printed, in every column.
    """
    table, contract = checked.faults.table, checked.contract
    columns = {column.name: column for column in contract.columns}
    coded = [
        number
        for number, rule in enumerate(checked.faults.rules)
        if rule.column in columns
        and (contract.name in SETTING or of_codes(columns[rule.column]))
        and rule.reason not in CONSEQUENCES
    ]
    if not coded:
        return {}
    fewest = 1 if contract.name in SETTING else FEWEST_ROWS
    query = f"""
        select fault, value, count(*) as rows from {table_name(table)} where fault in ({", ".join(map(str, coded))})
        group by fault, value having count(*) >= {fewest} order by rows desc, value"""
    held = asked_as_table(checks.connection, query).to_pylist()
    held = [line for line in held if may_be_printed(line["value"], max(line["rows"], FEWEST_ROWS))]
    ids = _ids_among(checked, sorted({line["value"] for line in held}))
    found: dict[int, list[Word]] = {}
    for line in held:
        of_rule = found.setdefault(line["fault"], [])
        if line["value"] not in ids and len(of_rule) < WORDS_NAMED:
            column = checked.faults.rules[line["fault"]].column
            of_rule.append(Word(line["value"], line["rows"], _nearest(line["value"], column, checked, checks)))
    return {number: tuple(words) for number, words in found.items() if words}


def _nearest(text: str, column: str, checked: Checked, checks: Checks) -> str:
    """The name in the extract that lists those of the column which is most like a text; blank where none is."""
    extract = NAMES.get(column, "")
    if extract not in checks.extracts or checked.contract.name == extract:
        return ""
    query = f"select distinct {quoted(column)} as name from {table_name(checks.extracts[extract].accepted)}"
    listed = asked_as_table(checks.connection, query)["name"].to_pylist()
    names = {plain(name): name for name in sorted(filter(None, listed))}
    if plain(text) in names:  # right as it is, and listed for another Place
        return ""
    close = difflib.get_close_matches(plain(text), names, 1)
    return names[close[0]] if close else ""


def _ids_among(checked: Checked, texts: Sequence[str]) -> set[str]:
    """Those of the texts that stand in an id column of the extract: a shifted column would print ids."""
    names = [quoted(column.name) for column in checked.contract.columns if column.kind == "id"]
    queries = [
        f"select {name} from {table_name(table)} where {is_in(name, texts)}"
        for table in (checked.accepted, checked.refused)
        for name in names
        if texts
    ]
    found = asked(checked.accepted.get_backend(), " union ".join(queries)) if queries else ()
    return {text for (text,) in found}


def _told(words: dict[int, tuple[Word, ...]]) -> str:
    return either(
        both(f"fault = {number}", is_in("value", [word.text for word in of_rule])) for number, of_rule in words.items()
    )

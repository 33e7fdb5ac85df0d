"""The report of a check in words: what was read, accepted and quarantined, each reason with its rows and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.checking import Checks
from pimh_data.secure.effects import Effect
from pimh_data.secure.findings import ROWS_NAMED, Fault, Found, Word, findings
from pimh_data.secure.ingest.tabular import ROW, RawExtract, own_files
from pimh_data.secure.placing import numbers_in_words
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.printing import heading_to_print, may_be_printed, of_codes
from pimh_data.secure.reading import NAMES
from pimh_data.secure.reconciling import files_not_read
from pimh_data.secure.relations import CONSEQUENCES, NOT_OF_PLACE
from pimh_data.secure.rules import SHEET_REASON
from pimh_data.secure.warned import Warned

ORIGINS_NAMED, COLUMNS_NAMED = 12, 40


@dataclass(frozen=True)
class Line:
    """A line of the report, and whether it says that something is wrong."""

    text: str
    wrong: bool = False


def report_lines(prepared: Prepared, quarantine: str = "", only_wrong: bool = False) -> list[str]:
    """The report of all that was prepared: of the extracts, then of what lies beside them. `only_wrong`: for schedules.

    Words are printed of columns of codes alone, where enough rows hold them: the report goes to logs. `quarantine`: the
    folder that the rows were written to.
    """
    own = list(_of_extracts(prepared.checks, prepared.found, quarantine)) if prepared.checks else []
    lines = [*own, *(Line(text) for text in (*prepared.lines, *prepared.compared.lines))]
    lines += [Line(text, wrong=True) for text in prepared.compared.warnings]
    # Causes before what follows from them.
    first = [prepared.compared.held] if prepared.compared.held else []
    first += [f"Look first: {words}" for words in prepared.look_first]
    first += [f"Not ready: {words}" for words in prepared.too_many]
    return [*first, *(line.text for line in lines if line.wrong or not only_wrong)]


def check_lines(checks: Checks, quarantine: str = "") -> list[str]:
    """The lines of the extracts alone: each reconciled with its files, then a line a reason."""
    return [line.text for line in _of_extracts(checks, findings(checks), quarantine)]


def lines_of_words(found: Found) -> list[str]:
    """A line for every fault of an extract by which words do not fit, as the report says it; also of too few rows for
    a word to be printed.
    """
    name = found.checked.contract.name
    coded = {column.name for column in found.checked.contract.columns if of_codes(column)}
    unknown = [
        fault
        for fault in found.faults
        if fault.column in coded and fault.reason not in CONSEQUENCES and not fault.reason.endswith("missing")
    ]
    return [f"{name}: {_refused(found, fault)}" for fault in unknown]


def _of_extracts(checks: Checks, found: Sequence[Found], quarantine: str) -> Iterator[Line]:
    for one in found:
        yield from _of_extract(one, quarantine)
    for path in brought_without_rows(checks):
        yield Line(f"{path.name} has no row, as extract.toml says: it counts as not brought")
    for extract, sources in checks.settings.sources.items():
        if extract not in checks.extracts and {extract, *(one.name for one in sources)} & set(
            checks.settings.without_rows
        ):
            yield Line(f"{extract} has no row, as extract.toml says: it counts as not brought")
        elif extract not in checks.extracts:
            patterns = ", ".join(repr(pattern) for source in sources for pattern in source.files)
            yield Line(f"{extract}: no file of its sources is there ({patterns})", wrong=True)
    unread = files_not_read(checks)
    if unread:
        yield Line(f"Files that no extract is made of, not read: {', '.join(unread)}")
    for words in checks.losses(headings=True):
        yield Line(f"Note: {words}")


def _of_extract(found: Found, quarantine: str) -> Iterator[Line]:
    raw = found.checked.raw
    for words in found.account:
        yield Line(words, wrong=bool(found.faults or found.warnings))
    see = f" See {quarantine}/{found.checked.contract.name}.csv." if quarantine else ""
    for fault in found.faults:
        yield Line(f"  {_refused(found, fault)}{see}", wrong=True)
    for effect in found.effects:
        yield Line(f"  {_because(raw, effect)}", wrong=True)
    for warned in found.warnings:
        yield Line(f"  {_kept(raw, warned)}", wrong=True)
    for words in raw.notes:
        yield Line(f"  {words}")
    if raw.blank:
        yield Line(f"  {raw.blank} empty records passed over")
    unused = unused_headings(found)
    if unused:
        more = f" and {len(unused) - COLUMNS_NAMED:,} more" if len(unused) > COLUMNS_NAMED else ""
        yield Line(f"  columns not used: {', '.join(unused[:COLUMNS_NAMED])}{more}")


def _refused(found: Found, fault: Fault) -> str:
    raw = found.checked.raw
    rows = _rows(raw, fault.rows, fault.first)
    return f"{rows}: {fault.reason}.{_words(raw, fault)}{_where(found, fault)}"


def _rows(raw: RawExtract, rows: int, first: Sequence[int]) -> str:
    plural = "rows" if rows > 1 else "row"
    return f"{rows:,} {plural} refused ({plural} {numbers_in_words(raw, first, ROWS_NAMED, ', ...')})"


def _kept(raw: RawExtract, warned: Warned) -> str:
    plural = "rows" if warned.rows > 1 else "row"
    numbers = numbers_in_words(raw, warned.first, ROWS_NAMED, ", ...")
    told = [f"{rows:,} of {name}" for name, rows in warned.of]
    rest = f" and {len(told) - ORIGINS_NAMED} others" if len(told) > ORIGINS_NAMED else ""
    of = f" ({', '.join(told[:ORIGINS_NAMED])}{rest})" if told else ""
    end = "" if not of and warned.reason.endswith("?") else "."
    return f"Warning: {warned.rows:,} {plural} kept ({plural} {numbers}): {warned.reason}{of}{end}"


def _words(raw: RawExtract, fault: Fault) -> str:
    """The words that do not fit; those that may not be printed by the numbers of their rows."""
    if not fault.words:
        return ""
    told = ", ".join(map(_word, fault.words))
    if fault.others:
        numbers = numbers_in_words(raw, fault.first_others, ROWS_NAMED, ", ...")
        told += f", and others in {fault.others:,} {'row' if fault.others == 1 else 'rows'} ({numbers})"
    return f" It says {told}."


def _word(word: Word) -> str:
    nearest = f"; most like {word.nearest!r}" if word.nearest else ""
    return f"{word.text!r} ({word.rows:,} {'row' if word.rows == 1 else 'rows'}{nearest})"


def _where(found: Found, fault: Fault) -> str:
    """Where to say what the site's words mean: in `extract.toml`, or in the extract that lists the names."""
    raw, contract = found.checked.raw, found.checked.contract
    if fault.reason == SHEET_REASON.format(fault.column):
        return ""
    if fault.reason == NOT_OF_PLACE:
        return " List it for that Place in the services extract, or mend the Place."
    listed = NAMES.get(fault.column, "")
    names = listed and listed != contract.name and fault.reason not in CONSEQUENCES
    names = names and "is not in the" in fault.reason
    if not raw.mapped:
        return f" Where the name is right here, write it so in the {listed} extract." if names else ""
    if fault.column == "imd_version" and not fault.words:
        return (
            f' Write imd_version = "2019" or "2025" under [sources.{contract.name}.constants]. An export made before '
            "October 2025 holds 2019; if nobody knows, put a # before the decile's heading: no decile is read then."
        )
    coded = any(column.name == fault.column and of_codes(column) for column in contract.columns)
    if not coded or fault.reason in CONSEQUENCES or fault.reason.endswith("missing"):
        return ""
    said = f"Write what they mean under [sources.{contract.name}.values.{fault.column}]"
    return f" {said}; or, where the name is right here, write it so in the {listed} extract." if names else f" {said}."


def _because(raw: RawExtract, effect: Effect) -> str:
    told = ", ".join(f"{rows:,} of {extract}" for extract, rows in effect.rows.items())
    if effect.row is None:
        return f"because of these rows, others are quarantined too: {told}"
    named = effect.name if may_be_printed(effect.name, sum(effect.rows.values())) else ""
    where = numbers_in_words(raw, [effect.row], 1)
    return f"because of row {where}{f' ({named!r})' if named else ''}, others are quarantined too: {told}"


def brought_without_rows(checks: Checks) -> list[Path]:
    """The files of extracts that hold headings alone."""
    absent = [name for name in CONTRACTS if name not in checks.extracts and name not in checks.settings.sources]
    return [path for name in absent for path in own_files(checks.folder, name)]


def unused_headings(found: Found) -> list[str]:
    """The headings that the contract does not know, as they may be printed; of mapped sources the notes name them."""
    raw, contract = found.checked.raw, found.checked.contract
    if raw.mapped:
        return []
    known = {column.name for column in contract.columns} | {ROW}
    return [
        heading_to_print(name, number)
        for number, name in enumerate(raw.table.column_names)
        if name not in known and not (contract.pattern and name.startswith(contract.pattern))
    ]

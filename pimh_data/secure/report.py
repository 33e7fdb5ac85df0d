"""The report of a check in words: what was read, accepted and quarantined, every reason with its rows. No values."""

from collections import defaultdict
from pathlib import Path

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.ingest.tabular import SUFFIXES
from pimh_data.secure.placing import numbers_in_words
from pimh_data.secure.preparing import Prepared
from pimh_data.secure.reconciling import files_not_read, reconciled

ROWS_NAMED = 6


def report_lines(prepared: Prepared, quarantine: str = "") -> list[str]:
    """The report of all that was prepared: of the extracts, then of what lies beside them."""
    own = check_lines(prepared.checks, quarantine) if prepared.checks else []
    return [*own, *prepared.lines]


def check_lines(checks: Checks, quarantine: str = "") -> list[str]:
    """Lines that reconcile each extract with its files, then a line a reason.

    Row numbers are named, values never: the report goes to logs. `quarantine`: the folder the rows were written to.
    """
    lines = []
    for checked in checks.extracts.values():
        lines += reconciled(checked)
        lines += _reasons(checked, quarantine)
        lines += [f"  {words}" for words in checked.raw.notes]
        if checked.raw.blank:
            lines.append(f"  {checked.raw.blank} empty records passed over")
        unused = _unused(checked)
        if unused:
            lines.append(f"  columns not used: {', '.join(unused)}")
    for path in brought_without_rows(checks):
        lines.append(f"{path.name} has no row: it counts as not brought")
    for extract, sources in checks.settings.sources.items():
        if extract not in checks.extracts:
            patterns = ", ".join(repr(pattern) for source in sources for pattern in source.files)
            lines.append(f"{extract}: no file of its sources is there ({patterns})")
    unread = files_not_read(checks)
    if unread:
        lines.append(f"Files that no extract is made of, not read: {', '.join(unread)}")
    lines += [f"Note: {words}" for words in checks.losses(headings=True)]
    return lines


def brought_without_rows(checks: Checks) -> list[Path]:
    """The files of extracts that hold headings alone."""
    absent = [name for name in CONTRACTS if name not in checks.extracts and name not in checks.settings.sources]
    return [path for name in absent for path in checks.folder.glob(f"{name}.*") if path.suffix.lower() in SUFFIXES]


def _reasons(checked: Checked, quarantine: str) -> list[str]:
    rows = defaultdict(list)
    for row, reason in zip(checked.problems["row"].to_pylist(), checked.problems["reason"].to_pylist(), strict=True):
        rows[reason].append(row)
    see = f" See {quarantine}/{checked.contract.name}.csv." if quarantine else ""
    lines = []
    for reason, numbers in sorted(rows.items(), key=lambda item: -len(item[1])):
        named = numbers_in_words(checked.raw, numbers, ROWS_NAMED, ", ...")
        plural = "rows" if len(numbers) > 1 else "row"
        lines.append(f"  {len(numbers):,} {plural} refused ({plural} {named}): {reason}.{see}")
    return lines


def _unused(checked: Checked) -> list[str]:
    if checked.raw.mapped:
        return []  # named of each source, among the notes
    known = {column.name for column in checked.contract.columns} | {"row"}
    pattern = checked.contract.pattern
    return [
        name
        for name in checked.raw.table.column_names
        if name not in known and not (pattern and name.startswith(pattern))
    ]

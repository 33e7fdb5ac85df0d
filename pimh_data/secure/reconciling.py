"""Every line of every file accounted for: read = accepted + quarantined + copies kept once + left out. Counts only."""

from collections.abc import Iterable, Mapping

import numpy as np

from pimh_data.contracts import CONTRACTS
from pimh_data.errors import ExtractError
from pimh_data.release import ExtractCount, SourceEntry
from pimh_data.secure import beside, settings
from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked_as_table
from pimh_data.secure.fetch import cache
from pimh_data.secure.gathering import not_opened
from pimh_data.secure.ingest import talking_therapies
from pimh_data.secure.ingest.account import Piece
from pimh_data.secure.ingest.sources.declared import KEEP, MERGE, MERGED_WHERE_MANY
from pimh_data.secure.ingest.sources.finding import LOCKS
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import counts_by_piece, numbers_in_words, pieces_of, rows_by_piece
from pimh_data.secure.scores import overrides
from pimh_data.secure.statements import quoted

ROWS_NAMED = 6
SETTINGS = frozenset((settings.NAME, overrides.NAME, cache.NAME, *(f"{name}.sql" for name in CONTRACTS)))
PUBLISHED = frozenset((*beside.PATTERNS, talking_therapies.FOLDER))  # of the last its reader names those unread


def reconciled(checked: Checked) -> list[str]:
    """The account of an extract in words: of all its lines, then of each file and sheet of its sources."""
    count, title = checked.count, checked.raw.path.name
    of_pieces = by_piece(checked)
    lines = [f"{title}: {_sum(count, bool(checked.raw.pieces))}"]
    if checked.orphans:
        lines[0] += f" (of these {checked.orphans:,} because their referral was quarantined)"
    if count.copies:
        row = quoted(ROW)
        first = f"select {row} from {table_name(checked.copies)} order by {row} limit {ROWS_NAMED + 1}"
        copies = asked_as_table(checked.copies.get_backend(), first)[ROW].to_pylist()
        named = numbers_in_words(checked.raw, copies, ROWS_NAMED, ", ...")
        lines.append(
            f"  {count.copies:,} identical {'copy' if count.copies == 1 else 'copies'} kept once (rows {named})"
            f"{_why_merged(checked)}"
        )
    if checked.raw.pieces:
        lines += [f"  {piece.source} ({piece.where}): {_sum(own, True, piece.left_out)}" for piece, own in of_pieces]
    return lines


def by_piece(checked: Checked) -> list[tuple[Piece, ExtractCount]]:
    """Each file or sheet of an extract, and its count."""
    raw, pieces = checked.raw, pieces_of(checked.raw)
    if not raw.pieces:
        return [(pieces[0], checked.count)]
    ragged = counts_by_piece(raw, np.array([bad.row for bad in raw.malformed], dtype=np.int64))
    accepted, refused, copies = (
        [0] * len(pieces) if table is None else rows_by_piece(raw, table)
        for table in (checked.accepted, checked.refused, checked.copies)
    )
    found = []
    for number, piece in enumerate(pieces):
        left_out = sum(piece.left_out.values())
        read = checked.rows[number] + ragged[number] + left_out
        quarantined = refused[number] + ragged[number]
        found.append((piece, ExtractCount(read, accepted[number], quarantined, copies[number], left_out)))
    return found


def that_do_not_add_up(counts: Iterable[tuple[str, ExtractCount]]) -> list[str]:
    """A sentence for each extract, file or sheet (its name and count) whose parts are not what was read of it."""
    said = []
    for where, count in counts:
        told = count.accepted + count.quarantined + count.copies + count.left_out
        if told != count.read:
            said.append(
                f"{where}: {_sum(count, True)}, which is {told:,}: rows were lost, or counted twice, so nothing is "
                "published. Please tell whoever looks after this program"
            )
    return said


def files_not_read(checks: Checks) -> list[str]:
    """The names of all files of the folder that no extract is read from, also of other kinds and in folders of it.

    Settings and queries are none of them, nor what is read in the folders of published files. Raises ExtractError where
    the folder is no longer there.
    """
    folder = checks.folder
    try:
        there = [path for path in (*folder.iterdir(), *folder.rglob("*/*")) if path.is_file()]
    except OSError as error:
        raise ExtractError(f"the folder of extracts is no longer there: {not_opened(error)}") from None
    read = {name for checked in checks.extracts.values() for name in checked.raw.hashes}
    names = {path.relative_to(folder).as_posix(): path for path in there}
    unread = {path.relative_to(folder).as_posix() for path in beside.not_read(folder)}
    return sorted(
        name
        for name, path in names.items()
        if name in unread
        or (
            name not in read
            and name not in SETTINGS
            and path.relative_to(folder).parts[0] not in PUBLISHED
            and not path.name.startswith((*LOCKS, "."))
        )
    )


def sources_of(checks: Checks) -> tuple[SourceEntry, ...]:
    """Every source of the extracts that have any: the last day that it covers, and whether a file of it was there."""
    found = []
    for extract, sources in checks.settings.sources.items():
        raw = checks.extracts[extract].raw if extract in checks.extracts else None
        missing = raw.missing if raw else [one.name for one in sources]
        for source in sources:
            date = source.extract_date or checks.settings.extract_date
            lacks = raw.absent.get(source.name, ()) if raw else ()
            found.append(SourceEntry(extract, source.name, date.isoformat(), source.name not in missing, lacks))
    return tuple(found)


def _sum(count: ExtractCount, whole: bool, left_out: Mapping[str, int] | None = None) -> str:
    words = f"{count.read:,} read = {count.accepted:,} accepted + {count.quarantined:,} quarantined"
    if whole or count.copies:
        words += f" + {count.copies:,} copies kept once"
    if whole or count.left_out:
        words += f" + {count.left_out:,} left out"
    if left_out:
        words += f" ({', '.join(f'{number:,} {why}' for why, number in left_out.items())})"
    return words


def _why_merged(checked: Checked) -> str:
    name = checked.contract.name
    if name not in MERGED_WHERE_MANY:
        return ""
    return f": a tenth of a file or more is copied, or extract.toml says {MERGE!r} ({KEEP!r} counts each)"

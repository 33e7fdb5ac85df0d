"""One source to be written: tables that are alike, what they are, what their columns hold. Groups, writes nothing."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.guessing.recognise import Recognised, recognise
from pimh_data.secure.draft.looking.days import Days, days_of, shows_day_first
from pimh_data.secure.draft.looking.profile import Profile, profiles
from pimh_data.secure.draft.looking.tables import Sheet
from pimh_data.secure.draft.vocabulary.headings_known import HINTS
from pimh_data.secure.ingest.sources.headings import plain

# Words of a file's name that do not say what system it is from.
NO_NAME = frozenset({
    "final", "export", "extract", "extracts", "report", "data", "copy", "all", "full", "new", "log", "v", "draft",
    "csv", "xlsx", "list", "dump", "for", "of", "the", "and", "to", "from", "year", "fy", "ytd", "monthly",
    "quarterly", "q", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sheet",
    "table", "download", "anon", "pseudonymised", "anonymised", "in", "out", "by", "results", "result", "referred",
    "current", "latest", "cover",
})  # fmt: skip


@dataclass(frozen=True)
class Drafted:
    """Tables with the same headings as one source of an extract. `whole`: their rows together, of the first's columns.

    `days`: number of a column -> how its dates are written. `again`: the tables are another source's too, whose columns
    these are not.
    """

    name: str
    sheets: tuple[Sheet, ...]
    whole: Sheet
    recognised: Recognised
    profiles: tuple[Profile, ...]
    days: Mapping[int, Days]
    again: bool = False

    @property
    def extract(self) -> str:
        """The extract that it is a source of."""
        return self.recognised.extract

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.whole.cells.num_rows


def drafted(sheets: Sequence[Sheet], today: dt.date) -> tuple[tuple[Drafted, ...], tuple[Sheet, ...]]:
    """The sources that tables make, those alike together, in the contracts' order; and tables that are no extract."""
    sources: list[Drafted] = []
    none: list[Sheet] = []
    for alike in _alike(sheets):
        whole = _whole(alike)
        columns = profiles(whole)
        days = _days(columns, today)
        found = recognise(f"{whole.file} {whole.sheet}", columns, days, len(alike))
        none += alike if not found else ()
        named = name_of(alike)
        sources += [
            Drafted(named, tuple(alike), whole, recognised, columns, days, again=turn > 0)
            for turn, recognised in enumerate(found)
        ]
    sources.sort(key=lambda source: list(CONTRACTS).index(source.extract))
    return tuple(_named_apart(sources)), tuple(none)


def latest_day(sources: Sequence[Drafted]) -> str:
    """The latest day, yyyy-mm-dd, that columns of past days hold; blank where there is none."""
    days = [
        source.days[known.profile.number].last
        for source in sources
        for known in source.recognised.columns
        if (column := CONTRACTS[source.extract].column(known.column)).kind == "date" and not column.future
    ]
    return max(days, default="")


def files_of(source: Drafted) -> list[str]:
    """The files of a source, that with the earliest latest day first: as deliveries follow each other."""
    latest: dict[str, str] = {}
    for sheet in source.sheets:
        last = latest_day([replace(source, days=_days(profiles(sheet), dt.date.max))]) if len(source.sheets) > 1 else ""
        latest[sheet.file] = max(latest.get(sheet.file, ""), last)
    return sorted(latest, key=lambda file: latest[file])


def name_of(sheets: Sequence[Sheet]) -> str:
    """What a source may be called: the words of the file's name that say which system it is from."""
    stem = re.sub(r"\.[^.]*$", "", sheets[0].file)
    words = [word for word in re.split(r"[\s_\-.()]+", stem) if word]
    hints = {hint for known in HINTS.values() for hint in known}
    telling = [w for w in words if not re.search(r"\d", w) and w.casefold() not in NO_NAME | hints]
    return " ".join(telling) or stem


def _alike(sheets: Iterable[Sheet]) -> list[list[Sheet]]:
    groups: dict[tuple, list[Sheet]] = {}
    for sheet in sheets:
        how = (
            sheet.separator,
            sheet.encoding,
            sheet.headings_line,
            bool(sheet.sheet),
            sheet.file.rsplit(".")[-1].lower(),
        )
        groups.setdefault((*how, *map(plain, sheet.names)), []).append(sheet)
    return list(groups.values())


def _whole(sheets: Sequence[Sheet]) -> Sheet:
    cells = pa.concat_tables([sheet.cells for sheet in sheets])
    left_out: dict[str, int] = {}
    for sheet in sheets:
        for words, count in sheet.leave_out:
            left_out[words] = left_out.get(words, 0) + count
    ragged = sum(sheet.ragged for sheet in sheets)
    return replace(sheets[0], cells=cells, leave_out=tuple(left_out.items()), ragged=ragged)


def _days(columns: Sequence[Profile], today: dt.date) -> dict[int, Days]:
    found = {profile.number: days_of(profile.counts, today) for profile in columns}
    if any(shows_day_first(days) for days in found.values()):
        again = {p.number: days_of(p.counts, today, day_first=True) for p in columns if found[p.number].doubtful}
        found |= again
    return found


def _named_apart(sources: Sequence[Drafted]) -> list[Drafted]:
    """Two sources of one extract may not have the same name."""
    taken: dict[tuple[str, str], int] = {}
    apart = []
    for source in sources:
        turn = taken.setdefault((source.extract, source.name), 0) + 1
        taken[source.extract, source.name] = turn
        apart.append(source if turn == 1 else replace(source, name=f"{source.name} {turn}"))
    return apart

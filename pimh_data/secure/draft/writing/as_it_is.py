"""Which files already are extracts in the contracts' own form, and need no source. Looks at what was recognised."""

from collections.abc import Sequence
from pathlib import PurePath

import pyarrow.compute as pc

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.guessing.contents import is_age, source_blanks
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.looking.profile import texts_of
from pimh_data.secure.draft.writing.entry_values import value_lines
from pimh_data.secure.draft.writing.written_before import Before
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.tabular import SUFFIXES

READ_ANYHOW = ("dd/mm/yyyy",)


def as_it_is(sources: Sequence[Drafted], before: Before) -> tuple[tuple[Drafted, ...], tuple[Drafted, ...]]:
    """The sources that are taken as they are, and those that need lines in `extract.toml`.

    A file in the contract's form needs lines too where another source brings rows of the same extract.
    """
    own = [source for source in sources if _in_contract_form(source)]
    alone = [
        source
        for source in own
        if not before.sources.get(source.extract) and [s.extract for s in sources].count(source.extract) == 1
    ]
    return tuple(alone), tuple(source for source in sources if source not in alone)


def names_in(sources: Sequence[Drafted], extract: str, column: str) -> tuple[str, ...]:
    """The names that a column of an extract about the setting holds, such as the Places of the places extract."""
    names: dict[str, None] = {}
    for source in sources:
        known = source.recognised.of(column) if source.extract == extract else None
        if known is not None:
            names |= dict.fromkeys(pc.unique(texts_of(source.whole, known.profile.number)).to_pylist())
    return tuple(name for name in names if name)


def pairs_in(sources: Sequence[Drafted]) -> set[tuple[str, str]]:
    """(service, Place) of every row of the services extract."""
    pairs: set[tuple[str, str]] = set()
    for source in sources:
        known = [source.recognised.of(name) if source.extract == "services" else None for name in ("service", "place")]
        if all(known):
            columns = [texts_of(source.whole, one.profile.number).to_pylist() for one in known]
            pairs |= set(zip(*columns, strict=True))
    return pairs


def _in_contract_form(source: Drafted) -> bool:
    contract, sheet = CONTRACTS[source.extract], source.sheets[0]
    file = PurePath(sheet.file)
    names = {column.name for column in contract.columns}
    plainly_written = (
        sheet.headings_line == (1,) and sheet.separator == "," and sheet.encoding in ("utf-8", "utf-8-sig")
    )
    if plain(file.stem) != source.extract or file.suffix.lower() not in SUFFIXES or not plainly_written:
        return False
    if len(source.sheets) > 1 or len(sheet.sheets) > 1 or sheet.leave_out:
        return False
    if not all(name in names or name.startswith(contract.pattern or "\0") for name in sheet.names):
        return False
    return not contract.person_level or not _needs_lines(source)


def _needs_lines(source: Drafted) -> bool:
    ages = source.recognised.of("age_band")
    dates = [source.days[known.profile.number] for known in source.recognised.columns]
    written = {pattern for days in dates for pattern in days.patterns}
    doubtful = any(days.doubtful for days in dates)
    return bool(
        (ages and is_age(ages.profile))
        or doubtful
        or written - set(READ_ANYHOW)
        or source_blanks(source)
        or value_lines(source, ())
    )

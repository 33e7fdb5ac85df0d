"""Scores of measures that have columns of their own: one row a score. What is read stands in `mapped`."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pyarrow.compute as pc

from pimh_data.contracts import Contract
from pimh_data.secure.ingest.sources.declared import Source, Wide
from pimh_data.secure.ingest.sources.headings import Headings
from pimh_data.secure.ingest.sources.lines import Lines
from pimh_data.secure.ingest.sources.mapped import Mapped, Named, mapped
from pimh_data.secure.ingest.sources.values import Reading

NO_SCORE = "without a score"
Say = Callable[[str], None]


def wide_rows(
    lines: Lines, headings: Headings, contract: Contract, named: Named, reading: Reading, wrong: Say
) -> Iterator[tuple[str, Mapped, int]]:
    """For each measure of the source its name, its rows, one a line, and how many lines hold none of its scores."""
    source = reading.source
    everywhere = {heading for one in source.wide for heading in wide_columns(one)}
    for one in source.wide:
        found = mapped(lines, headings, contract, named, replace(reading, source=_long(source, one)), wrong)
        held = None
        for name in found.table.column_names:
            if name == "score" or name.startswith("item_"):
                filled = pc.not_equal(found.table[name], "")
                held = filled if held is None else pc.or_(held, filled)
        table = found.table if held is None else found.table.filter(held)
        unused = tuple(name for name in found.unused if headings.column(name) not in map(headings.column, everywhere))
        name = " ".join(part for part in (one.measure, one.scale, one.occasion) if part)
        yield name, replace(found, table=table, unused=unused), found.table.num_rows - table.num_rows


def wide_columns(one: Wide) -> dict[str, tuple[str, ...]]:
    """Heading -> columns of the scores extract, of one measure."""
    columns: dict[str, tuple[str, ...]] = {}
    items = [(heading, f"item_{number}") for number, heading in enumerate(one.items, start=1)]
    own = [(one.score, "score"), (one.assessed, "assessed"), (one.child_age_months, "child_age_months"), *items]
    for heading, name in own:
        if heading:
            columns[heading] = (*columns.get(heading, ()), name)
    return columns


def _long(source: Source, one: Wide) -> Source:
    """The source as if it brought this measure alone."""
    texts = {"measure": one.measure, "scale": one.scale, "respondent": one.respondent, "occasion": one.occasion}
    own = {name for names in wide_columns(one).values() for name in names} | {
        name for name, text in texts.items() if text
    }
    columns = {heading: tuple(name for name in names if name not in own) for heading, names in source.columns.items()}
    for heading, names in wide_columns(one).items():
        columns[heading] = (*columns.get(heading, ()), *names)
    constants = {name: text for name, text in source.constants.items() if name not in own}
    return replace(source, columns=columns, constants=constants | {name: text for name, text in texts.items() if text})

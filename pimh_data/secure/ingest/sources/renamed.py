"""What to write where a heading that a source maps is no longer one of its files'. Says only."""

from collections.abc import Iterator
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import sheets_of
from pimh_data.secure.ingest.sources.opening import headings_in
from pimh_data.secure.ingest.sources.written_like import headings_wanted, present


def no_heading(source: Source, heading: str, where: str, nearest: str) -> str:
    """The sentence on a heading that is none of a file. `where`: the file, `nearest`: blank where none is like it."""
    said = f"{heading!r} is no heading of {where}"
    setting = next((one for one in (("columns", heading), ("plus_groups", heading)) if one in source.lines), ())
    if not nearest:
        return f"{said}: correct or take out {source.line(*setting)}"
    return (
        f"{said} (nearest: {nearest!r}): change {source.line(*setting)} from {heading!r} to {nearest!r}, if it is that"
    )


def renamed(source: Source, folder: Path, encoding: str) -> Iterator[str]:
    """A sentence for every heading that a source maps and a file of it that is there has not."""
    for path in present(source, folder):
        try:
            headings = headings_in(source, path, sheets_of(source, path)[0][0], encoding)
        except (ExtractError, OSError):  # said where the file is taken
            continue
        wanted = {heading: headings.column(heading) for heading in headings_wanted(source)}
        if source.columns and any(number is not None for number in wanted.values()):
            free = set(range(len(headings.names))) - set(wanted.values())
            for heading in (heading for heading, number in wanted.items() if number is None):
                yield no_heading(source, heading, path.name, headings.nearest(heading, free))

"""The lines of a source that say which Place or service a word means; words that fit none of the listed ones wait."""

from collections.abc import Mapping, Sequence

from pimh_data.secure.draft.guessing.beside import Beside
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.guessing.from_names import from_names
from pimh_data.secure.draft.guessing.places import place_of
from pimh_data.secure.draft.guessing.seen import MOST_NAMES
from pimh_data.secure.draft.looking.profile import texts_of
from pimh_data.secure.draft.privacy import rows_said
from pimh_data.secure.draft.toml_lines import FILL_IN, line, quoted, remark, waiting
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.lines import LINE
from pimh_data.secure.printing import heading_to_print, may_be_printed

LISTS = {"place": ("places", "Places"), "service": ("services", "services")}
NAMES_TOLD = 8


def name_lines(source: Drafted, beside: Beside, blanks: Sequence[str]) -> list[str]:
    """A table of values for the Place and for the service. `blanks`: words known as nothing, plain."""
    lines = []
    for column, (extract, _) in LISTS.items():
        means = {theirs: (ours, reason) for theirs, (ours, reason) in beside.values.get(column, {}).items()}
        own = () if source.extract == extract else beside.own.get(column, ())
        rest = _unlike(source, column, own, {*map(plain, means), *blanks}) if own else {}
        if column == "place" and source.extract != "referrals":
            named = {text: place_of(text, own)[0] for text in rest}
            means |= {text: (name, "a Place of yours") for text, name in named.items() if name in own}
        rest = {text: rows for text, rows in rest.items() if text not in means}
        table = [line(f"{quoted(theirs)} = {quoted(ours)}", reason) for theirs, (ours, reason) in means.items()]
        table += _waiting(source, column, own, rest)
        lines += [f"[sources.{source.extract}.values.{column}]", *table] if table else []
    return lines


def _unlike(source: Drafted, column: str, own: Sequence[str], but: set[str]) -> dict[str, int]:
    """Word -> rows, of those that are the name of none: of spellings that differ in case alone, the most frequent."""
    counts = _counts(source, column)
    found: dict[str, tuple[str, int]] = {}
    for text, rows in counts.items():
        if plain(text) not in {*map(plain, own), *but}:
            spelling, count = found.get(plain(text), (text, 0))
            found[plain(text)] = spelling, count + rows
    return dict(found.values())


def _counts(source: Drafted, column: str) -> Mapping[str, int]:
    known, told = source.recognised.of(column), from_names(source) if column == "place" else None
    if known is not None:
        return known.profile.counts
    if not told:
        return {}
    return {text: sheet.cells.num_rows for text, sheet in zip(told.texts, source.sheets, strict=True)}


def _waiting(source: Drafted, column: str, own: Sequence[str], rest: Mapping[str, int]) -> list[str]:
    known = source.recognised.of(column)
    extract, called = LISTS[column]
    if known is not None and known.profile.distinct > MOST_NAMES and rest:
        heading = heading_to_print(known.profile.heading, known.profile.number)
        said = f"{heading!r} holds {known.profile.distinct:,} different texts"
        return [remark(f"{FILL_IN}: {said}, too many for {called}: is it another column?")]
    yours = f"your {called}: {', '.join(own[:NAMES_TOLD])}{', ...' if len(own) > NAMES_TOLD else ''}"
    shown = [text for text, rows in rest.items() if known is None or may_be_printed(text, rows)]
    lines = [waiting(f'{quoted(text)} = ""', f"{rest[text]:,} rows; {yours}") for text in shown]
    hidden = {plain(text) for text in rest if text not in shown}
    if hidden and known is not None:
        held = {text for text in known.profile.counts if plain(text) in hidden}
        texts = texts_of(source.whole, known.profile.number)
        said = rows_said(texts, source.whole.cells[LINE], held)
        lines.append(remark(f"{FILL_IN}: {said}: look there, and add a line for each, or a row to {extract}; {yours}"))
    return lines

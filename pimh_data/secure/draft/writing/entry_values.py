"""The lines of a source that say what its words mean: of code columns, of measures, of ages and yes-columns."""

import re

from pimh_data.contracts import CONTRACTS, ExtractColumn
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.guessing.contents import is_age, yes_columns
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.guessing.meanings import Meaning, meanings
from pimh_data.secure.draft.guessing.recognise import MOST_CODES, Known
from pimh_data.secure.draft.looking.profile import Profile, texts_of
from pimh_data.secure.draft.privacy import rows_said, to_print
from pimh_data.secure.draft.toml_lines import CHECK, FILL_IN, line, quoted, remark, waiting
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.lines import LINE
from pimh_data.secure.ingest.sources.people import YES, decile
from pimh_data.secure.printing import FEWEST_ROWS, heading_to_print, may_be_printed

CODES = ("code", "codes")
MOST_UNKNOWN = 20


def value_lines(source: Drafted, blanks: tuple[str, ...]) -> list[str]:
    """A table of values for each code column that holds other words than the contract's. `blanks`: known as nothing."""
    lines = []
    for known in source.recognised.columns:
        column = CONTRACTS[source.extract].column(known.column)
        if column.kind in CODES or column.name in ("measure", "occasion", "respondent"):
            own = _table(source, known, column, blanks)
        elif column.name == "imd_decile":
            own = _not_read(source, known.profile, lambda text: decile(text) or decile(text, turned=True), blanks)
        else:
            own = []
        lines += [f"[sources.{source.extract}.values.{column.name}]", *own] if own else []
    return lines


def plus_lines(source: Drafted) -> list[str]:
    """The yes-columns that stand for plus groups."""
    lines = [
        line(f"{quoted(profile.heading)} = {quoted(group)}", f"yes in {_yes(profile)} rows")
        for profile, group in yes_columns(source)
    ]
    return [f"[sources.{source.extract}.plus_groups]", *lines] if lines else []


def _yes(profile: Profile) -> str:
    count = sum(rows for text, rows in profile.counts.items() if plain(text) in YES)
    return f"{count:,}" if count >= FEWEST_ROWS else f"fewer than {FEWEST_ROWS}"


def _table(source: Drafted, known: Known, column: ExtractColumn, blanks: tuple[str, ...]) -> list[str]:
    profile = known.profile
    if _holds_no_codes(column, profile):
        said = f"{heading_to_print(profile.heading, profile.number)!r} holds {profile.distinct:,} different texts"
        return [remark(f"{FILL_IN}: {said}, too many for codes: is it another column?")]
    counts = {text: rows for text, rows in _words(column, profile).items() if plain(text) not in blanks}
    found = meanings(column, counts, profile.heading, is_age(profile))
    lines, waits, unprinted = [], [], set()
    for text, rows in counts.items():
        meaning, shown = found.get(text), to_print(column, text, rows)
        if meaning and meaning.read:
            continue
        if shown is None:
            unprinted.add(plain(text))
        elif meaning:
            lines.append(line(f"{quoted(shown)} = {quoted(meaning.word)}", *_said(meaning, rows)))
        else:
            waits.append(waiting(f'{quoted(shown)} = ""', f"{rows:,} rows"))
    held = {text for text in profile.counts if unprinted & set(map(plain, _parts(column, text)))}
    others = _others(source, profile, held)
    return [*lines, *([remark(_choices(column))] if waits or others else []), *waits, *others]


def _words(column: ExtractColumn, profile: Profile) -> dict[str, int]:
    """The words of a column -> rows: of those that differ in case alone, the most frequent; of lists, each word."""
    found: dict[str, tuple[str, int]] = {}
    for text, rows in profile.counts.items():
        for word in _parts(column, text):
            spelling, count = found.get(plain(word), (word, 0))
            found[plain(word)] = spelling, count + rows
    return dict(found.values())


def _parts(column: ExtractColumn, text: str) -> list[str]:
    parts = re.split(r"[;,\n]", text) if column.kind == "codes" else [text]
    return [part.strip() for part in parts if part.strip()]


def _holds_no_codes(column: ExtractColumn, profile: Profile) -> bool:
    """Whether so many texts are unknown that they may be names, as in a file whose columns have shifted."""
    if is_age(profile) or profile.distinct <= MOST_UNKNOWN:
        return False
    words = _words(column, profile)
    found = meanings(column, words, profile.heading, ages=False)
    known = sum(rows for text, rows in words.items() if text in found)
    return len(words) > MOST_CODES or known < sum(words.values()) / 2


def _said(meaning: Meaning, rows: int) -> tuple[str, str]:
    """The reason and the mark of a word's line."""
    said = f"{rows:,} rows" if rows >= FEWEST_ROWS else f"fewer than {FEWEST_ROWS} rows"
    return (f"{said}; {meaning.by}", CHECK) if meaning.by else (said, "")


def _choices(column: ExtractColumn) -> str:
    words = tuple(MEASURES) if column.name == "measure" else column.allowed
    nothing = ', or "" for nothing' if column.blank else ""
    return f"Each is one of: {', '.join(words)}{nothing}" if words else "What each of these means:"


def _not_read(source: Drafted, profile: Profile, reads: object, blanks: tuple[str, ...]) -> list[str]:
    left = {text for text in profile.counts if not reads(text) and plain(text) not in blanks}
    shown = {text for text in left if may_be_printed(text, profile.counts[text])}
    lines = [waiting(f'{quoted(text)} = ""', f"{profile.counts[text]:,} rows") for text in sorted(shown)]
    return lines + _others(source, profile, left - shown)


def _others(source: Drafted, profile: Profile, held: set[str]) -> list[str]:
    if not held:
        return []
    cells = source.whole.cells
    said = rows_said(texts_of(source.whole, profile.number), cells[LINE], held)
    return [remark(f"{FILL_IN}: {said}: look there, and add a line for each")]

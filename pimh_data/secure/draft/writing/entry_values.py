"""The lines of a source that say what its words mean: of code columns, of measures, of ages and yes-columns."""

import re
from collections.abc import Mapping

from pimh_data.contracts import CONTRACTS, Column
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.guessing.contents import is_age, yes_columns
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.guessing.recognise import MOST_CODES, Known
from pimh_data.secure.draft.looking.profile import Profile, texts_of
from pimh_data.secure.draft.privacy import FEWEST_ROWS, heading_to_print, may_be_printed, rows_said, to_print
from pimh_data.secure.draft.toml_lines import CHECK, FILL_IN, line, quoted, remark, waiting
from pimh_data.secure.draft.vocabulary.measures import measure_of_word
from pimh_data.secure.draft.vocabulary.words import needs_a_line, placed
from pimh_data.secure.draft.vocabulary.words_known import NATIONAL_CODES
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.lines import LINE
from pimh_data.secure.ingest.sources.people import YES, age_band, decile

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


def _table(source: Drafted, known: Known, column: Column, blanks: tuple[str, ...]) -> list[str]:
    profile = known.profile
    if _holds_no_codes(column, profile):
        said = f"{heading_to_print(profile.heading, profile.number)!r} holds {profile.distinct:,} different texts"
        return [remark(f"{FILL_IN}: {said}, too many for codes: is it another column?")]
    counts = {text: rows for text, rows in _words(column, profile).items() if plain(text) not in blanks}
    ours = _placed(column, counts, is_age(profile))
    lines, waits, unprinted = [], [], set()
    for text, rows in counts.items():
        word, shown = ours.get(text), to_print(column, text, rows)
        if word is not None and ((word and not needs_a_line(text, word)) or _reads(column, text) == word):
            continue
        if shown is None:
            unprinted.add(plain(text))
        elif word is not None:
            lines.append(line(f"{quoted(shown)} = {quoted(word)}", *_rows(column, text, rows)))
        else:
            waits.append(waiting(f'{quoted(shown)} = ""', f"{rows:,} rows. {_choices(column)}"))
    held = {text for text in profile.counts if unprinted & set(map(plain, _parts(column, text)))}
    return lines + waits + _others(source, profile, held)


def _words(column: Column, profile: Profile) -> dict[str, int]:
    """The words of a column -> rows: of those that differ in case alone, the most frequent; of lists, each word."""
    found: dict[str, tuple[str, int]] = {}
    for text, rows in profile.counts.items():
        for word in _parts(column, text):
            spelling, count = found.get(plain(word), (word, 0))
            found[plain(word)] = spelling, count + rows
    return dict(found.values())


def _parts(column: Column, text: str) -> list[str]:
    parts = re.split(r"[;,\n]", text) if column.kind == "codes" else [text]
    return [part.strip() for part in parts if part.strip()]


def _holds_no_codes(column: Column, profile: Profile) -> bool:
    """Whether so many texts are unknown that they may be names, as in a file whose columns have shifted."""
    if is_age(profile) or profile.distinct <= MOST_UNKNOWN:
        return False
    words = _words(column, profile)
    known = sum(rows for text, rows in words.items() if text in _placed(column, words, ages=False))
    return len(words) > MOST_CODES or known < sum(words.values()) / 2


def _placed(column: Column, counts: Mapping[str, int], ages: bool) -> dict[str, str]:
    """Word -> the contract's, of those whose meaning is known."""
    if column.name == "measure":
        found = {text: measure_of_word(text) for text in counts}
        return {text: key for text, key in found.items() if key}
    if ages:
        return {text: band for text in counts if (band := age_band(text))}
    ours = placed(column, counts)
    read = {text: _reads(column, text) for text in counts}
    return ours | {text: word for text, word in read.items() if word is not None}


def _reads(column: Column, text: str) -> str | None:
    """What is read without any line."""
    if column.name == "ethnicity":
        return ethnic_code(text)
    if column.name == "age_band":
        return age_band(text)
    if column.name == "measure":
        letters = "".join(letter for letter in plain(text) if letter.isalnum())
        return next((key for key in MEASURES if "".join(filter(str.isalnum, plain(key))) == letters), None)
    return None


def _rows(column: Column, text: str, rows: int) -> tuple[str, str]:
    said = f"{rows:,} rows" if rows >= FEWEST_ROWS else f"fewer than {FEWEST_ROWS} rows"
    national = any(text in codes for codes in NATIONAL_CODES.get(column.name, {}).values())
    return (f"{said}; as the national codes have it", CHECK) if national else (said, "")


def _choices(column: Column) -> str:
    words = tuple(MEASURES) if column.name == "measure" else column.allowed
    nothing = ', or "" for nothing' if column.blank else ""
    return f"One of: {', '.join(words)}{nothing}" if words else "What it means"


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

"""Reads the texts of one column of the contract as its kind asks: the site's words, the contract's own, numbers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.contracts import ExtractColumn
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.ingest.sources.dates import read_dates
from pimh_data.secure.ingest.sources.declared import AGE_YEARS, Source
from pimh_data.secure.ingest.sources.distinct import is_blank
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.people import NO, YES, age_band, decile
from pimh_data.secure.ingest.sources.sectors import SECTORS


@dataclass(frozen=True)
class Reading:
    """How the texts of a source are read. `blanks`: made plain. `spellings`: column -> the names that it may hold."""

    source: Source
    blanks: frozenset[str]
    spellings: Mapping[str, Collection[str]]
    begins_1904: bool = False


def reader(
    column: ExtractColumn, reading: Reading, wrong: Callable[[str], None]
) -> Callable[[Sequence[str]], list[str]]:
    """A function from a column's distinct texts to what they mean. A text that it cannot read stays as it is.

    `wrong` is told why a column cannot be taken at all, such as dates that could be read in two ways.
    """
    values = reading.source.values
    words = {plain(theirs): ours for theirs, ours in values.get(column.name, {}).items()}
    if column.name == "age_band":
        words |= {plain(theirs): ours for theirs, ours in values.get(AGE_YEARS, {}).items()}

    def read(texts: Sequence[str]) -> list[str]:
        found = {text: words.get(plain(text), "" if is_blank(text, reading.blanks) else None) for text in texts}
        rest = [text for text, ours in found.items() if ours is None]
        own = _own(column, rest, reading, wrong)
        return [ours if ours is not None else own.get(text, text) for text, ours in found.items()]

    return read


def own_words(column: ExtractColumn, names: Collection[str] = ()) -> dict[str, str]:
    """Made plain -> the contract's own spelling, of a column of codes, or of one whose values are `names`.

    Words that only mean the same are known too: of yes and no, and of sectors. Nothing of other columns.
    """
    words = column.allowed if column.kind in ("code", "codes") else names
    plainly = [plain(word) for word in words]
    own = {key: word for key, word in zip(plainly, words, strict=True) if plainly.count(key) == 1}
    if set(column.allowed) == {"yes", "no"}:
        own |= dict.fromkeys(YES, "yes") | dict.fromkeys((word for word in NO if word), "no")
    return SECTORS | own if column.name == "sector" else own


def yes_or_no(group: str, heading: str, reading: Reading) -> Callable[[Sequence[str]], list[str]]:
    """A function from the distinct texts of a yes-column to the plus group, or blank; another word stays as it is."""
    words = {plain(theirs): plain(ours) for theirs, ours in reading.source.values.get(heading, {}).items()}

    def read(texts: Sequence[str]) -> list[str]:
        said = {text: "" if is_blank(text, reading.blanks) else words.get(plain(text), plain(text)) for text in texts}
        return [group if ours in YES else "" if ours in NO else text for text, ours in said.items()]

    return read


def _own(
    column: ExtractColumn, texts: Sequence[str], reading: Reading, wrong: Callable[[str], None]
) -> Mapping[str, str | None]:
    """What the contract itself makes of texts for which the site names no word of ours."""
    if column.kind == "date":
        dates = read_dates(texts, reading.source.dates.get(column.name, ()), reading.begins_1904)
        if dates.wrong:
            wrong(dates.wrong)
        return dates.read
    if column.kind == "codes":
        return {text: _several(column, text, reading) for text in texts}
    own = _vocabulary(column, reading)
    found = {text: own.get(_key(text)) for text in texts}
    special = SPECIAL.get(column.name)
    if special:
        found = {text: ours if ours is not None else special(text, reading) for text, ours in found.items()}
    return {text: ours for text, ours in found.items() if ours is not None}


SPECIAL: Mapping[str, Callable[[str, Reading], str | None]] = {
    "ethnicity": lambda text, _: ethnic_code(text),
    "age_band": lambda text, _: age_band(text),
    "imd_decile": lambda text, reading: decile(text, reading.source.deciles_turned),
}


def _vocabulary(column: ExtractColumn, reading: Reading) -> Mapping[str, str]:
    if column.name == "measure":
        words: Collection[str] = tuple(MEASURES)
    elif column.kind == "text":
        words = reading.spellings.get(column.name, ())
    else:
        words = column.allowed
    keys = [_key(word) for word in words]
    meant = {_key(text): word for text, word in own_words(column).items()}
    return meant | {key: word for key, word in zip(keys, words, strict=True) if keys.count(key) == 1}


def _key(text: str) -> str:
    # Face-to-face and face to face are one, as are PHQ9 and PHQ-9; 2024 is not the age band 20-24.
    letters = "".join(letter for letter in plain(text) if letter.isalnum())
    return plain(text) if letters[:1].isdigit() else letters


def _several(column: ExtractColumn, text: str, reading: Reading) -> str:
    own = {plain(word): word for word in column.allowed}
    words = {plain(theirs): ours for theirs, ours in reading.source.values.get(column.name, {}).items()}
    parts = [part.strip() for part in text.replace(",", ";").replace("\n", ";").split(";")]
    said = [words.get(plain(part), own.get(plain(part), part)) for part in parts if part]
    return "; ".join(dict.fromkeys(part for part in said if part))

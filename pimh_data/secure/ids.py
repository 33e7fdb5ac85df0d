"""What stands in an id column and is no id: words for nothing, numbers cut short, dates, addresses. Judges text alone.

A spreadsheet writes 450813000017 as 4.50813E+11 and the id 1-3 as 01-Mar; systems write NULL where there is none. Taken
for ids, such texts make one of different people.
"""

from collections.abc import Iterator, Sequence

from pimh_data.secure.conditions import both, case, either, fits, replaced, sure, text_of
from pimh_data.secure.statements import quoted

# What a spreadsheet writes where a formula fails: no name, and as an id it makes one of different people.
NOT_WORKED_OUT = "#FORMULA!"  # ours, for a formula that no spreadsheet has worked out yet
SHEET_ERROR = r"(^|;\s*)(#(N/A|NV|[\pL\d/_]+[!?])|Err:\d+)(\s*;|$)"  # alone, or one of several codes
NOTHING = (
    r"null|none|nil|nan|nat|na|n\W?[ak]|nk|unk|unknown|undefined|missing|blank|empty|void|error|dummy|test|true|false|"
    r"tb[acd]|x+|anon|anonymous|withheld|pending|no id|no number|(not|none) (applicable|available|known|recorded|"
    r"stated|given|held|provided|assigned)"
)
MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
SHORTENED = r"^[+-]?(\d+[.,]\d+[eE][+-]?|\d+[eE][+-])\d+$"
NO_ID = rf"(?i)^(([^\pL\pN]|0)*|[^\pL\pN]*({NOTHING})[^\pL\pN]*|-1(\.0+)?)$"
DATE = (
    rf"(?i)^(\d{{1,2}}[-/ ]({MONTHS})([-/ ]\d{{2,4}})?|({MONTHS})[-/ ]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}([T ].*)?|"
    r"\d{1,2}/\d{1,2}/(\d{2}|\d{4}))$"
)
ERRORS, EMPTY = "errors of a spreadsheet", "words for nothing"
E_MAIL = r"^[^@\s]+@[^@\s]+\.[A-Za-z]+$"
POSTCODE = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$"
POSTCODE_APART = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}$"


def odd_texts(texts: Sequence[str], ids: Sequence[str]) -> dict[str, str]:
    """Two columns of a row, in SQL, that its rules look into: which of its texts are errors of a spreadsheet, and which
    of its ids are words for nothing. `texts`, `ids`: columns, in SQL.

    A pattern with all letters of all alphabets takes a millisecond or two to be made ready wherever it stands: so each
    stands once, for all columns, and is asked of those rows alone that a cheap look does not clear.
    """
    marked = [f"contains({text}, {text_of(sign)})" for text in texts for sign in ("#", "Err:")]
    plain = [f"(not {fits(text, '[1-9]')} or starts_with({text}, '-1'))" for text in ids]
    return {ERRORS: _found(texts, SHEET_ERROR, marked), EMPTY: _found(ids, NO_ID, plain)}


def _found(texts: Sequence[str], pattern: str, perhaps: Sequence[str]) -> str:
    if not texts:
        return "cast(null as varchar[])"
    found = f"list_filter([{', '.join(texts)}], lambda text: {fits('text', pattern)})"
    return case([(either(map(sure, perhaps)), found)])


def is_error(given: str) -> str:
    """Whether a text is an error of a spreadsheet; of a row with what `odd_texts` adds."""
    return sure(f"list_contains({quoted(ERRORS)}, {given})")


def no_ids(given: str) -> Iterator[tuple[str, str]]:
    """Each way for a text to be no id: the reason in words, after the column's name, and the condition in SQL.

    `given`: a column in SQL, of rows with what `odd_texts` adds.
    """
    yield (
        "is a number that a spreadsheet shortened (4.5E+11), so that different ids become one: format the column as "
        "text, and export again",
        fits(given, SHORTENED),
    )
    yield (
        "is a word for nothing (NULL, n/a, -, 0), no id; where it means that there is none, write it under 'blanks'",
        both(f"list_contains({quoted(EMPTY)}, {given})", f"not {is_error(given)}"),
    )
    yield "is a date, no id: a spreadsheet may have made it of one", fits(given, DATE)
    yield "is an address: bring a pseudonym", either((fits(given, POSTCODE_APART), fits(given, E_MAIL)))


def as_written_alike(given: str) -> str:
    """The id without what two systems or programs write differently: case, spaces, leading zeros, a final '.0'.

    In SQL, as `given` is.
    """
    plain = replaced(f"upper({given})", r"[\s\p{Z}\p{Cf}]+", "")
    return replaced(replaced(plain, r"^(\d+)\.0+$", r"\1"), r"^0+(\d)", r"\1")

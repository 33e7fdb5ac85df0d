"""What stands in an id column and is no id: words for nothing, numbers cut short, dates, addresses. Judges text alone.

A spreadsheet writes 450813000017 as 4.50813E+11 and the id 1-3 as 01-Mar; systems write NULL where there is none. Taken
for ids, such texts make one of different people.
"""

from collections.abc import Iterator

from ibis.expr.types import BooleanValue, StringValue

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
E_MAIL = r"^[^@\s]+@[^@\s]+\.[A-Za-z]+$"
POSTCODE = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$"
POSTCODE_APART = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}$"


def no_ids(given: StringValue) -> Iterator[tuple[str, BooleanValue]]:
    """Each way for a text to be no id: the reason in words, after the column's name, and which texts it holds for."""
    yield (
        "is a number that a spreadsheet shortened (4.5E+11), so that different ids become one: format the column as "
        "text, and export again",
        given.re_search(SHORTENED),
    )
    yield (
        "is a word for nothing (NULL, n/a, -, 0), no id; where it means that there is none, write it under 'blanks'",
        given.re_search(NO_ID) & ~given.re_search(SHEET_ERROR),
    )
    yield "is a date, no id: a spreadsheet may have made it of one", given.re_search(DATE)
    yield "is an address: bring a pseudonym", given.re_search(POSTCODE_APART) | given.re_search(E_MAIL)


def as_written_alike(given: StringValue) -> StringValue:
    """The id without what two systems or programs write differently: case, spaces, leading zeros, a final '.0'."""
    plain = given.upper().re_replace(r"[\s\p{Z}\p{Cf}]+", "").re_replace(r"^(\d+)\.0+$", r"\1")
    return plain.re_replace(r"^0+(\d)", r"\1")

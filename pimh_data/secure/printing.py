"""What of a site's files may be printed: words of code columns that several rows hold; headings that are no data."""

import re
from collections.abc import Sequence

from pimh_data.contracts import ExtractColumn
from pimh_data.secure.ingest.sources.headings import letters

FEWEST_ROWS = 5
SETTING = ("places", "services")  # about organisations and areas: what stands there tells of nobody in care
LONGEST_VALUE = 40
LONGEST_HEADING = 80
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+", re.IGNORECASE)
# Days, telephone numbers and ids hold many digits; words of codes do not.
DIGITS = re.compile(r"(?:\D*\d){5}")
# Text and numbers that stand for one of a few: their values come from a list as those of codes do.
LISTED = ("measure", "scale", "respondent", "imd_decile", "ethnic_group")


def of_codes(column: ExtractColumn) -> bool:
    """Whether the column's values come from a list, so that what does not fit may be a word of the site's own."""
    names_another = column.known is not None and column.kind != "id"
    return column.kind in ("code", "codes") or names_another or column.name in LISTED


def may_be_printed(text: str, rows: int) -> bool:
    """Whether a word of a code column may stand in a file or report: enough rows hold it, and it looks like no id."""
    return (
        rows >= FEWEST_ROWS
        and 0 < len(text) <= LONGEST_VALUE
        and text.isprintable()
        and not DIGITS.match(text)
        and not E_MAIL.search(text)
        and not POSTCODE.search(text)
    )


def heading_to_print(heading: str, number: int) -> str:
    """A heading, or the letters of its column where it looks like data (a file without headings)."""
    data = len(heading) > LONGEST_HEADING or DIGITS.match(re.sub(r"(19|20)\d\d|lsoa", "", heading.casefold()))
    data = data or not heading.isprintable() or E_MAIL.search(heading) or POSTCODE.search(heading)
    return f"column {letters(number)}" if data else heading


def headings_to_print(headings: Sequence[str]) -> str:
    """All headings of a file; none where one looks like data, since then its neighbours may be a person's too."""
    if not headings:
        return "it has no headings"
    told = [heading_to_print(heading, number) for number, heading in enumerate(headings)]
    if told != list(headings):
        return f"the first line looks like data and not like {len(headings)} headings"
    return f"the headings are {', '.join(map(repr, headings))}"

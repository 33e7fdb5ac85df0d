"""What stands for a small area (LSOA) of England and is none: other nations, areas of other sizes, words. Text alone.

Such a referral has no decile and counts all the same: people live in Wales and come over. Postcodes are refused.
"""

from collections.abc import Iterator

from pimh_data.secure.conditions import both, fits

LAST = 35_762  # LSOA 2021 goes on where LSOA 2011 ends, at E01033768
CODE = r"^E01\d{6}$"
NO_DECILE = "has no deprivation decile of England"
BRING = "bring the LSOA (E01 and six digits)"
# In the order in which they are asked: the first that fits is said.
KINDS = (
    (r"^[A-Z]\d{0,2}9{6,}$|^9+$", "is a code that stands for no area (E99999999): list it under 'blanks'"),
    (r"^E01", f"is no LSOA of England, whose codes are E01000001 to E010{LAST}: mend it"),
    (r"^E02\d{6}$", f"is a larger area (MSOA, E02...): {BRING}"),
    (r"^E00\d{6}$", f"is a smaller area (output area, E00...): {BRING}"),
    (r"^[EK]\d{8}$", f"is the code of another kind of area, such as a ward or a district: {BRING}"),
    (r"^W\d{8}$", f"is in Wales (W...), and {NO_DECILE}"),
    (r"^S\d{8}$", f"is in Scotland (S...), and {NO_DECILE}"),
    (r"^N\d{8}$|^\d\d[A-Z]{2}\d\d[SW]\d$", f"is in Northern Ireland (N..., 95...), and {NO_DECILE}"),
    (r"^[LM]\d{8}$", f"is on the Isle of Man or the Channel Islands (M..., L...), and {NO_DECILE}"),
    (r" \d{3}[A-Z]?$", f"is the name of an area, no code: {BRING}"),
    (r"", f"is no code of an LSOA: {BRING}, or nothing"),
)


def no_lsoas(given: str) -> Iterator[tuple[str, str]]:
    """Each way for a text to be no LSOA of England: the reason in words, after the column's name, and the condition.

    `given`: the text in SQL, a column or a value.
    """
    code = f"upper({given})"
    before = [both(fits(code, CODE), f"try_cast(substring({code}, 4) as bigint) between 1 and {LAST}")]
    for pattern, reason in KINDS:
        own = fits(code, pattern)
        yield reason, both(own, *(f"not {other}" for other in before))
        before.append(own)

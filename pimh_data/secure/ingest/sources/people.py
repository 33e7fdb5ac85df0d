"""What systems write of a person otherwise than the contract: age in years, decile in words. Text in, text out."""

import re

AGE = re.compile(
    r"(\d{1,3})(?:\.\d+)?\s*(?:y|yrs?|years?|yo|y/o)?\.?(?:\s*old)?(?:[\s,]*\d{1,2}\s*(?:m|mths?|months?)\.?)?",
    re.IGNORECASE,
)
YOUNGEST, OLDEST = 10, 99  # who brings up a baby is neither a child nor a hundred: more likely another column
BANDS = ((20, "under 20"), (25, "20-24"), (30, "25-29"), (35, "30-34"), (40, "35-39"), (OLDEST + 1, "40 and over"))
DECILE = re.compile(
    r"(?:(?:imd|index of multiple deprivation)\s*)?(?:decile\s*)?0?(\d{1,2})(?:\.0+)?(?:st|nd|rd|th)?(?:\s*decile)?"
    r"(?:\s*[-–(:,]?\s*(most|least)\s+deprived(?:\s*\d+%)?\)?)?",
    re.IGNORECASE,
)
YES, NO = ("yes", "y", "true", "t", "1", "x", "✓", "✔"), ("no", "n", "false", "f", "0", "-", "")


def age_band(text: str) -> str | None:
    """The age band of an age in years ("34", "34y", "34 years"); None where it is no likely age of a parent."""
    found = AGE.fullmatch(text)
    age = int(found[1]) if found else 0
    if not YOUNGEST <= age <= OLDEST:
        return None
    return next(band for below, band in BANDS if age < below)


def decile(text: str, turned: bool = False) -> str | None:
    """The decile, 1 the most deprived, of "3", "Decile 3", "1 - most deprived"; None where it is none.

    `turned`: the site counts 10 as the most deprived. Words that say the contrary of it are not read.
    """
    found = DECILE.fullmatch(text)
    number = int(found[1]) if found else 0
    if not 1 <= number <= 10:
        return None
    if found[2] and number != (1 if (found[2].lower() == "most") != turned else 10):
        return None
    return str(11 - number if turned else number)

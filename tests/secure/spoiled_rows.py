"""Ways to spoil single rows of extracts, each with the reason under which the row must be quarantined, and no other.

A spoil changes some rows of one extract; `reason` is what the quarantine file says of each, None where the row is one
of two that differ under one id, or is kept once. Rows that fall with a spoiled row are not its business.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SECRET = "Zq7x"  # noqa: S105 - stands in ids and names of people, and must not be printed
Row = dict[str, str]
MISSING, NOT_LISTED = "'{}' is missing", "'{}' is not one of: "
NO_DATE, NO_WHOLE, NO_NUMBER = "'{}' is not a date", "'{}' is not a whole number", "'{}' is not a number"


@dataclass(frozen=True)
class Spoil:
    """`reason`: how the reason begins. `changes`: what is written into the row, given the row and a chance.

    `unless`: true for a row that this cannot be done to.
    """

    extract: str
    reason: str
    changes: Callable[[random.Random, Row], Mapping[str, str]]
    unless: Callable[[Row], bool] = lambda row: False


def into(extract: str, column: str, reason: str, *values: str, needs: str = "") -> Spoil:
    """One of the values into a column. `needs`: a column in which the row must say something."""

    def changes(rng: random.Random, row: Row) -> Row:
        return {column: rng.choice(values)}

    return Spoil(extract, reason.format(column), changes, lambda row: bool(needs) and not row.get(needs))


NO_DAYS = ("soon", "2024-02-30", "20240105", "13/13/2024", "05.01.24", "00/00/0000")
FORMULAS = ('=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+44 114 496 0000", "@SUM(A1)", "[red]x[/red]")
LATE = "'{}' is after the extract date"
SPREADSHEET = "'{}' is an error of the spreadsheet"
SPOILS: dict[str, Spoil] = {
    "a day that is none": into("referrals", "received", NO_DATE, *NO_DAYS),
    "a day too late": into("referrals", "received", LATE, "2031-01-01", "9999-12-31"),
    "a day too early": into("referrals", "received", "'{}' is before 1990-01-01", "1899-12-30", "0001-01-01"),
    "seen before referred": into("referrals", "first_contact", "'{}' is before 'received'", "2019-01-01"),
    "a decision of their own": into("referrals", "decision", NOT_LISTED, "Rejected", "n/k", *FORMULAS),
    "no decision": into("referrals", "decision", MISSING, "", "   "),
    "an ethnic code of their own": into("referrals", "ethnicity", NOT_LISTED, "Q", "White", "\u066c"),
    "a stage of their own": into("referrals", "stage", NOT_LISTED, "old", "0 - 6 months"),
    "another Place": into("referrals", "place", "'{}' is not in the places extract", "Leeds", *FORMULAS),
    "another service": into("referrals", "service", "'{}' is not in the services extract", "Nobody"),
    "contacts in words": into("referrals", "contacts_attended", NO_WHOLE, "several", "1.5", "1e3", "--"),
    "fewer than no contacts": into("referrals", "contacts_missed", "'{}' is under 0", "-1", "-99"),
    "a decile in words": into("referrals", "imd_decile", NO_WHOLE, "Decile 3", "poorest"),
    "a decile under one": into("referrals", "imd_decile", "'{}' is under 1", "0", "-3"),
    "a decile over ten": into("referrals", "imd_decile", "'{}' is over 10", "11", "99"),
    "a decile without its version": into("referrals", "imd_version", "'imd_decile' is given without", ""),
    "another version": into("referrals", "imd_version", NOT_LISTED, "2015", "IMD 2019"),
    "a reason of their own": into("referrals", "closure_reason", NOT_LISTED, "finished", needs="closed"),
    "no person": into("referrals", "person_id", MISSING, "", " "),
    "a referral without an id": into("referrals", "referral_id", MISSING, ""),
    "an error for an id": into("referrals", "person_id", SPREADSHEET, "#REF!", "#VALUE!", "#N/A"),
    "an error for a Place": into("referrals", "place", SPREADSHEET, "#REF!", "#NAME?"),
    "an id cut short": into("referrals", "person_id", "'{}' is a number that a spreadsheet shortened", "4.50813E+11"),
    "a word for an id": into("referrals", "person_id", "'{}' is a word for nothing", "NULL", "n/a", "-", "0"),
    "a day for an id": into("referrals", "person_id", "'{}' is a date, no id", "01-Mar", "2024-03-01"),
    "an address for an id": into("referrals", "person_id", "'{}' is an address", "S10 2TN"),
    "closed while it waits": Spoil(
        "referrals",
        "'closed' is given, and 'decision' is waiting",
        lambda rng, row: {"decision": "waiting"},
        lambda row: not row["closed"],
    ),
    "received before its service": into("referrals", "received", "'{}' is before its service started", "2018-05-01"),
    "a contact of another kind": into("contacts", "status", NOT_LISTED, "DNA", "Came", *FORMULAS),
    "a contact without a status": into("contacts", "status", MISSING, ""),
    "a contact by other means": into("contacts", "mode", NOT_LISTED, "pigeon", "Video call"),
    "a contact on no day": into("contacts", "date", NO_DATE, *NO_DAYS),
    "a contact to come": into("contacts", "date", LATE, "2030-01-01"),
    "a contact before the referral": into("contacts", "date", "'{}' is before the referral was received", "1999-01-01"),
    "a contact of nobody": into("contacts", "referral_id", "there is no such referral", f"{SECRET}R-nobody"),
    "a score too high": into("scores", "score", "'{}' is outside", "99", "1000"),
    "a score below nothing": into("scores", "score", "'{}' is outside", "-1"),
    "a score in words": into("scores", "score", NO_NUMBER, "mild", "x", "0x1F"),
    "no score": into("scores", "score", "there is neither a 'score' nor items", ""),
    "a measure of their own": into("scores", "measure", "'{}' is not one of: ", "PHQ9", "our own"),
    "a score on no day": into("scores", "assessed", NO_DATE, *NO_DAYS),
    "a score to come": into("scores", "assessed", LATE, "2031-01-01"),
    "a score of nobody": into("scores", "referral_id", "there is no such referral", f"{SECRET}R-nobody"),
    "a score of the wrong person": into("scores", "respondent", "'{}' of this measure is not", "neighbour"),
    "births in words": into("population", "count", NO_NUMBER, "many", "1,000"),
    "births below nothing": into("population", "count", "'{}' is under 0", "-5"),
    "births of another kind": into("population", "basis", NOT_LISTED, "everyone"),
    "an answer of nobody's service": into("feedback", "service", "'{}' is not in the services extract", "Nobody"),
    "an answer to nothing": into("feedback", "question", MISSING, ""),
    "a course in words": into("system_work", "attendees", NO_WHOLE, "a few"),
    "a course of another kind": into("system_work", "kind", NOT_LISTED, "party"),
    "a service that began soon": into("services", "started", NO_DATE, "soon", "2024-13-01"),
    "a service of perhaps": into("services", "specialist_access", NOT_LISTED, "perhaps"),
    "less than nobody": into("services", "wte", "'{}' is under 0", "-1"),
    "a Place in no system": into("places", "system", MISSING, ""),
}

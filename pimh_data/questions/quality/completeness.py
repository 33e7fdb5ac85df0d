"""How complete the fields of the referrals are: filled in, and filled in with a value that says something."""

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NO_DATA, View, members
from pimh_data.questions.kit import STATE, Said, Telling, answer
from pimh_data.questions.periods import period_in_words
from pimh_data.questions.share_of_cells import share_of
from pimh_data.registry.cubes import CUBES, EVERYONE
from pimh_data.release import Release

FIELDS = "field"
NAMED_AT_MOST = 3
COMPLETE_ENOUGH = 0.95  # below this, the finding names the field
LABELS = {
    "imd_decile": "Deprivation decile",
    "lsoa": "Neighbourhood (LSOA)",
    "ethnicity": "Ethnic category",
    "parent_role": "Parent role",
    "age_band": "Age of parent",
    "need_group": "Need group (THRIVE)",
    "plus_groups": "Plus groups",
    "hub": "Family Hub",
    "first_contact": "Date of first contact",
    "contacts_attended": "Contacts attended",
    "contacts_missed": "Contacts missed",
    "closure_reason": "Reason for closing",
    "family_id": "Family",
}
COLUMNS = (
    Column("label", "Field", "text"),
    Column("records", "Referrals", "count", "referrals"),
    Column("complete", "Filled in", "count", "referrals"),
    Column("valid", "Filled in with a known value", "count", "referrals"),
    Column("share_complete", "Share filled in", "share"),
    Column("share_valid", "Share with a known value", "share"),
    STATE,
)


def completeness(release: Release, selection: Selection) -> Answer:
    """How complete each field of the referrals is in the year and service: one row a field, least known first.

    Columns: label, records, complete and valid (referrals), share_complete, share_valid, state. `valid` leaves
    out values that say nothing, such as 'not known'. It does not follow the deprivation choice.
    """
    view = View(selection.place, selection.year, selection.service, FIELDS, "")
    counts = {count: members(release, "quality", view, count) for count in CUBES["quality"].counts}
    rows: list[Row] = []
    for name, records in counts["records"].items():
        complete, valid = (counts[count].get(name, NO_DATA) for count in ("complete", "valid"))
        rows.append(
            {
                "label": label(name),
                "records": records.value,
                "complete": complete.value,
                "valid": valid.value,
                "share_complete": share_of(complete, records),
                "share_valid": share_of(valid, records),
                "state": records.state if not records.known else valid.state,
            }
        )
    rows.sort(key=lambda row: (row["share_valid"] != row["share_valid"], row["share_valid"]))
    return answer(
        "data.completeness",
        "How complete the referrals are",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, rows),
        definition="Share of referrals in which a field is filled in, and in which its value says something: 'not "
        "known' is filled in but says nothing.",
        numerator="Referrals received in the year with the field filled in, or with a known value",
        denominator=f"Referrals received in the year, {words.subject(selection)}",
        method="Shares of released counts; no interval, since all referrals are counted",
        period=period_in_words(selection.year),
        citation="Contract of the referrals extract",
        matters=("",),
        what="fields",
        direction="higher_is_better",
        notes=() if selection.deprivation == EVERYONE else ("Completeness is held for everyone together.",),
    )


def label(field: str) -> str:
    """A field in the reader's words."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def _said(release: Release, selection: Selection, rows: list[Row]) -> Said:
    tell = Telling.about(release, selection, words.subject(selection))
    known = [row for row in rows if row["state"] in ("shown", "zero")]
    if not rows or all(row["state"] == "no data" for row in rows):
        return tell.says("there are no data on how complete the referrals are.", "no data")
    if not known:
        return tell.hidden("every field is hidden", rest="Choose all services or another year.")
    low = [row for row in known if float(row["share_valid"]) < COMPLETE_ENOUGH][:NAMED_AT_MOST]
    if not low:
        least = min(known, key=lambda row: float(row["share_valid"]))
        share = percent(float(least["share_valid"]), float(least["records"]))
        known_of = share if share == percent(1.0) else f"at least {share}"
        return tell.says(f"every field is known for {known_of} of referrals.", "description")
    fields = words.listed(
        [f"{str(row['label']).lower()} ({percent(float(row['share_valid']), float(row['records']))})" for row in low]
    )
    of = people(float(low[0]["records"]))
    return tell.says(f"of {of} referrals, these are known least often: {fields}.", "description")

"""How complete the release's data are, what was read and quarantined, and how the counts are protected."""

from pimh_data import contracts
from pimh_data.answer import Answer, Column, Evidence, Finding, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, NO_DATA, View, members
from pimh_data.questions.evidence import EXTRACT, NOTHING_HIDDEN, PROFILE, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.periods import day_in_words, period_in_words
from pimh_data.registry.cubes import ALL_PLACES, CUBES
from pimh_data.release import Manifest, Release

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
COMPLETENESS_COLUMNS = (
    Column("field", "Column", "text"),
    Column("label", "Field", "text"),
    Column("records", "Referrals", "count", "referrals"),
    Column("complete", "Filled in", "count", "referrals"),
    Column("valid", "Filled in with a known value", "count", "referrals"),
    Column("share_complete", "Share filled in", "share"),
    Column("share_valid", "Share with a known value", "share"),
    STATE,
)
EXTRACT_COLUMNS = (
    Column("extract", "Extract", "text"),
    Column("read", "Records read", "text"),
    Column("accepted", "Accepted", "text"),
    Column("quarantined", "Quarantined", "text"),
    STATE,
)
PROTECTION_COLUMNS = (
    Column("cube", "Cube", "text"),
    Column("cells", "Counts released", "text"),
    Column("hidden", "Share hidden", "share"),
    Column("audited", "What the audit covered", "text"),
    STATE,
)


def completeness(release: Release, selection: Selection) -> Answer:
    """How complete each field of the referrals is in the year and service: one row a field, least known first.

    Columns: field, label, records, complete and valid (referrals), share_complete, share_valid, state. `valid` leaves
    out values that say nothing, such as 'not known'. It does not follow the deprivation choice.
    """
    view = View(selection.place, selection.year, selection.service, FIELDS, "")
    counts = {count: members(release, "quality", view, count) for count in CUBES["quality"].counts}
    rows = []
    for name, records in counts["records"].items():
        complete, valid = (counts[count].get(name, NO_DATA) for count in ("complete", "valid"))
        rows.append(
            {
                "field": name,
                "label": label(name),
                "records": records.value,
                "complete": complete.value,
                "valid": valid.value,
                "share_complete": complete.value / records.value if records.value else NAN,
                "share_valid": valid.value / records.value if records.value else NAN,
                "state": records.state if not records.known else valid.state,
            }
        )
    rows.sort(key=lambda row: (row["share_valid"] != row["share_valid"], row["share_valid"]))
    return Answer(
        "data.completeness",
        "How complete the referrals are",
        selection,
        tidy(COMPLETENESS_COLUMNS, rows),
        COMPLETENESS_COLUMNS,
        _completeness_finding(release, selection, rows),
        evidence(
            release,
            definition="Share of referrals in which a field is filled in, and in which its value says something: 'not "
            "known' is filled in but says nothing.",
            numerator="Referrals received in the year with the field filled in, or with a known value",
            denominator=f"Referrals received in the year, {words.subject(selection)}",
            method="Shares of released counts; no interval, since all referrals are counted",
            period=period_in_words(selection.year),
            source=EXTRACT,
            citation="Contract of the referrals extract, pimh_data/contracts.py",
            hidden=hidden_in_words(release, [row["label"] for row in rows if row["state"] == "hidden"], "fields"),
            matters=("",),
        ),
        direction="higher_is_better",
        notes=() if selection.deprivation == "Everyone" else ("Completeness is held for everyone together.",),
    )


def extracts(release: Release) -> Answer:
    """What was read, accepted and quarantined: one row an extract, in words, protected as the cubes are."""
    manifest = release.manifest
    rows = [
        {
            "extract": name.replace("_", " "),
            "read": in_words(manifest, name, count.read),
            "accepted": in_words(manifest, name, count.accepted),
            "quarantined": in_words(manifest, name, count.quarantined),
            "state": "shown",
        }
        for name, count in manifest.extracts.items()
    ]
    quarantined = {row["extract"]: row["quarantined"] for row in rows if row["quarantined"] != "none"}
    told = words.listed([f"{count} of {name}" for name, count in quarantined.items()])
    text = (
        f"Quarantined for breaking the contract: {told}."
        if told
        else "No record was quarantined: all that was read is in."
    )
    return Answer(
        "data.extracts",
        "What was read",
        Selection(ALL_PLACES),
        tidy(EXTRACT_COLUMNS, rows),
        EXTRACT_COLUMNS,
        Finding(text, "description") if rows else Finding("The release does not say what was read.", "no data"),
        _about_release(
            release,
            "Records of each extract: read, accepted, and quarantined because they broke the contract. Read is "
            "accepted and quarantined together, checked before anything was rounded.",
            caveats=("Counts of records about people are rounded as the cubes are; of other extracts they are exact.",),
        ),
        notes=tuple(manifest.losses),
    )


def protection(release: Release) -> Answer:
    """How the counts are protected: one row a cube: its size in words, share hidden, and the audit."""
    manifest = release.manifest
    rows = [
        {
            "cube": name,
            "cells": _thousands(
                sum(len(table) for (cube, _), table in release.tables.items() if cube == name) * counts
            ),
            "hidden": manifest.hidden.get(name, NAN),
            "audited": manifest.audited.get(name, "not audited"),
            "state": "shown" if name in manifest.hidden else "no data",
        }
        for name, counts in ((cube.name, len(cube.counts)) for cube in CUBES.values())
        if any(cube == name for cube, _ in release.tables)
    ]
    shares = [f"{percent(row['hidden'])} of {row['cube']}" for row in rows if row["state"] == "shown"]
    text = f"{PROFILE[manifest.profile]}." + (f" Hidden: {words.listed(shares)}." if shares else "")
    if manifest.unaudited_accepted:
        text += " Not every cube was audited."
    return Answer(
        "data.protection",
        "How people are protected",
        Selection(ALL_PLACES),
        tidy(PROTECTION_COLUMNS, rows),
        PROTECTION_COLUMNS,
        Finding(text, "description"),
        _about_release(
            release,
            "Share of each cube's counts that are hidden, and which ways of working out a hidden count were ruled out.",
            caveats=(),
        ),
    )


def label(field: str) -> str:
    """A field in the reader's words."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def in_words(manifest: Manifest, extract: str, count: int) -> str:
    """A count of records as it may reach the screen: protected where the extract is about people, else exact."""
    contract = contracts.CONTRACTS.get(extract)
    if count == 0:
        return "none"
    if (contract is not None and not contract.person_level) or manifest.profile == "exact":
        return people(count)
    if count < 5:
        return "fewer than 5"
    return people(5 * round(count / 5)) if manifest.profile == "rounded" else people(count)


def _completeness_finding(release: Release, selection: Selection, rows: list[dict]) -> Finding:
    subject = words.subject(selection)
    known = [row for row in rows if row["state"] in ("shown", "zero")]
    if not rows or all(row["state"] == "no data" for row in rows):
        return Finding(f"{subject}: there are no data on how complete the referrals are.", "no data")
    if not known:
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{subject}: every field is hidden ({why}). Choose all services or another year.", "hidden")
    low = [row for row in known if row["share_valid"] < COMPLETE_ENOUGH][:NAMED_AT_MOST]
    if not low:
        return Finding(
            f"{subject}: every field is known for {percent(COMPLETE_ENOUGH)} or more of referrals.", "description"
        )
    fields = words.listed([f"{row['label'].lower()} ({percent(row['share_valid'], row['records'])})" for row in low])
    of = people(low[0]["records"])
    return Finding(f"{subject}: of {of} referrals, these are known least often: {fields}.", "description")


def _about_release(release: Release, definition: str, caveats: tuple[str, ...]) -> Evidence:
    manifest = release.manifest
    return evidence(
        release,
        definition=definition,
        numerator="Records of the extracts, or counts of the cubes",
        denominator="All of them",
        method="Counted when the release was made",
        period=f"{manifest.years[0]} to {manifest.years[-1]}; extracts of {day_in_words(manifest.extract_date)}",
        source=f"Manifest of the release; site: {manifest.site}",
        citation="Contracts of the extracts, pimh_data/contracts.py",
        hidden=NOTHING_HIDDEN,
        caveats=caveats,
        matters=("",),
    )


def _thousands(cells: int) -> str:
    return "under 1 thousand" if cells < 1000 else f"{cells / 1000:,.0f} thousand"

"""What a release is made of: records read, accepted and quarantined, and how its counts are protected. In words."""

from collections.abc import Mapping

from pimh_data import contracts
from pimh_data.answer import WITHHELD, Answer, Column, Evidence, Finding, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.questions.evidence import NOTHING_HIDDEN, PROFILE, evidence
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.periods import day_in_words
from pimh_data.registry.cubes import ALL_PLACES, CUBES
from pimh_data.release import Manifest, Release
from pimh_data.release.entries import Audit

EXTRACT_COLUMNS = (
    Column("extract", "Extract", "text"),
    Column("read", "Records read", "text"),
    Column("accepted", "Accepted", "text"),
    Column("quarantined", "Quarantined", "text"),
    STATE,
)
PROTECTION_COLUMNS = (
    Column("counts", "What is counted", "text"),
    Column("cells", "Counts released", "text"),
    Column("hidden", "Share hidden", "share"),
    Column("audited", "What the audit covered", "text"),
    STATE,
)
# The kinds of count of a release, by the cube that holds them.
COUNTED = {
    "pathway": "Steps of the care pathway",
    "activity": "People seen",
    "both_years": "People seen in two years running",
    "first_contacts": "People seen for the first time",
    "waits": "Waits of those followed for 18 weeks",
    "too_recent": "People referred too recently to be followed",
    "backlog": "People still waiting",
    "caseload": "Caseload and closures",
    "contacts": "Contacts attended and missed",
    "access": "The national access measure",
    "quality": "Fields filled in",
    "system_work": "Work with the system",
    "feedback": "Family feedback",
    "outcomes": "People with first and last scores",
    "reliable_change": "Reliable change",
    "recovery": "Recovery",
    "severity": "Severity at the start and end",
}


RELATIONS = {
    "parts": "breakdowns against their totals",
    "counts": "counts within counts",
    "cubes": "the same people in several kinds of count",
    "services": "services and bundles",
    "places": "Places and systems",
    "periods": "periods within periods",
}
PROMISE = (
    "No count under five is printed; what the listed relations allow was computed, with the figures; nobody promises "
    "that a person cannot be recognised by someone who knows them."
)


def extracts(release: Release) -> Answer:
    """What was read, accepted and quarantined: one row an extract, in words, protected as counts of people are."""
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
    nothing = "No record was quarantined" + (": all that was read is in." if not _not_counted(manifest) else ".")
    text = f"Quarantined for breaking the contract: {told}." if told else nothing
    return composed(
        "data.extracts",
        "What was read",
        Selection(ALL_PLACES),
        EXTRACT_COLUMNS,
        rows,
        Said(Finding(text, "description") if rows else _nothing_said(release)),
        about_release(
            release,
            "Records of each extract: read, accepted, and quarantined because they broke the contract. Read is "
            "accepted and quarantined together, checked before anything was rounded.",
            caveats=(
                *_not_counted(manifest),
                "Counts of records about people are to the nearest 5; of other extracts they are exact.",
            ),
        ),
        notes=tuple(manifest.losses),
    )


def _nothing_said(release: Release) -> Finding:
    """Records are those of all Places together: to whoever is not shown these they are not told."""
    if ALL_PLACES in release.wheres:
        return Finding("The release does not say what was read.", "no data")
    return Finding("What was read is not shown to you, as it is of all Places together.", WITHHELD)


def protection(release: Release) -> Answer:
    """How the counts are protected: one row for each kind of count: how many, share hidden, and the audit."""
    manifest = release.manifest
    audited, once = _said_once(manifest.audited)
    rows = [
        {
            "counts": COUNTED[name],
            "cells": _thousands(release.rows(name) * counts),
            "hidden": manifest.hidden.get(name, NAN),
            "audited": audited.get(name, "not audited"),
            "state": "shown" if name in manifest.hidden else "no data",
        }
        for name, counts in ((cube.name, len(cube.counts)) for cube in CUBES.values())
        if any(cube == name for cube, _ in release.tables)
    ]
    known = sorted((row for row in rows if row["state"] == "shown"), key=lambda row: float(row["hidden"]))
    ends = [
        f"{percent(float(row['hidden']))} of {words.lower_first(str(row['counts']))}"
        for row in (known if len(known) < 2 else (known[0], known[-1]))
    ]
    text = f"{PROFILE[manifest.profile]}." + (f" Hidden: {' to '.join(ends)}." if ends else "")
    return composed(
        "data.protection",
        "How people are protected",
        Selection(ALL_PLACES),
        PROTECTION_COLUMNS,
        rows,
        Said(Finding(text, "description")),
        about_release(
            release,
            "Share of the counts of each kind that are hidden, and which ways of working out a hidden count were ruled "
            "out.",
            caveats=audit_in_words(manifest),
        ),
        notes=(*once, *((PROMISE,) if manifest.profile == "rounded" else ())),
    )


def _said_once(audited: Mapping[str, str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """What the audit covered by cube, each without its particulars; and these, a note each: many rows have the same."""
    heads = {name: said.split(": ", 1)[0] for name, said in audited.items()}
    return heads, tuple(f"{words.upper_first(said)}." for said in dict.fromkeys(audited.values()) if ": " in said)


def audit_in_words(manifest: Manifest) -> tuple[str, ...]:
    """What the audit listed, found and hid, a sentence each; nothing of an exact release."""
    audit = manifest.audit
    if not audit.relations:
        return ()
    listed = words.listed([f"{count:,} of {RELATIONS.get(name, name)}" for name, count in audit.relations.items()])
    return (
        f"Relations between released counts that were listed: {listed}.",
        f"{audit.small:,} of {audit.cells:,} counts are hidden for being small. With all relations together "
        f"{audit.told:,} of them could have been worked out, or to one of two values; {audit.hidden_for_it:,} others "
        f"are hidden so that they cannot: every hidden count keeps {audit.fewest_values} possible values or more.",
        f"{audit.not_nought:,} hidden counts are known not to be nought. Of {audit.likely:,} one value is over 90% "
        "likely to somebody who knows how counts are rounded.",
        *_with_others(audit),
        f"Of {audit.means:,} groups of ten people or more with means, {audit.means_withheld:,} have theirs withheld: "
        "with others they would describe one to nine people, or say that a hidden count is nought.",
    )


def _with_others(audit: Audit) -> tuple[str, ...]:
    """The same to somebody who has the figures that are published elsewhere, where the site lists any."""
    if not audit.elsewhere:
        return ()
    return (
        f"With {audit.elsewhere:,} figures that are published elsewhere, {audit.not_nought_with:,} are known not to be "
        f"nought, and of {audit.likely_with:,} one value is over 90% likely.",
    )


def _not_counted(manifest: Manifest) -> list[str]:
    """Sentences for copies kept once and lines that are no records, which are read and neither accepted nor refused."""
    said = []
    for name, count in manifest.extracts.items():
        parts = []
        if count.copies:
            copies = "copy" if count.copies == 1 else "copies"
            parts.append(f"{in_words(manifest, name, count.copies)} identical {copies} of records already there")
        if count.left_out:
            lines = "line that is no record" if count.left_out == 1 else "lines that are no records"
            parts.append(f"{in_words(manifest, name, count.left_out)} {lines}, such as totals")
        if parts:
            said.append(f"Also read of {name.replace('_', ' ')}, and not counted: {words.listed(parts)}.")
    return said


def in_words(manifest: Manifest, extract: str, count: int) -> str:
    """A count of records as it may reach the screen: protected where the extract is about people, else exact."""
    contract = contracts.CONTRACTS.get(extract)
    if count == 0:
        return "none"
    if (contract is not None and not contract.person_level) or manifest.profile == "exact":
        return people(count)
    if count < 5:
        return "fewer than 5"
    return people(5 * round(count / 5))


def about_release(release: Release, definition: str, caveats: tuple[str, ...]) -> Evidence:
    """How a statement of the release about itself came to be."""
    manifest = release.manifest
    return evidence(
        release,
        definition=definition,
        numerator="Records of the extracts, or counts of the release",
        denominator="All of them",
        method="Counted when the release was made",
        period=f"{manifest.years[0]} to {manifest.years[-1]}; extracts of {day_in_words(manifest.extract_date)}",
        source="What the release says of itself",
        citation="Contracts of the extracts",
        hidden=NOTHING_HIDDEN,
        caveats=caveats,
        matters=("",),
    )


def _thousands(cells: int) -> str:
    return "under 1 thousand" if cells < 1000 else f"{cells / 1000:,.0f} thousand"

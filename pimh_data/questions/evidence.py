"""Composes Evidence and tidy tables for an Answer from the release and the selection. Words and types, no numbers."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from pimh_data.answer import Column, Evidence, Row
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.words import HIDDEN_BY_PROFILE, listed, lower_first
from pimh_data.release import Manifest, Release
from pimh_data.release.terms import ONLY_ME, PUBLIC, Terms

PROFILE = {
    "rounded": "Counts rounded to a multiple of 5, at random by who is counted; fewer than 5 hidden",
    "exact": "Exact counts, nothing hidden: contains small numbers, do not share",
}
SYNTHETIC = "Synthetic demonstration data, not about real people"
NOTHING_HIDDEN = "Nothing is hidden in this answer."
ROUNDED_APART = "Counts are approximate: within 4, they may not add up, and differ from services' own returns."
EXTRACT = "Referrals and contacts extracts of the site"
STATE = Column("state", "State", "state")
TEXT = pd.StringDtype(na_value=np.nan)  # what "str" is: looking that up takes a third of the time


def evidence(
    release: Release,
    *,
    definition: str,
    numerator: str,
    denominator: str,
    method: str,
    period: str,
    source: str,
    citation: str,
    hidden: str,
    caveats: Iterable[str] = (),
    matters: Iterable[str] = (),
    counted_as: str = "",
) -> Evidence:
    """Evidence with what every Answer says of its release. `matters`: words by which a loss concerns this one."""
    manifest = release.manifest
    losses = (loss for loss in manifest.losses if any(word in loss.lower() for word in matters))
    rounded = (ROUNDED_APART,) if manifest.profile == "rounded" else ()
    return Evidence(
        definition,
        numerator,
        denominator,
        method,
        period,
        source,
        citation,
        release_in_words(manifest),
        PROFILE[manifest.profile],
        data_in_words(manifest),
        manifest.site,
        hidden,
        (*dict.fromkeys((*caveats, *rounded, *losses)),),
        counted_as,
    )


def made_up(release: Release, what: str) -> str:
    """That figures which a reader could take for a Place's own are the demonstration's; '' of a real release."""
    return f"{what} are synthetic: made up for the demonstration." if release.manifest.synthetic else ""


def release_in_words(manifest: Manifest) -> str:
    """Which release: 'Release 2026-11-21, made on 21 November 2026'."""
    return f"Release {manifest.release}, made on {day_in_words(manifest.made)}"


def data_in_words(manifest: Manifest) -> str:
    """What data: synthetic, or extracts and their date; and for whom the release is, where it says so."""
    data = SYNTHETIC if manifest.synthetic else f"Extracts as they stood on {day_in_words(manifest.extract_date)}"
    return data + (f"; {lower_first(audience(manifest.terms))}" if manifest.terms.audience else "")


def audience(terms: Terms) -> str:
    """For whom a release is: 'For this machine alone', 'For Barnardo's and the Trust', 'For the public'."""
    whom: dict[tuple[str, ...], str] = {(ONLY_ME,): "this machine alone: pass nothing on", (PUBLIC,): "the public"}
    return f"For {whom.get(terms.audience) or listed(list(terms.audience))}"


def hidden_in_words(release: Release, hidden: Sequence[str], what: str = "counts") -> str:
    """What was hidden in an answer and why: '2 counts hidden (Decile 8 and Decile 9): fewer than 5, or ...'."""
    names = list(dict.fromkeys(hidden))
    if not names:
        return NOTHING_HIDDEN
    why = HIDDEN_BY_PROFILE[release.manifest.profile]
    if len(names) == 1:
        return f"Hidden: {names[0]} ({why})."
    shown = names if len(names) <= 8 else [*names[:7], f"{len(names) - 7} more"]
    return f"{len(names)} {what} hidden ({listed(shown)}): {why}."


def tidy(columns: Sequence[Column], rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as a table in the types that an Answer asks for: counts Int32, texts as text, everything else float64."""
    made = {}
    for column in columns:
        values = [row[column.name] for row in rows]
        if column.kind == "count":
            whole = [None if value is None or value != value else round(float(value)) for value in values]
            made[column.name] = pd.array(whole, dtype="Int32")
        elif column.kind in ("text", "state"):
            made[column.name] = pd.array(values, dtype=TEXT)
        else:
            made[column.name] = np.array(values, dtype="float64")
    return pd.DataFrame(made)

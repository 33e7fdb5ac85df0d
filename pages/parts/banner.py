"""The strip that is always in sight: whose data, of when, how protected; and warnings about the release."""

import datetime as dt
from html import escape

import streamlit as st

from pages.guard.door import door
from pages.parts import text
from pimh_data.contracts import CONTRACTS
from pimh_data.errors import NoRelease, NotShownHere, ReleaseError, Withdrawn
from pimh_data.questions.evidence import audience
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.words import listed
from pimh_data.release import Manifest

SHORT_PROFILE = {"rounded": "Counts approximate, within 4; fewer than 5 hidden"}
NO_RELEASE = (
    "There is no release to show yet. Whoever runs this dashboard can make one with “python -m pimh_data demo” "
    "(synthetic data) or “python -m pimh_data publish”. This page will show it as soon as it is there."
)
NOT_SHOWN_HERE = (
    "There is a release, and it is not for those who can ask this application: {why}. Nothing of it is shown."
)
ALL_WITHDRAWN = (
    "There is no release to show: what was published has been withdrawn. As soon as another one is published or "
    "chosen, this page will show it."
)
NO_GOOD_RELEASE = (
    "There is no release to show yet: what was published is damaged or incomplete. Whoever runs this dashboard finds "
    "what is wrong in its log. It is tried again every minute, and this page will show it as soon as it is whole."
)


def strip(manifest: Manifest, chosen: str) -> None:
    """One line at the foot of the window, whatever is scrolled; and what is `chosen`, where the filters scroll away."""
    said = [f"<strong>{escape(words)}</strong>" if loud else escape(words) for words, loud in whose_data(manifest)]
    said += ['<a href="/access-log" target="_self">Access log</a>'] if door().review() else []
    out = door().signs_out_at
    said += [f'<a href="{out}" target="_self">Sign out</a>'] if out else []
    foot = f'<div class="strip" role="note" aria-label="About the data">{" · ".join(said)}</div>'
    st.html((text.paragraph(chosen, "chosen") if chosen else "") + foot)


def whose_data(manifest: Manifest) -> list[tuple[str, bool]]:
    """What the strip says, part by part, and whether it is said loudly."""
    said = [("Synthetic demonstration data", True)] if manifest.synthetic else []
    said += [(door().strip, True)] if door().strip else []
    said += _terms(manifest)
    absent: dict[str, list[str]] = {}
    for source in manifest.sources:
        if not source.brought:
            absent.setdefault(source.name, []).append(CONTRACTS[source.extract].in_words)
    if absent:
        missing = [f"{listed(extracts)} from {name}" for name, extracts in absent.items()]
        said.append((f"Without {listed(missing)}, which brought nothing this time", True))
    lacking = [
        f"{len(source.lacks)} {'file' if len(source.lacks) == 1 else 'files'} of {CONTRACTS[source.extract].in_words} "
        f"from {source.name}"
        for source in manifest.sources
        if source.lacks
    ]
    if lacking:
        said.append((f"Without {listed(lacking)}, not brought this time", True))
    if manifest.profile == "exact":
        said.append(("Exact counts: for a secure machine only", True))
    said.append((manifest.site, False))
    said.append((f"Release of {day_in_words(manifest.made)}", False))
    if not manifest.synthetic:
        said.append((f"Extracts of {day_in_words(manifest.extract_date)}", False))
    said += [(words, False) for words in _earlier(manifest)]
    if manifest.profile != "exact":
        said.append((SHORT_PROFILE[manifest.profile], False))
    return said


def _terms(manifest: Manifest) -> list[tuple[str, bool]]:
    """For whom the release is, and that the day of its review has come."""
    terms = manifest.terms
    said = [] if not terms.audience else [(audience(terms), terms.on_this_machine_alone)]
    if terms.review_is_due(dt.date.today()):
        said.append((f"Its review was due on {day_in_words(terms.review_date)}", True))
    return said


def _earlier(manifest: Manifest) -> list[str]:
    """Sources whose extract ends before the others', each with its last day."""
    earlier = [source for source in manifest.sources if source.brought and source.extract_date < manifest.extract_date]
    return list(dict.fromkeys(f"{source.name} only to {day_in_words(source.extract_date)}" for source in earlier))


def problem(manifest: Manifest) -> None:
    """The current release cannot be shown: what is shown instead. What is wrong with it is in the log."""
    st.html(
        text.notice(
            "Another release was chosen but cannot be shown: it is damaged, incomplete or withdrawn. This is the last "
            f"good one, of {day_in_words(manifest.made)}. The other one is tried again every minute."
        )
    )


def no_release(error: ReleaseError) -> None:
    """The whole page when nothing can be opened."""
    st.title("Nothing to show yet", anchor=False)
    kept_back = NOT_SHOWN_HERE.format(why=error)
    words = {NoRelease: NO_RELEASE, Withdrawn: ALL_WITHDRAWN, NotShownHere: kept_back}.get(type(error), NO_GOOD_RELEASE)
    st.html(text.paragraph(words, "answer"))

"""What a release of real data states of itself: who answers for it, why it was made, for whom, until when."""

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.questions.evidence import audience
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.quality.publication import about_release
from pimh_data.questions.words import listed, lower_first
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release
from pimh_data.release.terms import Terms

COLUMNS = (Column("what", "What is stated", "text"), Column("stated", "In the site's words", "text"), STATE)
NOTHING = "The release states none: its data are synthetic, and nobody is in them."
TEXTS = {
    "purpose": "Purpose",
    "lawful_basis": "Lawful basis",
    "sharing_agreement": "Sharing agreement",
    "national_opt_outs": "National data opt-outs",
    "approver": "Approved by",
    "second_approver": "Approved also by",
    "intruder_test": "Trial to find people in it",
}


def terms(release: Release) -> Answer:
    """Controllers, purpose, lawful basis, audience, approval and review: one row each that is stated, in words."""
    stated = release.manifest.terms
    rows: list[Row] = [
        {"what": what, "stated": text, "state": "shown"} for what, text in _stated(stated).items() if text
    ]
    finding = Finding(_said(stated), "description") if rows else Finding(NOTHING, "no data")
    return composed(
        "data.terms",
        "Who answers for these data, and for whom are they?",
        Selection(ALL_PLACES),
        COLUMNS,
        rows,
        Said(finding),
        about_release(release, "What whoever published the release stated of it.", caveats=()),
    )


def _stated(terms: Terms) -> dict[str, str]:
    return {
        "For whom": audience(terms) if terms.audience else "",
        "Controllers": "; ".join(terms.controllers),
        **{what: getattr(terms, name) for name, what in TEXTS.items()},
        "To be reviewed by": day_in_words(terms.review_date) if terms.review_date else "",
    }


def _said(terms: Terms) -> str:
    whom = f"The release is {lower_first(audience(terms))}."
    if not terms.controllers:
        return whom
    return f"{whom} {listed(list(terms.controllers))} {'answers' if len(terms.controllers) == 1 else 'answer'} for it."

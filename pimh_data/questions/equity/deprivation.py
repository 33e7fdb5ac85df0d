"""What the answers by deprivation share: their evidence, and what they say of deciles that are not known."""

from pimh_data.answer import Evidence, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.evidence import EXTRACT, evidence, hidden_in_words
from pimh_data.questions.periods import period_in_words
from pimh_data.questions.population import Denominator
from pimh_data.release import Release

SEEN = "People with at least one attended contact in the year, each counted once"
UNKNOWN_DECILE = "People whose decile is not known are in neither group."


def evidence_by_deprivation(
    release: Release,
    selection: Selection,
    denominator: Denominator,
    *,
    definition: str,
    method: str,
    citation: str,
    hidden: list[str],
    what: str,
) -> Evidence:
    return evidence(
        release,
        definition=definition,
        numerator=f"Distinct people seen, {words.subject(selection)}",
        denominator=denominator.words(),
        method=method,
        period=period_in_words(selection.year),
        source="; ".join(filter(None, (EXTRACT, denominator.source))),
        citation=citation,
        hidden=hidden_in_words(release, hidden, what),
        caveats=(
            *((f"Deciles are of IMD {denominator.edition}.",) if denominator.edition else ()),
            "A share of births is not a share of need: need is steeper, so a ratio of 1 may still be too low.",
            UNKNOWN_DECILE,
        ),
        matters=("decile", "deprivation", "contact"),
    )


def unknown_decile(release: Release, unknown: Cell, selection: Selection) -> str:
    if unknown.state == "no data":
        return f"Decile not known: no data for {selection.year}."
    if unknown.state == "hidden":
        return f"Decile not known: {words.HIDDEN_BY_PROFILE[release.manifest.profile]}, in {selection.year}."
    return f"Decile not known: {people(unknown.value)} of the people seen in {selection.year}, in none of these groups."

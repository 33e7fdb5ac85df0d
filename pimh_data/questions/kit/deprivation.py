"""What the answers by deprivation share: their evidence, and what they say of deciles that are not known."""

from collections.abc import Sequence

from pimh_data.answer import Evidence, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell
from pimh_data.questions.evidence import EXTRACT, evidence, hidden_in_words
from pimh_data.questions.periods import period_in_words
from pimh_data.questions.population import Denominator
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

SEEN = "People with at least one attended contact in the year, each counted once"


def evidence_by_deprivation(
    release: Release,
    selection: Selection,
    denominator: Denominator,
    *,
    definition: str,
    method: str,
    citation: str,
    hidden: Sequence[str],
    what: str,
    caveats: Sequence[str] = (),
) -> Evidence:
    """Evidence of a rate by deprivation: what it is divided by, of which edition, and what that leaves out."""
    edition = (f"Deciles are of IMD {denominator.edition}.",) if denominator.edition else ()
    return evidence(
        release,
        definition=f"{definition} {SEEN}.",
        numerator=f"Distinct people seen, {words.subject(selection)}",
        denominator=denominator.words(),
        method=method,
        period=period_in_words(selection.year),
        source="; ".join(filter(None, (EXTRACT, denominator.source))),
        citation=citation,
        hidden=hidden_in_words(release, hidden, what),
        caveats=(
            *caveats,
            *edition,
            "A share of births is not a share of need: need is steeper, so a ratio of 1 may still be too low.",
            "People whose decile is not known are in no decile and in neither group.",
        ),
        matters=("by deprivation", "deciles"),
    )


def unknown_decile(release: Release, unknown: Cell, selection: Selection) -> str:
    """How many of the people seen have no known decile, in words."""
    if unknown.state == "no data":
        return f"There are no data on people whose decile is not known in {selection.year}."
    if unknown.state == "hidden":
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return f"Decile not known for some people seen in {selection.year}: hidden ({why})."
    many = "nobody" if unknown.state == "zero" else f"{people(unknown.value)} of the people"
    return f"Decile not known for {many} seen in {selection.year}; they are in none of these groups."


def whatever_is_chosen(selection: Selection) -> tuple[str, ...]:
    """A note where a group is chosen and the answer compares groups nevertheless."""
    if selection.deprivation == EVERYONE:
        return ()
    return (f"Groups are compared here, so the choice of {words.group(selection.deprivation)} changes nothing.",)

"""Who needs to know: each measure with its short, medium and long-term outcomes and the commissioners it concerns."""

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.questions.kit import STATE, Said, answer
from pimh_data.registry import theory_of_change as theory
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

NOT_CAUSE = "A measure beside an outcome does not show that a service brought the outcome about."
COLUMNS = (
    Column("measure", "Measure", "text"),
    Column("page", "Page", "text"),
    Column("short", "Short term", "text"),
    Column("medium", "Medium term", "text"),
    Column("long", "Long term", "text"),
    Column("commissioners", "Concerns", "text"),
    STATE,
)


def who_needs_to_know(release: Release, commissioner: str = "") -> Answer:
    """One row a measure: its outcomes in the short, medium and long term, and the commissioners it concerns.

    Columns: measure, page (on which it stands), short, medium, long, commissioners, state.
    `commissioner`: the measures that concern that one alone (a name of theory_of_change.COMMISSIONERS).
    """
    shown = [measure for measure in theory.LINKS.values() if not commissioner or commissioner in measure.commissioners]
    rows = [
        {
            "measure": measure.label,
            "page": measure.page,
            **{term: "; ".join(theory.outcomes_in_words(measure, term)) for term in ("short", "medium", "long")},
            "commissioners": ", ".join(measure.commissioners),
            "state": "shown",
        }
        for measure in shown
    ]
    everyone = [measure.label for measure in shown if measure.commissioners == theory.COMMISSIONERS]
    text = (
        f"{len(shown)} of {len(theory.LINKS)} measures concern {commissioner}."
        if commissioner
        else (f"{len(everyone)} of {len(shown)} measures concern every commissioner: {'; '.join(everyone)}.")
    )
    return answer(
        "need.who",
        "Who needs to know",
        release,
        Selection(ALL_PLACES),
        COLUMNS,
        rows,
        Said(Finding(text, "description") if rows else Finding(f"No measure concerns {commissioner}.", "no data")),
        definition="Which outcomes of the theory of change a measure speaks to, and whom it concerns.",
        numerator="Measures of this product",
        denominator="None",
        method="Links are judgements, stated one by one; no number is computed.",
        period="Any",
        source=theory.SOURCE,
        citation="None: the links are not published",
        caveats=(NOT_CAUSE,),
        hidden=(),
        notes=(NOT_CAUSE, theory.SOURCE + "."),
    )

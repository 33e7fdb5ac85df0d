"""Services x measures: how complete each is, who improved, got worse and recovered, and the mean change. One table."""

from collections.abc import Sequence

from pimh_data.answer import Answer, Finding, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View
from pimh_data.questions.kit import Said
from pimh_data.questions.kit.over import CHOSEN_YEAR, over_choices, over_period
from pimh_data.questions.outcomes.asking import Heading, nothing, outcome_answer
from pimh_data.questions.outcomes.in_use import users_of, with_relationship
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
    choose_definition,
    definition_options,
    keeps_usual,
)
from pimh_data.questions.outcomes.reading import follow_deprivation_of_outcomes, longest
from pimh_data.questions.outcomes.saying import period_in_short
from pimh_data.questions.outcomes.service_measure_rows import COLUMNS, rows_of, too_many
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

HEADING = Heading("outcomes.service_measures", "Services and measures, relationship first", COLUMNS)
UNDER_HALF = 0.5


def services_and_measures(
    release: Release,
    selection: Selection,
    measure: str = "",
    pairing: str = "",
    reliable_change: str = "",
    courses: str = "",
    over: str = "",
) -> Answer:
    """One row a measure and service: eligible, two scores, improved reliably, worse, recovered, mean improvement.

    Every measure in use, relationship measures first, by the pairing rule and courses asked for; `reliable_change` is
    that of `measure`, all others have their usual one. `over`: one of kit.over; three years where it is ''. Each number
    is what the question on it says of that service: shares with their intervals, the range of improvement over all
    eligible and of recovery over all cases, and what severity at the start leads one to expect, over three years.
    """
    periods.position(release.manifest, selection.year)
    if not definition_options(release, selection).measures:
        return nothing(release, selection, HEADING)
    chosen = choose_definition(release, selection, measure, pairing, reliable_change, courses)
    over = over or usual_over(release, selection)
    follows = follow_deprivation_of_outcomes(release, selection, chosen)
    view = follows.view.at(period=over_period(release, selection, over))
    rows = rows_of(release, selection, chosen, view)
    notes = [*follows.notes]
    if too_many(release, selection):
        notes.append("Each service has rows of its own where a Place or a system is chosen.")
    if all(row["expected"] != row["expected"] for row in rows):
        notes.append(_why_not_expected(release, selection, chosen, view))
    return outcome_answer(
        HEADING,
        release,
        selection,
        chosen,
        view,
        rows,
        Said(_finding(release, selection, view, follows.group, rows)),
        definition="Every outcome measure that a service records, and what it says: how many could have had two "
        "scores, how many have, and what became of those.",
        numerator="People with two scores; of these, who improved or got worse reliably; of cases at the start, who "
        "recovered",
        denominator="People eligible: everyone who could have had two scores, whoever is missing",
        method="Wilson's 95% interval of shares, with the error of rounding added to that of chance; Student's t of "
        "means, with as few people as the released number permits. At least and at most: whoever has no second score "
        "taken as unchanged, then as improved. "
        "Expected: the improvement that people who started in the same severity bands had in all services together.",
        hidden=[f"{row['service']}, {row['measure']}" for row in rows if row["state"] == "hidden"],
        what="rows",
        citation=("Wilson 1927, J Am Stat Assoc 22:209", "Manski 2003, Partial Identification, ch. 1"),
        caveats=(
            "An interval covers chance, not who is missing: beside it stands the range over all eligible.",
            "Services differ in whom they see. Only the last column allows for severity at the start.",
            "Measures are never made into one number, and services are not ranked.",
        ),
        direction="higher_is_better",
        notes=notes,
    )


def usual_over(release: Release, selection: Selection) -> str:
    """The time that services are compared over: three years together, else since they started."""
    return over_choices(release, selection)[1] if len(over_choices(release, selection)) > 1 else CHOSEN_YEAR


def _why_not_expected(release: Release, selection: Selection, chosen: OutcomeDefinition, view: View) -> str:
    period = longest(release, selection)[1]
    if view.where not in release.manifest.places:
        return "What severity leads one to expect is worked out for the services of one Place."
    if view.member != EVERYONE:
        return "What severity leads one to expect is worked out for everyone together."
    if not chosen.default:
        return f"What severity leads one to expect is worked out by the usual definition. {keeps_usual(chosen, chosen)}"
    if view.period != period:
        return f"What severity leads one to expect is worked out for courses closed {period_in_short(period)}."
    return ""


def _finding(release: Release, selection: Selection, view: View, group: str, rows: Sequence[Row]) -> Finding:
    about = f"{words.subject(selection, with_year=False)}, {period_in_short(view.period)}"
    about += "" if group == EVERYONE else f", {words.group(group)}"
    own = [row for row in rows if row["service"] != selection.service] or list(rows)
    if not own:
        return Finding(f"{about}: nobody could have had two scores in this period.", "no data")
    many = too_many(release, selection)
    services = many or len({row["service"] for row in own})
    measures = len({row["measure"] for row in own})
    have, without = with_relationship(release, users_of(release, selection))
    shown = [row for row in own if row["state"] in ("shown", "zero")]
    under = sum(float(row["paired_share"]) < UNDER_HALF for row in shown)
    combined = ", all services together" if many else f" ({len(own)} combinations)" if len(own) > 1 else ""
    said = (
        f"{about}: {words.number_of(services, 'service')} with {words.number_of(measures, 'measure')}{combined}; "
        f"{_with_relationship(len(have), len(have) + len(without))} a relationship measure. "
    )
    if not shown:
        return Finding(f"{said}How many have two scores is hidden.", "hidden")
    hidden = f"; {len(own) - len(shown)} hidden" if len(shown) < len(own) else ""
    if under:
        half = (
            f"In {under} of {len(shown)} fewer than half of those eligible have two scores: there, how many have none "
            "comes before what became of the others"
        )
    else:
        which = "At" if len(shown) == 1 else f"In all {len(shown)} at"
        half = f"{which} least half of those eligible have two scores"
    return Finding(f"{said}{half}{hidden}.", "description")


def _with_relationship(have: int, of: int) -> str:
    """'3 of 8 services record'; of one service alone whether it does."""
    if not of:
        return "which of them record a relationship measure is not shown to you, as"
    if of == 1:
        return "it records" if have else "it does not record"
    return f"{people(have)} of {people(of)} services {words.agree(have, 'records', 'record')}"

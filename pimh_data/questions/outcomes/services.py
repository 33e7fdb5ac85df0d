"""A fair comparison of services: change against what their people's severity at the start leads one to expect."""

from pimh_data.answer import Answer, Keeps, ReferenceLine, Selection
from pimh_data.questions.cells import View
from pimh_data.questions.kit import Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, may_be_another, nothing, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, keeps_usual, usual_definition
from pimh_data.questions.outcomes.reading import longest
from pimh_data.questions.outcomes.saying import period_in_short, subject
from pimh_data.questions.outcomes.service_comparison import COLUMNS, compared_rows
from pimh_data.questions.outcomes.services_finding import beside_services, service_named, services_said
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

HEADING = Heading("outcomes.services", "Services side by side, allowing for severity at the start", COLUMNS)
REMOVES_NEITHER = (
    "This compares services after allowing for the severity band at the start. It removes neither regression to the "
    "mean within a band nor natural recovery, nor who came back for a last score. It is no league table: a "
    "difference within the limits can be chance."
)


@by_definition(HEADING)
def services_compared(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """Every service that uses the measure, in every Place that the viewer may see: one row each, never ranked.

    `difference`: observed less expected mean improvement in points, with a t interval; `limit_95`, `limit_998`: the
    funnel's limits around 0 at that number of people, from the SD of change within bands. Over three years, or since
    the service started, by the usual definition. `focus` is 'yes' for the services of the selection.
    """
    usual = usual_definition(release, selection, asked)
    period = longest(release, selection)[1]
    about = subject(selection, usual, EVERYONE, period)
    if not usual.measure.bands and may_be_another(release, selection, asked):
        return nothing(release, selection, HEADING)
    if not usual.measure.bands:
        why = "has no severity bands, so there is nothing to allow for"
        return nothing(release, selection, HEADING, f"{about}: this measure {why}.")
    rows = compared_rows(release, period, usual, selection)
    notes = [f"Shown for the courses closed {period_in_short(period)}: one year would leave too few people in a band."]
    notes.append(keeps_usual(asked, usual))
    if selection.deprivation != EVERYONE:
        notes.append(Keeps("Everyone is counted: severity bands are not held by deprivation."))
    return outcome_answer(
        HEADING,
        release,
        selection,
        usual,
        View(selection.place, period, selection.service),
        rows,
        Said(services_said(about, rows, selection)),
        definition="Mean improvement of a service less the improvement that people who started in the same "
        "severity bands had in all services together.",
        numerator="Improvement between first and last score, in points; positive is better",
        denominator="People with two scores, in bands where ten or more stand",
        method="Indirect standardisation by severity band at the start; t interval of the difference that counts "
        "the service as part of what it is compared with; funnel limits 1.96 and 3.09 SD of change within bands "
        "over the root of the number of people. The interval rests on the service's own spread, the limits on that of "
        "all services: near a limit the two can differ. The finding names what lies outside the 99.8% limits. Beside "
        "the raw difference stands one drawn towards 0 (Morris), as much as chance explains it.",
        hidden=[service_named(row) for row in rows if row["state"] == "hidden"],
        what="services",
        citation=(
            "Breslow and Day 1987, ch. 2",
            "Spiegelhalter 2005, Stat Med 24:1185",
            "Morris 1983, J Am Stat Assoc 78:47",
        ),
        caveats=(REMOVES_NEITHER,),
        direction="higher_is_better",
        references=(ReferenceLine("As expected", 0.0),),
        notes=(*beside_services(rows), REMOVES_NEITHER, *notes),
    )

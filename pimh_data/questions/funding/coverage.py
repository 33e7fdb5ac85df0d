"""Coverage before and after something ends: people seen per 1,000 births, beside the need under a model."""

from pimh_data.answer import Answer, Column, Row
from pimh_data.formats import number, people
from pimh_data.questions import periods
from pimh_data.questions.cells import Cell
from pimh_data.questions.funding.ending import resolve
from pimh_data.questions.funding.loss import Loss, loss
from pimh_data.questions.funding.people import NOT_A_FORECAST
from pimh_data.questions.funding.scenario import PERCENT, Scenario, telling
from pimh_data.questions.kit import EXTRACT, STATE, Ranged, Said, Telling
from pimh_data.questions.kit.need_in_words import NOT_A_SUBSET, brief, in_whole_people, need_answer
from pimh_data.questions.kit.residents import PlaceResidents, residents
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL
from pimh_data.questions.rounded_intervals import PER
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.registry.need import NeedCount
from pimh_data.registry.need_models import model as named
from pimh_data.release import Release


def _rate_after(basis: str) -> Ranged:
    return Ranged("rate_after", f"Seen per 1,000 {basis}, after", "rate", "per 1,000", 1, of="After")


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Group", "text"),
        Column("before", "People seen in the year", "count", "people"),
        Column("after", "All but those seen by nothing else", "number", "people"),
        Column("children", basis.capitalize(), "published"),
        Column("rate_before", f"Seen per 1,000 {basis}, in the year", "rate", "per 1,000", 1),
        *_rate_after(basis).columns,
        Column("need_lower", "Need, least published", "number"),
        Column("need_upper", "Need, most published", "number"),
        Column("need_words", "Need in words", "text"),
        STATE,
    )


def coverage_lost(release: Release, scenario: Scenario, model: str = DEFAULT_MODEL, count: str = "") -> Answer:
    """People seen before and after, per 1,000 children aged 0 (or births) and beside need: everyone, Core20, the rest.

    Columns: member, before (count), after, children (or births), rate_before, rate_after with its range, need with its
    range and in words, state. Need and people stay two counts. Raises SelectionError for what the release lacks.
    """
    periods.position(release.manifest, scenario.year)
    ending = resolve(release, scenario)
    counted, held = named(model).count(count), residents(release, scenario.place, scenario.year)
    found = {
        member: loss(release, ending, TOTAL.name if member == EVERYONE else DEPRIVATION.name, member)
        for member in (EVERYONE, *GROUP_MEMBERS)
    }
    rows = [_row(member, one, held, counted) for member, one in found.items()]
    hidden = [member for member, one in found.items() if "hidden" in (one.state, one.before.state)]
    return need_answer(
        "funding.coverage",
        f"If {scenario.words()}: coverage before and after",
        release,
        scenario.selection,
        _columns(held.births.basis),
        rows,
        _said(telling(release, scenario), scenario, rows, counted, held.births.basis),
        held=held,
        used=(named(model),),
        definition="People seen in the year, and all of them but those seen by nothing else, per 1,000 "
        f"{held.births.basis}; beside {counted.label} ({counted.unit}, {counted.kind}): {counted.in_words}.",
        numerator="Distinct people seen by any service; after: less those known only to what ends",
        method="Rates of released counts over published children; after, over every true count permitted.",
        period=periods.period_in_words(scenario.year),
        source=EXTRACT,
        hidden=hidden,
        what="groups",
        caveats=(NOT_A_FORECAST, NOT_A_SUBSET.format(unit=counted.unit)),
        notes=(NOT_A_FORECAST, NOT_A_SUBSET.format(unit=counted.unit), *held.notes()),
    )


def _row(member: str, found: Loss, held: PlaceResidents, counted: NeedCount) -> Row:
    children, need = held.of(member).births, in_whole_people(counted.estimate(held.of(member)))
    after, least, most = found.after
    return {
        "member": member,
        "before": found.before.value,
        "after": after,
        "children": children,
        "rate_before": _rate(found.before.value, children),
        **_rate_after(held.births.basis).row((_rate(after, children), _rate(least, children), _rate(most, children))),
        "need_lower": need.lower,
        "need_upper": need.upper,
        "need_words": brief(counted, need),
        "state": _state(found.before, found, children),
    }


def _rate(people_seen: float, children: float) -> float:
    return PER * people_seen / children if children > 0 else float("nan")


def _state(before: Cell, found: Loss, children: float) -> str:
    if not children > 0:
        return "no data"
    return found.state if before.known and found.state != "zero" else before.state


def _said(tell: Telling, scenario: Scenario, rows: list[Row], counted: NeedCount, basis: str) -> Said:
    every = rows[0]
    if every["state"] == "no data":
        return tell.says("there are no data on people and children to show coverage.", "no data")
    if every["state"] == "hidden":
        return tell.hidden("coverage is hidden")
    before, after = (people(float(every[name])) for name in ("before", "after"))
    text = _left(scenario, before, after)
    text += f", beside {every['need_words']}{' a year' if counted.kind == 'yearly flow' else ' at one time'} in need"
    rates = {row["member"]: row for row in rows if row["state"] == "shown"}
    if CORE20 in rates and THE_REST in rates and scenario.share:
        falls = [
            f"{number(float(rates[group]['rate_after']))} of {number(float(rates[group]['rate_before']))}"
            for group in (CORE20, THE_REST)
        ]
        text += (
            f". Per 1,000 {basis}, that was {falls[0]} in the most deprived fifth (Core20) and {falls[1]} in the rest"
        )
    return tell.says(f"{text}.", "description")


def _left(scenario: Scenario, before: str, after: str) -> str:
    """'270 of the 1,255 people seen were seen by services other than ...': a fact of the year."""
    if not scenario.share:
        return f"nothing ends; {before} people were seen"
    if scenario.percent < PERCENT:
        return f"without {scenario.percent}% of {scenario.alone}, {after} of the {before} people seen were left"
    if ALL_SERVICES in scenario.ends:
        return f"none of the {before} people seen was seen by a service other than these"
    return f"{after} of the {before} people seen were seen by services other than {scenario.seen_by_it}"

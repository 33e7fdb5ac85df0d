"""What ends, and when: services by the day that their money ends, whom they see, what they cost. Not a forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pimh_data.answer import WITHHELD, Answer, Column, Headline, Row, Selection
from pimh_data.formats import number, people
from pimh_data.questions import periods, words
from pimh_data.questions.evidence import made_up
from pimh_data.questions.funding.ending import resolve
from pimh_data.questions.funding.loss import LOST, Loss, loss
from pimh_data.questions.funding.people import NOBODY_ELSE, NOT_A_FORECAST
from pimh_data.questions.funding.scenario import Scenario
from pimh_data.questions.kit import EXTRACT, STATE, Said, Telling, answer, hidden_rows
from pimh_data.questions.kit.listed_services import AS_LISTED, SOURCE, ListedService, known_wte, services_of
from pimh_data.questions.periods import day_in_words
from pimh_data.registry.cubes import FUNDING_ENDS
from pimh_data.registry.posts import COSTS
from pimh_data.release import Release

COLUMNS = (
    Column("place", "Place", "text"),
    Column("service", "Service", "text"),
    Column("funding", "Funding", "text"),
    Column("funding_ends", "Funding ends", "text"),
    Column("people", "People seen in the year", "count", "people"),
    *LOST.columns,
    Column("every", "People seen by all services", "count", "people"),
    Column("annual_cost", "Cost a year in pounds, as brought", "published", "£"),
    Column("wte", "Whole-time equivalents", "published", "WTE", 1),
    STATE,
)
TOGETHER = "All that end first, together"


def what_ends(release: Release, selection: Selection) -> Answer:
    """Services of the selection whose funding has an end, the earliest first: one row a service of a Place.

    Those that end first stand together in a row of their own above them, where they are several or of a larger area.
    Columns: place, service, funding (its stream), funding_ends (a day), people (seen in the year), lost (of them, seen
    by nothing else) with its range, every (seen by all services of the Place), annual_cost and wte as brought, state.
    Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    held = services_of(release, selection.place, selection.service)
    ending = sorted((one for one in held if one.funding_ends), key=lambda one: one.funding_ends)
    first = [one for one in ending if one.funding_ends == ending[0].funding_ends]
    lost = _lost(release, selection, first) if first else None
    rows = [_row(one.place, one.name, one.funding, [one], _alone(release, selection, one)) for one in ending]
    if lost and (len(first) > 1 or first[0].place != selection.place):
        rows = [_row(selection.place, TOGETHER, "", first, lost), *rows]
    return answer(
        "funding.ends",
        "What ends, and when",
        release,
        selection,
        _columns(release),
        rows,
        _said(release, selection, held, ending, first, lost),
        definition="Services whose funding has an end in the services extract, and the people they saw in the year.",
        numerator=f"Distinct people seen by each, {selection.year}; of them, those known to no other service",
        denominator="None: counts of people",
        method="Each service has a count of its own in the release, and so have those that end on one day together, "
        "so that nobody is counted twice in it. Rows are not added up: some people are seen by several.",
        period=periods.period_in_words(selection.year),
        source=f"{SOURCE}; {EXTRACT}",
        citation="Contract of the services extract",
        caveats=(NOT_A_FORECAST, AS_LISTED),
        matters=("costs",),
        hidden=hidden_rows(rows, "service"),
        what="services",
        notes=(NOT_A_FORECAST, made_up(release, "Costs") if any(one.annual_cost > 0 for one in ending) else ""),
    )


def _columns(release: Release) -> tuple[Column, ...]:
    if COSTS not in release.shut:
        return COLUMNS
    return tuple(replace(one, missing=WITHHELD) if one.name == "annual_cost" else one for one in COLUMNS)


def _row(place: str, service: str, funding: str, ending: Sequence[ListedService], lost: Loss) -> Row:
    priced = [one.annual_cost for one in ending if one.annual_cost == one.annual_cost]
    return {
        "place": place,
        "service": service,
        "funding": funding,
        "funding_ends": day_in_words(ending[0].funding_ends),
        "people": lost.at_ending.value,
        **LOST.row((lost.lost, *lost.lost_range)),
        "every": lost.before.value,
        "annual_cost": sum(priced) if priced else float("nan"),
        "wte": known_wte(ending),
        "state": lost.state,
    }


def _alone(release: Release, selection: Selection, one: ListedService) -> Loss:
    return loss(release, resolve(release, Scenario(one.place, selection.year, (one.name,))))


def _said(
    release: Release,
    selection: Selection,
    held: Sequence[ListedService],
    ending: Sequence[ListedService],
    gone: Sequence[ListedService],
    lost: Loss | None,
) -> Said:
    tell = Telling.about(release, selection, words.subject(selection))
    if not held:
        return tell.no_data("the release lists no service here")
    if not gone:
        return tell.says("no service has an end of its funding in the services extract.", "description")
    day = day_in_words(gone[0].funding_ends)
    opening = f"{words.number_of(len(gone), 'service')} {words.agree(len(gone), 'ends', 'end')} on {day}"
    later = f"; {len(ending) - len(gone)} more later" if len(ending) > len(gone) else ""
    said = tell.says(
        f"{opening}{later}. {_seen(lost, selection.year)}{_not_begun(gone, selection.year)}", "description"
    )
    costs, label = _costs(gone), words.agree(len(gone), "service ends", "services end")
    card = Headline(f"{label} on {day}", people(len(gone)), costs)
    text = f"{said.finding.text} {costs}." if costs else said.finding.text
    return replace(said, finding=replace(said.finding, text=text), headline=card)


def _lost(release: Release, selection: Selection, gone: Sequence[ListedService]) -> Loss | None:
    """Of those who end together: by the count that the release has of them; None where it has none.

    In a larger area a name, or a bundle, may stand for services that do not end too: these are nobody's loss.
    """
    together = f"{FUNDING_ENDS}{day_in_words(gone[0].funding_ends)}"
    wanted, names = _units(gone), tuple(dict.fromkeys(one.name for one in gone))
    called = [one for one in services_of(release, selection.place) if one.name in names]
    if _units(services_of(release, selection.place, together)) == wanted:
        names = (together,)
    elif _units(called) != wanted:
        return None
    return loss(release, resolve(release, Scenario(selection.place, selection.year, names)))


def _units(services: Iterable[ListedService]) -> set[tuple[str, str]]:
    return {(one.place, one.name) for one in services}


def _seen(lost: Loss | None, year: str) -> str:
    if lost is None:
        return "Their people are not counted together: each service stands in the table."
    if lost.before.state == "no data":
        if lost.before.withheld:
            return f"How many were seen in {year} is not shown to you."
        return f"There are no data on people seen in {year}."
    if lost.in_words in ("hidden", "no data"):
        return f"How many were seen {NOBODY_ELSE}, is {lost.in_words}."
    of = f" of the {people(lost.before.value)}" if lost.before.known else ""
    return words.upper_first(f"{lost.in_words}{of} people seen in {year} were seen {NOBODY_ELSE}.")


def _not_begun(gone: Sequence[ListedService], year: str) -> str:
    """' 3 of them began later.': beside people of a year that some of them had not reached; '' where all had."""
    later = sum(one.started > periods.last_day(year).isoformat() for one in gone if one.started)
    return f" {later} of them began later." if later else ""


def _costs(gone: Sequence[ListedService]) -> str:
    """'£1,100,000 a year; 30.8 whole-time equivalents': what is known of them, and of how many."""
    priced = [one.annual_cost for one in gone if one.annual_cost == one.annual_cost]
    staffed = [one.wte for one in gone if one.wte == one.wte]
    said = []
    if priced:
        said.append(f"£{people(sum(priced))} a year{_of(len(priced), len(gone))}")
    if staffed:
        said.append(f"{number(known_wte(gone))} whole-time equivalents{_of(len(staffed), len(gone))}")
    return "; ".join(said)


def _of(known: int, every: int) -> str:
    return f" (of {known} of {every} services)" if known < every else ""

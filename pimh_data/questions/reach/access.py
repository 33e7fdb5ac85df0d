"""The national access measure: people seen by specialist services in twelve months over births, against 10%."""

from pimh_data.answer import Answer, Column, Grade, Keeps, ReferenceLine, Row, Selection
from pimh_data.formats import interval, people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell
from pimh_data.questions.kit import EXTRACT, STATE, Estimated, Said, Telling, answer
from pimh_data.questions.population import Denominator, births_of, children_by_deprivation
from pimh_data.questions.rounded_intervals import PER, rates
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, EVERYONE, SPECIALIST, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS
from pimh_data.release import Release

AMBITION = 0.10  # of births, for specialist community perinatal services alone
CITATION = "NHS Long Term Plan 2019: ambition for access to specialist community perinatal mental health services"
SHARE = Estimated("share", "Access rate", "share")
HOW = "face to face or by video"  # the measure's own rule: other contacts do not count
APART = "Specialist services alone: peer support, dads' groups and other services are not in it, whichever is chosen."


def national_access(release: Release, selection: Selection) -> Answer:
    """People with an attended face-to-face or video contact with a specialist service in 12 months, over births.

    One row for every twelve months to a quarter's end, up to the chosen year's, which is the headline. Columns: period,
    people, births (of one year for all, births_year), share with Byar's 95% interval, state. Follows Core20 and
    the rest; a single decile keeps everyone. Raises SelectionError for a year or Place that the release does not hold.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    group = selection.deprivation if selection.deprivation in GROUP_MEMBERS else EVERYONE
    dimension = TOTAL.name if group == EVERYONE else DEPRIVATION.name
    view = View(selection.place, selection.year, SPECIALIST, dimension, group)
    shown = periods.rolling(manifest, selection.year)
    held = [cell(release, "access", view.at(period=period), "people_seen") for period in shown]
    if all(found == NO_DATA for found in held):
        shown = tuple(year for year in manifest.years if year <= selection.year)
        held = [cell(release, "access", view.at(period=period), "people_seen") for period in shown]
    births = _births(release, selection, group, shown)
    below = [found.of(group) for found in births]
    basis = births[-1].basis if births else "births"
    estimates = rates(held, below)
    rows: list[Row] = [
        {
            "period": period,
            "people": found.value,
            "births": below[row],
            "births_year": births[row].year,
            **SHARE.row((estimates.value[row] / PER, estimates.lower[row] / PER, estimates.upper[row] / PER)),
            "state": found.state if below[row] > 0 else "no data",
        }
        for row, (period, found) in enumerate(zip(shown, held, strict=True))
    ]
    kept = Keeps(f"Everyone is counted: the release holds no {words.group(selection.deprivation)} in this measure.")
    services = "" if selection.service == ALL_SERVICES else APART
    return answer(
        "reach.access",
        "National access measure",
        release,
        selection,
        _columns(basis),
        rows,
        _said(release, selection, rows, held, births, group),
        definition="People with at least one attended face-to-face or video contact in twelve months with a "
        "service marked as specialist in the services extract, as a share of births.",
        numerator=f"Distinct people seen by specialist services, {selection.place}"
        + ("" if group == EVERYONE else f", {words.group(group)}"),
        denominator=births[-1].words() if births else "Births",
        method="Byar's 95% interval, exact below 10 people, with the error of rounding added to that of chance; "
        "births are taken as known. Compared with the ambition's value.",
        period=f"{shown[0]} to {shown[-1]}" if shown else periods.period_in_words(selection.year),
        source="; ".join(filter(None, (EXTRACT, births[-1].source if births else ""))),
        citation=f"{CITATION}; Breslow and Day 1987, vol. II, p. 69",
        caveats=(
            APART,
            f"Not the published national figure: {basis} here are those of one year, the nearest, residents of the "
            "Place, and people are those in the extracts.",
            f"Nobody referred before {periods.month_in_words(manifest.first_month)} is in the extracts, so the "
            "first year is too low.",
            *(() if basis == "births" else ("Children aged 0 stand for births, since the extracts give none.",)),
        ),
        matters=("contacts", "access"),
        what="periods",
        direction="higher_is_better",
        references=(ReferenceLine("Ambition: 10% of births", AMBITION),),
        notes=(services, kept if group != selection.deprivation else "", *_partly(births)),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("period", "Twelve months", "text"),
        Column("people", "People seen by specialist services", "count", "people"),
        Column("births", basis.capitalize(), "published", basis),
        Column("births_year", "Of the year", "text"),
        *SHARE.columns,
        STATE,
    )


def _births(release: Release, selection: Selection, group: str, shown: tuple[str, ...]) -> tuple[Denominator, ...]:
    years = tuple(period if "/" in period else periods.middle_of(period) for period in shown)
    find = births_of if group == EVERYONE else children_by_deprivation
    return find(release, selection.place, ALL_SERVICES, years, selection.year)


def _period(period: str) -> str:
    """'In the twelve months to December 2023', or 'In 2022/23'."""
    twelve = "12 months to "
    ended = periods.month_in_words(period.removeprefix(twelve)) if period.startswith(twelve) else ""
    return f"In the twelve months to {ended}" if ended else f"In {period}"


def _partly(births: tuple[Denominator, ...]) -> tuple[str, ...]:
    refused = dict.fromkeys(found.refused for found in births if found.refused)
    return tuple(refused)


def _said(
    release: Release,
    selection: Selection,
    rows: list[Row],
    held: list[Cell],
    births: tuple[Denominator, ...],
    group: str,
) -> Said:
    subject = words.subject(Selection(selection.place, year=selection.year))
    subject = subject if group == EVERYONE else f"{subject}, {words.group(group)}"
    tell = Telling(release, selection, View.of(selection), subject, "access to specialist services")
    if not rows or held[-1].state == "no data":
        why = "there are no data on access: no service is marked as specialist, or no contacts were brought"
        return tell.says(f"{why}.", "no data", "no data")
    row, number = rows[-1], held[-1]
    if number.state == "hidden":
        shown = next((one for one in reversed(rows) if one["state"] == "shown"), None)
        last = f" {_period(str(shown['period']))} it was {100 * float(shown['share']):.1f}%." if shown else ""
        return tell.hidden("how many people specialist services saw is hidden", rest=last)
    seen = f"{people(number.value) if number.value else 'no'} people were seen by specialist services {HOW}"
    if row["state"] == "no data":
        why = words.lower_first(births[-1].refused)
        return tell.says(f"{seen}; {why}", "description", people(number.value))
    share, bounds = (
        f"{100 * row['share']:.1f}%",
        f"95% interval {interval(float(row['lower']), float(row['upper']), 1, 100)}",
    )
    grade: Grade = "no clear difference"
    ending = "not clearly different from the ambition of 10%"
    if float(row["lower"]) > AMBITION:
        grade, ending = "better", "above the ambition of 10%"
    elif float(row["upper"]) < AMBITION:
        grade, ending = "worse", "below the ambition of 10%"
    of = f"{births[-1].basis} in {births[-1].year}"
    text = f"{seen} in twelve months, {share} of {of} ({bounds}). That is {ending}."
    return tell.says(text, grade, share, f"{words.upper_first(ending)}; {bounds}")

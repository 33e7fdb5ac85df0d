"""A fair comparison of services: change against what their people's severity at the start leads one to expect."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pimh_data.answer import Answer, Column, Finding, Grade, Keeps, ReferenceLine, Row, Selection
from pimh_data.formats import number
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Estimated, Said
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.outcomes.asking import Heading, by_definition, nothing, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
    keeps_usual,
    usual_definition,
)
from pimh_data.questions.outcomes.reading import NOTHING, PAIRED, OutcomeCells, longest, outcomes
from pimh_data.questions.outcomes.saying import period_in_short, subject
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import EVERYONE, FIRST_BAND
from pimh_data.release import Release
from pimh_data.statistics.change import expected_change
from pimh_data.statistics.inputs import better_when, critical_value

DIFFERENCE = Estimated("difference", "Observed less expected", "number", "points", 1)
COLUMNS = (
    Column("place", "Place", "text"),
    Column("service", "Service", "text"),
    Column("people", "People with two scores", "count", "people"),
    Column("rests_on", "People in the bands that are known, about", "number", "people"),
    Column("observed", "Mean improvement", "number", "points", 1),
    Column("expected", "Expected from severity at the start", "number", "points", 1),
    *DIFFERENCE.columns,
    Column("limit_95", "95% limit, plus or minus", "number", "points", 1),
    Column("limit_998", "99.8% limit, plus or minus", "number", "points", 1),
    Column("verdict", "In the funnel", "text"),
    Column("focus", "In the selection", "text"),
    STATE,
)
HEADING = Heading("outcomes.services", "Services side by side, allowing for severity at the start", COLUMNS)
EACH = 3  # up to so many services of a selection are given one by one
NO_REASON = " This is a difference, not its reason."
WITHIN, NOT_COMPARED = "within limits", "not compared"
REMOVES_NEITHER = (
    "This compares services after allowing for the severity band at the start. It removes neither regression to the "
    "mean within a band nor natural recovery, nor who came back for a last score, and it is no league table: a "
    "difference within the limits can be chance."
)


@dataclass(frozen=True)
class ServiceOutcomes:
    """One service of a Place: its outcome in all, and by severity band at the start."""

    place: str
    name: str
    whole: OutcomeCells
    bands: Mapping[str, OutcomeCells]


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
    if not usual.measure.bands:
        why = "has no severity bands, so there is nothing to allow for"
        return nothing(release, selection, HEADING, f"{about}: this measure {why}.")
    found = _services(release, period, usual)
    rows = _rows(found, usual, selection, release)
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
        Said(_finding(about, rows, selection)),
        definition="Mean improvement of a service less the improvement that people who started in the same "
        "severity bands had in all services together.",
        numerator="Improvement between first and last score, in points; positive is better",
        denominator="People with two scores, in bands where ten or more stand",
        method="Indirect standardisation by severity band at the start; t interval of the difference that counts "
        "the service as part of what it is compared with; funnel limits 1.96 and 3.09 SD of change within bands "
        "over the root of the number of people. The interval rests on the service's own spread, the limits on that of "
        "all services: near a limit the two can differ. The finding names what lies outside the 99.8% limits.",
        hidden=[_name(row) for row in rows if row["state"] == "hidden"],
        what="services",
        citation=("Breslow and Day 1987, ch. 2", "Spiegelhalter 2005, Stat Med 24:1185"),
        caveats=(REMOVES_NEITHER,),
        direction="higher_is_better",
        references=(ReferenceLine("As expected", 0.0),),
        notes=(REMOVES_NEITHER, *notes),
    )


def _services(release: Release, period: str, definition: OutcomeDefinition) -> list[ServiceOutcomes]:
    found = []
    for place in release.manifest.places:
        if place not in release.wheres:
            continue
        for name in release.manifest.services.get(place, ()):
            view = View(place, period, name)
            whole = outcomes(release, view, definition, PAIRED).get(EVERYONE)
            if whole is not None:
                bands = outcomes(release, view.at(dimension=FIRST_BAND.name), definition, PAIRED)
                found.append(ServiceOutcomes(place, name, whole, bands))
    return found


def _rows(
    found: list[ServiceOutcomes], definition: OutcomeDefinition, selection: Selection, release: Release
) -> list[Row]:
    if not found:
        return []
    labels = [band.label for band in definition.measure.bands]
    cells = [[one.bands.get(label, NOTHING) for label in labels] for one in found]
    people = np.array([[cell.paired.value if cell.has_means else NAN for cell in row] for row in cells])
    sign = better_when(definition.measure.direction)
    gain = sign * np.array([[cell.means["mean_change"] for cell in row] for row in cells])
    sd = np.array([[cell.means["sd_change"] for cell in row] for row in cells])
    compared = expected_change(people, gain, sd)
    within = _sd_within(people, sd)
    z = critical_value((0.95, 0.998), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = z[:, None] * within / np.sqrt(compared.people)
    focus = set(members_of(release, selection.place))
    one_service = any(selection.service in names for names in release.manifest.services.values())
    rows: list[Row] = []
    for place, one in enumerate(found):
        difference = float(compared.difference[place])
        known = difference == difference
        mine = one.place in focus and (one.name == selection.service or not one_service)
        rows.append(
            {
                "place": one.place,
                "service": one.name,
                "people": one.whole.paired.value,
                "rests_on": float(compared.people[place]) if known else NAN,
                "observed": float(compared.observed[place]) if known else NAN,
                "expected": float(compared.expected[place]),
                "difference": difference,
                "lower": float(compared.lower[place]),
                "upper": float(compared.upper[place]),
                "limit_95": float(limits[0][place]) if known else NAN,
                "limit_998": float(limits[1][place]) if known else NAN,
                "verdict": _verdict(difference, float(limits[0][place]), float(limits[1][place])),
                "focus": "yes" if mine else "no",
                "state": "shown" if known else "hidden",
            }
        )
    return rows


def _sd_within(people: np.ndarray, sd: np.ndarray) -> float:
    freedom = np.where(np.isfinite(sd) & np.isfinite(people), people - 1, 0)
    if freedom.sum() <= 0:
        return NAN
    return float(np.sqrt(np.nansum(freedom * np.nan_to_num(sd) ** 2) / freedom.sum()))


def _verdict(difference: float, limit_95: float, limit_998: float) -> str:
    if difference != difference or limit_95 != limit_95:
        return NOT_COMPARED
    side = "above" if difference > 0 else "below"
    if abs(difference) > limit_998:
        return f"{side} 99.8% limit"
    return f"{side} 95% limit" if abs(difference) > limit_95 else WITHIN


def _name(row: Row, place: str = "") -> str:
    """'PAIRS in Sheffield'; the service alone where its Place is the one chosen."""
    return str(row["service"]) if row["place"] == place else f"{row['service']} in {row['place']}"


def _finding(about: str, rows: list[Row], selection: Selection) -> Finding:
    """What lies outside the 99.8% limits, and how many lie outside 95% beside how many chance puts there.

    Up to three services are given with their differences and intervals. Those with fewer than 20 people are drawn, not
    named.
    """
    compared = [row for row in rows if row["verdict"] != NOT_COMPARED]
    mine = [row for row in compared if row["focus"] == "yes"]
    if len(compared) < 2:
        return Finding(f"{about}: too few services have ten people in a severity band to compare them.", "too few")
    spoken = [row for row in mine if float(row["rests_on"]) >= FEWEST]
    if not spoken:
        return Finding(f"{about}: too few people in a severity band to compare this selection with others.", "too few")
    if len(spoken) <= EACH:
        return _each(about, spoken, len(compared), selection.place)
    named = [row for row in spoken if "99.8%" in str(row["verdict"])]
    said = [f"{_row_in_words(row, selection.place)}, outside the 99.8% limits" for row in named]
    opening = "; ".join(said) or "none that can be spoken of lies outside the 99.8% limits"
    outside = sum(row["verdict"] != WITHIN for row in mine)
    text = f"of {len(mine)} services that can be compared, {opening}. Outside the 95% limits {_lie(outside)}; "
    text += f"chance alone puts {_by_chance(len(mine))} there."
    if not named:
        return Finding(f"{about}: {text}", "no clear difference")
    grade: Grade = "lower" if any(float(row["difference"]) < 0 for row in named) else "higher"
    return Finding(f"{about}: {text}{NO_REASON}", grade)


def _each(about: str, rows: list[Row], compared: int, place: str) -> Finding:
    said = [f"{_row_in_words(row, place)}, {_where(str(row['verdict']))}" for row in rows]
    chance = f"Of {compared} services that can be compared, chance alone puts {_by_chance(compared)} outside 95%."
    beyond = [float(row["difference"]) for row in rows if "99.8%" in str(row["verdict"])]
    grade: Grade = "no clear difference" if not beyond else "lower" if min(beyond) < 0 else "higher"
    return Finding(f"{about}: {'; '.join(said)}. {chance}{NO_REASON if beyond else ''}", grade)


def _where(verdict: str) -> str:
    # The 95% limits rest on the spread of all services, the interval on the service's own: only one of them is said.
    return f"{'outside' if '99.8%' in verdict else 'inside'} the 99.8% limits"


def _by_chance(services: int) -> str:
    expected = round(services * 0.05)
    return f"about {expected}" if expected else "fewer than one"


def _lie(outside: int) -> str:
    return "none lies" if not outside else "one lies" if outside == 1 else f"{outside} lie"


def _row_in_words(row: Row, place: str) -> str:
    difference = float(row["difference"])
    more = "more" if difference > 0 else "less"
    bounds = words.signed_interval(float(row["lower"]), float(row["upper"]))
    if not round(difference, 1):
        return f"{_name(row, place)} improved by 0.0 points from what is expected (95% interval {bounds})"
    size = f"{number(abs(difference))} points {more} than expected ({difference:+.1f}, 95% interval {bounds})"
    return f"{_name(row, place)} improved {size}"

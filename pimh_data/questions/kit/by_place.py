"""One measure for every Place, side by side: for a map, a ranked plot or a funnel, with the limits of chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pimh_data.answer import Answer, Column, ReferenceLine, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, holds_cube
from pimh_data.questions.evidence import EXTRACT, STATE
from pimh_data.questions.kit.answering import answer, by_group
from pimh_data.questions.kit.by_place_finding import ComparedPlace, finding
from pimh_data.questions.kit.estimate import Estimated
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue
from pimh_data.questions.rounded_intervals import PER
from pimh_data.questions.selection import members_of
from pimh_data.release import Release
from pimh_data.statistics.funnel import NOT_COMPARED, funnel
from pimh_data.statistics.overdispersion import between_points

WITHIN = "within limits"
FUNNEL = (
    "Funnel: limits round the average of all Places shown that allow for chance and for how far Places differ beyond "
    "it (the variance between them, their extreme tenths drawn in)"
)
METHOD = {
    "rate": f"Byar's 95% interval, exact below 10 people. {FUNNEL}",
    "share": f"Wilson's 95% interval. {FUNNEL}",
    "ratio": "Score interval of a ratio of rates; no funnel",
}


@dataclass(frozen=True)
class PlaceFunnel:
    """The average, and by Place the limits at 95% and 99.8% and where it lies; '' and NaN where there is no funnel.

    `between`: the variance between Places beyond chance, which the limits allow for.
    """

    average: float
    limits: np.ndarray
    lies: Sequence[str]
    between: float = 0.0


def by_place(release: Release, selection: Selection, asked: PlaceMeasure, key: str) -> Answer:
    """One measure by Place, under a key: one row a Place, of the chosen system or of all that may be seen.

    Columns: member, system, people, of (those it is of: a count, or published births), value with its 95% interval,
    rank ('1' is the highest), the funnel's limits lower_95 to upper_998 around the average of all shown (the reference
    line; none for ratios), lies (where in the funnel), focus ('yes' for the chosen Place), state. Follows service, year
    and, where the measure can, the deprivation group. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    holds_cube(release, "activity", selection.place)
    values = {place: asked.read(release, replace(selection, place=place)) for place in _shown(release, selection)}
    chosen = _named(asked, list(values.values()))
    found = _funnel(chosen, list(values.values()))
    ranks = _ranks([value.value for value in values.values()])
    rows = [
        _row(release, selection, chosen, place, value, rank, found, row)
        for row, ((place, value), rank) in enumerate(zip(values.items(), ranks, strict=True))
    ]
    columns = _columns(chosen)
    hidden = [place for place, value in values.items() if value.state == "hidden"]
    lines = (ReferenceLine("Average of the Places shown", found.average),) if found.average == found.average else ()
    if chosen.kind == "ratio":
        lines = (ReferenceLine("As often as those compared with", 1.0),)
    return answer(
        key,
        f"{chosen.label}, by Place",
        release,
        selection,
        columns,
        rows,
        finding(release, selection, chosen, _compared(rows, values), found.average),
        definition=f"{chosen.label}, for each Place on its own.",
        numerator=f"{chosen.people}, {_of_service(selection)}",
        denominator=f"{chosen.of}{_of_years(chosen, list(values.values()))}",
        method=f"{METHOD[chosen.kind]}; over every true count that the released ones permit: a Place lies outside "
        "a limit where it does for all of them.",
        period=periods.period_in_words(selection.year),
        source=f"{EXTRACT}; ONS mid-year estimates" if chosen.kind == "rate" else EXTRACT,
        citation="Spiegelhalter 2005, Stat Med 24:1185; Wilson 1927, J Am Stat Assoc 22:209; Breslow and Day 1987",
        caveats=(
            "Places differ in need, in the services they have and in who is counted: the limits allow for how far "
            "they differ as a whole, not for the reasons of one of them.",
            "A rank says little where intervals overlap.",
        ),
        matters=by_group(selection),
        hidden=hidden,
        what="Places",
        direction=chosen.direction,
        references=lines,
        notes=[chosen.keeps(selection)],
    )


def _shown(release: Release, selection: Selection) -> tuple[str, ...]:
    places = release.manifest.places
    every = tuple(place for place in places if place in release.wheres)
    if selection.place in places or selection.place not in places.values():
        return every
    return tuple(place for place in members_of(release, selection.place) if place in every)


def _named(asked: PlaceMeasure, values: Sequence[PlaceValue]) -> PlaceMeasure:
    """The measure with its words in place: births, or the children aged 0 that stand for them."""
    basis = next((value.basis for value in values if value.basis), "births, or children aged 0")
    label, said = (text.replace("{basis}", basis) for text in (asked.label, asked.said))
    of = words.upper_first(asked.of.replace("{basis}", basis))
    return replace(asked, label=label, said=said, of=of)


def _of_years(chosen: PlaceMeasure, values: Sequence[PlaceValue]) -> str:
    """' in 2020': the calendar years of the births that Places are divided by; of a ratio to residents, of these."""
    years = sorted({value.year for value in values if value.year})
    residents = next((value.basis for value in values if value.basis), "")
    of = f", against {residents}" if chosen.kind == "ratio" else ""
    return f"{of} in {words.listed(years)}" if years else ""


def _of_service(selection: Selection) -> str:
    return ", ".join(words.subject(selection).split(", ")[1:])


def _funnel(chosen: PlaceMeasure, values: Sequence[PlaceValue]) -> PlaceFunnel:
    """The limits around all shown together; the word is the mildest of those that the true counts permit."""
    nothing = np.full((4, len(values)), NAN)
    if chosen.kind == "ratio":
        return PlaceFunnel(NAN, nothing, [""] * len(values))
    kind, scale = ("rate", PER) if chosen.kind == "rate" else ("proportion", 1)
    counts, wholes = _parts(chosen, values, "value")
    benchmark = funnel(kind, counts, wholes, multiplier=scale).benchmark
    between = between_points(kind, counts, wholes, float(benchmark), scale) if benchmark == benchmark else 0.0
    middle = funnel(kind, counts, wholes, benchmark, scale, between)
    ends = [_parts(chosen, values, end) for end in ("lowest", "highest")]
    lies = [funnel(kind, *end, benchmark, scale, between).significance for end in ends]
    words_ = [
        NOT_COMPARED if np.isnan(counts[row]) else _mildest(str(low), str(high))
        for row, (low, high) in enumerate(zip(*lies, strict=True))
    ]
    limits = np.array([middle.lower_95, middle.upper_95, middle.lower_998, middle.upper_998])
    return PlaceFunnel(float(benchmark), limits, words_, between)


def _parts(chosen: PlaceMeasure, values: Sequence[PlaceValue], end: str) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators: as released, or at the ends that push the share furthest down or up."""
    other = {"value": "value", "lowest": "highest", "highest": "lowest"}[end]
    wholes = [value.published if chosen.kind == "rate" else getattr(value.whole, other) for value in values]
    counts = [getattr(value.part, end) if value.state in ("shown", "zero") else NAN for value in values]
    if chosen.kind == "share":
        counts = [min(count, whole) for count, whole in zip(counts, wholes, strict=True)]
    return np.array(counts, dtype="float64"), np.array(wholes, dtype="float64")


def _mildest(low: str, high: str) -> str:
    if low == high:
        return low
    sides = {word.split()[0] for word in (low, high)}
    return f"{sides.pop()} 95% limit" if len(sides) == 1 and WITHIN not in (low, high) else WITHIN


def _ranks(values: Sequence[float]) -> list[str]:
    known = [value for value in values if value == value]
    return [str(1 + sum(other > value for other in known)) if value == value else "" for value in values]


def _row(
    release: Release,
    selection: Selection,
    chosen: PlaceMeasure,
    place: str,
    value: PlaceValue,
    rank: str,
    found: PlaceFunnel,
    row: int,
) -> Row:
    names = ("lower_95", "upper_95", "lower_998", "upper_998")
    return {
        "member": place,
        "system": release.manifest.places[place],
        "people": value.people.value,
        "of": value.published if chosen.kind == "rate" else value.of.value,
        "value": value.value,
        "lower": value.lower,
        "upper": value.upper,
        "rank": rank,
        **{name: float(found.limits[end, row]) for end, name in enumerate(names)},
        "lies": found.lies[row],
        "focus": "yes" if place == selection.place else "no",
        "state": value.state,
    }


def _compared(rows: Sequence[Row], values: Mapping[str, PlaceValue]) -> list[ComparedPlace]:
    kept = ("member", "value", "lower", "upper", "rank", "lies", "focus", "state")
    found: list[dict[str, Any]] = [{name: row[name] for name in kept} for row in rows]
    return [
        ComparedPlace(**one, spoken=values[one["member"]].spoken, unjudged=values[one["member"]].unjudged)
        for one in found
    ]


def _columns(chosen: PlaceMeasure) -> tuple[Column, ...]:
    unit = "per 1,000" if chosen.kind == "rate" else ""
    of = Column("of", chosen.of, "published" if chosen.kind == "rate" else "count", "people")
    limits = (
        Column(f"{end}_{level}", f"Funnel limit, {name}, {end}", chosen.kind, unit, chosen.decimals)
        for level, name in (("95", "95%"), ("998", "99.8%"))
        for end in ("lower", "upper")
    )
    return (
        Column("member", "Place", "text"),
        Column("system", "System", "text"),
        Column("people", chosen.people, "count", "people"),
        of,
        *Estimated("value", chosen.label, chosen.kind, unit, chosen.decimals).columns,
        Column("rank", "Rank (1 is the highest)", "text"),
        *limits,
        Column("lies", "In the funnel", "text"),
        Column("focus", "Chosen", "text"),
        STATE,
    )

"""The table of a measure by Place: its columns, a row a Place, and what the sentence is told of each. No words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pimh_data.answer import Column, Row, Selection
from pimh_data.questions.evidence import STATE
from pimh_data.questions.kit.estimate import Estimated
from pimh_data.questions.kit.place_funnel import PlaceFunnel
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue
from pimh_data.questions.kit.portion import Portion
from pimh_data.questions.kit.unnamed_places import Unnamed
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.rounded_intervals import PER
from pimh_data.release import Release

AVERAGE = "Average of the Places shown"
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class ComparedPlace:
    """One Place of the comparison, as in the table."""

    member: str
    value: float
    lower: float
    upper: float
    rank: str
    lies: str
    focus: str
    state: str
    spoken: bool
    unjudged: str
    reversible: bool
    share: Portion


def rows_of(
    release: Release,
    selection: Selection,
    chosen: PlaceMeasure,
    values: Mapping[str, PlaceValue],
    found: PlaceFunnel,
    unnamed: Unnamed,
) -> list[Row]:
    """A row a Place, in the order given, with its place in the funnel and its rank, also among those without a name."""
    shown = [value.value for value in values.values()]
    ranks = [unnamed.rank(value, shown) if value == value else "" for value in shown]
    return [
        _row(release, selection, chosen, place, value, rank, found, row)
        for row, ((place, value), rank) in enumerate(zip(values.items(), ranks, strict=True))
    ]


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
        **dict(zip(("bound_lower", "bound_upper"), value.bounds, strict=True)),
        **{name: float(found.limits[end, row]) for end, name in enumerate(names)},
        "average": found.average,
        "lies": found.lies[row],
        "focus": "yes" if place == selection.place else "no",
        "state": value.state,
    }


def compared(
    rows: Sequence[Row], values: Mapping[str, PlaceValue], chosen: PlaceMeasure, average: float
) -> list[ComparedPlace]:
    """What the sentence is told of each Place: its row, and whether there is enough to judge it by.

    A rate can be judged where 20 people would be seen at the average of all Places.
    """
    kept = ("member", "value", "lower", "upper", "rank", "lies", "focus", "state")
    found: list[dict[str, Any]] = [{name: row[name] for name in kept} for row in rows]
    rate = chosen.kind == "rate"
    return [
        ComparedPlace(
            **one,
            spoken=of.published * average / PER >= FEWEST if rate else of.spoken,
            unjudged=of.unjudged,
            reversible=of.reversible,
            share=of.share,
        )
        for one, of in zip(found, values.values(), strict=True)
    ]


def columns_of(chosen: PlaceMeasure, with_unnamed: bool = False) -> tuple[Column, ...]:
    """The columns of a measure; of a share or rate with the funnel's. `with_unnamed`: some rows are a value alone."""
    columns = _columns(chosen)
    return tuple(replace(column, missing=NOT_SHOWN) for column in columns) if with_unnamed else columns


def _columns(chosen: PlaceMeasure) -> tuple[Column, ...]:
    unit = "per 1,000" if chosen.kind == "rate" else ""
    of = Column("of", chosen.of, "published" if chosen.kind == "rate" else "count", "people")
    limits = (
        Column(f"{end}_{level}", f"Funnel limit, {name}, {end}", chosen.kind, unit, chosen.decimals)
        for level, name in (("95", "95%"), ("998", "99.8%"))
        for end in ("lower", "upper")
    )
    average = Column("average", AVERAGE, chosen.kind, unit, chosen.decimals)
    bounds = (
        Column(f"bound_{end}", f"Wherever {chosen.unknown} fall, at {most}", chosen.kind, unit, chosen.decimals)
        for end, most in (("lower", "least"), ("upper", "most"))
    )
    return (
        Column("member", "Place", "text"),
        Column("system", "System", "text"),
        Column("people", chosen.people, "count", "people"),
        of,
        *Estimated("value", chosen.label, chosen.kind, unit, chosen.decimals).columns,
        *(bounds if chosen.unknown else ()),
        Column("rank", "Rank (1 is the highest)", "text"),
        *limits,
        *(() if chosen.kind == "ratio" else (average,)),
        Column("lies", "In the funnel", "text"),
        Column("focus", "Chosen", "text"),
        STATE,
    )

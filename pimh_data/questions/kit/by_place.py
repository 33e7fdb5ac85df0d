"""One measure for every Place, side by side: for a map, a ranked plot or a funnel, with the limits of chance."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, ReferenceLine, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import holds_cube
from pimh_data.questions.evidence import EXTRACT
from pimh_data.questions.kit.answering import answer, by_group
from pimh_data.questions.kit.by_place_finding import finding
from pimh_data.questions.kit.by_place_table import AVERAGE, columns_of, compared, rows_of
from pimh_data.questions.kit.place_funnel import place_funnel
from pimh_data.questions.kit.place_measure import PlaceMeasure, PlaceValue
from pimh_data.questions.kit.unnamed_places import Unnamed
from pimh_data.questions.selection import members_of
from pimh_data.release import Release

ROUNDING = "with the error of rounding added to that of chance"
FUNNEL = (
    "Funnel: limits round the average of all Places shown that allow for chance and for how far Places differ beyond "
    "it (the variance between them, their extreme tenths drawn in). A Place lies outside a limit where it does for "
    "every true count that its released ones permit."
)
ADDED_UP = (
    "The average is of the Places' own counts added up, each rounded on its own: it can lie a little off the same of "
    "all Places together."
)
METHOD = {
    "rate": f"Byar's 95% interval, exact below 10 people, {ROUNDING}. {FUNNEL}",
    "share": f"Wilson's 95% interval, {ROUNDING}. {FUNNEL}",
    "ratio": f"Score interval of a ratio of rates, {ROUNDING}; no funnel.",
}


MANY = 40  # Places that can be read beside each other: of a release with more, one stands among those of its system


def by_place(release: Release, selection: Selection, asked: PlaceMeasure, key: str) -> Answer:
    """One measure by Place, under a key: one row a Place, of the chosen system or of all that may be seen; where these
    are more than MANY, a chosen Place stands among those of its own system.

    Columns: member, system, people, of (those it is of: a count, or published births), value with its 95% interval,
    rank ('1' is the highest), the funnel's limits lower_95 to upper_998 around the average of all shown (the reference
    line; none for ratios), lies (where in the funnel), focus ('yes' for the chosen Place), state. Follows service, year
    and, where the measure can, the deprivation group. Below them Places without a name, as `Unnamed` says: a value and
    nothing else, in no average and no limit. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    holds_cube(release, "activity", selection.place)
    beside = _shown(release, selection)
    values = {place: asked.read(release, replace(selection, place=place)) for place in beside}
    chosen = _named(asked, list(values.values()))
    found = place_funnel(chosen, list(values.values()))
    unnamed = Unnamed.of(release, selection, asked)
    rows = rows_of(release, selection, chosen, values, found, unnamed)
    columns = columns_of(chosen, bool(unnamed.values))
    places = compared(rows, values, chosen, found.average)
    hidden = [place for place, value in values.items() if value.state == "hidden"]
    averaged = found.average == found.average and not unnamed.values
    lines = (ReferenceLine(AVERAGE, found.average),) if averaged else ()
    if chosen.kind == "ratio":
        lines = (ReferenceLine("As often as those compared with", 1.0),)
    return answer(
        key,
        f"{chosen.label}, by Place",
        release,
        selection,
        columns,
        [*rows, *unnamed.rows([column.name for column in columns], [place.value for place in places])],
        finding(release, selection, chosen, places, found.average, unnamed),
        definition=f"{chosen.label}, for each Place on its own.",
        numerator=f"{chosen.people}, {_of_service(chosen.about(selection))}",
        denominator=f"{chosen.of}{_of_years(chosen, list(values.values()))}",
        method=METHOD[chosen.kind],
        period=periods.period_in_words(selection.year),
        source=f"{EXTRACT}; ONS mid-year estimates" if chosen.kind == "rate" else EXTRACT,
        citation="Spiegelhalter 2005, Stat Med 24:1185; Wilson 1927, J Am Stat Assoc 22:209; Breslow and Day 1987",
        caveats=(
            "Places differ in need, in the services they have and in who is counted: the limits allow for how far "
            "they differ as a whole, not for the reasons of one of them.",
            "A rank says little where intervals overlap.",
            *(() if chosen.kind == "ratio" else (ADDED_UP,)),
        ),
        matters=by_group(selection),
        hidden=hidden,
        what="Places",
        direction=chosen.direction,
        references=lines,
        notes=[
            chosen.keeps(selection),
            values[selection.place].size_seen if selection.place in values else "",
            unnamed.note,
            _among(release, selection, beside),
        ],
    )


def _shown(release: Release, selection: Selection) -> tuple[str, ...]:
    places = release.manifest.places
    every = tuple(place for place in places if place in release.wheres)
    within = places.get(selection.place, selection.place) if len(every) > MANY else selection.place
    if within not in places.values():
        return every
    inside = tuple(place for place in members_of(release, within) if place in every)
    return inside if len(inside) > 1 or selection.place == within else every


def _among(release: Release, selection: Selection, beside: Sequence[str]) -> str:
    """'Among the 7 Places of Cumbria and the North East; for all 296, choose All Places.'; '' where all are shown."""
    places = release.manifest.places
    every = sum(place in release.wheres for place in places)
    if selection.place not in places or len(beside) == every:
        return ""
    return f"Among the {len(beside)} Places of {places[selection.place]}; for all {every}, choose All Places."


def _named(asked: PlaceMeasure, values: Sequence[PlaceValue]) -> PlaceMeasure:
    """The measure with its words in place: births, or the children aged 0 that stand for them."""
    basis = next((value.basis for value in values if value.basis), "births, or children aged 0")
    years = _of_years(asked, values) if asked.kind == "rate" else ""
    label, said = asked.label.replace("{basis}", basis), asked.said.replace("{basis}", f"{basis}{years}")
    of = words.upper_first(asked.of.replace("{basis}", basis))
    return replace(asked, label=label, said=said, of=of, years=years)


def _of_years(chosen: PlaceMeasure, values: Sequence[PlaceValue]) -> str:
    """' in 2020': the calendar years of the births that Places are divided by; of a ratio to residents, of these."""
    years = sorted({value.year for value in values if value.year})
    residents = next((value.basis for value in values if value.basis), "")
    of = f", against {residents}" if chosen.kind == "ratio" else ""
    return f"{of} in {words.listed(years)}" if years else ""


def _of_service(selection: Selection) -> str:
    return ", ".join(words.subject(selection).split(", ")[1:])

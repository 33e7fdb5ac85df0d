"""How many people are seen beside the need, by Place and by deprivation group, under a named model."""

from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Headline, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import Cell, View, cell
from pimh_data.questions.kit import EXTRACT, STATE, Said, Telling
from pimh_data.questions.kit.need_in_words import NO_FIGURE, NOT_A_SUBSET, need_answer
from pimh_data.questions.kit.residents import PlaceResidents, residents
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL
from pimh_data.questions.need.beside import Beside
from pimh_data.questions.need.models import NONE_CHOSEN, Chosen, of_model
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS, NOT_KNOWN
from pimh_data.registry.need import NeedModel
from pimh_data.registry.need_models import model as named
from pimh_data.release import Release

STOCK_BESIDE_FLOW = (
    "The model counts children there are at one time, the people seen are of one year: a service would meet such a "
    "need over several years."
)


def coverage_by_place(
    release: Release,
    selection: Selection,
    model: str = DEFAULT_MODEL,
    count: str = "",
    chosen: Chosen = NONE_CHOSEN,
) -> Answer:
    """People seen beside need, one row a Place of the choice, and the whole of it where it has several.

    Columns: place, people (count), need, need_lower, need_upper, need_words, not_reached_lower and not_reached_upper
    (if everyone seen were among those counted), state. Follows service and deprivation. Raises SelectionError for a
    year, Place, model or count that there is not.
    """
    periods.position(release.manifest, selection.year)
    places = members_of(release, selection.place)
    wheres = [place for place in places if place in release.wheres]
    wheres = wheres if selection.place in wheres else [selection.place, *wheres]
    found = {
        where: _beside(release, selection, where, selection.deprivation, named(model), count, chosen)
        for where in wheres
    }
    return _answer(release, selection, "place", "Place", found, selection.place, named(model), "Places")


def coverage_by_deprivation(
    release: Release,
    selection: Selection,
    model: str = DEFAULT_MODEL,
    count: str = "",
    chosen: Chosen = NONE_CHOSEN,
) -> Answer:
    """People seen beside need for everyone, Core20, the rest, and those whose decile is not known (no need).

    Columns as in `coverage_by_place`, with `member` in place of `place`. Its rows are these groups whatever is chosen;
    its sentence is on the chosen one, on everyone where a decile is.
    """
    periods.position(release.manifest, selection.year)
    found = {
        member: _beside(release, selection, selection.place, member, named(model), count, chosen)
        for member in (EVERYONE, *GROUP_MEMBERS, NOT_KNOWN)
    }
    said_of = selection.deprivation if selection.deprivation in GROUP_MEMBERS else EVERYONE
    return _answer(release, selection, "member", "Deprivation", found, said_of, named(model), "groups")


def people_seen(release: Release, selection: Selection, where: str, member: str) -> Cell:
    """People seen in the selection's year and service, of a where and a deprivation member."""
    dimension = TOTAL.name if member == EVERYONE else DEPRIVATION.name
    view = View(where, selection.year, selection.service, dimension, member)
    return cell(release, "activity", view, "people_seen")


def _beside(
    release: Release, selection: Selection, where: str, member: str, model: NeedModel, count: str, chosen: Chosen
) -> Beside:
    counted = model.count(count)
    held = residents(release, where, selection.year, selection.service)
    values = of_model(chosen, model, counted)
    need = None if member == NOT_KNOWN else counted.estimate(held.of(member), values)
    refused = "" if member in (EVERYONE, NOT_KNOWN) and held.births.counts else held.refused
    return Beside(counted, need, people_seen(release, selection, where, member), refused)


def _answer(
    release: Release,
    selection: Selection,
    key: str,
    label: str,
    found: Mapping[str, Beside],
    whole: str,
    model: NeedModel,
    what: str,
) -> Answer:
    rows = [{key: name, **beside.row()} for name, beside in found.items()]
    held = residents(release, selection.place, selection.year, selection.service)
    counted = found[whole].count
    columns = _columns(key, label, counted.unit)
    hidden = [name for name, beside in found.items() if beside.seen.state == "hidden"]
    stock = (STOCK_BESIDE_FLOW,) if counted.kind == "stock" else ()
    said = ("", found[whole].refused)  # the finding says it already
    refused = dict.fromkeys(beside.refused for beside in found.values() if beside.refused not in said)
    return need_answer(
        f"need.coverage_by_{'place' if key == 'place' else 'deprivation'}",
        f"People seen beside need ({model.label})",
        release,
        selection,
        columns,
        rows,
        _said(release, selection, found, whole, model, held),
        held=held,
        used=(model,),
        definition=f"Two counts: people seen in the year, and {counted.label} ({counted.unit}, {counted.kind}) "
        f"under the model {model.label}: {counted.in_words}.",
        numerator=f"Distinct people seen, {words.subject(selection)}, {words.group(selection.deprivation)}",
        method="Set side by side, not divided. Not reached: the need less the people seen, from the least need and "
        "most people to the most need and fewest people that the numbers allow; it takes everyone seen for one of "
        "those counted, so it is the least that it can be.",
        period=periods.period_in_words(selection.year),
        source=EXTRACT,
        hidden=hidden,
        what=what,
        caveats=(NOT_A_SUBSET.format(unit=counted.unit), *stock),
        notes=(NOT_A_SUBSET.format(unit=counted.unit), *stock, *refused, *held.places_note()),
    )


def _columns(key: str, label: str, unit: str) -> Sequence[Column]:
    return (
        Column(key, label, "text"),
        Column("people", "People seen in the year", "count", "people"),
        Column("need", f"Need: {unit}", "number", unit, missing=NO_FIGURE),
        Column("need_lower", f"Need, least published: {unit}", "number", unit),
        Column("need_upper", f"Need, most published: {unit}", "number", unit),
        Column("need_words", "Need in words", "text"),
        Column("not_reached_lower", "Not reached, at least", "number", unit),
        Column("not_reached_upper", "Not reached, up to", "number", unit),
        STATE,
    )


def _said(
    release: Release,
    selection: Selection,
    found: Mapping[str, Beside],
    whole: str,
    model: NeedModel,
    held: PlaceResidents,
) -> Said:
    every, need = found[whole], found[whole].need_in_words()
    of = selection.deprivation if whole == selection.place else whole
    group = "" if selection.deprivation == EVERYONE else words.group(of)
    tell = Telling.of(release, selection, View.of(selection), group=group)
    seen = people(every.seen.value) if every.seen.known else every.seen.state
    card = Headline("people seen, beside need", seen, f"{need}{_where(held)}")
    if every.refused:
        said = tell.says(words.lower_first(every.refused), "no data")
    elif every.state == "no data":
        why = "residents" if every.seen.state != "no data" else "people seen"
        said = tell.says(f"there are no data on {why} to set need and people side by side.", "no data")
    elif every.state == "hidden":
        said = tell.hidden("the number of people seen is hidden")
    else:
        year = "" if every.count.kind == "stock" else " a year"
        text = f"{seen} people were seen; the model {model.label} counts {need}{year}{_where(held)}. {every.gap()}"
        said = tell.says(text, "description")
    return Said(said.finding, card)


def _where(held: PlaceResidents) -> str:
    """' in Sheffield, which has the service', where the need is not that of the whole choice."""
    if not held.places:
        return ""
    verb = "has" if len(held.places) == 1 else "have"
    return f" in {held.in_places}, which {verb} the service"

"""Need at each THRIVE level beside the services and people seen there; which levels have need and no service."""

import math
from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.contracts import NEED_GROUPS
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.kit import EXTRACT, STATE, Said
from pimh_data.questions.kit.need_in_words import NO_FIGURE, NOT_A_SUBSET, brief, in_whole_people, need_answer
from pimh_data.questions.kit.residents import residents
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL
from pimh_data.questions.need.beside import Beside
from pimh_data.questions.need.models import NONE_CHOSEN, Chosen, of_model
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import EVERYONE, NEED_GROUP
from pimh_data.registry.need import Estimate, NeedCount, NeedModel, Residents
from pimh_data.registry.need_models import model as named
from pimh_data.release import Release

COLUMNS = (
    Column("need_group", "Need group (THRIVE)", "text"),
    Column("services", "Services there", "text"),
    Column("places_without", "Places without one", "text"),
    Column("people", "People seen in the year", "count", "people"),
    Column("need", "Need", "number", missing=NO_FIGURE),
    Column("need_lower", "Need, least published", "number"),
    Column("need_upper", "Need, most published", "number"),
    Column("need_words", "Need in words", "text"),
    Column("unserved_lower", "Need with no service at this level, least", "number"),
    Column("unserved_upper", "Need with no service at this level, most", "number"),
    STATE,
)
OUR_MAPPING = (
    "Which level a model's need falls in is read here from what its document says of the services: no document states "
    "it, and most models count several levels together, so that the same need stands at each of them."
)


def need_by_thrive_level(
    release: Release,
    selection: Selection,
    model: str = DEFAULT_MODEL,
    count: str = "",
    chosen: Chosen = NONE_CHOSEN,
) -> Answer:
    """One row a THRIVE level: its services, the people seen, and the need under a named model that speaks of it.

    Columns: need_group, services (names), places_without, people (count), need with its range and in words, and
    unserved_lower and _upper: the need of the Places without a service at this level. NaN where the model does not
    count the level. People follow the deprivation choice through the pairs that the release holds. Raises
    SelectionError for a year, model or count that there is not.
    """
    periods.position(release.manifest, selection.year)
    counted = named(model).count(count)
    values = of_model(chosen, named(model), counted)
    offered = {place: services_at(release, place, selection.year) for place in members_of(release, selection.place)}
    seen, notes = _seen(release, selection)
    held = residents(release, selection.place, selection.year, selection.service)
    rows: list[Row] = []
    for level in NEED_GROUPS:
        without = _without(offered, level)
        names = dict.fromkeys(name for services in offered.values() for name in services.get(level, ()))
        counts_it = level in counted.need_groups
        found = counted.estimate(held.of(selection.deprivation), values) if counts_it else None
        beside = Beside(counted, found, seen.get(level, NO_DATA))
        lacking = [in_whole_people(counted.estimate(_held(release, selection, place), values)) for place in without]
        rows.append(
            {
                "need_group": level,
                "services": ", ".join(names) or "none",
                "places_without": _places(without, len(offered)),
                **beside.row(),
                "need_words": beside.need_in_words() if counts_it else "this model does not count it",
                "unserved_lower": sum(part.lower for part in lacking) if counts_it else beside.counted.lower,
                "unserved_upper": sum(part.upper for part in lacking) if counts_it else beside.counted.upper,
            }
        )
    hidden = [str(row["need_group"]) for row in rows if row["state"] == "hidden"]
    return need_answer(
        "need.thrive",
        "Need and services at each THRIVE level",
        release,
        selection,
        COLUMNS,
        rows,
        Said(_finding(selection, offered, named(model), counted, rows)),
        held=held,
        used=(named(model),),
        definition="For each need group of THRIVE: the services that the services extract puts there, the people "
        f"seen whose need group it is, and {counted.label} ({counted.unit}, {counted.kind}): {counted.in_words}.",
        numerator=f"Distinct people seen, {words.subject(selection)}, by need group as recorded",
        method="Side by side, not divided. Need with no service: the model applied to the residents of the Places "
        "that have no service at the level.",
        period=periods.period_in_words(selection.year),
        source=f"{EXTRACT}; services extract",
        hidden=hidden,
        what="levels",
        caveats=(OUR_MAPPING, NOT_A_SUBSET.format(unit=counted.unit)),
        notes=(OUR_MAPPING, *notes, *(() if selection.deprivation == EVERYONE else held.notes()), *held.places_note()),
    )


def services_at(release: Release, place: str, year: str) -> Mapping[str, list[str]]:
    """Need group -> services of a Place that had started by the end of the year."""
    found: dict[str, list[str]] = {}
    if ("services", place) not in release.tables:
        return found
    table = release.table("services", place)
    until = periods.last_day(year).isoformat()
    for name, level, started in zip(table["service"], table["need_group"], table["started"], strict=True):
        if isinstance(level, str) and level and str(started)[:10] <= until:
            found.setdefault(level, []).append(name)
    return found


def _held(release: Release, selection: Selection, where: str) -> Residents:
    return residents(release, where, selection.year).of(selection.deprivation)


def _without(offered: Mapping[str, Mapping[str, list[str]]], level: str) -> list[str]:
    return [place for place, services in offered.items() if not services.get(level)]


def _seen(release: Release, selection: Selection) -> tuple[Mapping[str, Cell], tuple[str, ...]]:
    follows = follow_deprivation(release, selection, "activity", "people_seen", NEED_GROUP.name, one_year=True)
    group = words.group(selection.deprivation)
    lacks = f"People seen are everyone: the release holds no need groups within {group} for this view."
    kept = () if follows.group == selection.deprivation else (lacks,)
    return follows.members(release, "activity", "people_seen"), kept


def _places(without: list[str], all_places: int) -> str:
    if not without:
        return "none"
    if len(without) == all_places > 1:
        return "all"
    return words.listed(without) if len(without) <= 4 else f"{len(without)} of {all_places} Places"


def _finding(
    selection: Selection,
    offered: Mapping[str, Mapping[str, list[str]]],
    model: NeedModel,
    counted: NeedCount,
    rows: Sequence[Row],
) -> Finding:
    """Which levels have services, and what the model says of need where there is none."""
    group = "" if selection.deprivation == EVERYONE else f", {words.group(selection.deprivation)}"
    subject = f"{words.subject(selection)}{group}"
    lacking = {level: _without(offered, level) for level in NEED_GROUPS}
    served = [level for level, without in lacking.items() if len(without) < len(offered)]
    if not served:
        return Finding(f"{subject}: the services extract puts no service at any THRIVE level.", "no data")
    empty = [level for level in NEED_GROUPS if level not in served]
    said = [
        f"{subject}: there are services at {words.listed(served)}"
        + (f", none at {words.listed(empty)}" if empty else "")
    ]
    unserved = []
    for row in rows:
        level, (least, most) = str(row["need_group"]), (float(row[f"unserved_{end}"]) for end in ("lower", "upper"))
        without = lacking[level]
        if without and level in counted.need_groups and not math.isnan(most):
            where = "" if len(without) == len(offered) else f" in {_places(without, len(offered))}"
            unserved.append(f"at {level}{where} for {brief(counted, Estimate(most, least, most))}")
    if unserved:
        said.append(f"by the model {model.label} there is no service {'; '.join(unserved)}")
    uncounted = [level for level in empty if level not in counted.need_groups]
    if uncounted:
        said.append(f"the model {model.label} does not count the need at {words.listed(uncounted)}")
    return Finding(". ".join((said[0], *map(words.upper_first, said[1:]))) + ".", "description")

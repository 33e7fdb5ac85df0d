"""How much need there is: the published models side by side for a Place, each as a range. Counts nobody seen."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from pimh_data.answer import Answer, Column, Finding, Headline, Row, Selection
from pimh_data.errors import SelectionError
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.kit import STATE, Said
from pimh_data.questions.kit.need_in_words import (
    NO_FIGURE,
    STOCK,
    brief,
    in_whole_people,
    need_answer,
    need_in_words,
    point,
)
from pimh_data.questions.kit.residents import PlaceResidents, residents
from pimh_data.registry.cubes import EVERYONE
from pimh_data.registry.need import Estimate, ModelParameter, NeedCount, NeedModel
from pimh_data.registry.need_models import models, risk_groups
from pimh_data.release import Release

COLUMNS = (
    Column("model", "Model", "text"),
    Column("counted", "What it counts", "text"),
    Column("unit", "Counted in", "text"),
    Column("kind", "Stock or yearly flow", "text"),
    Column("whom", "Put on", "text"),
    Column("residents", "Put on how many", "published"),
    Column("value", "Need, as published or chosen", "number", missing=NO_FIGURE),
    Column("lower", "Need, least published", "number"),
    Column("upper", "Need, most published", "number"),
    Column("range", "Need in words", "text"),
    Column("formula", "Formula", "text"),
    STATE,
)
RISK_COLUMNS = (
    Column("group", "Risk group", "text"),
    Column("share", "Disorganised attachment, share of their babies", "share"),
    Column("published", "As published", "text"),
    STATE,
)
Chosen = Mapping[str, float]
NONE_CHOSEN: Chosen = MappingProxyType({})


def sliders() -> tuple[tuple[str, str, ModelParameter], ...]:
    """What may be varied: key ('attachment.low_income'), the model's label, the parameter with its published range."""
    found = {
        f"{model.key}.{parameter.name}": (model.label, parameter)
        for model in models().values()
        for count in model.counts
        for parameter in count.parameters
        if not parameter.fixed
    }
    return tuple((key, label, parameter) for key, (label, parameter) in found.items())


def need_by_model(release: Release, selection: Selection, chosen: Chosen = NONE_CHOSEN) -> Answer:
    """Every model for the residents of a Place, system or all: one row a count (model, counted, unit, kind).

    Columns: value (at the parameters chosen; none where it is an end of the range), lower and upper (at the ends of the
    published ranges), range in words, formula, state; each model's document stands in the evidence. `chosen`: a
    slider's key -> share. Follows the deprivation choice; needs no service. Raises SelectionError for a year or Place
    that the release does not hold, and for a parameter that is not known or outside its published range.
    """
    periods.position(release.manifest, selection.year)
    _check(chosen)
    held = residents(release, selection.place, selection.year)
    found = [
        (model, count, in_whole_people(count.estimate(held.of(selection.deprivation), of_model(chosen, model, count))))
        for model in models().values()
        for count in model.counts
    ]
    rows: list[Row] = [
        {
            "model": model.label,
            "counted": count.label,
            "unit": count.unit,
            "kind": f"{count.kind}: {STOCK[count.kind]}",
            **_put_on(held, selection, count),
            "value": point(estimate),
            "lower": estimate.lower,
            "upper": estimate.upper,
            "range": need_in_words(count, estimate),
            "formula": count.in_words,
            "state": "no data" if math.isnan(estimate.value) else "shown",
        }
        for model, count, estimate in found
    ]
    partly = selection.deprivation != EVERYONE and not all(row["state"] == "no data" for row in rows)
    return need_answer(
        "need.models",
        "Need, under every published model",
        release,
        selection,
        COLUMNS,
        rows,
        Said(_finding(selection, held, found), _headline(selection, held)),
        held=held,
        used=models().values(),
        definition="Babies, children, women, fathers or families who need support, under each published model.",
        numerator="Each model's formula on the residents of the Place",
        method="The formula as published. The range takes every parameter at the least, then at the most that is "
        "published for it; it holds no uncertainty of sampling, for which the documents give nothing.",
        period=f"Residents of {held.births.year or 'no year'}, nearest to {selection.year}",
        caveats=(
            "The models count different things and overlap: they are never added up, and none is the right one.",
            "A stock of children and a yearly flow of births are not comparable without the years between them.",
        ),
        notes=(*_notes(selection, chosen), *(held.notes() if partly else ())),
    )


def need_in_risk_groups(release: Release, selection: Selection) -> Answer:
    """Disorganised attachment in the named risk groups, as shares of their own babies: group, share, published.

    How many such families a Place has is not in a release, so that no count is made of them.
    """
    held = residents(release, selection.place, selection.year)
    attachment = models()["attachment"]
    everyone = attachment.count().parameters[0]
    rows: list[Row] = [
        {
            "group": words.upper_first(group.label),
            "share": group.value,
            "published": f"{'up to ' if group.up_to else ''}{group.value * 100:.0f}%",
            "state": "shown",
        }
        for group in risk_groups()
    ]
    every: Row = {
        "group": words.upper_first(everyone.label),
        "share": everyone.value,
        "published": f"{everyone.value * 100:.0f}%",
        "state": "shown",
    }
    said = words.listed(
        [
            f"{row['published']} where there is {group.label}"
            if group.name == "maltreatment"
            else f"{row['published']} of babies of {group.label}"
            for row, group in zip(rows, risk_groups(), strict=True)
        ]
    )
    return need_answer(
        "need.risk_groups",
        "Attachment in named risk groups",
        release,
        selection,
        RISK_COLUMNS,
        [*rows, every],
        Said(
            Finding(f"Disorganised attachment: {said}. Of {everyone.label} it is {every['published']}.", "description")
        ),
        held=held,
        used=(attachment,),
        definition="Share of the babies of a risk group with disorganised attachment, as published.",
        numerator="As published",
        method="Shown as printed. The groups overlap, and their size is not in the release: no number of babies.",
        period="Research samples of several years",
    )


def _put_on(held: PlaceResidents, selection: Selection, count: NeedCount) -> Row:
    """The residents that a count is worked out for: the births of a year, or the children there are."""
    of = held.of(selection.deprivation)
    if count.kind == "stock":
        return {"whom": f"{held.children.basis} in {held.children.year}", "residents": of.children_0_4}
    return {"whom": f"{held.births.basis} in {held.births.year}", "residents": of.births}


def of_model(chosen: Chosen, model: NeedModel, count: NeedCount) -> dict[str, float]:
    """The chosen values that one count of a model takes, by parameter name."""
    keys = {f"{model.key}.{parameter.name}": parameter.name for parameter in count.parameters}
    return {name: chosen[key] for key, name in keys.items() if key in chosen}


def _check(chosen: Chosen) -> None:
    known = {key for key, _, _ in sliders()}
    strange = sorted(set(chosen) - known)
    if strange:
        raise SelectionError(f"no need model can be varied by {', '.join(strange)}; by {', '.join(sorted(known))}")


def _finding(selection: Selection, held: PlaceResidents, found: list[tuple[NeedModel, NeedCount, Estimate]]) -> Finding:
    subject = (
        selection.place
        if selection.deprivation == EVERYONE
        else f"{selection.place}, {words.group(selection.deprivation)}"
    )
    residents = held.of(selection.deprivation)
    known = [(model, count, estimate) for model, count, estimate in found if not math.isnan(estimate.value)]
    flows = [item for item in known if item[1].kind == "yearly flow"]
    stocks = [item for item in known if item[1].kind == "stock"]
    if not known and held.refused:
        return Finding(f"{subject}: {words.lower_first(held.refused)}", "no data")
    if not known:
        return Finding(
            f"{subject}: the release holds no births and no children, so no model of need applies.", "no data"
        )
    said = []
    if flows:
        least, most = min(flows, key=lambda item: item[2].value), max(flows, key=lambda item: item[2].value)
        births = f"of {people(residents.births)} {held.births.basis} in {held.births.year}"
        ends = f"fewest {_one(least)}, most {_one(most)}"
        said.append(f"{births}, how many a year are in need depends on the model: {ends}")
    if stocks:
        children = f"of {people(residents.children_0_4)} {held.children.basis} in {held.children.year}"
        model, count, estimate = stocks[0]
        said.append(f"{children}, {brief(count, estimate)} are in need at one time ({model.label})")
    first, *more = said
    return Finding(f"{subject}: {'. '.join((first, *map(words.upper_first, more)))}.", "description")


def _one(item: tuple[NeedModel, NeedCount, Estimate]) -> str:
    model, count, estimate = item
    inside = estimate.lower < estimate.value < estimate.upper and not count.up_to
    here = f", here {people(estimate.value)}" if inside else ""
    return f"{brief(count, estimate)} ({model.label}{here})"


def _headline(selection: Selection, held: PlaceResidents) -> Headline:
    model = models()["attachment"]
    count = model.count()
    found = in_whole_people(count.estimate(held.of(selection.deprivation)))
    value = "no data" if math.isnan(found.value) else brief(count, found).removesuffix(f" {count.unit}")
    alone = "one figure is published" if found.lower == found.upper else "the range of what is published"
    return Headline("babies a year with relationship difficulty", value, f"{model.label} model; {alone}")


def _notes(selection: Selection, chosen: Chosen) -> tuple[str, ...]:
    named = {key: (label, parameter) for key, label, parameter in sliders()}
    changed = [f"{named[key][0]}, {named[key][1].label} {value:.1%}" for key, value in chosen.items()]
    return tuple(
        filter(
            None,
            (
                f"Chosen on this page: {'; '.join(changed)}." if changed else "",
                "" if selection.service == "All services" else "Need is of all residents, whatever the service chosen.",
            ),
        )
    )

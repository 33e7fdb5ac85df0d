"""Core20's share of people seen, beside their share of births and their share of need under a named model."""

from collections.abc import Mapping
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Limits, Portion, Said, Telling
from pimh_data.questions.kit.deprivation import (
    by_deprivation,
    deprivation_answer,
    seen_by_deprivation,
    whatever_is_chosen,
)
from pimh_data.questions.kit.need_in_words import NO_FIGURE
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL, ShareOfNeed, share_of_need
from pimh_data.questions.kit.verdicts.core20 import Core20Verdict
from pimh_data.questions.kit.verdicts.rates import CITATION
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.release import Release

LABEL = f"of people seen are from {words.CORE20}"
PEOPLE, NEED = "People seen", "Need"
PARTLY = "Not every Place of the choice has the service, so its people are not set beside the need of all of them."
NOT_OF_NEED = (
    "A share of births is not a share of need: need is steeper by deprivation, by how much a model has to say."
)


def share_beside_need(release: Release, selection: Selection, model: str = DEFAULT_MODEL) -> Answer:
    """Core20's share of people seen, of children aged 0 (or births), and of need under a model: three rows.

    Columns: measure, people_core20, people_rest and people, both together (of the first row), share, lower, upper,
    state. The limits are a 95% interval for people seen, the range of the published parameters for need, and none for
    children.
    Raises SelectionError for a year, Place or model that there is not.
    """
    periods.position(release.manifest, selection.year)
    view = by_deprivation(selection)
    held = seen_by_deprivation(release, view, selection.year)
    denominator, found = held.below, Core20Verdict.of(held)
    need = share_of_need(release, selection.place, model, selection.year)
    if denominator.places:  # the model's residents are of the whole choice, not of the Places that have the service
        need = replace(need, share=NAN, lower=NAN, upper=NAN, refused=PARTLY)
    births = denominator.of(CORE20) / denominator.of(CORE20, THE_REST) if denominator.of(*GROUP_MEMBERS) > 0 else NAN
    groups = {
        "people_core20": held.seen(CORE20).value,
        "people_rest": held.seen(THE_REST).value,
        "people": held.both.value,
    }
    nobody = dict.fromkeys(groups, NAN)
    ends = (need.point, need.lower, need.upper)
    rows: list[Row] = [
        _row(PEOPLE, groups, found.share_of_people, held.both.state),
        _row(denominator.basis.capitalize(), nobody, (births, NAN, NAN), "shown" if births == births else "no data"),
        _row(f"{NEED}, model: {need.model.label}", nobody, ends, "no data" if need.refused else "shown"),
    ]
    return deprivation_answer(
        "equity.share_of_need",
        f"The most deprived fifth (Core20): share of people, {denominator.basis} and need",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, found, rows, need),
        held=held,
        definition="The part that the most deprived fifth (Core20) are of people seen whose decile is known, of "
        f"{denominator.basis}, and of need under the model {need.model.label}: {need.model.count().in_words}.",
        method="The 95% interval of the share of people seen is that of the rate ratio, so that both say the same "
        "(Wilson's, where there are no births to divide by), with the error of rounding added to that of "
        "chance. The range of need is that of the model's published parameters.",
        citation=f"{CITATION}; need: {need.model.citation}",
        what="shares",
        caveats=need.model.limits,
        notes=(*whatever_is_chosen(selection), found.rates.size_seen),
        after=(NOT_OF_NEED, need.refused),
    )


def _row(measure: str, people_seen: Mapping[str, float], limits: Limits, state: str) -> Row:
    share, lower, upper = limits
    return {"measure": measure, **people_seen, "share": share, "lower": lower, "upper": upper, "state": state}


COLUMNS = (
    Column("measure", "Share of", "text"),
    Column("people_core20", "People seen, the most deprived fifth (Core20)", "count", "people"),
    Column("people_rest", "People seen, the rest (deciles 3-10)", "count", "people"),
    Column("people", "People seen whose decile is known", "count", "people"),
    Column("share", "The most deprived fifth's share", "share", missing=NO_FIGURE),
    Column("lower", "Lower", "share"),
    Column("upper", "Upper", "share"),
    STATE,
)


def _said(
    release: Release,
    selection: Selection,
    view: View,
    found: Core20Verdict,
    rows: list[Row],
    need: ShareOfNeed,
) -> Said:
    tell, seen = Telling.of(release, selection, view, LABEL), Portion(found.rates.one.seen, found.held.both)
    if seen.whole.state in ("no data", "zero"):
        nobody = "nobody was seen whose decile is known" if seen.whole.state == "zero" else ""
        return tell.no_data("there are no data on people seen by deprivation", nobody)
    if seen.whole.state == "hidden":

        def say(view: View) -> str:
            held = seen_by_deprivation(release, view, selection.year)
            one = Portion(held.seen(CORE20), held.both)
            _, lower, upper = one.limits
            return f"{one.percent} ({interval(lower, upper, 0, 100)}) of {people(one.whole.value)} people"

        what = "the most deprived fifth's share of people seen is hidden"
        return tell.hidden(what, lambda view: seen_by_deprivation(release, view, selection.year).both, say)
    _, lower, upper = found.share_of_people
    bounds = f"95% interval {interval(lower, upper, 1 if seen.whole.value >= 1000 else 0, 100)}"
    births = float(rows[1]["share"])
    beside = [f"{percent(births)} of {found.held.below.basis}"] if births == births else []
    if not need.refused:
        beside.append(f"{need.figure} of need under the model {need.model.label}")
    text = f"the most deprived fifth (Core20) are {seen.percent} of {seen.of('people seen')} ({bounds})"
    if not beside:
        return tell.says(f"{text}; there is nothing to set beside it.", "description", seen.percent, bounds)
    # What is judged is the verdict on the rates: a share of people beside one of births says nothing else.
    grade: Grade = "description" if found.grade == "no data" else found.grade
    text = f"{text}, {words.listed(beside)}. {JUDGED[found.grade].format(found.held.below.basis)}."
    return tell.says(text, grade, seen.percent, words.listed(beside))


JUDGED: dict[Grade, str] = {
    "worse": "That is less than their share of {} alone would give",
    "higher": "That is more than their share of {} alone would give",
    "no clear difference": "That is not clearly different from their share of {}",
    "too few": "They are too few to tell from chance",
    "no data": "Their share of {} is not known",
}

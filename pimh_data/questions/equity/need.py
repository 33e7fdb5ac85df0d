"""Deciles 1-2's share of people seen, beside their share of births and their share of need under a named model."""

from dataclasses import replace

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NAN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.kit.deprivation import evidence_by_deprivation, whatever_is_chosen
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL, ShareOfNeed, share_of_need
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.release import Release

LABEL = "of people seen are from deciles 1-2"
PEOPLE, NEED = "People seen", "Need"
PARTLY = "Not every Place of the choice has the service, so its people are not set beside the need of all of them."
NOT_OF_NEED = (
    "A share of births is not a share of need: need is steeper by deprivation, by how much a model has to say."
)


def share_beside_need(release: Release, selection: Selection, model: str = DEFAULT_MODEL) -> Answer:
    """Deciles 1-2's share of people seen, of children aged 0 (or births), and of need under a model: three rows.

    Columns: measure, people_core20 and people_rest (of the first row), share, lower, upper, state. The limits are a 95%
    interval for people seen, the range of the published parameters for need, and none for children.
    Raises SelectionError for a year, Place or model that there is not.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    held = members(release, "activity", view, "people_seen")
    core20, rest = (held.get(group, NO_DATA) for group in GROUP_MEMBERS)
    both = total([core20, rest])
    (denominator,) = children_by_deprivation(release, selection.place, selection.service, (selection.year,))
    need = share_of_need(release, selection.place, model, selection.year)
    if denominator.places:  # the model's residents are of the whole choice, not of the Places that have the service
        need = replace(need, share=NAN, lower=NAN, upper=NAN, refused=PARTLY)
    share, lower, upper = shares([core20], [both])[0]
    births = denominator.of(CORE20) / denominator.of(CORE20, THE_REST) if denominator.of(*GROUP_MEMBERS) > 0 else NAN
    nobody = {"people_core20": NAN, "people_rest": NAN, "lower": NAN, "upper": NAN}
    rows = [
        {
            "measure": PEOPLE,
            "people_core20": core20.value,
            "people_rest": rest.value,
            "share": share,
            "lower": lower,
            "upper": upper,
            "state": both.state,
        },
        {
            **nobody,
            "measure": denominator.basis.capitalize(),
            "share": births,
            "state": "shown" if births == births else "no data",
        },
        {
            **nobody,
            "measure": f"{NEED}, model: {need.model.label}",
            "share": need.share,
            "lower": need.lower,
            "upper": need.upper,
            "state": "no data" if need.refused else "shown",
        },
    ]
    finding, headline = _finding(release, selection, view, (core20, rest), rows, denominator, need)
    return composed(
        "equity.share_of_need",
        "Deciles 1-2: share of people, births and need",
        selection,
        COLUMNS,
        rows,
        Said(finding, headline),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition=f"Deciles 1-2's part of people seen whose decile is known, of {denominator.basis}, and of need "
            f"under the model {need.model.label}: {need.model.count().in_words}.",
            method="Wilson's 95% interval for the share of people seen, over every pair of true counts that the "
            "released ones permit. The range of need is that of the model's published parameters.",
            citation=f"Wilson 1927, J Am Stat Assoc 22:209; need: {need.model.citation}",
            hidden=[row["measure"] for row in rows if row["state"] == "hidden"],
            what="shares",
            caveats=need.model.limits,
        ),
        notes=(*whatever_is_chosen(selection), *denominator.note(), NOT_OF_NEED, *filter(None, [need.refused])),
    )


COLUMNS = (
    Column("measure", "Share of", "text"),
    Column("people_core20", "People seen, deciles 1-2", "count", "people"),
    Column("people_rest", "People seen, deciles 3-10", "count", "people"),
    Column("share", "Deciles 1-2's share", "share"),
    Column("lower", "Lower", "share"),
    Column("upper", "Upper", "share"),
    STATE,
)


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    groups: tuple[Cell, Cell],
    rows: list[dict],
    denominator: Denominator,
    need: ShareOfNeed,
) -> tuple[Finding, Headline]:
    subject, seen = words.subject(selection), rows[0]
    if seen["state"] in ("no data", "zero"):
        nobody = "nobody was seen whose decile is known" if seen["state"] == "zero" else ""
        why = nobody or started_later(release, selection) or "there are no data on people seen by deprivation"
        return Finding(f"{subject}: {why}.", "no data"), Headline(LABEL, "no data", "")
    if seen["state"] == "hidden":
        found = nearest_view(
            release, view, lambda view: _together(release, view), lambda view: _say_number(release, view)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"deciles 1-2's share of people seen is hidden ({why}). {found}"
        return Finding(f"{subject}: {text}", "hidden"), Headline(LABEL, "hidden", found)
    whole = sum(group.value for group in groups)
    share = percent(seen["share"], whole)
    bounds = f"95% interval {interval(seen['lower'], seen['upper'], 1 if whole >= 1000 else 0, 100)}"
    beside = [f"{percent(rows[1]['share'])} of {denominator.basis}"] if rows[1]["state"] == "shown" else []
    if rows[2]["state"] == "shown":
        ends = f" ({percent(need.lower)} to {percent(need.upper)})" if round(need.upper - need.lower, 2) else ""
        beside.append(f"{percent(need.share)}{ends} of need under the model {need.model.label}")
    text = f"{subject}: deciles 1-2 are {share} of people seen ({bounds})"
    if not beside:
        return Finding(f"{text}; there is nothing to set beside it.", "description"), Headline(LABEL, share, bounds)
    ending, grade = _judged(seen, rows[1]["share"], whole)
    text = f"{text}, {words.listed(beside)}; {ending}."
    return Finding(text, grade), Headline(LABEL, share, words.listed(beside))


def _judged(seen: dict, births: float, whole: float) -> tuple[str, Grade]:
    if births != births:
        return "their share of births is not known", "description"
    if whole < TOO_FEW_TOGETHER:
        return "too few to tell from chance", "too few"
    if seen["upper"] < births:
        return "that is less than their births alone would give", "worse"
    if seen["lower"] > births:
        return "that is more than their births alone would give", "higher"
    return "no clear difference from their share of births", "no clear difference"


def _together(release: Release, view: View) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = members(release, "activity", view, "people_seen")
    return total(held.get(group, NO_DATA) for group in GROUP_MEMBERS)


def _say_number(release: Release, view: View) -> str:
    held = members(release, "activity", view, "people_seen")
    both = total([held[group] for group in GROUP_MEMBERS])
    share, lower, upper = shares([held[CORE20]], [both])[0]
    return f"{percent(share, both.value)} ({interval(lower, upper, 0, 100)}) of {people(both.value)} people"

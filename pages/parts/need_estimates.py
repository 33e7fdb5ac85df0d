"""How much need: every published model, people seen beside it, and the levels of need. No numbers are worked out."""

import streamlit as st

from pages.parts import choices, need_sliders, panel, text, view
from pimh_data.answer import Answer, Selection
from pimh_data.charts import people_beside_need, range_bars
from pimh_data.questions import need
from pimh_data.questions.need.share import DEFAULT_MODEL
from pimh_data.questions.selection import members_of
from pimh_data.registry.need_models import models
from pimh_data.release import Release

Chosen = tuple[tuple[str, float], ...]


def show(shown: view.View) -> str:
    """Draw the section; gives its opening sentence."""
    chosen = need_sliders.choose()
    estimates = shown.answer(_models, chosen)
    left, right = st.columns([11, 9], gap="large")
    with left:
        panel.show(estimates, range_bars.of_models(estimates), "Every published model", said_above=True)
        panel.show(shown.answer(need.need_in_risk_groups), None, "Named risk groups")
    with right:
        model = _model()
        groups = shown.answer(_by_deprivation, model, chosen)
        panel.show(groups, people_beside_need.drawing(groups, "member"), "People seen beside need")
    _places_and_levels(shown, model, chosen)
    return text.said(estimates)


def _model() -> str:
    labels = {model.label: key for key, model in models().items()}
    default = next(label for label, key in labels.items() if key == DEFAULT_MODEL)
    return labels[choices.choose("model", "Model of need", list(labels), default)]


def _places_and_levels(shown: view.View, model: str, chosen: Chosen) -> None:
    levels = shown.answer(_by_level, model, chosen)
    if len(members_of(shown.release, shown.selection.place)) == 1:
        panel.show(levels, people_beside_need.of_levels(levels), "Levels of need")
        return
    left, right = st.columns([11, 9], gap="large")
    with left:
        places = shown.answer(_by_place, model, chosen)
        panel.show(places, people_beside_need.drawing(places, "place"), "Place by Place")
    with right:
        panel.show(levels, people_beside_need.of_levels(levels), "Levels of need")


def _models(release: Release, selection: Selection, chosen: Chosen) -> Answer:
    return need.need_by_model(release, selection, dict(chosen))


def _by_deprivation(release: Release, selection: Selection, model: str, chosen: Chosen) -> Answer:
    return need.coverage_by_deprivation(release, selection, model, chosen=_of(model, chosen))


def _by_place(release: Release, selection: Selection, model: str, chosen: Chosen) -> Answer:
    return need.coverage_by_place(release, selection, model, chosen=_of(model, chosen))


def _by_level(release: Release, selection: Selection, model: str, chosen: Chosen) -> Answer:
    return need.need_by_thrive_level(release, selection, model, chosen=_of(model, chosen))


def _of(model: str, chosen: Chosen) -> dict[str, float]:
    return {key: value for key, value in chosen if key.startswith(f"{model}.")}

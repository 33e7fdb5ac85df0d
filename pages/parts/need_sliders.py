"""The parameters of the models of need as sliders within their published ranges, bound to the address."""

import streamlit as st

from pages.parts import choices, text
from pages.parts.choices import Choices
from pages.parts.page_view import PageView
from pimh_data.questions.need.slider import Slider, all_sliders


def choose(_: PageView) -> Choices:
    """Draw a slider for each parameter that may vary; gives name and per cent of those moved from what is published."""
    box = st.expander("Change a model's parameters within their published ranges")
    with box, st.container(horizontal=True, gap="large"):
        found = {}
        for slider in all_sliders():
            percent = _slider(slider)
            if slider.share(percent) is not None:
                found[slider.name] = percent
    return found


def choose_with_model(shown: PageView) -> Choices:
    """The sliders, and the model of need beside which people are set."""
    found = choose(shown)
    return found | {"model": choices.of(shown, "need.thrive", "model", "Model of need")}


def _slider(slider: Slider) -> str:
    held = slider.percent
    value = st.slider(
        text.plain(f"{slider.label} (%)"),
        held.low,
        held.high,
        held.usual,
        10**-held.decimals,
        f"%.{held.decimals}f",
        key=slider.name,
        bind="query-params",
        width=320,
    )
    return held.written(value)

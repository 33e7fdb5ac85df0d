"""The parameters of the models of need as sliders within their published ranges, bound to the address."""

import streamlit as st

from pages.parts import text
from pages.parts.page_view import PageView
from pimh_data.questions.need.slider import Slider, all_sliders


def choose(_: PageView) -> dict[str, str]:
    """Draw a slider for each parameter that may vary; gives name and per cent of those moved from what is published."""
    with st.expander("Change a model's parameters within their published ranges"):
        columns = st.columns(3, gap="large")
        found = {}
        for number, slider in enumerate(all_sliders()):
            with columns[number % 3]:
                percent = _slider(slider)
            if slider.share(percent) is not None:
                found[slider.name] = percent
    return found


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
    )
    return held.written(value)

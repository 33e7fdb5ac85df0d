"""The parameters of the models of need as sliders within their published ranges, bound to the address."""

import streamlit as st

from pages.parts import text
from pimh_data.questions.need import sliders
from pimh_data.registry.need import Parameter

WIDE = 0.01  # a range of more than a percentage point moves in tenths of one, a narrower one in hundredths


def choose() -> tuple[tuple[str, float], ...]:
    """Draw a slider for each parameter that may vary; gives key and share of those moved from what is published."""
    with st.expander("Change a model's parameters within their published ranges"):
        columns = st.columns(3, gap="large")
        found = []
        for number, (key, model, parameter) in enumerate(sliders()):
            with columns[number % 3]:
                value = _slider(key, model, parameter)
            if value is not None:
                found.append((key, value))
    return tuple(found)


def _slider(key: str, model: str, parameter: Parameter) -> float | None:
    wide = parameter.high - parameter.low > WIDE
    decimals, step = (1, 0.1) if wide else (2, 0.01)
    low, published, high = (round(100 * end, decimals) for end in (parameter.low, parameter.value, parameter.high))
    value = st.slider(
        text.plain(f"{model}: {parameter.label} (%)"),
        low,
        high,
        published,
        step,
        f"%.{decimals}f",
        key=key.replace(".", "-"),
        bind="query-params",
    )
    if round(value, decimals) == published:
        return None
    return min(max(round(value, decimals) / 100, parameter.low), parameter.high)

"""Deprivation deciles as charts show them: the axis from the most to the least deprived, and names for readers."""

from typing import Any

import altair as alt

from pimh_data.registry.deprivation import CORE20, DECILES, NOT_KNOWN, THE_REST

ENDS = {1: "most deprived", 10: "least deprived"}
NAMES = {CORE20: "Most deprived fifth (Core20)", THE_REST: "The rest (deciles 3-10)", NOT_KNOWN: "Decile not known"}
DOMAIN = [str(decile) for decile in DECILES]


def x(**more: Any) -> alt.X:
    """The column `decile`, all ten in their order, with what the first and the last are under them."""
    ends = " : ".join(f"datum.value == '{decile}' ? ['{decile}', '{end}']" for decile, end in ENDS.items())
    return alt.X(
        "decile:O",
        scale=alt.Scale(domain=DOMAIN, paddingInner=0.3, paddingOuter=0.15),
        axis=alt.Axis(labelAngle=0, labelExpr=f"{ends} : datum.value", labelLineHeight=18, title=None),
        **more,
    )


def named(decile: str) -> str:
    """'Decile 1 (most deprived)', 'Decile 4'."""
    end = ENDS.get(int(decile), "")
    return f"Decile {decile} ({end})" if end else f"Decile {decile}"

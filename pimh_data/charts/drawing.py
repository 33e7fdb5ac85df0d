"""A drawing: a prepared Vega-Lite specification, the named data bound to it, and what it says in words."""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, eq=False)
class Drawing:
    """One chart of an Answer.

    `specification`: Vega-Lite, written once and shared: never changed. `datasets`: name -> rows, bound at run time;
    an integer column is a protected count, everything else is text or decimals. `alt`: the chart for someone who
    cannot see it. `reading`: how to read it, for everyone. `left`: pixels that the labels left
    of the plot need.
    """

    specification: dict[str, Any]
    datasets: dict[str, pd.DataFrame]
    alt: str
    reading: str
    left: int = 44

    def bound(self) -> dict[str, Any]:
        """The specification with its data sets, as st.vega_lite_chart takes it."""
        return {**self.specification, "datasets": self.datasets}

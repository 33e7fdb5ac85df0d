"""A drawing: a prepared Vega-Lite specification, the named data bound to it, and what it says in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd
import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Drawing:
    """One chart of an Answer.

    `specification`: Vega-Lite, written once and shared: never changed. `datasets`: name -> rows, bound at run time;
    an integer column is a protected count, everything else is text or decimals. `alt`: the chart for someone who
    cannot see it. `reading`: how to read it, for everyone. `left`: pixels that the labels left
    of the plot need.
    """

    SHARED: ClassVar[tuple[str, ...]] = ("specification",)  # not its own: see pimh_data.weight

    specification: dict[str, Any]
    datasets: dict[str, pd.DataFrame]
    alt: str
    reading: str
    left: int = 44

    def bound(self) -> dict[str, Any]:
        """The specification with its data sets, as st.vega_lite_chart takes it."""
        return {**self.specification, "datasets": self._streams}

    def __post_init__(self) -> None:
        _ = self._streams  # made with the drawing, so that they are weighed with it

    @cached_property
    def _streams(self) -> dict[str, bytes]:
        # Streamlit sends Arrow streams as they are; from a data frame it would make them anew at every rerun.
        return {name: _stream(rows) for name, rows in self.datasets.items()}


def _stream(rows: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(rows, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()

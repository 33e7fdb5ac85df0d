"""Makes a table of a file's columns: text as the file's own codes, and names that several files share kept once."""

from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

COUNT = pd.Int32Dtype()


@dataclass(frozen=True, eq=False)
class Names:
    """The lists of names that the columns of a release's files have: most files share theirs with others.

    To make a list anew for each of thousands of columns, and to see each time that no name stands in it twice, took a
    quarter of the time in which a release is opened.
    """

    kinds: dict[tuple[str, ...], pd.CategoricalDtype] = field(default_factory=dict)

    def kind(self, names: tuple[str, ...]) -> pd.CategoricalDtype:
        """The kind of a column that has these names, the same object for the same names."""
        if names not in self.kinds:
            self.kinds[names] = pd.CategoricalDtype(pd.Index(names, dtype="str"))
        return self.kinds[names]


def table_of(parsed: pa.Table, names: Names) -> pd.DataFrame:
    """The table in memory: codes as categories, whole numbers of 32 bits as nullable Int32, the rest as it comes."""
    return pd.DataFrame(
        {name: _column(column, names) for name, column in zip(parsed.column_names, parsed.columns, strict=True)}
    )


def _column(column: pa.ChunkedArray, names: Names) -> object:
    if pa.types.is_dictionary(column.type):
        held = column.chunk(0) if column.num_chunks == 1 else column.unify_dictionaries().combine_chunks()
        codes = held.indices.fill_null(-1) if held.null_count else held.indices
        return pd.Categorical.from_codes(codes.to_numpy(), dtype=names.kind(tuple(held.dictionary.to_pylist())))
    if pa.types.is_int32(column.type):
        return COUNT.__from_arrow__(column)
    return column.to_numpy() if pa.types.is_floating(column.type) else column.to_pandas()

"""Columns of a file in memory are what Arrow itself makes of them, and lists of the same names are one."""

import pandas as pd
import pyarrow as pa

from pimh_data.release.columns import Names, table_of

CODED = pa.dictionary(pa.int32(), pa.string())


def chunks(*texts: list[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(one, pa.string()).dictionary_encode() for one in texts], CODED)


PARSED = pa.table(
    {
        "where": chunks(["Leeds", "Leeds", "York"], ["York", "Hull"]),
        "period": chunks(["2024", None, "2023"], [None, "2024"]),
        "people": pa.chunked_array([pa.array([5, None, 10], pa.int32()), pa.array([0, None], pa.int32())]),
        "mean": pa.chunked_array([[1.5, None, 2.0], [None, 3.25]]),
    }
)


def test_every_value_and_its_kind_is_as_arrow_gives_it():
    mine = table_of(PARSED, Names())
    arrows = PARSED.to_pandas(types_mapper={pa.int32(): pd.Int32Dtype()}.get)
    pd.testing.assert_frame_equal(mine, arrows)
    assert mine.people.isna().tolist() == [False, True, False, False, True]


def test_files_that_share_their_names_share_one_list_and_others_do_not():
    names = Names()
    one, other = table_of(PARSED, names), table_of(PARSED.slice(0, 2), names)
    assert one["where"].dtype is table_of(PARSED, names)["where"].dtype
    assert one["where"].tolist()[:2] == other["where"].tolist()
    assert table_of(PARSED.select(["period"]), names)["period"].dtype is one["period"].dtype
    assert one["period"].dtype is not one["where"].dtype

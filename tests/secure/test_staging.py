"""Rows are taken in alike whether a file is read at once or part by part, as text or in the types of a parquet file."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from extracts import referral, write_extracts

from pimh_data.errors import ExtractError
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import working
from pimh_data.secure.ingest import tabular
from pimh_data.secure.settings import read_settings

ROWS = 23
SPOILED = {3: {"received": "soon"}, 11: {"imd_decile": "11"}, 20: {"place": "Leeds"}, 22: {"referral_id": "n/a"}}
REFERRALS = [referral(number, **SPOILED.get(number, {})) for number in range(1, ROWS + 1)]
SCORES = [
    {"referral_id": f" R{number} ", "measure": "GAD-7", "scale": "", "respondent": "parent"}
    | {"assessed": "2024-02-10", "score": text, **{f"item_{item}": "1" for item in range(1, 8)}}
    for number, text in enumerate(["12/21", "7", "see notes", "7", "7", "7", "see notes", "7.0", "1e3"], start=1)
]


@contextmanager
def checked(folder: Path) -> Iterator[Checks]:
    with working() as connection:
        yield check_extracts(folder, read_settings(folder), connection)


def as_parquet(folder: Path, into: Path, typed: Mapping[str, type] = MappingProxyType({})) -> Path:
    """The same extracts with referrals and scores in parquet, as text or with columns in their types."""
    into.mkdir()
    for path in folder.iterdir():
        if path.stem not in ("referrals", "scores"):
            (into / path.name).write_bytes(path.read_bytes())
            continue
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        columns = {
            name: [as_typed(text, typed.get(name, str)) for text in table[name]] if name in typed else list(table[name])
            for name in table
        }
        pq.write_table(pa.table(columns), into / f"{path.stem}.parquet")
    return into


def as_typed(text: str, kind: type) -> object:
    if not text:
        return None
    return dt.date.fromisoformat(text) if kind is dt.date else kind(text)


def told(checks: Checks) -> dict[str, object]:
    """All that checking says of the rows, but for the name of their file and the text of a refused number."""
    found: dict[str, object] = {}
    for name in ("referrals", "scores"):
        one = checks.extracts[name]
        found[name] = (
            one.accepted.order_by("row").to_pandas().to_dict("records"),
            one.problems.drop_columns(["value"]).to_pylist(),
            vars(one.count),
            one.raw.notes,
            one.rows,
        )
    return {name: str(each) for name, each in found.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_extracts(tmp_path_factory.mktemp("written"), REFERRALS, scores=SCORES)


@pytest.mark.parametrize("part", [1, 5, ROWS - 1])
def test_a_file_read_part_by_part_is_the_file_read_at_once(folder, tmp_path, monkeypatch, part):
    extracts = as_parquet(folder, tmp_path / "parquet")
    with checked(extracts) as checks:
        at_once = told(checks)
    monkeypatch.setattr(tabular, "PART", part)
    with checked(extracts) as checks:
        assert told(checks) == at_once
        assert checks.extracts["referrals"].count.quarantined == len(SPOILED)
        assert "2 totals that cannot be read" in str(checks.extracts["scores"].raw.notes)


def test_columns_in_their_types_are_read_as_their_texts_would_be(tmp_path):
    good = [referral(number, received=f"2024-01-{number:02}") for number in range(1, 10)]
    high = referral(10, imd_decile="11")
    folder = write_extracts(tmp_path / "written", [*good, high], scores=SCORES)
    typed = {"received": dt.date, "first_contact": dt.date, "closed": dt.date, "imd_decile": int, "assessed": dt.date}
    typed |= {"contacts_attended": float, "contacts_missed": float}
    with checked(folder) as checks:
        as_text = told(checks)
    with checked(as_parquet(folder, tmp_path / "parquet", typed)) as checks:
        assert told(checks) == as_text


def test_a_column_that_later_rows_hold_as_bytes_that_are_no_text_is_refused_not_left_out(folder, tmp_path, monkeypatch):
    extracts = as_parquet(folder, tmp_path / "parquet")
    table = pq.read_table(extracts / "referrals.parquet")
    sources = [text.encode() for text in table["source"].to_pylist()]
    sources[-1] = b"\xff\xfe"
    at = table.column_names.index("source")
    pq.write_table(table.set_column(at, "source", pa.array(sources, pa.binary())), extracts / "referrals.parquet")
    monkeypatch.setattr(tabular, "PART", 10)
    with pytest.raises(ExtractError, match="'source'"), checked(extracts):
        pass


def test_what_is_kept_of_rows_lies_in_the_folder_of_its_owner(folder):
    with checked(folder) as checks:
        (path,) = checks.connection.raw_sql(
            "select path from duckdb_databases() where database_name = current_database()"
        ).fetchone()
        assert Path(path).parent.stat().st_mode & 0o077 == 0
    assert not Path(path).exists()

"""Two more sets of files with other quirks come in by configuration alone: what was put in comes out."""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from other_exports import Rows, write_dales, write_harbour

from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.engine import connected
from pimh_data.secure.reconciling import by_piece, sources_of
from pimh_data.secure.report import check_lines
from pimh_data.secure.settings import read_settings

HERE = Path(__file__).parent
SETS: dict[str, Callable[[Path], tuple[Rows, list[tuple], list[tuple]]]] = {
    "harbour": write_harbour,
    "dales": write_dales,
}


@dataclass(frozen=True)
class Brought:
    """What a set of files holds, and what came of it."""

    referrals: Rows
    contacts: list[tuple]
    scores: list[tuple]
    checks: Checks


@pytest.fixture(scope="module", params=SETS)
def brought(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brought:
    folder = tmp_path_factory.mktemp(request.param)
    held = SETS[request.param](folder)
    shutil.copy(HERE / f"{request.param}.toml", folder / "extract.toml")
    return Brought(*held, check_extracts(folder, read_settings(folder), connected()))


def accepted(checks: Checks, name: str) -> list[dict[str, str]]:
    rows = checks.extracts[name].accepted.to_pyarrow().to_pylist()
    return [{column: _text(value) for column, value in row.items()} for row in rows]


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else f"{value:g}" if isinstance(value, float) else str(value)


def test_every_referral_comes_out_as_it_went_in(brought):
    found = {row["referral_id"]: row for row in accepted(brought.checks, "referrals")}
    assert set(found) == set(brought.referrals)
    differing = Counter(
        (column, value, found[name][column])
        for name, row in brought.referrals.items()
        for column, value in row.items()
        if found[name][column] != value
    )
    assert differing == {}


def test_every_contact_and_score_comes_out_as_it_went_in(brought):
    if brought.contacts:
        columns = ("referral_id", "date", "mode", "status")
        found = Counter(tuple(row[name] for name in columns) for row in accepted(brought.checks, "contacts"))
        assert found == Counter(brought.contacts)
    columns = ("referral_id", "measure", "scale", "assessed", "occasion", "score")
    found = Counter(tuple(row[name] for name in columns) for row in accepted(brought.checks, "scores"))
    assert found == Counter((*told[:-1], str(told[-1])) for told in brought.scores)


def test_nothing_is_quarantined_and_the_lines_of_every_file_add_up(brought):
    for checked in brought.checks.extracts.values():
        assert checked.problems.to_pylist() == []
        for piece, count in by_piece(checked):
            assert count.read == count.accepted + count.quarantined + count.copies + count.left_out, piece


def test_lines_left_out_are_counted_by_their_reason(brought):
    left_out = Counter()
    for checked in brought.checks.extracts.values():
        for piece in checked.raw.pieces:
            left_out.update(dict(piece.left_out))
    scores = brought.checks.extracts["scores"].raw.pieces
    if brought.checks.settings.site == "The Dales":
        assert left_out == {}
        return
    without = sum(piece.left_out.get("without a score", 0) for piece in scores)
    lines = sum(told[4] == "first" for told in brought.scores)
    assert without == 6 * lines - len(brought.scores)
    assert left_out - Counter({"without a score": without}) == {
        "blank": 2,
        "'Total'": 2,
        "'End of report'": 2,
        "'Summe'": 2,
        "'Ende der Liste'": 2,
        "replaced by a later file": 4,
    }


def test_a_source_without_a_file_is_named_and_the_last_day_of_each_is_kept(brought):
    absent = [source for source in sources_of(brought.checks) if not source.brought]
    said = "\n".join(check_lines(brought.checks))
    if brought.checks.settings.site == "The Dales":
        assert absent == []
        return
    assert [(source.name, source.extract_date) for source in absent] == [("Fähre", "2025-09-30")]
    assert "Fähre is missing: no file fits 'Fähre*.csv'" in said
    assert "Mühle: files in this order, oldest first: Mühle 2025-9.csv, Mühle 2025-10.csv" in said
    assert "Mühle: 4 rows replaced by those of the same id in a later file" in said
    assert "Überweisungen FINAL (2).xlsx: sheets not read: Info" in said

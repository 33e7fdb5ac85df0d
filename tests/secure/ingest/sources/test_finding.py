"""Which files a source means: without case or accents' forms; deliveries in an order only where names tell it."""

import unicodedata

import pytest

from pimh_data.errors import ExtractError
from pimh_data.secure.ingest.sources.declared import Source
from pimh_data.secure.ingest.sources.finding import files_of


def found(folder, *patterns: str, append: bool = False) -> list[str]:
    paths, _ = files_of(Source("referrals", "log", patterns, append=append), folder)
    return [path.relative_to(folder).as_posix() for path in paths]


def there(folder, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a,b\n", encoding="utf-8")


def test_patterns_are_compared_without_case_and_accents_in_either_form(tmp_path):
    there(tmp_path, "RIO_Q4.CSV", unicodedata.normalize("NFD", "Übersicht.csv"), "[old] log.csv", "~$RiO_Q4.csv")
    assert found(tmp_path, "rio_*.csv") == ["RIO_Q4.CSV"]
    assert len(found(tmp_path, "übersicht.csv")) == 1
    assert found(tmp_path, "[old] log.csv") == ["[old] log.csv"]


def test_files_of_folders_are_found_where_the_pattern_names_the_folder(tmp_path):
    there(tmp_path, "log.csv", "deliveries/2025/log.csv", "deliveries/2026/log.csv")
    assert found(tmp_path, "log.csv") == ["log.csv"]
    assert found(tmp_path, "deliveries/*/log.csv") == ["deliveries/2025/log.csv", "deliveries/2026/log.csv"]


def test_a_pattern_without_a_file_is_missing(tmp_path):
    there(tmp_path, "a.csv")
    assert files_of(Source("referrals", "log", ("a.csv", "b*.csv")), tmp_path)[1] == ("b*.csv",)


@pytest.mark.parametrize(
    "names",
    [
        ["log 2.csv", "log 10.csv"],
        ["log 2024-12.csv", "log 2025-01.csv"],
        ["RiO 2024-25 Q4.csv", "RiO 2025-26 Q1.csv"],
        ["20250331.csv", "20250630.csv"],
    ],
)
def test_deliveries_are_put_in_the_order_that_their_names_tell(tmp_path, names):
    there(tmp_path, *reversed(names))
    assert found(tmp_path, "*.csv", append=True) == names


@pytest.mark.parametrize(
    "names",
    [
        ["log April.csv", "log March.csv"],
        ["Q4 2024.csv", "Q1 2025.csv"],
        ["31-03-2025.csv", "30-06-2025.csv"],
        ["log.csv", "log 2.csv"],
        ["log final.csv", "log final v2.csv"],
    ],
)
def test_deliveries_whose_order_is_not_told_are_to_be_listed(tmp_path, names):
    there(tmp_path, *names)
    with pytest.raises(ExtractError, match="list them oldest first"):
        found(tmp_path, "*.csv", append=True)
    assert found(tmp_path, *names, append=True) == names

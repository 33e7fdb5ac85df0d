"""Population files as ONS and Nomis lay them out, for three districts, with numbers that can be added up by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from pimh_data.registry.ethnicity import CENSUS_2021_CODE

TITLE = "Mid-2024 LSOA 2021 population estimates"


def ages_workbook(path: Path, lsoas: Mapping[str, tuple[str, Sequence[int]]], year: str = "2024") -> Path:
    """LSOA -> district code and girls at each age 0 to 4, one boy more at each. Older sheets come first."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    for sheet_year in (str(int(year) - 1), year):
        sheet = book.create_sheet(f"Mid-{sheet_year} LSOA 2021")
        for line in ([TITLE], ["Source: ONS"], []):
            sheet.append(line)
        ages = [f"{sex}{age}" for sex in "FM" for age in (*range(5), 10, 44)]
        sheet.append(["LAD 2023 Code", "LAD 2023 Name", "LSOA 2021 Code", "LSOA 2021 Name", "Total", *ages])
        for lsoa, (district, girls) in lsoas.items():
            counts = [*girls, 900, 900, *(number + 1 for number in girls), 900, 900]
            own = counts if sheet_year == year else [0] * len(counts)
            sheet.append([district, "District", lsoa, "Place 001A", sum(own), *own])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def ethnic_rows(residents: Mapping[str, int]) -> list[dict[str, str]]:
    """District code -> residents of the first group of Census 2021, one less in each further one. As Nomis sends it."""
    return [
        {
            "GEOGRAPHY_CODE": code,
            "GEOGRAPHY_NAME": "District",
            "C2021_ETH_20_NAME": group,
            "OBS_VALUE": str(number - position),
        }
        for code, number in residents.items()
        for position, group in enumerate(CENSUS_2021_CODE)
    ]

"""The published figures of `datasets/reference`: what each file holds, and how to read it. Nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pimh_data.errors import ExtractError

FOLDER = Path(__file__).resolve().parents[2] / "datasets" / "reference"

ONS = "Office for National Statistics, Open Government Licence v3.0"
SHEFFIELD = "Start for Life funding review, Perinatal and Infant Mental Health workstream (Sheffield)"
PROGRAMME_BOARD = (
    "Proposal to a Children and Young People's Mental Health Programme Board on parent-infant emotional wellbeing "
    "(template paper)"
)
NORTH_WEST_COAST = (
    "Best Practice Service Model for Parent Infant and Early Years Relationship Services "
    "(North West Coast Clinical Networks, July 2023)"
)
TOOLKIT = (
    "Development and Implementation Toolkit, chapter 3: Funding and Commissioning a Specialised Parent-Infant "
    "Relationship Team (Parent-Infant Foundation, October 2019)"
)
GREATER_MANCHESTER = f"Greater Manchester service specification, in {TOOLKIT}"
WESSEX = "Mapping parent-infant services in Wessex (Wessex Clinical Network, 2019)"
TALKING_THERAPIES = "NHS England, NHS Talking Therapies annual report 2024-25"


@dataclass(frozen=True)
class ReferenceFile:
    """One file: a title and source for the screen, the text columns and number columns it must have."""

    name: str
    title: str
    source: str
    text: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return FOLDER / f"{self.name}.csv"


def _file(name: str, title: str, source: str, text: str, numbers: str = "") -> ReferenceFile:
    return ReferenceFile(name, title, source, tuple(text.split()), tuple(numbers.split()))


FILES: Mapping[str, ReferenceFile] = MappingProxyType(
    {
        file.name: file
        for file in (
            _file(
                "places", "Places, their system and their districts", ONS, "system place lad_codes gss_code note source"
            ),
            _file(
                "area_code_changes",
                "Codes of districts and counties that gave way to others, with the day",
                f"{ONS}: Code History Database",
                "changed change old_code old_name new_code new_name note source",
            ),
            _file(
                "county_districts",
                "The districts of each county",
                f"{ONS}: boundaries of December 2023 and May 2024",
                "county_code county district_code district source",
            ),
            _file(
                "area_places",
                "The Place of each area named in a document",
                f"{NORTH_WEST_COAST}; {WESSEX}; Places as districts are grouped here",
                "system area place source",
            ),
            _file(
                "place_children_by_imd2019_decile",
                "Residents aged 0 and 0 to 4 by Place and IMD 2019 decile, mid-2020",
                f"{ONS}: mid-2020 estimates by LSOA 2011; English Indices of Deprivation 2019",
                "place imd_version year source",
                "imd_decile population_0 population_0_4",
            ),
            _file(
                "place_children_by_year",
                "Residents aged 0 and 0 to 4 by Place, mid-2020 and mid-2023",
                f"{ONS}: mid-year estimates",
                "place year source note",
                "age_0 age_0_4",
            ),
            _file(
                "district_children",
                "Residents aged 0 and 0 to 4 of every district of England, mid-2020 and about mid-2023",
                f"{ONS}: mid-year estimates",
                "district_code district year source",
                "age_0 age_0_4",
            ),
            _file(
                "place_residents_by_ethnic_group_census2021",
                "Residents by Place and ethnic group, Census 2021",
                f"{ONS}: Census 2021, TS021",
                "place ethnic_group source",
                "residents",
            ),
            _file(
                "wessex_perinatal_profile",
                "Perinatal profile of Wessex: 9 indicators, 9 areas",
                "Public Health England, Fingertips perinatal profile, Wessex table",
                "indicator unit period area value_note source",
                "value",
            ),
            _file(
                "provision",
                "Ratings of service provision by area",
                f"{NORTH_WEST_COAST}, ratings of May 2022; {WESSEX}",
                "system area offer rating named_offer as_of source",
            ),
            _file(
                "nwc_need",
                "Need for a parent-infant service, as published (table 4)",
                NORTH_WEST_COAST,
                "system source",
                "population_0_4 need_6_5_percent_published with_additional_5_percent_published "
                "total_need_published target_35_percent_published",
            ),
            _file(
                "prevalence",
                "Published prevalence and need coefficients",
                f"{SHEFFIELD}; {PROGRAMME_BOARD}; {NORTH_WEST_COAST}; {TOOLKIT}",
                "key group unit meaning source",
                "low high",
            ),
            _file(
                "staffing_model", "A team for 3,300 births a year", GREATER_MANCHESTER, "role band note source", "wte"
            ),
            _file(
                "lsc_ethnicity",
                "Published ethnicity percentages, Lancashire and South Cumbria",
                NORTH_WEST_COAST,
                "area source",
                "white_percent asian_percent black_percent mixed_percent",
            ),
            _file(
                "sheffield_published",
                "Published Sheffield figures",
                SHEFFIELD,
                "service measure period unit source",
                "value",
            ),
            _file(
                "sheffield_services",
                "Sheffield's services",
                SHEFFIELD,
                "service provider sector funding thrive note source",
            ),
            _file(
                "family_survey",
                "The North West Coast family survey",
                NORTH_WEST_COAST,
                "question answer source",
                "respondents percent",
            ),
            _file(
                "talking_therapies_england",
                "Outcomes of NHS Talking Therapies in England, 2024/25",
                TALKING_THERAPIES,
                "year name meaning percent_of source",
                "count published_percent",
            ),
        )
    }
)


def load(name: str) -> pd.DataFrame:
    """The file of that name (without `.csv`). Blank text is "", numbers are float64 and blank numbers NaN.

    Each caller has a table of its own, to change as it likes; the file is read again only where it was written anew.
    Raises ExtractError for an unknown name, a missing file, missing columns, or text in a number (every cell listed).
    """
    if name not in FILES:
        raise ExtractError(f"There is no reference file named {name!r}. There are: {', '.join(sorted(FILES))}.")
    file = FILES[name]
    if not file.path.is_file():
        raise ExtractError(f"{file.path} is missing. It comes with the project: restore datasets/reference.")
    there = file.path.stat()
    return _read(file, file.path, there.st_mtime_ns, there.st_size).copy(deep=False)


@lru_cache(maxsize=len(FILES))
def _read(file: ReferenceFile, path: Path, _written: int, _size: int) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    absent = [column for column in (*file.text, *file.numbers) if column not in table.columns]
    if absent:
        raise ExtractError(
            f"{file.path.name} has no column {', '.join(absent)}. It has: {', '.join(table.columns)}. Restore the file."
        )
    faults = []
    for column in file.numbers:
        number = pd.to_numeric(table[column].where(table[column] != ""), errors="coerce").astype("float64")
        for row in table.index[number.isna() & (table[column] != "")]:
            faults.append(f"row {row + 2}, {column}: {table.at[row, column]!r} is not a number")
        table[column] = number
    if faults:
        raise ExtractError(f"{file.path.name}: {'; '.join(faults)}. Restore the file.")
    return table

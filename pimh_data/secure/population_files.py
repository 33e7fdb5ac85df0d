"""Reads the files of `population/` in an extracts folder: residents by ethnic group, children by LSOA. Adds nothing up.

As the Office for National Statistics and Nomis publish them: Census 2021 table TS021 by district (one row a group, or
one column a group), and population estimates by single year of age for LSOAs (a workbook, or one of its sheets as CSV).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from pimh_data.errors import ExtractError
from pimh_data.registry.ethnicity import CENSUS_2021_CODE
from pimh_data.secure.beside import POPULATION, published_files
from pimh_data.secure.ingest.published_text import count_of, records_of
from pimh_data.secure.ingest.sources.bombs import BROKEN, refuse_archive_bomb

FOLDER = POPULATION
CENSUS, CENSUS_SOURCE = "2021", "ONS Census 2021, TS021, by district"
AGES = range(5)
LSOA = re.compile(r"lsoa(\d{4}|\d{2})?(code|cd)(\d{4})?")
DISTRICT = re.compile(r"(lad|la|ltla)(\d{4}|\d{2})?(code|cd).*")
DISTRICT_CODE = re.compile(r"E0\d{7}$")
AGE = re.compile(r"(?:[fm]|age|persons)?0?(\d)")
HEADINGS_WITHIN = 12  # lines: the workbooks begin with a title and notes
EXPECTED = (
    "Expected Census 2021 table TS021 by district, or population estimates by single year of age for LSOAs, as the "
    "Office for National Statistics and Nomis publish them"
)


@dataclass(frozen=True, eq=False)
class PopulationFile:
    """One file. `table` of residents: code, ethnic_group, count; of children: lsoa, code, age_0, age_0_4.

    `year`: the calendar year counted; `code`: of the district. `source`: as it is to be cited.
    """

    name: str
    by_ethnic_group: bool
    table: pd.DataFrame
    year: str
    source: str


def population_files(folder: Path) -> tuple[PopulationFile, ...]:
    """Every file in `population/`. Raises ExtractError for every one that cannot be read, and for two of one kind."""
    found, wrong = [], []
    for path in published_files(folder, FOLDER):
        try:
            found.append(read_population_file(path))
        except ExtractError as error:
            wrong.append(str(error))
    for kind in (True, False):
        names = [file.name for file in found if file.by_ethnic_group == kind]
        if len(names) > 1:
            wrong.append(f"{FOLDER}/ holds {len(names)} files of one kind ({', '.join(names)}): leave one")
    if wrong:
        raise ExtractError("\n".join(wrong))
    return tuple(found)


def read_population_file(path: Path) -> PopulationFile:
    """The file as it is. Raises ExtractError that says what it lacks, or which of its numbers is none."""
    sheet, rows = _rows(path)
    for _ in range(HEADINGS_WITHIN):
        heading = next(rows, None)
        if heading is None:
            break
        names = [_plain(cell) for cell in heading]
        if any(LSOA.fullmatch(name) for name in names):
            return _children(path, sheet, names, rows)
        if "geographycode" in names:
            return _ethnic(path, [cell.strip() for cell in heading], names, rows)
    raise ExtractError(f"{FOLDER}/{path.name} has no column of LSOA or district codes in its first lines. {EXPECTED}.")


def _rows(path: Path) -> tuple[str, Iterator[list[str]]]:
    """The name of the sheet (or file), and its lines as text."""
    workbook = False
    try:
        with path.open("rb") as file:
            workbook = file.read(2) == b"PK"  # by what it is: while it arrives its name ends otherwise
        if workbook:
            refuse_archive_bomb(path)
            book = CalamineWorkbook.from_path(path)
            name = max(book.sheet_names, key=lambda sheet: (_year(sheet), "person" in sheet.lower()))
            lines = book.get_sheet_by_name(name).iter_rows()
            return name, ([_cell(value) for value in line] for line in lines)
        return path.stem, iter(records_of(path.read_bytes()))
    except (OSError, ValueError, CalamineError, *BROKEN) as error:
        if workbook:
            why = "it is damaged, or no workbook at all"  # its reader's own words are for programmers
        else:
            why = getattr(error, "strerror", None) or str(error)
        raise ExtractError(f"{FOLDER}/{path.name} cannot be read: {why}. {EXPECTED}.") from None


def _children(path: Path, sheet: str, names: Sequence[str], rows: Iterator[list[str]]) -> PopulationFile:
    at_lsoa = next(at for at, name in enumerate(names) if LSOA.fullmatch(name))
    # Of two sets of boundaries, the later stands behind.
    districts = [at for at, name in enumerate(names) if DISTRICT.fullmatch(name)]
    ages = {age: [at for at, name in enumerate(names) if _age(name) == age] for age in AGES}
    lacking = [f"age {age}" for age, held in ages.items() if not held]
    lacking += ["the code of the district"] * (not districts)
    year = _year(sheet) or _year(path.stem)
    lacking += ["the year, in the name of the sheet or file"] * (not year)
    if lacking:
        raise ExtractError(f"{FOLDER}/{path.name} lacks {', '.join(lacking)}. {EXPECTED}.")
    kept, wrong = [], []
    for line in rows:
        if len(line) <= at_lsoa or not line[at_lsoa].startswith("E01"):
            continue
        try:
            counts = [sum(count_of(line[at]) for at in ages[age]) for age in AGES]
            kept.append((line[at_lsoa], line[districts[-1]], counts[0], sum(counts)))
        except (ValueError, IndexError):
            wrong.append(line[at_lsoa])
    if wrong or not kept:
        said = f"no number for {', '.join(wrong[:3])}" if wrong else "no LSOA of England"
        raise ExtractError(f"{FOLDER}/{path.name}: {said}. {EXPECTED}.")
    table = pd.DataFrame(kept, columns=["lsoa", "code", "age_0", "age_0_4"])
    return PopulationFile(path.name, False, table, year, f"ONS population estimates by LSOA, mid-{year}")


def _ethnic(path: Path, heading: Sequence[str], names: Sequence[str], rows: Iterator[list[str]]) -> PopulationFile:
    at_code = names.index("geographycode")
    long = [at for at, name in enumerate(names) if name.endswith("name") and "eth" in name]
    wide = {
        at: group
        for at, name in enumerate(heading)
        if (group := name.removeprefix("Ethnic group: ")) in CENSUS_2021_CODE
    }
    kept, wrong = [], []
    for line in filter(None, rows):
        if len(line) <= at_code or not DISTRICT_CODE.match(line[at_code]):
            continue  # a total, a region, or a note below the table
        try:
            if long and "obsvalue" in names:
                kept.append((line[at_code], line[long[0]], count_of(line[names.index("obsvalue")])))
            else:
                kept += [(line[at_code], group, count_of(line[at])) for at, group in wide.items()]
        except (ValueError, IndexError):
            wrong.append(line[at_code])
    if wrong:
        listed = ", ".join(dict.fromkeys(wrong[:3]))
        raise ExtractError(f"{FOLDER}/{path.name}: a line holds no number of residents ({listed}). {EXPECTED}.")
    table = pd.DataFrame(kept, columns=["code", "ethnic_group", "count"])
    table = table[table.ethnic_group.isin(CENSUS_2021_CODE)]
    absent = sorted(set(CENSUS_2021_CODE) - set(table.ethnic_group))
    if absent:
        raise ExtractError(f"{FOLDER}/{path.name} has no figures for {'; '.join(absent[:3])}. {EXPECTED}.")
    return PopulationFile(path.name, True, table.reset_index(drop=True), CENSUS, CENSUS_SOURCE)


def _age(name: str) -> int | None:
    found = AGE.fullmatch(name)
    return int(found[1]) if found else None


def _year(text: str) -> str:
    """'2024' of 'Mid-2024 LSOA 2021'; '' where none is said."""
    found = re.search(r"mid[-_ ]?(20\d\d)", text, re.IGNORECASE) or re.search(r"(?<!\d)(20\d\d)(?!\d)", text)
    return found[1] if found else ""


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())

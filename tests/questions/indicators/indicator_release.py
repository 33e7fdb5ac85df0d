"""Builds a release with indicators from a download written here, read and added up by the production code."""

import csv
from pathlib import Path

import pandas as pd
import pyarrow as pa
from released_cells import Building, _table

from pimh_data.release import Release, open_release
from pimh_data.secure.areas import indicator_tables, read_areas
from pimh_data.secure.writing import write_release

HEADING = [
    "Indicator ID",
    "Indicator Name",
    "Parent Code",
    "Parent Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Sex",
    "Age",
    "Category Type",
    "Category",
    "Time period",
    "Value",
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Lower CI 99.8 limit",
    "Upper CI 99.8 limit",
    "Count",
    "Denominator",
    "Value note",
    "Recent Trend",
    "Compared to England value or percentiles",
]
CODE = {
    "England": "E92000001",
    "Sheffield": "E08000019",
    "Barnsley": "E08000016",
    "Liverpool": "E08000012",
    "Wirral": "E08000015",
    "North West": "E12000002",
}
SYSTEM = {"Sheffield": "South Yorkshire", "Liverpool": "Cheshire and Merseyside", "Wirral": "Cheshire and Merseyside"}
SERIES = {
    "teenage": ("90811", "Teenage mothers", "Female", "<18 yrs"),
    "smoking": ("93085", "Smoking status at time of delivery", "Female", "All ages"),
    "breastfeeding": ("92517", "Breastfeeding prevalence at 6 to 8 weeks", "Persons", "6-8 weeks"),
    "stillbirth": ("92530", "Stillbirth rate", "Persons", "<28 days"),
    "depression": ("848", "Depression: QOF prevalence (18+ yrs)", "Persons", "18+ yrs"),
    "stranger": ("99999", "An indicator that nobody knows", "Persons", "All ages"),
}
KEY = {
    "teenage": "Teenage mothers (Female, <18 yrs)",
    "smoking": "Smoking status at time of delivery (Female, All ages)",
    "breastfeeding": "Breastfeeding prevalence at 6 to 8 weeks (Persons, 6-8 weeks)",
    "stillbirth": "Stillbirth rate (Persons, <28 days)",
    "depression": "Depression: recorded prevalence (18 and over) (Persons, 18+ yrs)",
    "stranger": "An indicator that nobody knows (Persons, All ages)",
}


class Indicators(Building):
    """A release in the making: `row` puts a line of the download, then `open` reads, adds up and publishes it all."""

    def __init__(self, **how: str) -> None:
        super().__init__(**how)
        self.places = dict(SYSTEM)
        self.services = dict.fromkeys(SYSTEM, ("Talking Therapies",))
        self.lines: list[dict[str, str]] = []
        self.codes = {place: CODE[place] for place in SYSTEM}

    def row(
        self, series: str, area: str, value: float | str = "", lower: float | str = "", upper: float | str = "", **more
    ) -> None:
        """One line. `more`: period, count, denominator, note, category, category_type, trend, code, parent."""
        number, name, sex, age = SERIES[series]
        line = dict.fromkeys(HEADING, "")
        line |= {"Indicator ID": number, "Indicator Name": name, "Sex": sex, "Age": age, "Area Name": area}
        line |= {"Area Code": more.get("code", CODE.get(area, "")), "Area Type": "UA", "Value": value}
        line |= {"Time period": more.get("period", "2021/22"), "Lower CI 95.0 limit": lower}
        line |= {"Upper CI 95.0 limit": upper, "Count": more.get("count", ""), "Recent Trend": more.get("trend", "")}
        line |= {"Denominator": more.get("denominator", ""), "Value note": more.get("note", "")}
        line |= {"Category Type": more.get("category_type", ""), "Category": more.get("category", "")}
        line |= {"Parent Code": more.get("parent", ""), "Parent Name": more.get("parent", "")}
        self.lines.append({key: str(cell) for key, cell in line.items()})

    def open(self, folder: Path) -> Release:
        """Write the download, read it as `publish` does, and open the release."""
        if self.lines:
            (folder / "fingertips").mkdir()
            with (folder / "fingertips" / "download.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, HEADING)
                writer.writeheader()
                writer.writerows(self.lines)
        places = pd.DataFrame(
            {"place": list(self.codes), "system": [SYSTEM[p] for p in self.codes], "lad_codes": self.codes.values()}
        )
        files, own, _ = indicator_tables(read_areas(folder, self.case_studies), places)
        for place in self.places:
            self.rows.setdefault(("population", place), [])
        tables = {key: _table(key[0], rows) for key, rows in self.rows.items() if rows}
        tables["indicators", "published"] = pa.Table.from_pandas(files, preserve_index=False)
        tables["place_indicators", "published"] = pa.Table.from_pandas(own, preserve_index=False)
        return open_release(write_release(folder / "releases", tables, self.manifest()))


def places_of_three(made: Indicators) -> None:
    """Cells of people seen, so that the release has the three Places, their systems and all."""
    for where in ("All Places", "Cheshire and Merseyside", "South Yorkshire", *SYSTEM):
        made.seen("2023/24", 100, where=where)

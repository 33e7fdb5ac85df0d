"""Reads NHS Talking Therapies' annual files as published: start, end and effect size, and outcomes, by ICB and sub-ICB.

Only England and the areas of the site's own systems and Places are kept, found by name; a Place whose system is no ICB,
by the ICB it lies in. Deprivation is coded there the other way round (10 is most deprived) and is turned into deciles
where 1 is. '*' is suppressed, 'NULL' not collected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.errors import ExtractError
from pimh_data.registry.deprivation import NOT_KNOWN
from pimh_data.registry.reference import ICB_OF_PLACE

FOLDER = "talking_therapies"
SUFFIXES = (".parquet", ".csv")
COMMON = (
    *("reporting_period", "org_type", "org_code", "org_name", "variable_type", "variable_a", "variable_b"),
    *("measure_name", "measure_statistic", "value"),
)
TIME = "measure_time"  # the PROMs file has it, the file of outcomes has not
MEASURES = {"phq": "PHQ-9", "gad": "GAD-7"}
SCORES = ("mean_start", "sd_start", "mean_end", "sd_end", "effect_size", "courses")
OUTCOMES = {
    "finished_course_treatment": "finished",
    "not_at_caseness": "not_at_caseness",
    "improvement": "improved",
    "deterioration": "deteriorated",
    "no_reliable_change": "no_reliable_change",
    "recovery": "recovered",
    "reliable_recovery": "reliably_recovered",
}
KEYS = ("year", "area_type", "code", "name", "area")
AREA_TYPES = {"England": "England", "ICB": "ICB", "SubICB": "Sub-ICB", "CCG": "CCG"}
# 'NHS SOUTH YORKSHIRE INTEGRATED CARE BOARD', 'NHS SOUTH YORKSHIRE ICB - 03N' and 'NHS HALTON CCG', without the rest; a
# site may name its system so too.
ROUND_A_NAME = (r" INTEGRATED CARE BOARD$", r" ICB( - \w+)?$", r" CCG$", r"^NHS ")
DEPRIVATION = "Indices of Deprivation Decile"
SOURCE = "NHS England, NHS Talking Therapies annual report"


@dataclass(frozen=True, eq=False)
class TalkingTherapies:
    """`scores`: KEYS, problem, therapy, measure, SCORES. `outcomes`: KEYS, dimension, member, the values of OUTCOMES.

    Both with `state` (shown, suppressed, not collected) and `source`; None where no such file was brought. `area`: the
    site's system, ICB or Place, 'England' for all. `lines`: a sentence for the report on every file.
    """

    scores: pd.DataFrame | None
    outcomes: pd.DataFrame | None
    lines: tuple[str, ...]


def read_talking_therapies(folder: Path, areas: Sequence[str]) -> TalkingTherapies:
    """Read every file of a folder. `areas`: as `areas_of` gives them.

    Raises ExtractError that names every file that is neither of the two, with the headings it lacks.
    """
    paths = [path for path in sorted(folder.glob("*")) if path.suffix.lower() in SUFFIXES] if folder.is_dir() else []
    connection, wrong = ibis.duckdb.connect(), []
    scores, outcomes, lines = [], [], []
    for path in paths:
        try:
            table = _opened(path, connection)
        except ExtractError as error:
            wrong.append(str(error))
            continue
        mine = _own(table, areas)
        if TIME in table.columns:
            found = _scores(mine, path.name)
            scores.append(found)
        else:
            found = _outcomes(mine, path.name)
            outcomes.append(found)
        read = int(table.count().to_pyarrow().as_py())
        absent = [area for area in areas if area not in set(found.area)]
        said = f"; no area called {', '.join(absent)}" if absent else ""
        lines.append(f"{path.name}: {read:,} values read, {len(found):,} rows kept for these areas and England{said}")
    if wrong:
        raise ExtractError("\n".join(wrong))
    return TalkingTherapies(_together(scores), _together(outcomes), tuple(lines))


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame | None:
    return pd.concat(parts, ignore_index=True) if parts else None


def _opened(path: Path, connection: Backend) -> Table:
    read = connection.read_parquet if path.suffix.lower() == ".parquet" else connection.read_csv
    options = {} if path.suffix.lower() == ".parquet" else {"all_varchar": True}
    table = read(path, **options)
    table = table.rename({name.strip().lower(): name for name in table.columns})
    missing = [name for name in COMMON if name not in table.columns]
    if missing:
        raise ExtractError(
            f"{FOLDER}/{path.name} is no annual file of NHS Talking Therapies: no column {', '.join(missing)}; the "
            f"headings are {', '.join(table.columns)}"
        )
    return table


def _own(table: Table, areas: Sequence[str]) -> Table:
    named = table.filter(table.org_type.isin(list(AREA_TYPES))).select("org_type", "org_name").distinct().to_pandas()
    own = dict(zip(_plain(pd.Series(areas, dtype="str")), areas, strict=True))
    named["area"] = _plain(named.org_name).map(own).where(named.org_type != "England", "England")
    named["area_type"] = named.org_type.map(AREA_TYPES)
    rows = table.join(ibis.memtable(named.dropna(subset=["area"])), ["org_type", "org_name"])
    return rows.mutate(year=rows.reporting_period.replace("-", "/"), code=rows.org_code, name=rows.org_name)


def _plain(names: pd.Series) -> pd.Series:
    plain = names.str.upper().str.replace("&", "AND")
    for rest in ROUND_A_NAME:
        plain = plain.str.replace(rest, "", regex=True)
    return plain


def _scores(table: Table, source: str) -> pd.DataFrame:
    rows = table.filter(
        (table.variable_a == "Total") & table.measure_name.isin([*MEASURES, "courses_of_therapy"])
    ).select(*KEYS, "variable_b", "measure_name", "measure_statistic", TIME, value=table["value"].cast("string"))
    found = rows.to_pandas()
    found["number"] = pd.to_numeric(found["value"], errors="coerce")
    found["part"] = found.measure_statistic.where(
        found[TIME].isna(), found.measure_statistic + "_" + found[TIME].fillna("")
    )
    keys = [*KEYS, "variable_b"]
    courses = found[found.measure_name == "courses_of_therapy"].groupby(keys, as_index=False).number.max()
    own = found[found.measure_name.isin(MEASURES)]
    wide = own.groupby([*keys, "measure_name", "part"]).number.max().unstack("part")
    wide = wide.reset_index().merge(courses.rename(columns={"number": "courses"}), on=keys, how="left")
    wide = wide.assign(measure=wide.measure_name.map(MEASURES), problem="Total", therapy=wide.variable_b)
    wide = wide.reindex(columns=[*KEYS, "problem", "therapy", "measure", *SCORES])
    wide[list(SCORES)] = wide[list(SCORES)].astype("float64")
    # A therapy that an area did not give, or gave to too few, stands there without any number: not worth a row.
    wide = wide[wide[["mean_start", "effect_size"]].notna().any(axis=1)].reset_index(drop=True)
    return wide.assign(state="shown", source=f"{SOURCE} ({source})")


def _outcomes(table: Table, source: str) -> pd.DataFrame:
    total = table.variable_type == "Total"
    rows = table.filter(
        (total | (table.variable_type == DEPRIVATION))
        & (table.measure_statistic == "count")
        & table.measure_name.isin(list(OUTCOMES))
    ).select(*KEYS, "variable_type", "variable_a", "measure_name", value=table["value"].cast("string"))
    found = rows.to_pandas()
    found["dimension"] = found.variable_type.map({"Total": "all", DEPRIVATION: "deprivation"})
    found["member"] = [
        "Everyone" if kind == "Total" else _decile(member)
        for kind, member in zip(found.variable_type, found.variable_a, strict=True)
    ]
    found["number"] = pd.to_numeric(found["value"], errors="coerce")
    found["name_of"] = found.measure_name.map(OUTCOMES)
    keys = [*KEYS, "dimension", "member"]
    by_cell = found.groupby(keys)
    wide = found.groupby([*keys, "name_of"]).number.max().unstack("name_of")
    suppressed = by_cell["value"].agg(lambda values: values.eq("*").any())
    wide = wide.reset_index().reindex(columns=[*keys, *OUTCOMES.values()])
    hidden = suppressed.loc[pd.MultiIndex.from_frame(wide[keys])].to_numpy()
    known = wide[list(OUTCOMES.values())].notna().any(axis=1)
    state = ["suppressed" if h else "shown" if k else "not collected" for h, k in zip(hidden, known, strict=True)]
    wide[list(OUTCOMES.values())] = wide[list(OUTCOMES.values())].astype("float64")
    return wide.assign(state=state, source=f"{SOURCE} ({source})")


def _decile(member: str) -> str:
    """'10 Most deprived' is decile 1, '01 Least deprived' decile 10."""
    number = str(member)[:2]
    return f"Decile {11 - int(number)}" if number.isdigit() else NOT_KNOWN


def areas_of(places: Mapping[str, str]) -> tuple[str, ...]:
    """Systems, the ICBs of Places whose system is none, then Places, each once. `places`: Place -> system."""
    boards = [ICB_OF_PLACE[place] for place in places if place in ICB_OF_PLACE]
    return tuple(dict.fromkeys([*places.values(), *boards, *places]))

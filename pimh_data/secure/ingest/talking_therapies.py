"""Reads NHS Talking Therapies' annual files: start, end and effect size, and outcomes, by ICB and sub-ICB.

Only England and the areas of the site's own systems and Places are kept, found by name; a Place whose system is no ICB,
by the ICB it lies in. Headings are those of any year, or tidied (`talking_therapies_headings`). Deprivation is coded
there the other way round (10 is most deprived) and is turned into deciles where 1 is. '*' is suppressed, 'NULL' not
collected.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.errors import ExtractError
from pimh_data.registry.deprivation import NOT_KNOWN
from pimh_data.secure.ingest.sources.bombs import refuse_parquet_bomb
from pimh_data.secure.ingest.tabular import read_raw
from pimh_data.secure.ingest.talking_therapies_headings import TIME, PassedOver, tidied

FOLDER = "talking_therapies"
SUFFIXES = (".parquet", ".csv")
PACKED, UNPACK = (".zip", ".rar", ".7z", ".gz"), "unpack it"
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
SCORE_ROW = (*KEYS, "problem", "therapy", "measure")
OUTCOME_ROW = (*KEYS, "dimension", "member")
# Letters alone, since a file says 'SubICB' or 'Sub-ICB'.
AREA_TYPES = {"england": "England", "icb": "ICB", "subicb": "Sub-ICB", "ccg": "CCG"}
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
    """Read every file of a folder and of the folders in it. `areas`: as `areas_of` gives them.

    Of two files that hold the same year of an area, the first by name is used, and that is said. Raises ExtractError
    that names every file that is neither of the two, with the headings it lacks.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    if not paths:
        return TalkingTherapies(None, None, ())
    connection, wrong = ibis.duckdb.connect(), []
    scores, outcomes, lines = [], [], []
    for path in paths:
        name = path.relative_to(folder.parent)
        if path.suffix.lower() not in SUFFIXES:
            lines.append(f"{name} is not read: {UNPACK if path.suffix.lower() in PACKED else 'bring CSV or parquet'}")
            continue
        try:
            table = tidied(_opened(path, name, connection), name)
            if isinstance(table, PassedOver):
                lines.append(f"{name} is not read: {table.why}")
                continue
            mine, read = _own(table, areas), int(table.count().to_pyarrow().as_py())
            found = _scores(mine, path.name) if TIME in table.columns else _outcomes(mine, path.name)
        except ExtractError as error:
            wrong.append(str(error))
            continue
        except duckdb.Error as error:
            wrong.append(f"{name} cannot be read ({_shortened(error)}): save it again as CSV UTF-8 or parquet")
            continue
        (scores if TIME in table.columns else outcomes).append(found)
        absent = [area for area in areas if area not in set(found.area)]
        said = f"; no area called {', '.join(absent)}" if absent else ""
        lines.append(f"{path.name}: {read:,} values read, {len(found):,} rows kept for these areas and England{said}")
    if wrong:
        raise ExtractError("\n".join(wrong))
    (of_scores, said_of_scores), (of_outcomes, said_of_outcomes) = (
        _together(scores, SCORE_ROW),
        _together(outcomes, OUTCOME_ROW),
    )
    said = filter(None, (said_of_scores, said_of_outcomes))
    return TalkingTherapies(of_scores, of_outcomes, (*lines, *said))


def _together(parts: list[pd.DataFrame], row: Sequence[str]) -> tuple[pd.DataFrame | None, str]:
    if not parts:
        return None, ""
    every = pd.concat(parts, ignore_index=True)
    once = every.drop_duplicates(list(row), ignore_index=True)
    twice = len(every) - len(once)
    return once, f"{FOLDER}: {twice:,} rows stood in an earlier file too and were taken from there" if twice else ""


def _opened(path: Path, name: Path, connection: Backend) -> Table:
    if path.stat().st_size == 0:
        raise ExtractError(f"{name} is empty: a heading row is expected")
    if path.suffix.lower() == ".parquet":
        refuse_parquet_bomb(path)
        return connection.read_parquet(path)
    try:
        return connection.read_csv(path, all_varchar=True, header=True, delim=",", quote='"', escape='"')
    except duckdb.InvalidInputException as error:
        if "utf-8" not in str(error).lower():
            raise
        # Saved by a spreadsheet: names may hold letters of another code page, headings and figures do not.
        return connection.create_table(
            f"saved_otherwise_{name.stem}", read_raw(FOLDER, path, "cp1252").table, temp=True
        )


def _shortened(error: duckdb.Error) -> str:
    first = str(error).partition("\n")[0]  # below it stands the query
    return re.sub(r"\s+", " ", re.sub(r"[\"']?(/[^\s\"']+)+[\"']?", "the file", first))[:160]


def _own(table: Table, areas: Sequence[str]) -> Table:
    named = table.select("org_type", "org_name").distinct().to_pandas()
    named["area_type"] = named.org_type.str.replace(r"[^A-Za-z]", "", regex=True).str.lower().map(AREA_TYPES)
    named = named.dropna(subset=["area_type"])
    own = dict(zip(_plain(pd.Series(areas, dtype="str")), areas, strict=True))
    named["area"] = _plain(named.org_name).map(own).where(named.area_type != "England", "England")
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


def areas_of(places: Mapping[str, str], icbs: Mapping[str, str]) -> tuple[str, ...]:
    """Systems, ICBs, then Places, each once. `places`: Place -> system; `icbs`: Place -> its ICB, where known."""
    return tuple(dict.fromkeys([*places.values(), *icbs.values(), *places]))

"""The headings of NHS Talking Therapies' annual files: as NHS England wrote them each year, and tidied. No areas.

The main file says `CountFinishedCourseTreatment` from 2017-18 to 2019-20, `Count_FinishedCourseTreatment` from 2020-21
on, one column a measure; the therapy based outcomes (table 4) say `Start_PHQ_Mean`, and name the organisation, the
problem and the therapy in words of their own. Both become the tidied form, a row a value. Neither holds its year: the
name of the file does, or of its folder. The headings were read in public code that loads every one of these files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
from ibis.expr.types import Table

from pimh_data.errors import ExtractError

TIME = "measure_time"  # of a score: at the start or the end; outcomes have none
ORGANISATION = ("org_type", "org_code", "org_name")
COMMON = (
    *("reporting_period", *ORGANISATION, "variable_type", "variable_a", "variable_b"),
    *("measure_name", "measure_statistic", "value"),
)
# Without case, underscores and spaces: the published words for the tidied ones.
OTHER_WORDS = {
    "organisationtype": "orgtype",
    "organisationcode": "orgcode",
    "organisationname": "orgname",
    "diagnosis": "variablea",
    "therapytype": "variableb",
}
OUTCOMES = {
    "countfinishedcoursetreatment": "finished_course_treatment",
    "countnotatcaseness": "not_at_caseness",
    "countimprovement": "improvement",
    "countdeterioration": "deterioration",
    "countnoreliablechange": "no_reliable_change",
    "countrecovery": "recovery",
    "countreliablerecovery": "reliable_recovery",
}
THERAPIES = {"countcoursesoftherapy": ("courses_of_therapy", "count", "")} | {
    heading: parts
    for scale in ("phq", "gad")
    for heading, parts in (
        (f"start{scale}mean", (scale, "mean", "start")),
        (f"start{scale}stddev", (scale, "sd", "start")),
        (f"end{scale}mean", (scale, "mean", "end")),
        (f"end{scale}stddev", (scale, "sd", "end")),
        (f"effect{scale}", (scale, "effect_size", "")),
    )
}
BEFORE_THE_ANNUAL = {"grouptype", "measurevaluesuppressed", "measurevalue"}
# What the other tables of the two packs have, and no other file would.
OF_THE_PACKS = {"variabletype", "therapytype", "probdesc"}


@dataclass(frozen=True)
class PassedOver:
    """A file of NHS Talking Therapies that holds neither outcomes nor scores, and why it is not read."""

    why: str


def tidied(table: Table, path: Path) -> Table | PassedOver:
    """The file in the columns COMMON, and TIME where it holds scores; values as text.

    `path`: inside the folder, for its name and the year. Raises ExtractError that says what a file lacks.
    """
    plain = {name: _plain(name) for name in table.columns}
    twice = sorted({name for name in plain.values() if list(plain.values()).count(name) > 1})
    if twice:
        raise ExtractError(f"{path}: heading {', '.join(twice)} stands twice; a column must be named once")
    held = set(plain.values())
    if {_plain(name) for name in COMMON} <= held:
        names = [*COMMON, *([TIME] if _plain(TIME) in held else [])]
        own = {_plain(name): name for name in names}
        return table.select(**{own[word]: table[name].cast("string") for name, word in plain.items() if word in own})
    words = {name: OTHER_WORDS.get(word, word) for name, word in plain.items()}
    for needed, others in ((OUTCOMES, ("variabletype",)), (THERAPIES, ())):
        keys = [_plain(name) for name in ORGANISATION] + ["variablea", "variableb", *others]
        lacking = [word for word in (*keys, *needed) if word not in words.values()]
        if not lacking:
            return _one_row_a_value(table, words, needed, path)
        if _mostly(needed, held):
            raise ExtractError(
                f"{path} lacks {', '.join(map(repr, lacking))} (case, spaces and underscores aside) of the headings "
                f"that NHS England publishes; it has {', '.join(table.columns)}"
            )
    if held & BEFORE_THE_ANNUAL:
        return PassedOver("a monthly or quarterly file; the annual reports are read")
    if held & OF_THE_PACKS:
        return PassedOver("a table of the annual report without outcomes or scores of everyone")
    missing = [name for name in COMMON if _plain(name) not in held]
    raise ExtractError(
        f"{path} is no annual file of NHS Talking Therapies: no column {', '.join(missing)}; the headings are "
        f"{', '.join(table.columns)}"
    )


def year_of(path: Path) -> str:
    """'2024/25', from the name of a file or of a folder it lies in. Raises ExtractError where neither says it.

    `2024-25`, `2024_25`, `2024-2025` and the `2425` of the packs are known; `2021` alone could be another year.
    """
    for name in (path.name, *(parent.name for parent in path.parents)):
        written = [
            (a, b) for a, b in re.findall(r"(?<!\d)20(\d\d)[-_ \u2013]?(?:20)?(\d\d)(?!\d)", name) if _follow(a, b)
        ]
        short = [(a, b) for a, b in re.findall(r"(?<!\d)(\d\d)(\d\d)(?!\d)", name) if _follow(a, b)]
        years = {f"20{a}/{b}" for a, b in written} or {f"20{a}/{b}" for a, b in short if (a, b) != ("20", "21")}
        if len(years) == 1:
            return years.pop()
    raise ExtractError(
        f"{path} does not say its year, and neither do its values: write it into the name of the file or of its "
        "folder, such as 2024-25"
    )


def _one_row_a_value(
    table: Table, words: Mapping[str, str], needed: Mapping[str, str | Sequence[str]], path: Path
) -> Table:
    named = {_plain(name): name for name in (*ORGANISATION, "variable_type", "variable_a", "variable_b")}
    columns = {
        named.get(word, word): table[name].cast("string")
        for name, word in words.items()
        if word in named or word in needed
    }
    rows = table.select(**columns).pivot_longer(ibis.selectors.cols(*needed), names_to="heading", values_to="value")
    scores = needed is THERAPIES
    parts = {word: found if scores else (found, "count", "") for word, found in needed.items()}
    new = {
        name: rows.heading.substitute({word: found[at] for word, found in parts.items()})
        for at, name in enumerate(("measure_name", "measure_statistic", TIME))
    }
    new[TIME] = new[TIME].nullif("")
    if scores:
        new["variable_type"] = ibis.literal("PROMs")
    rows = rows.mutate(reporting_period=ibis.literal(year_of(path)), **new)
    return rows.select(*COMMON, *([TIME] if scores else []))


def _mostly(needed: Mapping[str, object], held: set[str]) -> bool:
    """Whether a file is of this kind, with a heading or two amiss: more than half are there."""
    return 2 * len(held & set(needed)) > len(needed)


def _follow(first: str, second: str) -> bool:
    return int(second) == (int(first) + 1) % 100


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())

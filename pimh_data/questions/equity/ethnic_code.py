"""Whether each of the 16 ethnic categories is seen in proportion to residents, over three years, all services."""

import math
from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Finding, Grade, ReferenceLine, Selection
from pimh_data.formats import number, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, cell, members
from pimh_data.questions.equity.ethnic_group import ALL_AGES
from pimh_data.questions.kit import EXTRACT, STATE, Estimated, Said, answer
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.population import Denominator, residents_by
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, represented
from pimh_data.registry.cubes import ALL_SERVICES, ETHNIC_CODE, EVERYONE, TOTAL
from pimh_data.registry.ethnicity import CODES, UNKNOWN
from pimh_data.release import Release

CATEGORIES = tuple(code.name for code in CODES if code.name not in UNKNOWN)
GROUP = {code.name: code.group for code in CODES}
NAMED_AT_MOST = 3
CONFIDENCE = 1 - 0.05 / len(CATEGORIES)  # so that among all of them one stands out by chance in one of 20 releases
RATIO = Estimated("ratio", "Representation ratio (1 = in proportion)", "ratio", decimals=2)
COLUMNS = (
    Column("member", "Ethnic category", "text"),
    Column("group", "Ethnic group", "text"),
    Column("people", "People seen in three years", "count", "people"),
    Column("share", "Share of those known", "share"),
    Column("residents", "Residents of all ages", "published", "residents"),
    *RATIO.columns,
    Column("bound_lower", "If none of the unknown were of this category", "ratio", decimals=2),
    Column("bound_upper", "If all of the unknown were of this category", "ratio", decimals=2),
    Column("known", "Ethnic category known", "text"),
    STATE,
)


def seen_by_ethnic_code(release: Release, selection: Selection) -> Answer:
    """Each ethnic category's share of people seen over its share of residents: 16 categories, then the three unknown.

    Always the last three years together and all services: shorter or smaller, most categories would be hidden. Columns:
    member, group, people, share (of those known), residents, ratio with its 95% interval, the bounds if none or all of
    the unknown were of the category, known, state. Raises SelectionError for a year or Place that is not held.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    period = periods.three_years(manifest) or ""
    view = View(selection.place, period, ALL_SERVICES, ETHNIC_CODE.name, EVERYONE)
    held = members(release, "activity", view, "people_seen")
    counts = {name: held.get(name, NO_DATA) for name in (*CATEGORIES, *UNKNOWN)}
    everyone = cell(release, "activity", view.at(dimension=TOTAL.name), "people_seen")
    known, unknown = known_and_unknown(counts, everyone, CATEGORIES)
    middle = manifest.years[-2] if period else selection.year
    denominator = residents_by(release, selection.place, ALL_SERVICES, ETHNIC_CODE.name, middle)
    residents = [denominator.of(name) for name in CATEGORIES]
    others = [known_of_others(name, counts, known, CATEGORIES) for name in CATEGORIES]
    own = [counts[name] for name in CATEGORIES]
    found, strict = (represented(own, others, unknown, residents, level) for level in (0.95, CONFIDENCE))
    rows = []
    for row, name in enumerate(CATEGORIES):
        ratio, lower, upper = found.ratios[row]
        rows.append(
            {
                "member": name,
                "group": GROUP[name],
                "people": counts[name].value,
                "share": counts[name].value / known.value if known.value > 0 else NAN,
                "residents": residents[row],
                **RATIO.row((ratio, lower, upper)),
                "bound_lower": float(found.bound_lower[row]),
                "bound_upper": float(found.bound_upper[row]),
                "known": "yes",
                "state": counts[name].state,
            }
        )
    limits = [strict.ratios[row][1:] for row in range(len(CATEGORIES))]
    empty = {column.name: NAN for column in COLUMNS}
    for name in UNKNOWN:
        text = {"member": name, "group": name, "known": "no", "state": counts[name].state}
        rows.append({**empty, **text, "people": counts[name].value})
    hidden = [name for name, found in counts.items() if found.state == "hidden"]
    return answer(
        "equity.ethnic_code",
        "People seen by ethnic category, against residents",
        release,
        selection,
        COLUMNS,
        rows,
        Said(_finding(release, view, rows, limits, known, unknown, denominator)),
        definition="Representation ratio of each of the 16 NHS ethnic categories: its share of people seen whose "
        "category is known, over its share of residents; 1 is in proportion. The census's Roma, and Gypsy or Irish "
        "Traveller, are under Any other White background, its Arab under Any other ethnic group.",
        numerator=f"Distinct people seen in {period or 'three years'}, {selection.place}, all services",
        denominator=denominator.refused or f"{denominator.words()}, all ages",
        method="Wilson's 95% interval of the share of people seen, over every true count that rounding permits, "
        f"over the share of residents. The finding names a category only where its {percent(CONFIDENCE, 1000)} "
        "interval leaves out 1: of 16 intervals of 95%, nearly one would by chance.",
        period=f"Financial years {period}" if period else "None: fewer than three years are covered",
        source="; ".join(filter(None, (EXTRACT, denominator.source))),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Census 2021, TS021; NHS Data Dictionary, ethnic category",
        caveats=(
            ALL_AGES,
            "Not stated, not known and not recorded are three different things and are never counted as Other.",
        ),
        matters=("ethnic group",),
        hidden=hidden,
        what="categories",
        references=(ReferenceLine("In proportion to residents", 1.0),),
        notes=(*_kept(selection), ALL_AGES),
    )


def _kept(selection: Selection) -> tuple[str, ...]:
    """What of the selection this panel cannot follow."""
    kept = "Three years together and all services, whatever is chosen: smaller views would be hidden."
    return (kept,) if selection.deprivation == EVERYONE else (f"{kept} This panel keeps everyone.",)


def _finding(
    release: Release,
    view: View,
    rows: Sequence[Mapping[str, object]],
    limits: Sequence[tuple[float, float]],
    known: Cell,
    unknown: Cell,
    denominator: Denominator,
) -> Finding:
    subject = f"{view.where}, {view.period or 'three years together'}"
    if known.state in ("no data", "zero"):
        return Finding(f"{subject}: there are no data on people seen by ethnic category.", "no data")
    if not known.known:
        return _hidden(release, subject, view)
    if denominator.refused:
        return Finding(f"{subject}: {words.lower_first(denominator.refused)}", "no data")
    if known.value < TOO_FEW_TOGETHER:
        return Finding(f"{subject}: too few people of known ethnic category to compare with residents.", "too few")
    own = list(zip(rows, limits, strict=False))
    under, over = [row for row, (_, upper) in own if upper < 1], [row for row, (lower, _) in own if lower > 1]
    shown = sum(row["state"] in ("shown", "zero") for row in rows[: len(CATEGORIES)])
    rest = f" {len(CATEGORIES) - shown} of 16 categories are hidden." if shown < len(CATEGORIES) else ""
    if not under and not over:
        text = (
            f"{subject}: no ethnic category that is shown is seen clearly more or less than its share of residents of"
        )
        return Finding(f"{text} all ages.{_unknown(known, unknown)}{rest}", "no clear difference")
    said = "; ".join(
        f"{which} than their share: {_named(part)}" for part, which in ((under, "less"), (over, "more")) if part
    )
    firm = [row for row in under if row["bound_upper"] < 1], [row for row in over if row["bound_lower"] > 1]
    reversible = [str(row["member"]) for row in (*under, *over) if row not in (*firm[0], *firm[1])]
    could = f" The unknown could reverse this for {words.listed(reversible)}." if reversible else ""
    white = all(row["group"] == "White" for row in firm[0])
    grade: Grade = "no clear difference"
    if firm[0]:
        grade = "lower" if white else "worse"
    elif firm[1]:
        grade = "higher"
    text = f"{subject}, all services: compared with residents of all ages, seen {said}."
    return Finding(f"{text}{_unknown(known, unknown)}{could}{rest}", grade)


def _named(rows: Sequence[Mapping[str, object]]) -> str:
    """The categories furthest from proportion, and how many others there are."""
    order = sorted(rows, key=lambda row: -abs(math.log(row["ratio"])) if row["ratio"] > 0 else -math.inf)
    more = len(order) - NAMED_AT_MOST
    named = [_ratio(row) for row in (order[:NAMED_AT_MOST] if more > 1 else order)]
    return words.listed([*named, f"{more} more"] if more > 1 else named)


def _ratio(row: Mapping[str, object]) -> str:
    return f"{row['member']} ({number(row['ratio'], 2)} times, {people(row['people'])} people)"


def _unknown(known: Cell, unknown: Cell) -> str:
    whole = known.value + unknown.value
    if not unknown.known or unknown.value == 0:
        return ""
    return f" Unknown for {percent(unknown.value / whole, whole)} of people seen."


def _hidden(release: Release, subject: str, view: View) -> Finding:
    def known(view: View) -> Cell:
        held = members(release, "activity", view, "people_seen")
        counts = {name: held.get(name, NO_DATA) for name in (*CATEGORIES, *UNKNOWN)}
        everyone = cell(release, "activity", view.at(dimension=TOTAL.name), "people_seen")
        return known_and_unknown(counts, everyone, CATEGORIES)[0]

    found = nearest_view(
        release, view, known, lambda view: f"{people(known(view).value)} people of known ethnic category"
    )
    why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
    return Finding(f"{subject}: too many ethnic categories are hidden to compare them ({why}). {found}", "hidden")

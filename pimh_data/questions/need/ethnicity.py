"""Two published comparisons of ethnic groups worked out again: Sheffield's 33% against 20.9%, and the national row."""

from collections.abc import Iterator, Mapping

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Selection
from pimh_data.formats import number
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.registry import reference
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CENSUS_2021_GROUP, CENSUS_2021_SPLIT, EVERY_OTHER
from pimh_data.release import Release

PLACE = "Sheffield"
OWN_DEFINITION = "not White British or White Irish"
# Every way in which residents may be counted as a minority ethnic group, by the census groups that are left out.
DEFINITIONS: Mapping[str, frozenset[str]] = {
    "not White": frozenset(name for name, group in CENSUS_2021_GROUP.items() if group == "White"),
    OWN_DEFINITION: frozenset(name for name, side in CENSUS_2021_SPLIT.items() if side != EVERY_OTHER),
    "not White British": frozenset(name for name, code in CENSUS_2021_CODE.items() if code == "A"),
}
COLUMNS = (
    Column("share_of", "Share of", "text"),
    Column("definition", "Definition", "text"),
    Column("percent", "Percent", "published", "%", 1),
    Column("ratio", "PAIRS families' 33% over it", "ratio", decimals=2),
    Column("found", "What was found", "text"),
    STATE,
)
ROW_COLUMNS = (
    Column("area", "Area", "text"),
    Column("white", "White", "published", "%", 1),
    Column("asian", "Asian", "published", "%", 1),
    Column("black", "Black", "published", "%", 1),
    Column("mixed", "Mixed", "published", "%", 1),
    Column("total", "Adds up to", "number", "%", 1),
    Column("found", "What was found", "text"),
    STATE,
)
GROUPS = ("white", "asian", "black", "mixed")
FAR = 5.0  # percent: a row as far as this from all others cannot be right
ALL_AGES = (
    "Shares of residents of all ages: babies are more diverse than residents, so no ratio here is a rate of need."
)


def sheffield_ethnicity(release: Release) -> Answer:
    """PAIRS' published 33% beside the published 20.9% and the share of residents under each definition (Census 2021).

    One row a share: share_of, definition, percent, ratio (33% over it), found (which definition a published share
    fits), state. The definitions are tried by computing, none is assumed.
    """
    pairs, printed = _published()
    shares = _shares()
    fits = [name for name, share in shares.items() if round(share, 1) == printed]
    rows = [
        _row("PAIRS families, as published", OWN_DEFINITION, pairs, pairs, ""),
        _row(
            "residents, as published", OWN_DEFINITION, printed, pairs,
            f"fits the definition '{fits[0]}'" if fits else "fits no definition",
        ),
        *(_row("residents, Census 2021", name, share, pairs, "") for name, share in shares.items()),
    ]  # fmt: skip
    right = shares[OWN_DEFINITION]
    said = (
        f"the published {number(printed)}% of residents is the share that is {fits[0]}"
        if fits
        else (f"the published {number(printed)}% of residents fits no definition")
    )
    text = (
        f"Sheffield: {said}; on the review's own definition ({OWN_DEFINITION}) it is {number(right)}%, so PAIRS' "
        f"{number(pairs, 0)}% is {number(pairs / right, 2)} times residents' share, not {number(pairs / printed, 2)}."
    )
    return Answer(
        "need.sheffield_ethnicity",
        "PAIRS families against residents, on one definition",
        Selection(PLACE),
        tidy(COLUMNS, rows),
        COLUMNS,
        Finding(text, "description"),
        evidence(
            release,
            definition=f"Share of people who are {OWN_DEFINITION}; other definitions beside it.",
            numerator="PAIRS families, as published",
            denominator="Residents of all ages, Census 2021",
            method="The share of residents is computed under each definition; a published share fits the one that it "
            "rounds to.",
            period="PAIRS 2024; residents Census 2021",
            source=reference.FILES["place_residents_by_ethnic_group_census2021"].source,
            citation=reference.SHEFFIELD,
            hidden=NOTHING_HIDDEN,
            caveats=(ALL_AGES, "Families are counted by one ethnicity, residents each by their own."),
        ),
        references=(ReferenceLine("In proportion to residents", 1.0),),
        notes=(ALL_AGES,),
    )


def published_ethnicity_rows(release: Release) -> Answer:
    """The published ethnicity percentages, row by row, with their sum; a row that cannot be right is said, and why.

    Columns: area, white, asian, black, mixed, total, found (the one changed digit that would mend it), state.
    """
    table = reference.load("lsc_ethnicity")
    printed = {row.area: {group: getattr(row, f"{group}_percent") for group in GROUPS} for row in table.itertuples()}
    totals = {area: round(sum(row.values()), 1) for area, row in printed.items()}
    wrong = {area: mended for area, row in printed.items() if (mended := _mended(area, printed, totals))}
    rows = [
        {"area": area, **row, "total": totals[area], "found": wrong.get(area, ""), "state": "shown"}
        for area, row in printed.items()
    ]
    said = [f"{area} adds up to {number(totals[area])}%: {why}" for area, why in wrong.items()]
    others = [totals[area] for area in printed if area not in wrong]
    rest = f"the others add up to {number(min(others))}% to {number(max(others))}%"
    text = f"{'; '.join(said)}; {rest}." if said else f"Every row adds up to {number(min(others))}% or more."
    return Answer(
        "need.ethnicity_rows",
        "Published ethnicity percentages, added up",
        Selection(ALL_PLACES),
        tidy(ROW_COLUMNS, rows),
        ROW_COLUMNS,
        Finding(text, "description"),
        evidence(
            release,
            definition="Percentages of residents by ethnic group as printed; no row names any other group.",
            numerator="As published",
            denominator="Residents",
            method="Rows are added up. One that falls outside the others' range is tried with each of its digits "
            "changed; a change that brings it to at most 100%, and nearest to it, is named.",
            period="Census 2021 for the national row; the others as printed",
            source=reference.FILES["lsc_ethnicity"].source,
            citation=reference.NORTH_WEST_COAST,
            hidden=NOTHING_HIDDEN,
            caveats=("The printed figure stays as it is: what is probably meant is said, not used.",),
        ),
    )


def _published() -> tuple[float, float]:
    values = reference.load("sheffield_published").set_index("service")
    share = values[values["measure"].str.contains("other than White British or White Irish")]["value"]
    return float(share["PAIRS"]), float(share[PLACE])


def _shares() -> dict[str, float]:
    """Definition -> percent of Sheffield's residents."""
    table = reference.load("place_residents_by_ethnic_group_census2021")
    residents = table[table["place"] == PLACE].set_index("ethnic_group")["residents"]
    return {
        name: float(residents.drop(list(left_out)).sum() / residents.sum() * 100)
        for name, left_out in DEFINITIONS.items()
    }


def _row(share_of: str, definition: str, percent: float, pairs: float, found: str) -> dict[str, object]:
    ratio = pairs / percent if share_of.startswith("residents") else float("nan")
    row = {"share_of": share_of, "definition": definition, "percent": percent, "ratio": ratio}
    return row | {"found": found, "state": "shown"}


def _mended(area: str, printed: Mapping[str, Mapping[str, float]], totals: Mapping[str, float]) -> str:
    """The one digit whose change would mend a row that adds up to far less or more than all others; '' for the rest."""
    others = [total for other, total in totals.items() if other != area]
    if min(others) - FAR <= totals[area] <= max(others) + FAR:
        return ""
    tried = [
        (round(100 - (totals[area] - value + changed), 1), group, value, changed)
        for group, value in printed[area].items()
        for changed in _one_digit_changed(value)
    ]
    short, group, value, changed = min((change for change in tried if change[0] >= 0), default=(FAR, "", 0, 0))
    if short >= FAR:
        return "no one digit would mend it"
    return f"{group.capitalize()} {number(value)} is probably {number(changed)}"


def _one_digit_changed(value: float) -> Iterator[float]:
    text = f"{value:.1f}"
    for place, digit in enumerate(text):
        if digit.isdigit():
            yield from (float(text[:place] + new + text[place + 1 :]) for new in "0123456789" if new != digit)

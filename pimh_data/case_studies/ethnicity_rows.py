"""Published ethnicity percentages of the North West Coast model, added up: a row that cannot be right is said."""

from collections.abc import Iterator, Mapping

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import number
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.registry import reference
from pimh_data.registry.case_studies import NORTH_WEST_COAST
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

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


def published_ethnicity_rows(release: Release) -> Answer:
    """The published ethnicity percentages, row by row, with their sum; a row that cannot be right is said, and why.

    Columns: area, white, asian, black, mixed, total, found (the one changed digit that would mend it), state.
    """
    must_name(release, NORTH_WEST_COAST)
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

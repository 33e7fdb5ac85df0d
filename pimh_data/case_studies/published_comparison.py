"""A published comparison that mixed two definitions, set right: 33% of PAIRS families beside 20.9%, or beside 25.0%."""

from functools import cache

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import number, percent
from pimh_data.questions.equity.representation import ALL_AGES
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.registry import reference
from pimh_data.registry.case_studies import SHEFFIELD
from pimh_data.registry.ethnicity import CENSUS_2021_GROUP, CENSUS_2021_SPLIT, EVERY_OTHER
from pimh_data.release import Release

PLACE = "Sheffield"
FAMILIES = "share of families with an ethnicity other than White British or White Irish"
RESIDENTS = "share of population with an ethnicity other than White British or White Irish"
COLUMNS = (
    Column("member", "Whose share", "text"),
    Column("definition", "Counted as", "text"),
    Column("share", "Share", "share"),
    Column("ratio", "PAIRS families' share over it", "ratio", decimals=2),
    Column("origin", "Published or recomputed", "text"),
    STATE,
)


def published_comparison(release: Release, selection: Selection) -> Answer:
    """The share of PAIRS families beside that of Sheffield's residents, on each definition: four rows.

    Columns: member, definition, share, ratio (PAIRS families over it), origin (published, or recomputed here from the
    census), state. From published figures alone, so it is the same for every selection.
    """
    must_name(release, SHEFFIELD)
    (families, printed), (not_white, every_other) = _published(), _census()
    rows = [
        _row("PAIRS families", "not White British or White Irish", families, families, "published"),
        _row("Residents", "said to be not White British or White Irish", printed, families, "published"),
        _row("Residents", "not White", not_white, families, "recomputed, Census 2021"),
        _row("Residents", "not White British or White Irish", every_other, families, "recomputed, Census 2021"),
    ]
    text = (
        f"Published: {percent(families)} of PAIRS families are not White British or White Irish, set beside "
        f"{percent(printed, 1000)} of {PLACE}'s residents, {number(families / printed, 2)} times as many. But "
        f"{percent(printed, 1000)} is the share who are not White; on one definition it is "
        f"{percent(every_other, 1000)}, and the ratio {number(families / every_other, 2)}."
    )
    return Answer(
        "equity.published_comparison",
        "A published comparison, on one definition",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        Finding(text, "description"),
        evidence(
            release,
            definition="Share of people whose ethnicity is not White British or White Irish: any other White "
            "background is among them. Leaving every White background out gives a smaller share.",
            numerator="PAIRS families, as published; how many they are is not published, so there is no interval",
            denominator=f"Residents of {PLACE} of all ages, Census 2021",
            method="The published shares beside those recomputed from the census; ratios of shares.",
            period="2024, as published; Census 2021",
            source=f"{reference.SHEFFIELD}; {reference.FILES['place_residents_by_ethnic_group_census2021'].source}",
            citation="Census 2021, TS021",
            hidden=NOTHING_HIDDEN,
            caveats=(ALL_AGES, "Published figures, not those of this release."),
        ),
        notes=(f"A case from {PLACE}, the same for every Place.", ALL_AGES),
    )


def _row(member: str, definition: str, share: float, families: float, origin: str) -> Row:
    ratio = families / share
    return {
        "member": member,
        "definition": definition,
        "share": share,
        "ratio": ratio,
        "origin": origin,
        "state": "shown",
    }


@cache
def _published() -> tuple[float, float]:
    """The shares of PAIRS families and of residents, as printed."""
    published = reference.load("sheffield_published").set_index("measure")["value"]
    return float(published[FAMILIES]) / 100, float(published[RESIDENTS]) / 100


@cache
def _census() -> tuple[float, float]:
    """Shares of Sheffield's residents who are not White, and who are not White British or White Irish."""
    table = reference.load("place_residents_by_ethnic_group_census2021")
    table = table[table["place"] == PLACE]
    residents = table["residents"]
    white = table["ethnic_group"].map(CENSUS_2021_GROUP) == "White"
    every_other = table["ethnic_group"].map(CENSUS_2021_SPLIT) == EVERY_OTHER
    return float(residents[~white].sum() / residents.sum()), float(residents[every_other].sum() / residents.sum())

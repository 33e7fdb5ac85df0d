"""Sheffield's published comparison of ethnic groups worked out again: PAIRS' 33% against 20.9%, on one definition."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.formats import number
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.registry import reference
from pimh_data.registry.case_studies import SHEFFIELD
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
ALL_AGES = (
    "Shares of residents of all ages: babies are more diverse than residents, so no ratio here is a rate of need."
)


def sheffield_ethnicity(release: Release) -> Answer:
    """PAIRS' published 33% beside the published 20.9% and the share of residents under each definition (Census 2021).

    One row a share: share_of, definition, percent, ratio (33% over it), found (which definition a published share
    fits), state. The definitions are tried by computing, none is assumed.
    """
    must_name(release, SHEFFIELD)
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


def _row(share_of: str, definition: str, percent: float, pairs: float, found: str) -> Row:
    ratio = pairs / percent if share_of.startswith("residents") else float("nan")
    return {
        "share_of": share_of,
        "definition": definition,
        "percent": percent,
        "ratio": ratio,
        "found": found,
        "state": "shown",
    }

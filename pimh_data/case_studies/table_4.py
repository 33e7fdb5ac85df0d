"""Published need against recomputed: table 4 of the North West Coast model, figure by figure, with what was found."""

from collections.abc import Iterator

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.case_studies.named import must_name
from pimh_data.case_studies.recomputed import NO_FACTOR, Recomputed, recomputed
from pimh_data.formats import people, percent
from pimh_data.questions.evidence import NOTHING_HIDDEN, STATE, evidence, tidy
from pimh_data.questions.words import listed, upper_first
from pimh_data.registry import reference
from pimh_data.registry.case_studies import NORTH_WEST_COAST
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release

COLUMNS = (
    Column("system", "System", "text"),
    Column("figure", "Figure of table 4", "text"),
    Column("published", "As published", "published", "children"),
    Column("recomputed", "From its own population and areas", "number", "children"),
    Column("official", "From residents aged 0-4 and deciles 1-2", "number", "children"),
    Column("difference", "Published less recomputed", "number", "children"),
    Column("found", "What was found", "text"),
    STATE,
)
POPULATION, NEED, ADDITIONAL = "Population aged 0-4", "6.5% of the population", "With additional 5%"
TOTAL, TARGET = "Total need", "Initial target (35%)"


def table_4(release: Release) -> Answer:
    """Every figure of table 4: published, recomputed from its own population and deprived areas, and from residents.

    Columns: system, figure, published, recomputed, official (residents aged 0-4, deciles 1-2), difference, found (in
    words), state. What is wrong is found by computing: a factor, an age group, a set of Places that fits.
    """
    must_name(release, NORTH_WEST_COAST)
    worked_out = recomputed()
    rows = [row for found in worked_out for row in _rows(found)]
    sentences = [sentence for found in worked_out for sentence in findings(found)]
    return Answer(
        "need.table_4",
        "Table 4 of the North West Coast model: published and recomputed",
        Selection(ALL_PLACES),
        tidy(COLUMNS, rows),
        COLUMNS,
        _finding(worked_out),
        evidence(
            release,
            definition="Total need = 6.5% of the population aged 0-4 + 5% of those in areas of increased deprivation; "
            "the initial target is 35% of it.",
            numerator="Table 4 as printed",
            denominator="Residents by single year of age (0, and 0 to 4) and decile of IMD 2019, mid-2020",
            method="Each figure is worked out again from the table's own population. Children in deprived areas are "
            "solved from its two columns, and looked for among sets of whole Places and among deciles.",
            period="Mid-2020; the document is of 2022",
            source=reference.FILES["place_children_by_imd2019_decile"].source,
            citation=f"{reference.NORTH_WEST_COAST}, table 4",
            hidden=NOTHING_HIDDEN,
            caveats=("Whole numbers are printed, so a recomputed figure agrees when it rounds to the printed one.",),
        ),
        notes=tuple(sentences),
    )


def findings(found: Recomputed) -> Iterator[str]:
    """What was found in one row of the table, a sentence each."""
    printed, system = found.printed, found.printed.system
    if found.ages and found.ages != "0 to 4":
        yield (
            f"{system}: the population aged 0-4, {people(printed.population)}, is exactly the residents aged "
            f"{found.ages}; those aged 0 to 4 are {people(found.residents_0_4)}, so the need is "
            f"{percent(found.too_low)} too low on its own definition."
        )
    if found.factor:
        what = "agrees with no simple factor of" if found.factor == NO_FACTOR else f"is {found.factor} of"
        right = "; the total was computed with the right figure" if found.total_is_right else ""
        yield (
            f"{system}: 6.5% of {people(printed.population)} is {people(found.need)}; the printed "
            f"{people(printed.need)} {what} it{right}."
        )
    yield _deprived_areas(found)


def _deprived_areas(found: Recomputed) -> str:
    low, high = people(found.deprived_low), people(found.deprived_high)
    implied = f"{found.printed.system}: the table implies {low} to {high} children in deprived areas"
    deciles = f"deciles 1-2 have {people(found.in_deciles_1_2)}"
    if not found.deprived_places:
        return f"{implied}; no one set of whole Places has so many aged 1 to 4, and {deciles}."
    which = listed(list(found.deprived_places)) + (", the most deprived," if found.places_are_most_deprived else "")
    return f"{implied}: whole boroughs. {which} have {people(found.deprived)} aged 1 to 4; {deciles}."


def _rows(found: Recomputed) -> Iterator[Row]:
    printed = found.printed
    for figure, published, again, official in (
        (POPULATION, printed.population, printed.population, found.residents_0_4),
        (NEED, printed.need, found.need, found.official_need),
        (ADDITIONAL, printed.with_additional, found.with_additional, float("nan")),
        (TOTAL, printed.total, found.total, found.official_total),
        (TARGET, printed.target, found.target, found.official_target),
    ):
        yield {
            "system": printed.system,
            "figure": figure,
            "published": published,
            "recomputed": again,
            "official": official,
            "difference": published - round(again),
            "found": _found(found, figure, published, again),
            "state": "shown",
        }


def _found(found: Recomputed, figure: str, published: float, again: float) -> str:
    if figure == POPULATION:
        return f"residents aged {found.ages}" if found.ages else "no age group has so many residents"
    if round(again) == published:
        return "agrees"
    return f"printed as {found.factor} of it" if figure == NEED and found.factor != NO_FACTOR else "does not agree"


def _finding(worked_out: tuple[Recomputed, ...]) -> Finding:
    figures = [row for found in worked_out for row in _rows(found) if row["figure"] != POPULATION]
    agree = sum(row["found"] == "agrees" for row in figures)
    said = [f"{agree} of the {len(figures)} computed figures of table 4 come out exactly"]
    for found in worked_out:
        if found.factor:
            said.append(f"{found.printed.system}'s 6.5% is printed as {found.factor} of what it should be")
    missing = [found for found in worked_out if found.ages and found.ages != "0 to 4"]
    if missing:
        by = listed(list(dict.fromkeys(percent(found.too_low) for found in missing)))
        said.append(f"its population aged 0-4 is that aged {missing[0].ages}, so the need is {by} too low")
    return Finding(upper_first("; ".join(said)) + ".", "description")

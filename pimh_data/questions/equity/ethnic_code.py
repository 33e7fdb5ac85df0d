"""How often each of the 16 ethnic categories is seen, against all others known, over three years, all services."""

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import percent
from pimh_data.questions import periods
from pimh_data.questions.cells import View
from pimh_data.questions.equity.ethnic_code_finding import CATEGORIES, GROUP, beside, finding
from pimh_data.questions.equity.representation import OF_SEEN, representation_answer, representation_columns
from pimh_data.questions.equity.seen_beside_others import Seen
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.population import residents_by
from pimh_data.registry.cubes import ALL_SERVICES, ETHNIC_CODE, EVERYONE, TOTAL
from pimh_data.release import Release

CONFIDENCE = 1 - 0.05 / len(CATEGORIES)  # so that among all of them one stands out by chance in one of 20 releases


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Ethnic category", "text"),
        Column("group", "Ethnic group", "text"),
        Column("people", "People seen in three years", "count", "people"),
        Column("share", "Share of those known", "share"),
        OF_SEEN,
        Column("residents", basis.capitalize(), "published", "residents"),
        *representation_columns("category")[:4],
        Column("together_lower", "95% interval, categories together, lower", "ratio", decimals=2),
        Column("together_upper", "95% interval, categories together, upper", "ratio", decimals=2),
        *representation_columns("category")[4:],
    )


def seen_by_ethnic_code(release: Release, selection: Selection) -> Answer:
    """Each ethnic category's rate of people seen against all others known: 16 categories, then the three unknown.

    Always the last three years together and all services: shorter or smaller, most categories would be hidden. Columns:
    member, group, people, share (of those known), residents, against, ratio with its 95% interval, the bounds if none
    or all of the unknown were of the category, known, state. Raises SelectionError for a year or Place that is not
    held.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    period = periods.three_years(manifest) or ""
    view = View(selection.place, period, ALL_SERVICES, ETHNIC_CODE.name, EVERYONE)
    middle = manifest.years[-2] if period else selection.year
    residents = residents_by(release, selection.place, ALL_SERVICES, ETHNIC_CODE.name, middle)
    seen = Seen.of(release, view, view.at(dimension=TOTAL.name), CATEGORIES, residents)
    together = seen.ratios(CONFIDENCE)
    sizes = seen.could_be_seen(together, CONFIDENCE)

    def more(row: int, name: str) -> Row:
        both = {"together_lower": together[row][1], "together_upper": together[row][2]}
        return {"group": GROUP[name], **both, "could_be_seen": sizes[row]}

    columns = _columns(residents.basis)
    rows = seen.rows(columns, more)
    return representation_answer(
        "equity.ethnic_code",
        "People seen by ethnic category, against residents",
        release,
        selection,
        columns,
        rows,
        finding(release, selection, view, rows, seen),
        seen=seen,
        definition="How many times as often people of each of the 16 NHS ethnic categories are seen as all others "
        "whose category is known: people seen per resident, over the same for the others. The census's Roma, and Gypsy "
        "or Irish Traveller, are under Any other White background, its Arab under Any other ethnic group.",
        numerator=f"Distinct people seen in {period or 'three years'}, {selection.place}, all services",
        method="Score interval of the ratio of two rates, with the error of rounding added to that of chance; drawn, "
        f"and tested, are those of {percent(CONFIDENCE, 1000)}, which hold for all 16 together. A category of whom "
        f"fewer than {FEWEST} would be seen at the rate of all others known is not judged.",
        period=f"Financial years {period}" if period else "None: fewer than three years are covered",
        what="categories",
        notes=(*_kept(selection), *beside(rows, seen)),
    )


def _kept(selection: Selection) -> tuple[str, ...]:
    """What of the selection this panel cannot follow."""
    kept = "Three years together and all services, whatever is chosen: smaller views would be hidden."
    everyone = Keeps("Everyone is counted: ethnic categories are not held by deprivation.")
    return (kept,) if selection.deprivation == EVERYONE else (kept, everyone)

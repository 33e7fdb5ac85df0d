"""An exhibit's table as it stands in a paper: what fits an A4 page of it, and nothing said twice."""

from collections.abc import Mapping

from pimh_data.answer import Answer
from pimh_data.briefing.pack import Exhibit, WrittenTable
from pimh_data.briefing.papers.paper import Table

# Of tables wider than a page, the columns that a reader of a paper needs, by their names in the Answer; the whole table
# is in the workbook. Where the first end of an interval is named, both stand in one column.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "equity.core20": (
        "period",
        "people_core20",
        "people_rest",
        "ratio",
        "lower",
        "share_of_people",
        "share_of_children",
    ),
    "equity.ethnic_group": ("member", "people", "share", "residents", "against", "ratio", "lower"),
    "equity.pathway": ("group", "step", "of", "people", "share", "lower"),
    "need.models": ("model", "counted", "kind", "range"),
    "need.coverage_by_deprivation": ("member", "people", "need_words", "not_reached_lower", "not_reached_upper"),
    "funding.people": ("by", "member", "before", "at_ending", "lost_lower", "lost_upper", "share"),
    "funding.compare": ("scenario", "before", "lost_lower", "lost_upper", "share", "wte"),
    "outcomes.headline": ("period", "eligible", "paired", "share", "lower", "if_unchanged", "if_all_improved"),
}


def tabulated(exhibit: Exhibit, year: str, source: str) -> tuple[Table, ...]:
    """The table, its sections under their titles; nothing where it has no rows.

    `year`: of rows whose first cell is of years or quarters, the one of that year, or where there is none those of its
    quarters; '' for all. What a column says in
    every row and the caption says already is left out. Raises ValueError for a column that is needed and not there.
    """
    answer, written = exhibit.answer, exhibit.table
    within = tuple(row for row in written.rows if row[0].startswith(year)) or written.rows
    rows = tuple(row for row in within if row[0] == year) or within
    if not rows:
        return ()
    kept = _kept(answer, written, rows)
    labels = tuple(written.labels[number] for number in kept)
    numeric = tuple(written.numeric[number] for number in kept)
    cells = tuple(tuple(row[number] for number in kept) for row in rows)
    return (Table(answer.caption, labels, cells, numeric, source, _titles(written) if rows == written.rows else {}),)


def _titles(written: WrittenTable) -> dict[int, str]:
    """The titles of sections that have one, by the number of the first row of each."""
    found, first = {}, 0
    for title, rows in written.sections:
        if title and rows:
            found[first] = title
        first += len(rows)
    return found


def _kept(answer: Answer, written: WrittenTable, rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """Which columns: those needed, without those that say in every row what the caption says, if two are left."""
    needed = [answer.column(name).label.removesuffix(", lower") for name in NEEDED.get(answer.key, ())]
    unknown = [label for label in needed if label not in written.labels]
    if unknown:
        raise ValueError(f"{answer.key} has no column {', '.join(unknown)}; it has {', '.join(written.labels)}")
    wanted = [number for number, label in enumerate(written.labels) if not needed or label in needed]
    caption = answer.caption.casefold()
    said_already = {
        number
        for number in wanted
        if not written.numeric[number] and len({row[number] for row in rows}) == 1
        if rows[0][number].casefold() in caption
    }
    telling = [number for number in wanted if number not in said_already]
    return telling if len(telling) > 1 else wanted

"""How many people are taken on, how many leave, and how many are open at the end: the caseload over time."""

from dataclasses import replace

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, several
from pimh_data.questions.kit import STATE, Said, Telling, answer, by_group, values
from pimh_data.questions.longer import shortest_held
from pimh_data.questions.partly_granted import not_by_quarter
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

COUNTS = ("opened", "closed", "open_at_end")
COLUMNS = (
    Column("period", "Period", "text"),
    Column("opened", "Opened", "count", "people"),
    Column("closed", "Closed", "count", "people"),
    Column("open_at_end", "Open at the end", "count", "people"),
    Column("opened_in_year", "Opened in its whole year", "count", "people"),
    Column("closed_in_year", "Closed in its whole year", "count", "people"),
    Column("open_at_year_end", "Open at the end of its year", "count", "people"),
    STATE,
)


def caseload(release: Release, selection: Selection) -> Answer:
    """People opened, closed and open at the end: one row a quarter, or a financial year for a deprivation group.

    Columns: period, opened, closed, open_at_end (people), the same of its whole year, state (hidden where any of the
    first three is). Follows the deprivation choice by year; of one service, of which most would be hidden, everyone is
    kept. Raises SelectionError for a year or Place that the release
    does not hold.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    own, kept = selection, ""
    if shortest_held(release, "caseload", View.of(selection))[1]:
        own = replace(selection, deprivation=EVERYONE)
        kept = Keeps("Everyone is counted: of one service most of a year's caseload by deprivation would be hidden.")
    view = View.of(own)
    shown = periods.quarters(manifest)
    notes: tuple[str, ...] = ()
    held = [_counts(release, view.at(period=period)) for period in shown]
    if all(cells["opened"] == NO_DATA for cells in held):
        shown, notes = (
            manifest.years,
            (f"{not_by_quarter(release, 'caseload', view)}, so the rows are financial years.",),
        )
        held = [_counts(release, view.at(period=period)) for period in shown]
    years = {year: _counts(release, view.at(period=year)) for year in manifest.years}
    rows: list[Row] = [
        {"period": period, **values(cells), **_of_year(years[periods.year_of(period)]), "state": _state(cells)}
        for period, cells in zip(shown, held, strict=True)
    ]
    hidden = [
        f"{period}, {name.replace('_', ' ')}"
        for period, cells in zip(shown, held, strict=True)
        for name, found in cells.items()
        if found.state == "hidden"
    ]
    return answer(
        "reach.caseload",
        "Caseload",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, own, view),
        definition="People with a referral accepted and received in the period (opened), closed in it, and open on "
        "its last day. A person with several referrals counts once in each.",
        numerator=f"Distinct {words.people_of(own.deprivation)}, {words.subject(own, False)}",
        denominator="None: counts of people",
        method="Counts as released, each rounded on its own, so that opened less closed need not be the change in "
        "those open.",
        period=f"{shown[0]} to {shown[-1]}" if shown else periods.period_in_words(selection.year),
        citation="Contract of the referrals extract",
        caveats=(f"Nobody referred before {periods.month_in_words(manifest.first_month)} is in the extracts.",),
        matters=by_group(own),
        hidden=hidden,
        notes=(kept, *notes),
    )


def _counts(release: Release, view: View) -> dict[str, Cell]:
    return several(release, "caseload", view, COUNTS)


def _of_year(cells: dict[str, Cell]) -> Row:
    """The counts of the whole year: whoever was taken on in two quarters of it is in it once."""
    names = zip(("opened_in_year", "closed_in_year", "open_at_year_end"), COUNTS, strict=True)
    return {name: cells[count].value for name, count in names}


def _state(cells: dict[str, Cell]) -> str:
    states = [found.state for found in cells.values()]
    return next((state for state in ("no data", "hidden", "shown") if state in states), "zero")


def _said(release: Release, selection: Selection, view: View) -> Said:
    who = words.people_of(selection.deprivation)
    tell = Telling.of(release, selection, view, f"{who} open at the end of the year")
    now = _counts(release, view)
    before = _counts(release, view.at(period=periods.year_before(selection.year)))
    if _state(now) == "no data":
        return tell.no_data(f"there are no data on the caseload of {who}")
    lacking = [name.replace("_", " ") for name, found in now.items() if not found.known]
    if len(lacking) == len(COUNTS):

        def opened(view: View) -> Cell:
            return cell(release, "caseload", view, "opened")

        what = f"the caseload of {who} is hidden"
        return tell.hidden(what, opened, lambda view: f"{people(opened(view).value)} people taken on")
    said = [
        f"{people(now[name].value) if now[name].value else 'no'}{f' {who}' if name == 'opened' else ''} {verb}"
        for name, verb in (("opened", "were taken on"), ("closed", "closed"))
        if now[name].known
    ]
    text = words.listed(said) or "those taken on and closed are hidden"
    end, was = now["open_at_end"], before["open_at_end"]
    if not end.known:
        return tell.says(f"{text}; how many were open at the end is hidden.", "description", "hidden")
    text = f"{text}; {people(end.value) if end.value else 'nobody'} open at the end of the year"
    change = ""
    if was.known:
        gap = end.value - was.value
        more = f"{people(abs(gap))} {'more' if gap > 0 else 'fewer'} than a year before"
        change = more if gap else "as a year before"
    hidden = f" ({words.listed(lacking)} hidden)" if lacking else ""
    text = f"{text}{change and f', {change}'}{hidden}."
    return tell.says(text, "description", people(end.value), words.upper_first(change))

"""How many people are taken on, how many leave, and how many are open at the end: the caseload over time."""

from pimh_data.answer import Answer, Column, Finding, Headline, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, several
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

COUNTS = ("opened", "closed", "open_at_end")
COLUMNS = (
    Column("period", "Period", "text"),
    Column("opened", "Opened", "count", "people"),
    Column("closed", "Closed", "count", "people"),
    Column("open_at_end", "Open at the end", "count", "people"),
    STATE,
)


def caseload(release: Release, selection: Selection) -> Answer:
    """People opened, closed and open at the end: one row a quarter, or a financial year for a deprivation group.

    Columns: period, opened, closed, open_at_end (people), state (hidden where any of the three is). Follows the
    deprivation choice by year. Raises SelectionError for a year or Place that the release does not hold.
    """
    manifest = release.manifest
    periods.position(manifest, selection.year)
    view = View.of(selection)
    shown, notes = periods.quarters(manifest), ()
    held = [_counts(release, view.at(period=period)) for period in shown]
    if all(cells["opened"] == NO_DATA for cells in held):
        shown, notes = manifest.years, ("Quarters are not held for this view, so the rows are financial years.",)
        held = [_counts(release, view.at(period=period)) for period in shown]
    rows = [
        {"period": period, **{name: found.value for name, found in cells.items()}, "state": _state(cells)}
        for period, cells in zip(shown, held, strict=True)
    ]
    said, headline = _finding(release, selection, view)
    hidden = [
        f"{period}, {name.replace('_', ' ')}"
        for period, cells in zip(shown, held, strict=True)
        for name, found in cells.items()
        if found.state == "hidden"
    ]
    return Answer(
        "reach.caseload",
        "Caseload",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        said,
        evidence(
            release,
            definition="People with a referral accepted and received in the period (opened), closed in it, and open on "
            "its last day. A person with several referrals counts once in each.",
            numerator=f"Distinct {words.people_of(selection.deprivation)}, {words.subject(selection, False)}",
            denominator="None: counts of people",
            method="Counts as released, each rounded on its own, so that opened less closed need not be the change in "
            "those open.",
            period=f"{shown[0]} to {shown[-1]}" if shown else periods.period_in_words(selection.year),
            source=EXTRACT,
            citation="Contract of the referrals extract",
            hidden=hidden_in_words(release, hidden),
            caveats=(f"Nobody referred before {periods.month_in_words(manifest.first_month)} is in the extracts.",),
            matters=() if selection.deprivation == EVERYONE else ("by deprivation",),
        ),
        headline=headline,
        notes=notes,
    )


def _counts(release: Release, view: View) -> dict[str, Cell]:
    return several(release, "caseload", view, COUNTS)


def _state(cells: dict[str, Cell]) -> str:
    states = [found.state for found in cells.values()]
    return next((state for state in ("no data", "hidden", "shown") if state in states), "zero")


def _finding(release: Release, selection: Selection, view: View) -> tuple[Finding, Headline]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    now = _counts(release, view)
    before = _counts(release, view.at(period=periods.year_before(selection.year)))
    label = f"{who} open at the end of the year"
    if _state(now) == "no data":
        why = started_later(release, selection) or f"there are no data on the caseload of {who}"
        return Finding(f"{subject}: {why}.", "no data"), Headline(label, "no data", "")
    lacking = [name.replace("_", " ") for name, found in now.items() if not found.known]
    if len(lacking) == len(COUNTS):
        found = nearest_view(
            release, view, lambda view: _opened(release, view), lambda view: _say_number(release, view)
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{subject}: the caseload of {who} is hidden ({why}). {found}", "hidden"), Headline(
            label, "hidden", found
        )
    said = [
        f"{people(now[name].value) if now[name].value else 'no'} {who if name == 'opened' else ''} {verb}".replace(
            "  ", " "
        )
        for name, verb in (("opened", "were taken on"), ("closed", "closed"))
        if now[name].known
    ]
    text = f"{subject}: {words.listed(said)}" if said else f"{subject}: those taken on and closed are hidden"
    end, was = now["open_at_end"], before["open_at_end"]
    if not end.known:
        return Finding(f"{text}; how many were open at the end is hidden.", "description"), Headline(
            label, "hidden", ""
        )
    text = f"{text}; {people(end.value) if end.value else 'nobody'} open at the end of the year"
    change = ""
    if was.known:
        gap = end.value - was.value
        change = (
            f"{people(abs(gap))} {'more' if gap > 0 else 'fewer'} than a year before" if gap else "as a year before"
        )
    hidden = f" ({words.listed(lacking)} hidden)" if lacking else ""
    return Finding(f"{text}{', ' + change if change else ''}{hidden}.", "description"), Headline(
        label, people(end.value), words.upper_first(change)
    )


def _opened(release: Release, view: View) -> Cell:
    return cell(release, "caseload", view, "opened")


def _say_number(release: Release, view: View) -> str:
    return f"{people(_opened(release, view).value)} people taken on"

"""How many people are seen, and how many more or fewer than the year before: a fact, which is not tested."""

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, several
from pimh_data.questions.kit import STATE, Said, Telling, answer, by_group
from pimh_data.questions.kit.changes import LEAST, counted_since
from pimh_data.questions.partly_granted import not_by_quarter
from pimh_data.questions.reach.comparable import new_services, not_comparable
from pimh_data.release import Release

COLUMNS = (
    Column("period", "Period", "text"),
    Column("people", "People seen", "count", "people"),
    Column("of_year", "People seen in its whole year", "count", "people"),
    STATE,
)


def people_seen(release: Release, selection: Selection) -> Answer:
    """People with an attended contact: one row a quarter (period, people, of_year, state); the year is the headline.

    `of_year`: people seen in the whole year that the quarter lies in, each counted once.

    Where the release holds no quarters for the view (a decile of one service), the rows are financial years.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection)
    now = _seen(release, view)
    before = _seen(release, view.at(period=periods.year_before(selection.year)))
    shown, notes = periods.quarters(release.manifest), []
    trend = [_seen(release, view.at(period=period)) for period in shown]
    if all(point == NO_DATA for point in trend):
        shown = release.manifest.years
        trend = [_seen(release, view.at(period=period)) for period in shown]
        notes.append(f"{not_by_quarter(release, 'activity', view)}, so the trend is by financial year.")
    years = {year: _seen(release, view.at(period=year)) for year in release.manifest.years}
    rows: list[Row] = [
        {"period": period, "people": point.value, "of_year": years[periods.year_of(period)].value, "state": point.state}
        for period, point in zip(shown, trend, strict=True)
    ]
    said = _said(release, selection, view, now, before)
    if now.known and before.known:
        notes.append(new_services(release, selection))
        notes.append(_in_both(release, view))
    hidden = [period for period, point in zip(shown, trend, strict=True) if point.state == "hidden"]
    return answer(
        "reach.people_seen",
        "People seen",
        release,
        selection,
        COLUMNS,
        rows,
        said,
        definition="People with at least one attended contact in the period, each counted once.",
        numerator=f"Distinct {words.people_of(selection.deprivation)} seen, {words.subject(selection)}",
        denominator="None: a count of people",
        method="The difference of two counts is a fact, so it is not tested. Of rounded counts one under "
        f"{LEAST} is not named: there may be none.",
        period=periods.period_in_words(selection.year),
        citation="None: counts and their difference",
        caveats=(
            "Quarters do not add up to the year: a person seen in two of them counts in both.",
            "Many people are seen in two years running, so the change is not one between different people.",
            f"Nobody referred before {periods.month_in_words(release.manifest.first_month)} is in the extracts.",
        ),
        matters=by_group(selection, "people seen by month"),
        hidden=[*([selection.year] if now.state == "hidden" else []), *hidden],
        notes=notes,
    )


def _seen(release: Release, view: View) -> Cell:
    return cell(release, "activity", view, "people_seen")


def _in_both(release: Release, view: View) -> str:
    """How many of those seen were seen in the year before too; '' where that is hidden, or not counted."""
    both, new = several(release, "both_years", view, ("in_both", "new")).values()
    if not (both.known and new.known):
        return ""
    one, two = periods.year_before(view.period), view.period
    return f"Of those seen in {two}, {people(both.value)} were seen in {one} too, and {people(new.value)} were not."


def _said(release: Release, selection: Selection, view: View, now: Cell, before: Cell) -> Said:
    who = words.people_of(selection.deprivation)
    tell = Telling.of(release, selection, view, f"{who} seen")
    if now.state == "no data":
        return tell.no_data(f"there are no data on {who} seen", on_card=True)
    if now.state == "hidden":

        def say(view: View) -> str:
            return people(_seen(release, view).value) + " people"

        return tell.hidden(f"the number of {who} seen is hidden", lambda view: _seen(release, view), say)
    count = "no" if now.state == "zero" else people(now.value)
    opening = f"{count} {who} {'was' if now.value == 1 else 'were'} seen"
    missing = not_comparable(release, selection)
    if before.state == "hidden":
        missing = missing or "the year before is hidden, so there is no comparison"
    if before.state == "no data":
        missing = "the year before is not shown to you" if before.withheld else "there are no data for the year before"
    if missing:
        card = words.upper_first(words.without_reason(missing))
        return tell.says(f"{opening}; {missing}.", "description", people(now.value), card)
    since = counted_since(now, before)
    return tell.says(f"{opening}; {since}.", "description", people(now.value), since)

"""How many people are seen, and whether that is beyond chance more or fewer than the year before."""

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.reach.comparable import new_services, not_comparable
from pimh_data.questions.rounded_intervals import compared
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

COLUMNS = (
    Column("period", "Period", "text"),
    Column("people", "People seen", "count", "people"),
    STATE,
)
CHANGE: dict[str, tuple[str, Grade]] = {
    "higher": ("beyond chance", "higher"),
    "lower": ("beyond chance", "lower"),
    "no clear difference": ("which could be chance", "no clear difference"),
    "too few": ("too few to tell from chance", "too few"),
}


def people_seen(release: Release, selection: Selection) -> Answer:
    """People with an attended contact: one row a quarter (period, people, state); the headline is the chosen year.

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
        notes.append("Quarters are not held for this view, so the trend is by financial year.")
    finding, comparison = _finding(release, selection, view, now, before)
    if finding.grade in ("higher", "lower", "no clear difference"):
        notes.append(new_services(release, selection))
    hidden = [period for period, point in zip(shown, trend, strict=True) if point.state == "hidden"]
    return Answer(
        "reach.people_seen",
        "People seen",
        selection,
        tidy(
            COLUMNS,
            [{"period": p, "people": c.value, "state": c.state} for p, c in zip(shown, trend, strict=True)],
        ),
        COLUMNS,
        finding,
        evidence(
            release,
            definition="People with at least one attended contact in the period, each counted once.",
            numerator=f"Distinct {words.people_of(selection.deprivation)} seen, {words.subject(selection)}",
            denominator="None: a count of people",
            method="Two years are compared by the score interval of their rate ratio, over every pair of true counts "
            "that the released ones permit; beyond chance means that the 95% interval leaves out 1.",
            period=periods.period_in_words(selection.year),
            source=EXTRACT,
            citation="Score interval of a ratio of rates: Graham, Mayo and Szabo 2003, Stat Med 22:2071",
            hidden=hidden_in_words(release, [*([selection.year] if now.state == "hidden" else []), *hidden]),
            caveats=(
                "Quarters do not add up to the year: a person seen in two of them counts in both.",
                "Many people are seen in two years running, so the change is more certain than its interval says.",
                f"Nobody referred before {periods.month_in_words(release.manifest.first_month)} is in the extracts.",
            ),
            matters=("people seen by month", *(() if selection.deprivation == EVERYONE else ("by deprivation",))),
        ),
        direction="no_judgement",
        headline=Headline(f"{words.people_of(selection.deprivation)} seen", _value(now), comparison),
        notes=tuple(filter(None, notes)),
    )


def _seen(release: Release, view: View) -> Cell:
    return cell(release, "activity", view, "people_seen")


def _finding(release: Release, selection: Selection, view: View, now: Cell, before: Cell) -> tuple[Finding, str]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    if now.state == "no data":
        why = started_later(release, selection) or f"there are no data on {who} seen"
        return Finding(f"{subject}: {why}.", "no data"), words.upper_first(why)
    if now.state == "hidden":
        found = nearest_view(
            release,
            view,
            lambda view: _seen(release, view),
            lambda view: people(_seen(release, view).value) + " people",
        )
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{subject}: the number of {who} seen is hidden ({why}). {found}", "hidden"), found
    count = "no" if now.state == "zero" else people(now.value)
    opening = f"{subject}: {count} {who} {'was' if now.value == 1 else 'were'} seen"
    missing = not_comparable(release, selection)
    if before.state == "hidden":
        missing = missing or "the year before is hidden, so there is no comparison"
    if before.state == "no data":
        missing = "there are no data for the year before"
    if missing:
        return Finding(f"{opening}; {missing}.", "description"), words.upper_first(words.without_reason(missing))
    change = now.value - before.value
    size = f"{people(abs(change))} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    ending, grade = CHANGE[compared(now, before)]
    return Finding(f"{opening}, {size} the year before, {ending}.", grade), f"{size} the year before, {ending}"


def _value(found: Cell) -> str:
    return people(found.value) if found.known else found.state

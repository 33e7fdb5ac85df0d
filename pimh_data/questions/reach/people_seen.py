"""How many people are seen, and whether that is beyond chance more or fewer than the year before."""

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell
from pimh_data.questions.envelopes import compared
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.offers import offer
from pimh_data.questions.reach.comparable import not_comparable
from pimh_data.release import Release

COLUMNS = (
    Column("period", "Period", "text"),
    Column("people", "People seen", "count", "people"),
    STATE,
)


def people_seen(release: Release, selection: Selection) -> Answer:
    """People with an attended contact: one row a quarter (period, people, state); the headline is the chosen year.

    Where the release holds no quarters for the view (a decile of one service), the rows are financial years.
    """
    view = View.of(selection)
    now = cell(release, "activity", view, "people_seen")
    before = cell(release, "activity", view.at(period=periods.year_before(selection.year)), "people_seen")
    shown_periods = periods.quarters(release.manifest)
    trend = [cell(release, "activity", view.at(period=period), "people_seen") for period in shown_periods]
    notes = []
    if all(point == NO_DATA for point in trend):
        shown_periods = release.manifest.years
        trend = [cell(release, "activity", view.at(period=period), "people_seen") for period in shown_periods]
        notes.append("Quarters are not held for this view; the trend is by financial year.")
    rows = [
        {"period": period, "people": point.value, "state": point.state}
        for period, point in zip(shown_periods, trend, strict=True)
    ]
    finding, comparison = _finding(release, selection, view, now, before)
    hidden = [row["period"] for row in rows if row["state"] == "hidden"]
    return Answer(
        "reach.people_seen",
        "People seen",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        finding,
        evidence(
            release,
            definition="People with at least one attended contact in the period, each counted once.",
            numerator=f"Distinct {words.people_of(selection.deprivation)} seen, {words.subject(selection)}",
            denominator="None: a count of people",
            method="Two years are compared by the score interval of their rate ratio, over every pair of true counts "
            "that rounding permits; beyond chance means that the 95% interval leaves out 1.",
            period=periods.period_in_words(selection.year),
            source=EXTRACT,
            citation="Score interval of a ratio of rates: Graham, Mayo and Szabo 2003, Stat Med 22:2071",
            hidden=hidden_in_words(release, [*([selection.year] if now.state == "hidden" else []), *hidden]),
            caveats=(
                "Quarters do not add up to the year: a person seen in two of them counts in both.",
                "A person seen in both years counts in both, so the interval of the change is, if anything, too wide.",
            ),
            matters=("contact", "people seen", "deprivation" if view.dimension != "all" else "people seen"),
        ),
        direction="higher_is_better",
        headline=Headline("people seen", _value(now), comparison),
        notes=tuple(notes),
    )


def _finding(release: Release, selection: Selection, view: View, now: Cell, before: Cell) -> tuple[Finding, str]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    if now.state == "no data":
        text = f"{subject}: there are no data on {who} seen."
        return Finding(text, "no data"), "no data"
    if now.state == "hidden":
        found = offer(release, view, lambda other: cell(release, "activity", other, "people_seen"))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return Finding(f"{subject}: the number of {who} seen is hidden ({why}). {found}", "hidden"), found
    opening = f"{subject}: {_count(now)} {who} {'was' if now.value == 1 else 'were'} seen"
    reason = not_comparable(release, selection)
    if reason or not before.known:
        missing = (
            reason
            or {
                "hidden": "the year before is hidden, so there is no comparison",
                "no data": "there are no data for the year before",
            }[before.state]
        )
        return Finding(f"{opening}; {missing}.", "description"), missing
    change = now.value - before.value
    step = (
        f"{people(abs(change))} {'more' if change > 0 else 'fewer'} than the year before"
        if change
        else "as many as the year before"
    )
    verdict = compared(now, before)
    ending = {
        "higher": "that is beyond chance",
        "lower": "that is beyond chance",
        "no clear difference": "no clear difference",
        "too few": "too few to say whether it is chance",
    }[verdict]
    grade: Grade = {"higher": "better", "lower": "worse", "too few": "too few"}.get(verdict, "no clear difference")
    return Finding(f"{opening}, {step}; {ending}.", grade), f"{step}; {ending}"


def _count(found: Cell) -> str:
    return "no" if found.state == "zero" else people(found.value)


def _value(found: Cell) -> str:
    return found.state if found.state in ("hidden", "no data") else people(found.value)

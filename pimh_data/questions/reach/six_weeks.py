"""What share of the people referred are seen within six weeks, of those who can be followed that long."""

from datetime import date

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, less, total, waits
from pimh_data.questions.envelopes import shares, shares_compared
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.offers import offer
from pimh_data.questions.reach.comparable import not_comparable
from pimh_data.registry.cubes import WAIT_BANDS
from pimh_data.release import Release

SIX_WEEKS_IN_DAYS = 42
SIX_WEEKS = tuple(name for name, _, upper in WAIT_BANDS if upper <= SIX_WEEKS_IN_DAYS)

COLUMNS = (
    Column("period", "Referred in", "text"),
    Column("seen_within", "Seen within six weeks", "count", "people"),
    Column("followed", "Referred and followed long enough", "count", "people"),
    Column("share", "Share seen within six weeks", "share"),
    Column("lower", "95% interval, lower", "share"),
    Column("upper", "95% interval, upper", "share"),
    STATE,
)


def seen_within_six_weeks(release: Release, selection: Selection) -> Answer:
    """Share of people referred in a year who were seen within six weeks: one row a financial year.

    Columns: seen_within and followed (people), share with its 95% interval, state. Followed = referred less those
    still waiting for six weeks or less at the extract date; those who left unseen stay in it.
    """
    view = View.of(selection)
    years = release.manifest.years
    parts = {year: _waited(release, view.at(period=year)) for year in years}
    estimates = shares([part for part, _ in parts.values()], [whole for _, whole in parts.values()])
    rows = []
    for row, (year, (part, whole)) in enumerate(parts.items()):
        share, lower, upper = estimates[row]
        rows.append(
            {
                "period": year,
                "seen_within": part.value,
                "followed": whole.value,
                "share": share,
                "lower": lower,
                "upper": upper,
                "state": _state(part, whole),
            }
        )
    chosen = years.index(selection.year) if selection.year in years else -1
    finding, headline = _finding(release, selection, view, parts, estimates[chosen])
    hidden = [row["period"] for row in rows if row["state"] == "hidden"]
    return Answer(
        "reach.six_weeks",
        "Seen within six weeks",
        selection,
        tidy(COLUMNS, rows),
        COLUMNS,
        finding,
        evidence(
            release,
            definition="Of the people referred in the year, the share with a first attended contact within 42 days.",
            numerator="People referred in the year and first seen within 42 days of the referral",
            denominator="People referred in the year, less those still waiting for six weeks or less at the extract "
            "date; those who left without being seen, and those declined or signposted, are in it",
            method="Wilson's 95% interval, over every pair of true counts that rounding permits; two years are "
            "compared by Newcombe's interval of the difference.",
            period=periods.period_in_words(selection.year) + ", followed to "
            f"{periods.day_in_words(release.manifest.extract_date)}",
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(release, hidden, "years"),
            caveats=(
                "People referred in the last six weeks before the extract count only once they have been seen or have "
                "left, which flatters the newest figure a little.",
            ),
            matters=("wait", "contact"),
        ),
        direction="higher_is_better",
        headline=headline,
    )


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    parts: dict[str, tuple[Cell, Cell]],
    estimate: tuple[float, float, float],
) -> tuple[Finding, Headline]:
    label = "seen within six weeks"
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    part, whole = parts.get(selection.year, (NO_DATA, NO_DATA))
    state = _state(part, whole)
    if state == "no data" or whole.state == "zero":
        nobody = whole.state == "zero"
        text = f"{subject}: {f'no {who} were referred' if nobody else f'there are no data on waits of {who}'}."
        return Finding(text, "no data"), Headline(label, "no data", "")
    if state == "hidden":
        found = offer(release, view, lambda other: total(_waited(release, other)))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: the share of {who} seen within six weeks is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(label, "hidden", found)
    share, lower, upper = estimate
    value = percent(share, whole.value)
    opening = (
        f"{subject}: {value} of the {people(whole.value)} {who} referred were seen within six weeks "
        f"(95% interval {interval(lower, upper, 1 if whole.value >= 1000 else 0, 100)})"
    )
    earlier = parts.get(periods.year_before(selection.year), (NO_DATA, NO_DATA))
    reason = not_comparable(release, selection)
    if reason or not all(found.known for found in earlier) or earlier[1].value == 0:
        missing = reason or (
            "the year before is hidden, so there is no comparison"
            if _state(*earlier) == "hidden"
            else "there are no data for the year before"
        )
        return Finding(f"{opening}; {missing}.", "description"), Headline(label, value, missing)
    verdict = shares_compared(part, whole, *earlier)
    was = percent(min(earlier[0].value / earlier[1].value, 1), earlier[1].value)
    ending = {
        "higher": f"more than the year before ({was}), beyond chance",
        "lower": f"fewer than the year before ({was}), beyond chance",
        "no clear difference": f"no clear difference from the year before ({was})",
        "too few": f"too few to compare with the year before ({was})",
    }[verdict]
    grade: Grade = {"higher": "better", "lower": "worse", "too few": "too few"}.get(verdict, "no clear difference")
    return Finding(f"{opening}; {ending}.", grade), Headline(label, value, ending)


def _waited(release: Release, view: View) -> tuple[Cell, Cell]:
    """Seen within six weeks, and followed long enough to tell."""
    seen = waits(release, view, "seen", SIX_WEEKS)
    referred = cell(release, "pathway", view, "referred")
    if view.period in release.manifest.years:
        extract = date.fromisoformat(release.manifest.extract_date[:10])
        if (extract - periods.last_day(view.period)).days > SIX_WEEKS_IN_DAYS:
            return seen, referred  # nobody referred in this year can have waited for less than six weeks so far
    return seen, less(referred, waits(release, view, "waiting", SIX_WEEKS))


def _state(part: Cell, whole: Cell) -> str:
    for state in ("no data", "hidden"):
        if state in (part.state, whole.state):
            return state
    return "no data" if whole.state == "zero" else part.state

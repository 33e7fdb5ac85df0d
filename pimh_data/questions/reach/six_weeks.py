"""What share of the people referred are seen within six weeks, of those who can be followed that long."""

from datetime import date

from pimh_data.answer import Answer, Column, Finding, Grade, Headline, Selection
from pimh_data.formats import interval, people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, less, total, waits
from pimh_data.questions.envelopes import shares, shares_compared
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.offers import offer
from pimh_data.registry.cubes import EVERYONE, WAIT_BANDS
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
LABEL = "seen within six weeks"
Followed = tuple[Cell, Cell]  # seen within six weeks, and all who were followed long enough to tell
CHANGE: dict[str, tuple[str, Grade]] = {
    "higher": ("a larger share than the year before ({}), beyond chance", "better"),
    "lower": ("a smaller share than the year before ({}), beyond chance", "worse"),
    "no clear difference": ("no clear difference from the year before ({})", "no clear difference"),
    "too few": ("too few to compare with the year before ({})", "too few"),
}


def seen_within_six_weeks(release: Release, selection: Selection) -> Answer:
    """Share of people referred in a year who were seen within six weeks: one row a financial year.

    Columns: seen_within and followed (people), share with its 95% interval, state. Followed = referred less those
    still waiting for six weeks or less at the extract date; those who left unseen stay in it.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    years = release.manifest.years
    chosen, view = periods.position(release.manifest, selection.year), View.of(selection)
    followed = [_followed(release, view.at(period=year)) for year in years]
    estimates = shares([part for part, _ in followed], [whole for _, whole in followed])
    rows = []
    for row, (part, whole) in enumerate(followed):
        share, lower, upper = estimates[row]
        held = {"period": years[row], "seen_within": part.value, "followed": whole.value, "share": share}
        rows.append({**held, "lower": lower, "upper": upper, "state": _state(part, whole)})
    before = followed[chosen - 1] if chosen else (NO_DATA, NO_DATA)
    finding, headline = _finding(release, selection, view, followed[chosen], before, estimates[chosen])
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
            "date; those who left unseen, or were declined or signposted, are in it",
            method="Wilson's 95% interval, over every pair of true counts that the released ones permit; two years are "
            "compared by Newcombe's interval of the difference.",
            period=f"Referred in {periods.period_in_words(selection.year).lower()}, followed to "
            f"{periods.day_in_words(release.manifest.extract_date)}",
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(release, [row["period"] for row in rows if row["state"] == "hidden"], "years"),
            caveats=(
                "People referred in the last six weeks before the extract date count once they are seen or have left, "
                "which can flatter the newest year a little.",
                "Never the mean wait of those already seen: that would leave out everyone who is still waiting.",
            ),
            matters=("waits", *(() if selection.deprivation == EVERYONE else ("by deprivation",))),
        ),
        direction="higher_is_better",
        headline=headline,
    )


def _followed(release: Release, view: View) -> Followed:
    seen = waits(release, view, "seen", SIX_WEEKS)
    referred = cell(release, "pathway", view, "referred")
    if view.period in release.manifest.years:
        extract = date.fromisoformat(release.manifest.extract_date[:10])
        if (extract - periods.last_day(view.period)).days > SIX_WEEKS_IN_DAYS:
            return seen, referred  # nobody referred in this year can have waited for six weeks or less so far
    return seen, less(referred, waits(release, view, "waiting", SIX_WEEKS))


def _finding(
    release: Release,
    selection: Selection,
    view: View,
    now: Followed,
    before: Followed,
    estimate: tuple[float, float, float],
) -> tuple[Finding, Headline]:
    who, subject = words.people_of(selection.deprivation), words.subject(selection)
    whole, state = now[1], _state(*now)
    if state == "no data":
        why = f"no {who} were referred" if whole.state == "zero" else f"there are no data on the waits of {who}"
        return Finding(f"{subject}: {why}.", "no data"), Headline(LABEL, "no data", "")
    if state == "hidden":
        found = offer(release, view, lambda near: total(_followed(release, near)), lambda near: _said(release, near))
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        text = f"{subject}: the share of {who} seen within six weeks is hidden ({why}). {found}"
        return Finding(text, "hidden"), Headline(LABEL, "hidden", found)
    share, lower, upper = estimate
    value, decimals = percent(share, whole.value), 1 if whole.value >= 1000 else 0
    referred = cell(release, "pathway", view, "referred")
    left_out = "" if referred == whole else " (without those still waiting for six weeks or less)"
    opening = (
        f"{subject}: {value} of the {people(whole.value)} {who} referred{left_out} were seen within six weeks "
        f"(95% interval {interval(lower, upper, decimals, 100)})"
    )
    if _state(*before) not in ("shown", "zero"):
        missing = {
            "hidden": "the year before is hidden, so there is no comparison",
            "no data": "there are no data for the year before",
        }[_state(*before)]
        return Finding(f"{opening}; {missing}.", "description"), Headline(LABEL, value, words.upper_first(missing))
    was = percent(min(before[0].value / before[1].value, 1), before[1].value)
    ending, grade = CHANGE[shares_compared(*now, *before)]
    ending = ending.format(was)
    return Finding(f"{opening}; {ending}.", grade), Headline(LABEL, value, words.upper_first(ending))


def _said(release: Release, view: View) -> str:
    part, whole = _followed(release, view)
    share, lower, upper = shares([part], [whole])[0]
    return f"{percent(share, whole.value)} ({interval(lower, upper, 0, 100)}) of {people(whole.value)} people"


def _state(part: Cell, whole: Cell) -> str:
    for state in ("no data", "hidden"):
        if state in (part.state, whole.state):
            return state
    return "no data" if whole.state == "zero" else part.state

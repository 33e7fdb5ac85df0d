"""What share of the people referred are seen within 2, 6 or 18 weeks, of those who can be followed that long."""

from pimh_data.answer import Answer, Column, Selection
from pimh_data.questions import periods
from pimh_data.questions.cells import View
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.reach.followed_long_enough import followed_long_enough
from pimh_data.questions.reach.six_weeks_finding import finding
from pimh_data.questions.rounded_intervals import shares
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

IN_WORDS = {2: "two", 6: "six", 18: "18"}
KEYS = {2: "reach.two_weeks", 6: "reach.six_weeks", 18: "reach.eighteen_weeks"}


def seen_within_two_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for two weeks."""
    return _seen_within(release, selection, 2)


def seen_within_six_weeks(release: Release, selection: Selection) -> Answer:
    """Share of people referred in a year who were seen within six weeks: one row a financial year.

    Columns: seen_within and followed (people), share with its 95% interval, state. Followed = seen, left, or waiting
    for longer than that; those who left unseen stay in it.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    return _seen_within(release, selection, 6)


def seen_within_eighteen_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for 18 weeks."""
    return _seen_within(release, selection, 18)


def columns(weeks: int) -> tuple[Column, ...]:
    """The columns of the share seen within so many weeks."""
    within = f"within {IN_WORDS[weeks]} weeks"
    return (
        Column("period", "Referred in", "text"),
        Column("seen_within", f"Seen {within}", "count", "people"),
        Column("followed", "Referred and followed long enough", "count", "people"),
        Column("share", f"Share seen {within}", "share"),
        Column("lower", "95% interval, lower", "share"),
        Column("upper", "95% interval, upper", "share"),
        STATE,
    )


def _seen_within(release: Release, selection: Selection, weeks: int) -> Answer:
    years = release.manifest.years
    chosen, view = periods.position(release.manifest, selection.year), View.of(selection)
    held = [followed_long_enough(release, view.at(period=year), weeks) for year in years]
    estimates = shares([found.part for found in held], [found.whole for found in held])
    rows = []
    for row, (year, found) in enumerate(zip(years, held, strict=True)):
        share, lower, upper = estimates[row]
        counts = {"period": year, "seen_within": found.part.value, "followed": found.whole.value}
        rows.append({**counts, "share": share, "lower": lower, "upper": upper, "state": found.state})
    before = held[chosen - 1] if chosen else None
    within = f"within {IN_WORDS[weeks]} weeks"
    said, headline = finding(release, selection, view, held[chosen], before, estimates[chosen], within)
    return Answer(
        KEYS[weeks],
        f"Seen {within}",
        selection,
        tidy(columns(weeks), rows),
        columns(weeks),
        said,
        evidence(
            release,
            definition=f"Of the people referred in the year, the share with a first attended contact within "
            f"{7 * weeks} days. A person with several referrals is in it when any of them was.",
            numerator=f"People referred in the year and first seen within {7 * weeks} days of the referral",
            denominator=f"People referred in the year and followed long enough: all but those still waiting for "
            f"{IN_WORDS[weeks]} weeks or less at the extract date; those who left unseen, or were declined or "
            "signposted, are in it",
            method="Wilson's 95% interval, over every pair of true counts that the released ones permit; two years are "
            "compared by Newcombe's interval of the difference, whatever becomes of those still waiting. Where cells "
            "are hidden, the range given holds every way in which they could fall.",
            period=f"Referred in the {periods.period_in_words(selection.year).lower()}, followed to "
            f"{periods.day_in_words(release.manifest.extract_date)}",
            source=EXTRACT,
            citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
            hidden=hidden_in_words(release, [row["period"] for row in rows if row["state"] == "hidden"], "years"),
            caveats=(
                f"People referred in the last {IN_WORDS[weeks]} weeks before the extract date count once they are seen "
                "or have left, which can flatter the newest year a little.",
                "Never the mean wait of those already seen: that would leave out everyone who is still waiting.",
            ),
            matters=("waits", *(() if selection.deprivation == EVERYONE else ("by deprivation",))),
        ),
        direction="higher_is_better",
        headline=headline,
    )

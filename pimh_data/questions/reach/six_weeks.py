"""What share of the people referred are seen within 2, 6 or 18 weeks, of those who can be followed that long."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Grade, Selection
from pimh_data.formats import people, percent
from pimh_data.questions.cells import View
from pimh_data.questions.kit.by_year import by_year
from pimh_data.questions.kit.changes import against
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.reach.followed_long_enough import compared, followed_long_enough, permitted_range
from pimh_data.release import Release

IN_WORDS = {2: "two", 6: "six", 18: "18"}


def seen_within_two_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for two weeks."""
    return by_year(release, selection, _share(2, "reach.two_weeks"))


def seen_within_six_weeks(release: Release, selection: Selection) -> Answer:
    """Share of people referred in a year who were seen within six weeks: one row a financial year.

    Columns: seen_within and followed (people), share with its 95% interval, state. Followed = seen, left, or waiting
    for longer than that; those who left unseen stay in it.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    return by_year(release, selection, _share(6, "reach.six_weeks"))


def seen_within_eighteen_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for 18 weeks."""
    return by_year(release, selection, _share(18, "reach.eighteen_weeks"))


def _share(weeks: int, key: str) -> Share:
    number = IN_WORDS[weeks]
    within = f"within {number} weeks"

    def read(release: Release, view: View) -> Mapping[str, Part]:
        found = followed_long_enough(release, view, weeks)
        return {view.member: Part(found.part, found.whole, {"seen_within": found.part, "followed": found.whole})}

    def since(release: Release, view: View, before: View) -> tuple[str, str, Grade]:
        return _since(release, view, before, weeks)

    def between(release: Release, view: View) -> str:
        ends = permitted_range(release, view, followed_long_enough(release, view, weeks))
        return f"it lies between {percent(ends[0])} and {percent(ends[1])}" if ends else ""

    return Share(
        key=key,
        title=f"Seen {within}",
        cube="pathway",
        count="referred",
        read=read,
        of_whom="{} referred",
        did=f"were seen {within}",
        counted=(
            Column("seen_within", f"Seen {within}", "count", "people"),
            Column("followed", "Referred and followed long enough", "count", "people"),
        ),
        label=f"Share seen {within}",
        definition=f"Of the people referred in the year, the share with a first attended contact within "
        f"{7 * weeks} days. A person with several referrals is in it when any of them was.",
        numerator=f"People referred in the year and first seen within {7 * weeks} days of the referral",
        denominator=f"People referred in the year and followed long enough: all but those still waiting for {number} "
        "weeks or less at the extract date; those who left unseen, or were declined or signposted, are in it",
        method="Wilson's 95% interval, with the error of rounding added to that of chance; two years are "
        "compared by Newcombe's interval of the difference, whatever becomes of those still waiting. Where cells "
        "are hidden, the range given holds every way in which they could fall.",
        caveats=(
            f"People referred in the last {number} weeks before the extract date count once they are seen or have "
            "left, which can flatter the newest year a little.",
            "Never the mean wait of those already seen: that would leave out everyone who is still waiting.",
        ),
        matters=("waits",),
        cohort=True,
        direction="higher_is_better",
        card=f"seen {within}",
        nobody="no {} were referred",
        lacking="there are no data on the waits of {}",
        hidden=f"the share of {{}} seen {within}",
        since=since,
        between=between,
    )


def _since(release: Release, view: View, view_before: View, weeks: int) -> tuple[str, str, Grade]:
    """How it compares with the year before, whatever becomes of those who are still waiting."""
    now, before = (followed_long_enough(release, one, weeks) for one in (view, view_before))
    if before.state == "no data":
        return "there are no data for the year before", "", "description"
    if before.state == "hidden":
        return "the year before is hidden, so there is no comparison", "", "description"
    was = before.portion.percent
    verdict = compared(now, before)
    if verdict is None:
        waiting = f"{people(now.waiting.value)} people are still within their first {IN_WORDS[weeks]} weeks"
        return "too early to compare", f" with the year before ({was}): {waiting}", "no clear difference"
    ending, grade = against(verdict, was, larger_is_better=True)
    return ending, "", grade

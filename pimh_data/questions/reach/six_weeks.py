"""What share of the people accepted are seen within 2, 6 or 18 weeks, all of them followed for the longest time."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Selection
from pimh_data.formats import percent
from pimh_data.questions.cells import View
from pimh_data.questions.kit.by_year import by_year
from pimh_data.questions.kit.changes import TWO_YEARS
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.reach.beside_waits import beside_waits
from pimh_data.questions.reach.waited import DEFINITION, waited
from pimh_data.registry.cubes import LONGEST_WEEKS
from pimh_data.release import Release

IN_WORDS = {2: "two", 6: "six", 18: "18"}


def seen_within_two_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for two weeks."""
    return by_year(release, selection, _share(2, "reach.two_weeks"))


def seen_within_six_weeks(release: Release, selection: Selection) -> Answer:
    """Share of people accepted in a year who were seen within six weeks of referral: one row a financial year.

    Columns: seen_within and followed (people), share with its 95% interval, state. Followed: whose latest referral was
    accepted and is 18 weeks old, seen or not; those who left unseen stay in it. The same numbers as `waits_curve`.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    return by_year(release, selection, _share(6, "reach.six_weeks"))


def seen_within_eighteen_weeks(release: Release, selection: Selection) -> Answer:
    """As `seen_within_six_weeks`, for 18 weeks."""
    return by_year(release, selection, _share(18, "reach.eighteen_weeks"))


def _share(weeks: int, key: str) -> Share:
    within = f"within {IN_WORDS[weeks]} weeks"

    def read(release: Release, view: View) -> Mapping[str, Part]:
        found = waited(release, view).within(weeks)
        return {view.member: Part(found.part, found.whole, {"seen_within": found.part, "followed": found.whole})}

    def between(release: Release, view: View) -> str:
        ends = waited(release, view).permitted(weeks)
        return f"it lies between {percent(ends[0])} and {percent(ends[1])}" if ends else ""

    return Share(
        key=key,
        title=f"Seen {within}",
        cube="waits",
        count="followed",
        read=read,
        of_whom="{} accepted",
        did=f"were seen {within}",
        counted=(
            Column("seen_within", f"Seen {within}", "count", "people"),
            Column("followed", f"Accepted, and followed for {LONGEST_WEEKS} weeks", "count", "people"),
        ),
        label=f"Share seen {within}",
        definition=f"Of the people accepted, the share with a first attended contact within {7 * weeks} days of the "
        f"referral: {DEFINITION}.",
        numerator=f"People accepted and first seen within {7 * weeks} days of the referral",
        denominator=f"People whose latest referral in the year was accepted and is at least {LONGEST_WEEKS} weeks old",
        method=f"Wilson's 95% interval, with the error of rounding added to that of chance; {TWO_YEARS}. "
        "Where a count is hidden, the range given holds every way in which it could fall.",
        caveats=("Never the mean wait of those already seen: that would leave out everyone who is still waiting.",),
        matters=("waits",),
        cohort=True,
        direction="higher_is_better",
        card=f"seen {within}",
        nobody="no {} were accepted so long ago",
        lacking="there are no data on the waits of {}",
        hidden=f"the share of {{}} seen {within}",
        between=between,
        notes=beside_waits,
    )

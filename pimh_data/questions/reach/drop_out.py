"""Who left early, by decile and by ethnic group: of the people seen, the share whose contact ended early."""

from pimh_data.answer import Answer, Column, Selection
from pimh_data.questions.kit.by_member import by_decile, by_ethnic_group
from pimh_data.questions.kit.share import Share, counted
from pimh_data.release import Release


def drop_out_by_decile(release: Release, selection: Selection) -> Answer:
    """Share of those seen who left early: both groups of deciles, then one row a decile.

    Columns: member, closed_early, seen, share, lower, upper, difference (of Core20 from the rest) with its interval,
    focus, known, state. Raises SelectionError for a year or Place that the release does not hold.
    """
    return by_decile(release, selection, DROP_OUT)


def drop_out_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """Share of those seen who left early: one row an ethnic group. Columns as in `drop_out_by_decile`; the difference
    is from White people, with its interval alone and of all groups together."""
    return by_ethnic_group(release, selection, DROP_OUT)


DROP_OUT = Share(
    key="reach.drop_out",
    title="Left early",
    cube="pathway",
    count="seen",
    read=counted("closed_early", "seen", "pathway"),
    of_whom="{} who were seen",
    did="left early",
    counted=(
        Column("closed_early", "Left early", "count", "people"),
        Column("seen", "Seen", "count", "people"),
    ),
    label="Share who left early",
    definition="Of the people referred in the year and seen, the share whose contact ended before it was completed, "
    "unless they were stepped up or down to another service.",
    numerator="People seen whose contact ended early",
    denominator="People referred in the year and seen at least once",
    method="Wilson's 95% interval and Newcombe's of a difference, with the error of rounding added to that of chance.",
    caveats=(
        "Some of those referred lately are still in contact and may yet leave or complete: the newest year is too low, "
        "in every group.",
        "Closed without a recorded reason counts neither as left early nor as completed.",
        "Leaving early can be a good end too: some have had the help they came for.",
    ),
    matters=("by deprivation", "ethnic group"),
    cohort=True,
)

"""Who is missed, and where: every group from referral to completion, with its gap in people. Rows and Answer."""

from pimh_data.answer import Answer, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View, holds
from pimh_data.questions.equity.missed_finding import finding
from pimh_data.questions.equity.missed_groups import groups
from pimh_data.questions.equity.missed_table import COLUMNS, rows_of
from pimh_data.questions.kit import answer
from pimh_data.questions.kit.deprivation import whatever_is_chosen
from pimh_data.questions.kit.over import CHOSEN_YEAR, over_period
from pimh_data.questions.longer import with_deciles
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.release import Release


def who_is_missed(release: Release, selection: Selection, over: str = CHOSEN_YEAR) -> Answer:
    """Referred, accepted, seen, three or more contacts, completed, of those referred: one row a group and step.

    `over`: the time to look over, one of kit.over. Columns: people (with the least and most that the release permits,
    hidden ones too), share of those referred with Wilson's 95% interval, the share less that of those compared with,
    the gap in people (how many more would take the step if as many did as of those) with its 95% interval, alone and
    groups together, verdict, state. Raises SelectionError for a year or Place that the release does not hold, and for
    three years that do not hold the chosen one.
    """
    periods.position(release.manifest, selection.year)
    view = View.of(selection).at(dimension=TOTAL.name, member=EVERYONE, period=over_period(release, selection, over))
    every = groups(release, view)
    found = [group for group in every if group.held] or every
    rows = [row for group in found for row in rows_of(group)]
    about = words.subject(selection, period=view.period)
    hidden = [f"{row['group']}, {str(row['step']).lower()}" for row in rows if row["state"] == "hidden"]
    return answer(
        "equity.missed",
        "From referral to completion, by group",
        release,
        selection,
        COLUMNS,
        rows,
        finding(release, selection, view, found),
        definition="Of the people referred, who was accepted, who was seen, who had three or more contacts and who "
        "completed: every step as a share of those referred, so that groups stand on one footing. The gap is how many "
        "more of a group would have taken the step, had as many of them as of those they are compared with.",
        numerator=f"People referred, {about}, by the steps they took",
        denominator="People of the same group who were referred",
        method="Wilson's 95% interval of each share and Newcombe's of the difference of two, "
        "with the error of rounding added to that of chance; the gap is the "
        "difference times those referred. Together (Bonferroni): for the most deprived fifth (Core20) against the "
        "rest, and everyone other than White British or Irish against these, the four steps, each of those at the step "
        "before, and the whole path, as along the pathway, with which they share one verdict; at each step the ten "
        "deciles, each against all others, and the five ethnic groups, each against all others known. "
        "A verdict needs 20 people referred on each side. A hidden "
        "count lies between what is left of its total by the counts shown beside it.",
        period=f"Referred in {view.period}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873; Dunn 1961, J Am Stat Assoc "
        "56:52",
        caveats=(
            "Some of those referred lately are still in contact: fewer have completed so far, in every group.",
            "Closed without a recorded reason does not count as completed.",
            "Who was never referred is not in this table.",
            "Not stated, not known and not recorded are three different things, and in no group.",
        ),
        matters=("ethnic group", "by deprivation"),
        hidden=hidden,
        direction="higher_is_better",
        notes=(*whatever_is_chosen(selection), _left_out(release, view)),
        variant=(("over", over),),
    )


def _left_out(release: Release, view: View) -> str:
    """What of one service is not counted in a time so short: where everyone is, and a breakdown is not."""
    if not holds(release, "pathway", view):
        return ""
    dimensions = {ETHNIC_SPLIT: "ethnic groups in two", ETHNIC_GROUP: "five ethnic groups"}
    lacking = [said for one, said in dimensions.items() if not holds(release, "pathway", view.at(dimension=one.name))]
    deciles = view.at(dimension=DEPRIVATION.name)
    if with_deciles(release, "pathway", deciles)[0] != deciles:
        lacking = ["single deciles", *lacking]
    return f"Not counted in so short a time, since most would be hidden: {words.listed(lacking)}." if lacking else ""

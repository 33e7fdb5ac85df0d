"""Who is missed, and where: every group from referral to completion, with its gap in people. Rows and Answer."""

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View
from pimh_data.questions.equity.missed_finding import finding
from pimh_data.questions.equity.missed_groups import REFERRED, MissedGroup, groups
from pimh_data.questions.equity.pathway import LABELS, STEPS
from pimh_data.questions.kit import STATE, Estimated, Ranged, answer, difference_of_shares
from pimh_data.questions.kit.deprivation import whatever_is_chosen
from pimh_data.questions.kit.over import CHOSEN_YEAR, over_period
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.registry.deprivation import GROUP_MEMBERS, NOT_KNOWN
from pimh_data.registry.ethnicity import EVERY_OTHER, SPLIT
from pimh_data.release import Release

PEOPLE = Ranged("people", "People")
SHARE = Estimated("share", "Share of those referred", "share")
DIFFERENCE = difference_of_shares("Share less that of those compared with")
GAP = Estimated("gap", "Gap in people", "number", "people", lower="gap_lower", upper="gap_upper", of="of the gap")
GAP_TOGETHER = Estimated(
    "gap",
    "",
    "number",
    "people",
    lower="gap_together_lower",
    upper="gap_together_upper",
    of="of the gap, tests together",
)
COLUMNS = (
    Column("dimension", "Dimension", "text"),
    Column("group", "Group", "text"),
    Column("against", "Compared with", "text"),
    Column("step", "Step", "text"),
    Column("people", "People", "count", "people"),
    *PEOPLE.ends,
    *SHARE.columns,
    *DIFFERENCE.columns,
    Column("expected", "People expected at the share of those compared with", "number", "people"),
    *GAP.columns,
    *GAP_TOGETHER.columns[1:],
    Column("opens", "Part of the gap that opens since the step before", "number", "people"),
    Column("could_be_told", "Smallest gap that could be told from chance, tests together", "number", "people"),
    Column("verdict", "Beside those compared with", "text"),
    STATE,
)
IN_TWO = {DEPRIVATION.name: "Deprivation, in two", ETHNIC_SPLIT.name: "Ethnic group, in two"}
ONE_BY_ONE = {DEPRIVATION.name: "Deprivation decile", ETHNIC_GROUP.name: "Ethnic group"}


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
    found = groups(release, view)
    rows = [row for group in found for row in _rows(group)]
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
        "rest, "
        "and everyone other than White British or Irish against these, the four steps and the whole path, as along the "
        "pathway; the ten deciles, each against all others; the five ethnic groups, each against all others known. "
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
        notes=(*whatever_is_chosen(selection),),
        variant=(("over", over),),
    )


def _rows(group: MissedGroup) -> list[Row]:
    return [
        {
            "dimension": _dimension(group),
            "group": _named(group),
            "against": words.upper_first(group.against),
            "step": LABELS[step],
            "people": group.counts[step].value,
            **dict(zip(("people_lower", "people_upper"), group.bounds(step), strict=True)),
            **SHARE.row(group.share(step)),
            **DIFFERENCE.row(group.difference(step)),
            "expected": group.expected(step),
            **GAP.row(group.gap(step)),
            **{
                name: value for name, value in GAP_TOGETHER.row(group.gap(step, together=True)).items() if name != "gap"
            },
            "opens": group.opens(step),
            "could_be_told": group.could_be_told(step),
            "verdict": "" if step == REFERRED else group.verdict(step),
            "state": group.counts[step].state,
        }
        for step in STEPS
    ]


def _dimension(group: MissedGroup) -> str:
    two = group.member in (*GROUP_MEMBERS, *SPLIT)
    return (IN_TWO if two else ONE_BY_ONE)[group.dimension]


def _named(group: MissedGroup) -> str:
    if group.member == NOT_KNOWN and group.dimension == DEPRIVATION.name:
        return "Decile not known"
    if group.dimension == DEPRIVATION.name:
        return words.upper_first(words.group(group.member))
    return "Other than White British or Irish" if group.member == EVERY_OTHER else group.member

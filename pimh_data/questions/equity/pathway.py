"""The pathway of two groups side by side: what part of each takes each step, and where the gap between them opens."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View, members
from pimh_data.questions.equity.pathway_finding import PathwaySide, Step, finding
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Portion, answer, hidden_rows
from pimh_data.questions.kit.deprivation import whatever_is_chosen
from pimh_data.questions.rounded_intervals import difference
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, THE_REST
from pimh_data.registry.ethnicity import GROUPS, SPLIT
from pimh_data.release import Release

# Each step, and those of whom it is a part. Some complete after two contacts, so completing is of those seen.
STEPS: Mapping[str, str] = {
    "referred": "",
    "accepted": "referred",
    "seen": "accepted",
    "three_or_more_contacts": "seen",
    "completed": "seen",
}
LABELS = {
    "referred": "Referred",
    "accepted": "Accepted",
    "seen": "Seen",
    "three_or_more_contacts": "Three or more contacts",
    "completed": "Completed",
}
# Which groups can be set side by side, by their dimension.
SIDES: Mapping[str, tuple[str, ...]] = {
    DEPRIVATION.name: (*GROUP_MEMBERS, *DECILE_MEMBERS),
    ETHNIC_GROUP.name: GROUPS,
    ETHNIC_SPLIT.name: SPLIT,
}
SHARE = Estimated("share", "Share of those", "share")
DIFFERENCE = Estimated(
    "difference",
    "Difference of the shares, first less second",
    "share",
    lower="difference_lower",
    upper="difference_upper",
    of="of the difference",
)
COLUMNS = (
    Column("group", "Group", "text"),
    Column("step", "Step", "text"),
    Column("of", "Of those", "text"),
    Column("people", "People", "count", "people"),
    *SHARE.columns,
    Column("of_referred", "Share of those referred", "share"),
    *DIFFERENCE.columns,
    STATE,
)


def pathway_side_by_side(release: Release, selection: Selection, one: str = CORE20, other: str = THE_REST) -> Answer:
    """Referred, accepted, seen, three or more contacts, completed, for two groups: one row a group and step.

    `one`, `other`: two members of deprivation, of the five ethnic groups, or of the White British or Irish split.
    Columns: group, step, of (whom the share is of), people, share with its 95% interval, of_referred, difference of the
    two shares with its interval (in the rows of `one`), state. Raises SelectionError for groups that cannot be set side
    by side, and for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    dimension = _dimension(one, other)
    if dimension == DEPRIVATION.name:
        view, prefix = View.of(selection).at(dimension=dimension), ""
        notes, group = whatever_is_chosen(selection), EVERYONE
    else:
        follows = follow_deprivation(release, selection, "pathway", "referred", dimension)
        view, prefix, notes, group = follows.view, follows.prefix, follows.notes, follows.group
    sides = _side(release, view, prefix, one), _side(release, view, prefix, other)
    steps = [_step(name, *sides) for name in STEPS if STEPS[name]]
    rows: list[Row] = [row for side in sides for row in _rows(side, steps if side is sides[0] else [])]
    said = finding(release, selection, view.at(member=prefix + one), (prefix + one, prefix + other), sides, steps)
    about = words.subject(selection, period=view.period)
    return answer(
        "equity.pathway",
        "Along the pathway",
        release,
        selection,
        COLUMNS,
        rows,
        said,
        definition="Of the people referred, who was accepted; of those accepted, who was seen; of those seen, who "
        "had three or more contacts, and who completed. A person with several referrals took a step when any of "
        "them did.",
        numerator=", ".join(filter(None, ("People referred", about, "" if group == EVERYONE else words.group(group)))),
        denominator="Those of the same group at the step that a share is of",
        method="Wilson's 95% interval of each share and Newcombe's of the difference of two, over every set of "
        "true counts that the released ones permit. The gap opens at the first step whose interval leaves out 0.",
        period=f"Referred in {view.period}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(
            "Some of those referred lately are still in contact: fewer have completed so far, in both groups.",
            "Closed without a recorded reason does not count as completed.",
            "Four steps are compared: now and then one of them differs by chance alone.",
        ),
        matters=("ethnic group", "by deprivation"),
        hidden=hidden_rows(rows, "group", "step"),
        direction="higher_is_better",
        notes=notes,
    )


def _dimension(one: str, other: str) -> str:
    for dimension, names in SIDES.items():
        if {one, other} <= set(names) and one != other:
            return dimension
    groups = "; ".join(", ".join(names) for names in SIDES.values())
    raise SelectionError(f"{one!r} and {other!r} cannot be set side by side; choose two of one list: {groups}")


def _side(release: Release, view: View, prefix: str, member: str) -> PathwaySide:
    held = {step: members(release, "pathway", view, step) for step in STEPS}
    name = words.upper_first(words.group(member)) if member in SIDES[DEPRIVATION.name] else member
    return PathwaySide(name, {step: found.get(prefix + member, NO_DATA) for step, found in held.items()})


def _step(name: str, one: PathwaySide, other: PathwaySide) -> Step:
    of = STEPS[name]
    part, whole, other_part, other_whole = one.counts[name], one.counts[of], other.counts[name], other.counts[of]
    return Step(name, part, whole, other_part, other_whole, *difference(part, whole, other_part, other_whole))


def _rows(side: PathwaySide, steps: list[Step]) -> list[Row]:
    compared = {step.name: step for step in steps}
    rows: list[Row] = []
    for name, of in STEPS.items():
        count = side.counts[name]
        step = compared.get(name)
        rows.append(
            {
                "group": side.name,
                "step": LABELS[name],
                "of": LABELS[of].lower() if of else "",
                "people": count.value,
                **SHARE.row(Portion(count, side.counts[of]).limits if of else UNKNOWN),
                "of_referred": Portion(count, side.counts["referred"]).limits[0],
                **DIFFERENCE.row((step.difference, step.lower, step.upper) if step else UNKNOWN),
                "state": count.state,
            }
        )
    return rows

"""The pathway of two groups side by side: what part of each takes each step, and where the gap between them opens."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Selection
from pimh_data.errors import SelectionError
from pimh_data.formats import percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View, lacking, members
from pimh_data.questions.equity.pathway_finding import finding
from pimh_data.questions.equity.pathway_table import COLUMNS, PathwaySide, rows_of
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.kit import answer, hidden_rows
from pimh_data.questions.kit.deprivation import unknown_decile, whatever_is_chosen
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.path import PathVerdict
from pimh_data.questions.kit.verdicts.path_steps import STEPS, TOGETHER
from pimh_data.questions.longer import with_deciles
from pimh_data.questions.words import lower_first
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, ETHNIC_SPLIT, EVERYONE, SINCE_START_PERIOD
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import GROUPS, SPLIT
from pimh_data.release import Release

# Which groups can be set side by side, by their dimension.
SIDES: Mapping[str, tuple[str, ...]] = {
    DEPRIVATION.name: (*GROUP_MEMBERS, *DECILE_MEMBERS),
    ETHNIC_GROUP.name: GROUPS,
    ETHNIC_SPLIT.name: SPLIT,
}


def pathway_side_by_side(release: Release, selection: Selection, one: str = CORE20, other: str = THE_REST) -> Answer:
    """Referred, accepted, seen, three or more contacts, completed, for two groups: one row a group and step.

    `one`, `other`: two members of deprivation, of the five ethnic groups, or of the White British or Irish split.
    Last of each group, the whole path: who completed, of those referred. Columns: group, step, of (whom the share is
    of), people, share with its 95% interval, of_referred, difference of the two shares with its interval, and with that
    of all five together, and gap in people (in the rows of `one`), state. Raises SelectionError for groups that cannot
    be set side by side, and for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    dimension = _dimension(one, other)
    if dimension == DEPRIVATION.name:
        view, single = View.of(selection).at(dimension=dimension), ({one, other} & set(DECILE_MEMBERS))
        view, longer = with_deciles(release, "pathway", view) if single else (view, ())
        prefix, notes, group = "", (*whatever_is_chosen(selection), *longer), EVERYONE
    else:
        follows = follow_deprivation(release, selection, "pathway", "referred", dimension)
        view, prefix, notes, group = follows.view, follows.prefix, follows.notes, follows.group
    sides = _side(release, view, prefix, one), _side(release, view, prefix, other)
    verdict = PathVerdict.of(one, sides[0].counts, sides[1].counts)
    rows = rows_of(*sides, verdict)
    members_ = prefix + one, prefix + other
    said = finding(release, selection, view.at(member=members_[0]), members_, sides, verdict)
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
        "had three or more contacts, and who completed; and over the whole path, who completed of those referred. A "
        "person with several referrals took a step when any of them did.",
        numerator=", ".join(filter(None, ("People referred", about, "" if group == EVERYONE else words.group(group)))),
        denominator="Those of the same group at the step that a share is of",
        method="Wilson's 95% interval of each share and Newcombe's of the difference of two, "
        "with the error of rounding added to that of chance. The whole "
        f"path and the four steps are tested together, each at {percent(TOGETHER, 1000)} (Bonferroni), so that by "
        "chance alone one of the five stands out in 20 such comparisons at most. The gap in people is the difference "
        f"times those of the first group at the step before. Nothing is said of a step with fewer than {FEWEST} people "
        "of a group before it.",
        period=f"Referred in {view.period}, followed to {periods.day_in_words(release.manifest.extract_date)}",
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(
            "Some of those referred lately are still in contact: fewer have completed so far, in both groups.",
            "Closed without a recorded reason does not count as completed.",
        ),
        matters=("ethnic group", "by deprivation"),
        hidden=hidden_rows(rows, "group", "step"),
        direction="higher_is_better",
        notes=(*notes, *_unknown(release, view, selection, dimension)),
    )


def _unknown(release: Release, view: View, selection: Selection, dimension: str) -> tuple[str, ...]:
    """Of how many of those referred the group is not known: they are in neither side."""
    if dimension == DEPRIVATION.name:
        unknown = members(release, "pathway", view, "referred").get(NOT_KNOWN, lacking(release, "pathway", view))
        when = lower_first(view.period) if view.period == SINCE_START_PERIOD else f"in {view.period}"
        return (unknown_decile(release, unknown, when, "referred"),)
    return ()


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

"""A share by decile or ethnic group, such as contacts missed: its rows and its Answer, for any share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, ReferenceLine, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.kit import STATE, answer
from pimh_data.questions.kit.by_member_finding import finding, large_enough, size_seen
from pimh_data.questions.kit.deprivation import groups_in_focus, whatever_is_chosen
from pimh_data.questions.kit.member_differences import BY_DECILE, BY_ETHNIC_GROUP, IN_TWO, differences
from pimh_data.questions.kit.portion import shares_of
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.longer import with_deciles
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, EVERYONE, SINCE_START_PERIOD, TOTAL
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release


def by_decile(release: Release, selection: Selection, share: Share) -> Answer:
    """Core20 and the rest, which are compared whatever is chosen; then one row a decile, 1 = most deprived.

    Of the chosen year, or of the shortest longer time in which both have enough people, chosen by their number alone.
    """
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    known = [(name, "yes") for name in (*GROUP_MEMBERS, *DECILE_MEMBERS)]
    view, period = _by_size(release, view, share)
    notes = (*period, *whatever_is_chosen(selection))
    return _answer(release, selection, share, view, (*known, (NOT_KNOWN, "no")), f"{share.key}_by_decile", notes)


def _by_size(release: Release, view: View, share: Share) -> tuple[View, tuple[str, ...]]:
    """The view in the shortest period that has single deciles and enough people, with a note where it is no year."""
    own, longer = with_deciles(release, share.cube, view)
    if longer and large_enough(share, share.read(release, own)):
        return own, longer
    years, period = release.manifest.years, periods.three_years(release.manifest)
    three = {period: f"three years together ({period})"} if period and view.period in years[-3:] else {}
    tried = {view.period: "", **three, SINCE_START_PERIOD: "the whole time since the service started"}
    for name, said in tried.items():
        if large_enough(share, share.read(release, view.at(period=name))):
            few = f"in {view.period} the most deprived fifth (Core20) or the rest have fewer than {FEWEST} people"
            note = f"Shown for {said}: {few}."
            return view.at(period=name), (note,) if said else ()
    return own, longer


def by_ethnic_group(release: Release, selection: Selection, share: Share) -> Answer:
    """One row an ethnic group, the unknown last; every group is compared with White. Follows pairs where there are."""
    follows = follow_deprivation(release, selection, share.cube, share.count, ETHNIC_GROUP.name)
    prefix = follows.prefix

    def read(held: Release, view: View) -> dict[str, Part]:
        return {name.removeprefix(prefix): part for name, part in share.read(held, view).items()}

    names = (*((name, "yes") for name in GROUPS), *((name, "no") for name in UNKNOWN))
    view, own = follows.view.at(member=prefix + GROUPS[0]), replace(share, read=read)
    return _answer(release, selection, own, view, names, f"{share.key}_by_ethnic_group", follows.notes)


def _answer(
    release: Release,
    selection: Selection,
    share: Share,
    view: View,
    names: Sequence[tuple[str, str]],
    key: str,
    notes: tuple[str, ...],
) -> Answer:
    periods.position(release.manifest, selection.year)
    held = share.read(release, view)
    own_year = view.period == selection.year
    whole_year = periods.period_in_words(view.period) if own_year else view.period
    named = f"Referred in {view.period}" if share.cohort else whole_year
    parts, by_deprivation = [held.get(name, share.nothing) for name, _ in names], view.dimension == DEPRIVATION.name
    estimates, compared = shares_of(parts), differences(share, held, by_deprivation)
    focus = groups_in_focus(selection)
    columns = _columns(share, by_deprivation)
    nothing = {column.name: NAN for column in columns if column.kind == "share"}
    rows = [
        {
            **nothing,
            "member": IN_TWO.get(name, name),
            "focus": "yes" if name in focus else "no",
            "known": known,
            **share.row(part, estimates[row]),
            **compared.get(name, {}),
        }
        for row, ((name, known), part) in enumerate(zip(names, parts, strict=True))
    ]
    return answer(
        key,
        share.title,
        release,
        selection,
        columns,
        rows,
        finding(release, selection, view, share, held),
        definition=share.definition,
        numerator=f"{share.numerator}, {words.subject(selection, period=view.period)}",
        denominator=f"{share.denominator}, of the same group",
        method=share.method,
        period=share.period(release.manifest, named),
        citation=share.citation,
        caveats=share.caveats,
        matters=share.matters,
        what="groups",
        direction=share.direction,
        references=(_reference(release, selection, share, view, held),),
        notes=(*notes, size_seen(view, share, held)),
    )


def _reference(
    release: Release, selection: Selection, share: Share, view: View, held: Mapping[str, Part]
) -> ReferenceLine:
    """Whom an ethnic group is compared with; for deciles the average, where the year is the chosen one."""
    if view.dimension != DEPRIVATION.name:
        return ReferenceLine(words.ETHNIC_GROUPS[words.WHITE], held.get(words.WHITE, share.nothing).limits[0])
    everyone = view.at(dimension=TOTAL.name, member=EVERYONE)
    average = share.of(release, everyone).limits[0] if view.period == selection.year else NAN
    return ReferenceLine(words.place_average(selection.place), average)


def _columns(share: Share, by_deprivation: bool) -> tuple[Column, ...]:
    return (
        Column("member", "Deprivation" if by_deprivation else "Ethnic group", "text"),
        *share.counted,
        *share.estimate.columns,
        *(BY_DECILE if by_deprivation else BY_ETHNIC_GROUP),
        *((Column("focus", "In the chosen group", "text"),) if by_deprivation else ()),
        Column("known", "Group known", "text"),
        STATE,
    )

"""Deprivation and ethnic group together: who is seen in each, and whether Core20 are the more diverse."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import (
    STATE,
    Estimated,
    Portion,
    Said,
    Telling,
    answer,
    difference_of_shares,
    shares_of,
)
from pimh_data.questions.kit import UNKNOWN as UNKNOWN_LIMITS
from pimh_data.questions.kit.deprivation import whatever_is_chosen
from pimh_data.questions.longer import shortest_held
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, PAIR
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

BOTH = f"{DEPRIVATION.name} x {ETHNIC_GROUP.name}"
WHITE, *OTHERS = GROUPS
NOT_WHITE = "Not White, together"  # the row of those who are compared
SHARE = Estimated("share", "Share of those known, of the same deciles", "share")
LESS_THE_REST = difference_of_shares("Share less that of the rest")
COLUMNS = (
    Column("deprivation", "Deprivation", "text"),
    Column("member", "Ethnic group", "text"),
    Column("people", "People seen", "count", "people"),
    *SHARE.columns,
    *LESS_THE_REST.columns,
    Column("known", "Ethnic group known", "text"),
    STATE,
)


def core20_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """People seen by Core20 or the rest and ethnic group together: one row a pair, and all who are not White.

    Columns: deprivation, member, people, share (of those of known ethnic group in the same deciles) with Wilson's
    interval, difference (of those not White, Core20 from the rest) with Newcombe's, known, state. Held by year for all
    services, for three years together for a bundle, and for one service since it started, which is then shown. Raises
    SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    pairs = View.of(selection).at(dimension=BOTH, member=f"{CORE20}{PAIR}{WHITE}")
    view, notes = shortest_held(release, "activity", pairs)
    held = members(release, "activity", view, "people_seen")
    cells = {
        (group, name): held.get(f"{group}{PAIR}{name}", NO_DATA)
        for group in GROUP_MEMBERS
        for name in (*GROUPS, *UNKNOWN)
    }
    ours, theirs = _not_white(cells)
    differences = {(CORE20, NOT_WHITE): ours.less(theirs)}
    rows: list[Row] = []
    for group, together in zip(GROUP_MEMBERS, (ours, theirs), strict=True):
        held_of = {name: cells[group, name] for name in GROUPS} | ({NOT_WHITE: together.part} if together.known else {})
        estimates = shares_of(Portion(found, together.whole) for found in held_of.values())
        shares = dict(zip(held_of, estimates, strict=True))
        rows += [
            {
                "deprivation": group,
                "member": name,
                "people": found.value,
                **SHARE.row(shares.get(name, UNKNOWN_LIMITS)),
                **LESS_THE_REST.row(differences.get((group, name), UNKNOWN_LIMITS)),
                "known": "yes" if name in held_of else "no",
                "state": found.state,
            }
            for name, found in {**held_of, **{name: cells[group, name] for name in UNKNOWN}}.items()
        ]
    hidden = [f"{words.group(group)}, {name}" for (group, name), found in cells.items() if found.state == "hidden"]
    return answer(
        "equity.core20_by_ethnic_group",
        "Deprivation and ethnic group together",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, cells),
        definition="People seen by deprivation and ethnic group at once: what neither chart alone shows.",
        numerator=f"Distinct people seen, {words.subject(selection, with_year=False)}, {view.period}",
        denominator="People seen in the same deciles whose ethnic group is known; residents are not published by "
        "deprivation and ethnic group together, so there is no rate",
        method="Wilson's 95% interval, with the error of rounding added to that of chance; the share who "
        "are not White is compared by Newcombe's interval of the difference.",
        period=periods.period_in_words(view.period) if view.period == selection.year else view.period,
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(
            "People of minority ethnic groups live more often in the most deprived fifth (Core20), so a difference "
            "here is not yet an "
            "inequality.",
            "People whose decile is not known are in no pair.",
        ),
        matters=("ethnic group", "by deprivation"),
        hidden=hidden,
        what="pairs",
        notes=(*whatever_is_chosen(selection), *notes, ours.size_seen(theirs, of="between the two groups")),
    )


def _not_white(held: Mapping[tuple[str, str], Cell]) -> tuple[Portion, Portion]:
    """People who are not White, of all of known ethnic group: of the most deprived fifth (Core20), and of the rest."""
    others = {group: total(held[group, name] for name in OTHERS) for group in GROUP_MEMBERS}
    ours, theirs = (Portion(part, total([part, held[group, WHITE]])) for group, part in others.items())
    return ours, theirs


def _said(release: Release, selection: Selection, view: View, cells: Mapping[tuple[str, str], Cell]) -> Said:
    tell = Telling.of(release, selection, view)
    if all(found.state == "no data" for found in cells.values()):
        return tell.no_data("there are no data by deprivation and ethnic group together")
    ours, theirs = _not_white(cells)
    if not (ours.whole.known and theirs.whole.known):

        def say(view: View) -> str:
            one, other = _not_white(_pairs(release, view))
            of = f"{people(one.whole.value)} and {people(other.whole.value)} people"
            ours, theirs = one.beside(other)
            return f"{ours} not White in the most deprived fifth (Core20), {theirs} in the rest, of {of}"

        count = sum(found.state == "hidden" for found in cells.values())
        pairs = f"{count} {'pair is' if count == 1 else 'pairs are'} hidden"
        return tell.hidden(
            pairs, lambda view: total(_pairs(release, view).values()) if view.dimension == BOTH else HIDDEN, say
        )
    grade, bounds = ours.against(theirs)
    if grade == "too few":
        return tell.says("too few people to compare two groups of deciles by ethnic group.", "too few")
    ending = {"higher": "more, beyond chance", "lower": "fewer, beyond chance"}.get(grade, "no clear difference")
    share, other = ours.beside(theirs)
    ours_said = f"{share} of {ours.of('people seen')} from the most deprived fifth (Core20) are not White"
    theirs_said = f"{other} of {'those' if not theirs.small else theirs.of('people')} from the rest"
    return tell.says(f"{ours_said}, {theirs_said}; {ending} ({bounds}).", grade)


def _pairs(release: Release, view: View) -> dict[tuple[str, str], Cell]:
    held = members(release, "activity", view.at(dimension=BOTH), "people_seen")
    return {(g, n): held.get(f"{g}{PAIR}{n}", NO_DATA) for g in GROUP_MEMBERS for n in GROUPS}

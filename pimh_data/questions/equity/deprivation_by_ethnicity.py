"""Deprivation and ethnic group together: who is seen in each, and whether deciles 1-2 are the more diverse."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Finding, Grade, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, members, total
from pimh_data.questions.kit import STATE, Estimated, Said, answer
from pimh_data.questions.kit.deprivation import whatever_is_chosen
from pimh_data.questions.nearest_view import nearest_view
from pimh_data.questions.rounded_intervals import TOO_FEW_TOGETHER, difference, shares
from pimh_data.questions.service_starts import started_later
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, PAIR
from pimh_data.registry.deprivation import CORE20, GROUP_MEMBERS, THE_REST
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

BOTH = f"{DEPRIVATION.name} x {ETHNIC_GROUP.name}"
WHITE, *OTHERS = GROUPS
SHARE = Estimated("share", "Share of those known, of the same deciles", "share")
COLUMNS = (
    Column("deprivation", "Deprivation", "text"),
    Column("member", "Ethnic group", "text"),
    Column("people", "People seen", "count", "people"),
    *SHARE.columns,
    Column("known", "Ethnic group known", "text"),
    STATE,
)


def core20_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """People seen by deciles 1-2 or the rest and ethnic group together: one row a pair, hidden pairs marked.

    Columns: deprivation, member, people, share (of those of known ethnic group in the same deciles) with Wilson's
    interval, known, state. Held by year for all services, and for three years together for one service, which is then
    shown. Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    view, notes = _view(release, selection)
    held = members(release, "activity", view, "people_seen")
    cells = {
        (group, name): held.get(f"{group}{PAIR}{name}", NO_DATA)
        for group in GROUP_MEMBERS
        for name in (*GROUPS, *UNKNOWN)
    }
    rows = []
    for group in GROUP_MEMBERS:
        own = [cells[group, name] for name in GROUPS]
        known = total(own)
        estimates = shares(own, [known] * len(own))
        for row, name in enumerate(GROUPS):
            share, lower, upper = estimates[row]
            limits = {**SHARE.row((share, lower, upper)), "known": "yes"}
            rows.append(_row(group, name, cells[group, name], limits))
        none = {**SHARE.row(), "known": "no"}
        rows += [_row(group, name, cells[group, name], none) for name in UNKNOWN]
    hidden = [f"{words.group(group)}, {name}" for (group, name), found in cells.items() if found.state == "hidden"]
    return answer(
        "equity.core20_by_ethnic_group",
        "Deprivation and ethnic group together",
        release,
        selection,
        COLUMNS,
        rows,
        Said(_finding(release, selection, view, cells)),
        definition="People seen by deprivation and ethnic group at once: what neither chart alone shows.",
        numerator=f"Distinct people seen, {words.subject(selection, with_year=False)}, {view.period}",
        denominator="People seen in the same deciles whose ethnic group is known; residents are not published by "
        "deprivation and ethnic group together, so there is no rate",
        method="Wilson's 95% interval, over every pair of true counts that the released ones permit; the share who "
        "are not White is compared by Newcombe's interval of the difference.",
        period=periods.period_in_words(view.period) if view.period == selection.year else view.period,
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=(
            "People of minority ethnic groups live more often in deciles 1-2, so a difference here is not yet an "
            "inequality.",
            "People whose decile is not known are in no pair.",
        ),
        matters=("ethnic group", "by deprivation"),
        hidden=hidden,
        what="pairs",
        notes=(*whatever_is_chosen(selection), *notes),
    )


def _view(release: Release, selection: Selection) -> tuple[View, tuple[str, ...]]:
    view = View.of(selection).at(dimension=BOTH, member=f"{CORE20}{PAIR}{WHITE}")
    period = periods.three_years(release.manifest)
    if members(release, "activity", view, "people_seen") or not period:
        return view, ()
    longer = view.at(period=period)
    if selection.year in release.manifest.years[-3:] and members(release, "activity", longer, "people_seen"):
        return longer, (f"For one service this is held for three years together only ({period}), which are shown.",)
    return view, ()


def _row(group: str, name: str, found: Cell, rest: Mapping[str, object]) -> dict[str, object]:
    return {"deprivation": group, "member": name, "people": found.value, "state": found.state, **rest}


def _not_white(held: Mapping[tuple[str, str], Cell], group: str) -> tuple[Cell, Cell]:
    """People of a deprivation group who are not White, and all of known ethnic group."""
    others = total(held[group, name] for name in OTHERS)
    return others, total([others, held[group, WHITE]])


def _finding(release: Release, selection: Selection, view: View, cells: Mapping[tuple[str, str], Cell]) -> Finding:
    subject = words.subject(selection, period=view.period)
    if all(found.state == "no data" for found in cells.values()):
        why = started_later(release, selection) or "there are no data by deprivation and ethnic group together"
        return Finding(f"{subject}: {why}.", "no data")
    (part, whole), (other_part, other_whole) = (_not_white(cells, group) for group in (CORE20, THE_REST))
    if not (whole.known and other_whole.known):
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        count = sum(found.state == "hidden" for found in cells.values())
        found = nearest_view(release, view, lambda view: _all(release, view), lambda view: _say_number(release, view))
        pairs = "pair is" if count == 1 else "pairs are"
        return Finding(f"{subject}: {count} {pairs} hidden ({why}). {found}", "hidden")
    if whole.value + other_whole.value < TOO_FEW_TOGETHER:
        return Finding(f"{subject}: too few people to compare two groups of deciles by ethnic group.", "too few")
    change, lower, upper = difference(part, whole, other_part, other_whole)
    grade: Grade = "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"
    ending = {"higher": "more, beyond chance", "lower": "fewer, beyond chance"}.get(grade, "no clear difference")
    figures = (
        f"{_share(part, whole)} of people seen from deciles 1-2 are not White, {_share(other_part, other_whole)} of "
        f"those from deciles 3-10"
    )
    return Finding(f"{subject}: {figures}; {ending} ({words.points(lower, upper, change)}).", grade)


def _share(part: Cell, whole: Cell) -> str:
    return percent(min(part.value / whole.value, 1), whole.value) if whole.value else "0%"


def _pairs(release: Release, view: View) -> dict[tuple[str, str], Cell]:
    held = members(release, "activity", view.at(dimension=BOTH), "people_seen")
    return {(g, n): held.get(f"{g}{PAIR}{n}", NO_DATA) for g in GROUP_MEMBERS for n in GROUPS}


def _all(release: Release, view: View) -> Cell:
    if view.dimension != BOTH:
        return HIDDEN
    return total(_pairs(release, view).values())


def _say_number(release: Release, view: View) -> str:
    held = _pairs(release, view)
    (part, whole), (other_part, other_whole) = (_not_white(held, group) for group in (CORE20, THE_REST))
    of = f"{people(whole.value)} and {people(other_whole.value)} people"
    return f"{_share(part, whole)} not White in deciles 1-2, {_share(other_part, other_whole)} in the rest, of {of}"

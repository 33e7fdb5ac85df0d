"""Who is newly referred, service by service: from the most deprived fifth, and of other than White British or Irish."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.answer import Answer, Column, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View, cell, members
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, Telling, answer, hidden_rows, shares_of
from pimh_data.questions.kit.known import known_and_unknown
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.longer import shortest_held
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_SPLIT, EVERYONE, SINCE_START_PERIOD, TOTAL
from pimh_data.registry.deprivation import CORE20, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import EVERY_OTHER, SPLIT, UNKNOWN
from pimh_data.release import Release

LONGER = (
    "Of one service, who is other than White British or Irish is counted over three years together, or since it "
    "started: in one year most would be hidden."
)
SHARE = Estimated("share", "Share of those known", "share")
COLUMNS = (
    Column("service", "Service", "text"),
    Column("group", "Group", "text"),
    Column("period", "Referred in", "text"),
    Column("people", "People newly referred", "count", "people"),
    Column("of", "Of those whose decile (or ethnic group) is known", "count", "people"),
    *SHARE.columns,
    Column("share_before", "Share the year before", "share"),
    STATE,
)


@dataclass(frozen=True)
class _Side:
    """A group of those referred: a member of a dimension, those known and unknown there, and its words."""

    dimension: str
    member: str
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    label: str
    what: str
    who: str


SIDES = (
    _Side(
        DEPRIVATION.name,
        CORE20,
        (CORE20, THE_REST),
        (NOT_KNOWN,),
        "Most deprived fifth (Core20)",
        "decile",
        f"from {words.CORE20}",
    ),
    _Side(
        ETHNIC_SPLIT.name,
        EVERY_OTHER,
        SPLIT,
        UNKNOWN,
        "Other than White British or Irish",
        "ethnic group",
        "other than White British or Irish",
    ),
)


def new_referrals(release: Release, selection: Selection) -> Answer:
    """People referred in the year by service: one row a service and group, what is chosen first, then its services.

    Of one service, White British or Irish or not is held for longer alone: three years together where the year is one
    of the last three, else since it started. Columns: service, group, period, people (referred), of (those whose decile
    or ethnic group is known), share with Wilson's 95% interval, share_before (the year before), state. Raises
    SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    views = [View(selection.place, selection.year, service) for service in _services(release, selection)]
    asked = [(_view(release, view, side), side) for view in views for side in SIDES]
    now = [_portion(release, view, side) for view, side in asked]
    year_before = periods.year_before(selection.year)
    own_year = [view.period == selection.year for view, _ in asked]
    before = shares_of(
        _portion(release, view.at(period=year_before), side) if of_year else Portion(NO_DATA, NO_DATA)
        for (view, side), of_year in zip(asked, own_year, strict=True)
    ).value
    estimates = shares_of(now)
    rows: list[Row] = [
        {
            "service": view.service,
            "group": side.label,
            "period": view.period,
            "people": now[row].part.value,
            "of": now[row].whole.value,
            **SHARE.row(estimates[row]),
            "share_before": float(before[row]),
            "state": now[row].part.state,
        }
        for row, (view, side) in enumerate(asked)
    ]
    return answer(
        "equity.new_referrals",
        "Newly referred, by service",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, [_when(view, selection) for view, _ in asked[: len(SIDES)]], now[: len(SIDES)]),
        definition="Of the people referred in the year, the share who live in the most deprived fifth of England's "
        "small areas (Core20, deciles 1 and 2), and the share of other than White British or Irish people.",
        numerator=f"People referred, {words.subject(selection)}; in a longer time where the table says so",
        denominator="People referred whose decile (or ethnic group) is known",
        method="Wilson's 95% interval, with the error of rounding added to that of chance.",
        period=f"Referred in {selection.year}",
        citation="Wilson 1927, J Am Stat Assoc 22:209",
        caveats=(
            "Who is referred to several services is counted once in each, and once in all together.",
            "A share of those referred is not a share of need: need is steeper.",
        ),
        matters=("by deprivation", "ethnic group"),
        hidden=hidden_rows(rows, "service", "group"),
        notes=("" if all(own_year) else LONGER,),
    )


def _view(release: Release, view: View, side: _Side) -> View:
    """The view by the side's dimension, of the shortest time in which it is held."""
    return shortest_held(release, "pathway", view.at(dimension=side.dimension, member=side.member))[0]


def _when(view: View, selection: Selection) -> str:
    """' in 2022/23 to 2024/25', where it is not the chosen year."""
    if view.period == selection.year:
        return ""
    return " since the service started" if view.period == SINCE_START_PERIOD else f" in {view.period}"


def _services(release: Release, selection: Selection) -> tuple[str, ...]:
    held = services_of(release, selection.place, selection.service)
    return tuple(dict.fromkeys((selection.service, *(service.name for service in held))))


def _portion(release: Release, view: View, side: _Side) -> Portion:
    """The group, of those of known membership."""
    cells = members(release, "pathway", view, "referred")
    if not cells:
        return Portion(NO_DATA, NO_DATA)
    every = {name: cells.get(name, NO_DATA) for name in (*side.known, *side.unknown)}
    whole = cell(release, "pathway", view.at(dimension=TOTAL.name, member=EVERYONE), "referred")
    known, _ = known_and_unknown(every, whole, side.known, side.unknown)
    return Portion(every[side.member], known)


def _said(release: Release, selection: Selection, when: Sequence[str], now: Sequence[Portion]) -> Said:
    tell = Telling.about(release, selection, words.subject(selection))
    if all(one.part.state == "no data" for one in now):
        return tell.no_data("there are no data on who is referred")
    if not any(one.known for one in now):
        return tell.hidden("who is referred is hidden")
    said = [_of(side, one, in_time) for side, one, in_time in zip(SIDES, now, when, strict=True)]
    few = all(not one.known or one.whole.value < FEWEST for one in now)
    return tell.says(f"{'. '.join((said[0], *map(words.upper_first, said[1:])))}.", "too few" if few else "description")


def _of(side: _Side, one: Portion, when: str) -> str:
    if not one.known:
        return f"how many of those referred{when} are {side.who} is not shown ({one.state})"
    known = f"{people(one.whole.value)} people referred{when} whose {side.what} is known"
    if one.whole.value < FEWEST:
        return f"the {known} are too few to say how many are {side.who}"
    return f"of the {known}, {one.percent} are {side.who} (95% interval {one.bounds})"

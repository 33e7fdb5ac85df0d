"""Where referrals come from, year by year, and which source has grown or shrunk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, NO_DATA, NOBODY, Cell, View, cell, members
from pimh_data.questions.follow_deprivation import DeprivationView, follow_deprivation
from pimh_data.questions.kit import (
    STATE,
    UNKNOWN,
    Estimated,
    Limits,
    Portion,
    Said,
    Telling,
    answer,
    hidden_rows,
    shares_of,
)
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.kit.changes import TWO_YEARS
from pimh_data.questions.kit.known import known_and_unknown
from pimh_data.questions.kit.verdicts.enough import FEWEST, enough
from pimh_data.questions.kit.verdicts.sizes_of_several import points_seen_of, points_size
from pimh_data.registry.cubes import EVERYONE, NOT_RECORDED, SOURCE
from pimh_data.release import Release

SOURCES = tuple(name for name in SOURCE.members if name != NOT_RECORDED)
CONFIDENCE = 1 - 0.05 / len(SOURCES)  # so that of all sources together one stands out by chance in 20 releases
SAID = {"self": "families themselves", "GP": "GPs", "midwife": "midwives", "health visitor": "health visitors"}
SHARE = Estimated("share", "Share of those recorded", "share")
NOT_COMPARED = "not compared"
CHANGE = Estimated(
    "change",
    "Share less that of the year before",
    "share",
    decimals=1,
    lower="change_lower",
    upper="change_upper",
    of="of the change, sources together",
)
COLUMNS = (
    Column("period", "Referred in", "text"),
    Column("member", "Source", "text"),
    Column("people", "People referred", "count", "people"),
    *SHARE.columns,
    *(replace(column, missing=NOT_COMPARED) for column in CHANGE.columns),
    Column(
        "could_be_seen",
        "Change that would probably be seen (80% power), sources together",
        "share",
        missing="clear, or not compared",
    ),
    Column("known", "Source recorded", "text"),
    STATE,
)
NAMED_AT_MOST = 2  # of the sources whose share grew, and of those whose shrank: the table has all
Year = tuple[Mapping[str, Cell], Cell]  # source -> people referred, and those of recorded source together
Changes = Mapping[str, tuple[Limits, float]]  # source -> its share less the year before's, and what could be seen


def referral_sources(release: Release, selection: Selection) -> Answer:
    """People referred by source: one row a financial year and source, those not recorded last.

    Columns: period, member, people, share (of those recorded) with Wilson's interval, change from the year before with
    Newcombe's, of all sources together, the change that could be seen where none is clear, known, state. Follows the
    deprivation choice through the pairs of the release. Raises SelectionError for a year or Place not held.
    """
    periods.position(release.manifest, selection.year)
    follows = follow_deprivation(release, selection, "pathway", "referred", SOURCE.name)
    own_year = follows.view.period == selection.year
    shown = release.manifest.years if own_year else (follows.view.period,)
    held = {period: _year(release, follows, period) for period in shown}
    before = {period: held.get(periods.year_before(period)) for period in held} if own_year else {}
    changes = {period: _changes(year, before.get(period)) for period, year in held.items()}
    rows = [row for period, year in held.items() for row in _rows(period, year, changes[period])]
    chosen = selection.year if own_year else follows.view.period
    now, changed = held[chosen], changes[chosen]
    return answer(
        "reach.sources",
        "Where referrals come from",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, follows, now, changed),
        definition="People referred in the period by the source of their latest referral in it, and each source's "
        "part of those for whom it is recorded.",
        numerator=f"People referred, {words.subject(selection, period=follows.view.period)}"
        + ("" if follows.group == EVERYONE else f", {words.group(follows.group)}"),
        denominator="People referred whose source is recorded",
        method="Wilson's 95% interval, with the error of rounding added to that of chance. A change is "
        f"named where the {percent(CONFIDENCE, 1000)} interval of the difference leaves out 0: of nine intervals of "
        f"95%, one often would by chance; {TWO_YEARS}.",
        period=f"Referred in {shown[0]}" + (f" to {shown[-1]}" if len(shown) > 1 else ""),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873",
        caveats=("A source's share falls when others refer more, although it refers as many as before.",),
        matters=("by deprivation",),
        hidden=hidden_rows(rows, "period", "member"),
        notes=(*follows.notes, _adding_up(now, chosen if own_year else ""), _size_seen(changed)),
    )


def _adding_up(year: Year, period: str) -> str:
    cells, known = year
    shares = shares_of(Portion(cells.get(name, NO_DATA), known) for name in SOURCES).value
    return adding_up(shares, period, known.value)


def _year(release: Release, follows: DeprivationView, period: str) -> Year:
    cells = follows.members(release, "pathway", "referred", period)
    everyone = cell(release, "pathway", follows.whole(period), "referred")
    names = [name for name in cells if name != NOT_RECORDED]
    known, _ = known_and_unknown({NOT_RECORDED: NOBODY, **cells}, everyone, names, (NOT_RECORDED,))
    return cells, known


def _rows(period: str, year: Year, changes: Changes) -> list[Row]:
    cells, known = year
    own = [cells.get(name, NO_DATA) for name in SOURCES]
    estimates = shares_of(Portion(found, known) for found in own)
    rows: list[Row] = []
    for row, name in enumerate(SOURCES):
        found, size = changes.get(name, (UNKNOWN, NAN))
        limits = {**SHARE.row(estimates[row]), **CHANGE.row(found), "could_be_seen": size}
        rows.append(_row(period, name, own[row], limits, "yes"))
    nothing = {**SHARE.row(), **CHANGE.row(), "could_be_seen": NAN}
    return [*rows, _row(period, NOT_RECORDED, cells.get(NOT_RECORDED, NO_DATA), nothing, "no")]


def _row(period: str, name: str, found: Cell, limits: Mapping[str, float], known: str) -> Row:
    return {"period": period, "member": name, "people": found.value, **limits, "known": known, "state": found.state}


def _said(release: Release, selection: Selection, follows: DeprivationView, now: Year, changes: Changes) -> Said:
    group = "" if follows.group == EVERYONE else words.group(follows.group)
    tell = Telling.of(release, selection, follows.view.at(member=follows.prefix + SOURCES[0]), group=group)
    cells, known = now
    parts = {name: Portion(cells.get(name, NO_DATA), known) for name in SOURCES}
    shown = sorted((name for name, one in parts.items() if one.part.known), key=lambda name: -cells[name].value)
    if not cells:
        return tell.no_data("there are no data on where referrals come from")
    if not known.known or not shown:
        what = "too many sources are hidden to give shares"
        return tell.hidden(what, lambda view: _most(release, view)[1], lambda view: _say_most(release, view))
    if known.value < FEWEST:
        return tell.says("too few people were referred to give shares by source.", "too few")
    named = [f"{_source(name)} ({parts[name].percent})" for name in shown[:3]]
    changed, grade = _changed(changes)
    return tell.says(f"most referrals come from {words.listed(named)}{changed}.", grade)


def _changes(now: Year, before: Year | None) -> Changes:
    """Source -> how its share changed since the year before, and the change that could be seen where none is clear.

    Nothing where either year has fewer people than can be spoken of.
    """
    if before is None or not enough(now[1], before[1]):
        return {}
    (cells, known), (were, all_were) = now, before
    found = {}
    for name in SOURCES:
        was = Portion(were.get(name, NO_DATA), all_were)
        change = Portion(cells.get(name, NO_DATA), known).less(was, CONFIDENCE)
        found[name] = change, points_size(change, was.limits[0], CONFIDENCE)
    return found


def _changed(changes: Changes) -> tuple[str, Grade]:
    """Whose share is larger or smaller than the year before, beyond chance, the largest change first."""
    if not changes:
        return "", "description"
    known = [name for name, ((change, _, _), _) in changes.items() if change == change]
    order = sorted(known, key=lambda name: -abs(changes[name][0][0]))
    up = [name for name in order if changes[name][0][1] > 0]
    down = [name for name in order if changes[name][0][2] < 0]
    if not up and not down:
        return "; no source's share clearly differs from the year before", "no clear difference"
    said = [
        f"{which} from {_named(names, changes)}"
        for which, names in (("a larger share", up), ("a smaller share", down))
        if names
    ]
    return f"; against the year before, {words.listed(said)}, beyond chance", "higher" if up else "lower"


def _named(names: Sequence[str], changes: Changes) -> str:
    said = [
        f"{_source(name)} ({words.points(lower, upper, value)}, sources together)"
        for name in names[:NAMED_AT_MOST]
        for value, lower, upper in (changes[name][0],)
    ]
    more = len(names) - NAMED_AT_MOST
    return words.listed([*said, f"{more} more"] if more > 0 else said)


def _size_seen(changes: Changes) -> str:
    """Where no source's share clearly changed: the changes that would probably have been seen."""
    if _changed(changes)[1] != "no clear difference":
        return ""
    sizes = {_source(name): size for name, (_, size) in changes.items()}
    return points_seen_of(sizes, "from the year before", "A change")


def _source(name: str) -> str:
    return SAID.get(name, name)


def _most(release: Release, view: View) -> tuple[str, Cell]:
    held = members(release, "pathway", view, "referred") if view.dimension == SOURCE.name else {}
    shown = {name: found for name, found in held.items() if name in SOURCES and found.known}
    name = max(shown, key=lambda source: shown[source].value, default="")
    return name, shown.get(name, NO_DATA)


def _say_most(release: Release, view: View) -> str:
    name, found = _most(release, view)
    return f"most, {people(found.value)} people, from {_source(name)}"

"""Work with the system: training, supervision, consultation, groups and digital contacts, by quarter and audience."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Evidence, Headline, Row, Selection
from pimh_data.contracts import SYSTEM_WORK_KINDS
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, Cell, View, members
from pimh_data.questions.evidence import evidence, hidden_in_words
from pimh_data.questions.kit import STATE, Said, Telling, composed, hidden_rows
from pimh_data.questions.longer import shortest_held
from pimh_data.registry.cubes import ALL_SERVICES, AUDIENCE, EVERYONE, KIND, PAIR
from pimh_data.release import Release

CUBE = "system_work"
COLUMNS = (
    Column("period", "Period", "text"),
    Column("kind", "Kind of work", "text"),
    Column("attendees", "Attendances", "count", "attendances"),
    Column("events", "Sessions", "count", "sessions"),
    STATE,
)
AUDIENCE_COLUMNS = (
    Column("kind", "Kind of work", "text"),
    Column("audience", "Audience", "text"),
    Column("attendees", "Attendances", "count", "attendances"),
    Column("events", "Sessions", "count", "sessions"),
    STATE,
)
EVERY_KIND = "all kinds together"
AT = {"group session": "group sessions", "digital": "digital sessions", "consultation": "consultations"}
NOT_BROUGHT = "the work with the system was not brought (system_work extract)"
NOT_PEOPLE = "Attendances, not people: someone who comes twice counts twice. Most are professionals, some are parents."


def system_work_by_kind(release: Release, selection: Selection) -> Answer:
    """Attendances and sessions of each kind of work, one row a period and kind: the financial years.

    Of one service the kinds are held for all of its time together alone, which is then the one period. Columns: period,
    kind, attendees and events (counts), state. Raises SelectionError for a year that is not held.
    """
    periods.position(release.manifest, selection.year)
    view, longer = _by_kind(release, selection)
    shown = (view.period,) if longer else release.manifest.years
    rows = []
    for period in shown:
        attendees, events = (_members(release, view.at(period=period), count) for count in ("attendees", "events"))
        for kind in SYSTEM_WORK_KINDS if attendees else ():
            rows.append({"period": period, **_row(kind, attendees.get(kind, NO_DATA), events.get(kind, NO_DATA))})
    return composed(
        "workforce.system_work",
        "Work with the system",
        selection,
        COLUMNS,
        rows,
        replace(_said(release, selection), headline=_headline(release, selection)),
        _evidence(release, selection, hidden_rows(rows, "kind", "period"), view.period),
        notes=(NOT_PEOPLE, *longer),
    )


def _by_kind(release: Release, selection: Selection) -> tuple[View, tuple[str, ...]]:
    view = View(selection.place, selection.year, selection.service, KIND.name)
    return shortest_held(release, CUBE, view)


def system_work_by_audience(release: Release, selection: Selection) -> Answer:
    """Attendances and sessions of the chosen year by kind and audience, of all services together: one row a pair.

    First stand those of each audience at all kinds of work together. Columns: kind, audience, attendees and events
    (counts), state.
    """
    periods.position(release.manifest, selection.year)
    view = View(selection.place, selection.year, ALL_SERVICES, f"{KIND.name} x {AUDIENCE.name}")
    attendees, events = (_members(release, view, count) for count in ("attendees", "events"))
    whole = (
        [_members(release, view.at(dimension=AUDIENCE.name), count) for count in ("attendees", "events")]
        if attendees
        else [{}, {}]
    )
    rows = [
        {"audience": name, **_row(EVERY_KIND, found, whole[1].get(name, NO_DATA))} for name, found in whole[0].items()
    ]
    for pair in sorted(attendees, key=lambda pair: SYSTEM_WORK_KINDS.index(pair.split(PAIR)[0])):
        kind, audience = pair.split(PAIR)
        rows.append({"audience": audience, **_row(kind, attendees[pair], events[pair])})
    together = () if selection.service == ALL_SERVICES else ("Audiences are held for all services together.",)
    everyone = Selection(selection.place, ALL_SERVICES, selection.year, selection.deprivation)
    return composed(
        "workforce.audience",
        "Who the work with the system reaches",
        selection,
        AUDIENCE_COLUMNS,
        rows,
        _audience_said(release, everyone),
        _evidence(release, everyone, hidden_rows(rows, "kind", "audience")),
        notes=(NOT_PEOPLE, *together),
    )


def _members(release: Release, view: View, count: str) -> dict[str, Cell]:
    return members(release, CUBE, view, count) if (CUBE, view.where) in release.tables else {}


def _row(kind: str, attendees: Cell, events: Cell) -> Row:
    return {"kind": kind, "attendees": attendees.value, "events": events.value, "state": attendees.state}


def _of_year(release: Release, selection: Selection, dimension: str) -> dict[str, Cell]:
    return _members(release, View(selection.place, selection.year, selection.service, dimension), "attendees")


def _said(release: Release, selection: Selection) -> Said:
    view, _ = _by_kind(release, selection)
    tell = Telling.about(release, selection, words.subject(selection, period=view.period))
    found = _members(release, view, "attendees")
    if not found:
        return tell.says(f"{_missing(release, selection)}.", "no data")
    shown = [
        f"{people(cell.value)} at {AT.get(kind, kind)}" for kind, cell in found.items() if cell.known and cell.value > 0
    ]
    hidden = [AT.get(kind, kind) for kind, cell in found.items() if cell.state == "hidden"]
    if not shown:
        return tell.hidden("every kind of work is hidden") if hidden else tell.says("no such work.", "description")
    rest = f"; hidden ({tell.protected}): {words.listed(hidden)}" if hidden else ""
    return tell.says(f"attendances at work with the system: {words.listed(shown)}{rest}.", "description")


def _audience_said(release: Release, selection: Selection) -> Said:
    tell = Telling.about(release, selection, words.subject(selection))
    found = _of_year(release, selection, AUDIENCE.name)
    if not found:
        return tell.says(f"{_missing(release, selection)}.", "no data")
    known = sorted(((cell.value, name) for name, cell in found.items() if cell.known and cell.value > 0), reverse=True)
    if not known:
        return tell.says("every audience is hidden or there was none.", "hidden")
    most = words.listed([f"{people(value)} of {name}" for value, name in known[:3]])
    largest = "the largest audiences shown" if len(known) > 1 else "the one audience shown"
    return tell.says(f"attendances at work with the system, by {largest}: {most}.", "description")


def _missing(release: Release, selection: Selection) -> str:
    if (CUBE, selection.place) in release.tables:
        return "there are no data on work with the system"
    return NOT_BROUGHT


def _headline(release: Release, selection: Selection) -> Headline:
    found = _of_year(release, selection, "all").get(EVERYONE, NO_DATA)
    value = people(found.value) if found.known else found.state
    return Headline("attendances at work with the system", value, selection.year)


def _evidence(release: Release, selection: Selection, hidden: Sequence[str], period: str = "") -> Evidence:
    return evidence(
        release,
        definition="Training at levels 1, 2 and 3, supervision, consultation, group sessions and digital contacts: how "
        "many attended, and how many sessions there were.",
        numerator=f"Attendances, {words.subject(selection, period=period)}",
        denominator="None: a count of attendances",
        method="Added up over sessions, then protected like counts of people: few attendances hide their sessions too.",
        period=periods.period_in_words(selection.year) if period in ("", selection.year) else period,
        source="System work extract of the site",
        citation="Contract of the system work extract",
        hidden=hidden_in_words(release, hidden),
        caveats=(NOT_PEOPLE, "Audiences that were named fewer than five times are counted as another audience."),
        matters=("work with the system",),
    )

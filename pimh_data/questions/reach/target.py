"""People seen by each service in a year beside the target that the services extract gives it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, Grade, Keeps, Row, Selection
from pimh_data.formats import people, percent
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, Cell, View, cell, holds_cube
from pimh_data.questions.evidence import made_up
from pimh_data.questions.kit import EXTRACT, STATE, Said, Telling, answer
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.service_starts import starts
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release

COLUMNS = (
    Column("member", "Service", "text"),
    Column("people", "People seen", "count", "people"),
    Column("target", "Target a year", "published", "people"),
    Column("share", "Share of the target", "share"),
    Column("reached", "Target reached", "text"),
    STATE,
)
ANY_CONTACT = (
    "people with any attended contact, by telephone and text too. The national access measure counts those seen face "
    "to face or by video alone, and each count is rounded on its own."
)
# More than a rounded number can tell.
REACHED, MISSED, UNSURE = "yes", "no", "within rounding"


def against_target(release: Release, selection: Selection) -> Answer:
    """People seen in the year over the service's own target: one row a service that has one, of those chosen.

    Columns: member, people, target (of all its Places in the choice), share, reached ('yes', 'no', 'within rounding' or
    ''), state. Targets are for everyone, so a deprivation group keeps everyone. Raises SelectionError for a year or
    Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    holds_cube(release, "activity", selection.place)
    targets = _targets(release, selection)
    view = View(selection.place, selection.year, "")
    rows: list[Row] = []
    for service, target in targets.items():
        found = cell(release, "activity", view.at(service=service), "people_seen")
        rows.append(
            {
                "member": service,
                "people": found.value,
                "target": target,
                "share": found.value / target if found.known and target > 0 else NAN,
                "reached": _reached(found, target),
                "state": found.state,
            }
        )
    kept = Keeps(f"Everyone is counted: targets are not set for {words.group(selection.deprivation)}.")
    return answer(
        "reach.target",
        "People seen against targets",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, view, rows),
        definition="People seen in the year by a service, beside the number of people a year that it is meant to see.",
        numerator=f"Distinct people seen, {words.subject(selection)}",
        denominator="The service's target in the services extract, of all its Places in the choice",
        method="A count against a number set beforehand: no interval, but rounding can leave it open",
        period=periods.period_in_words(selection.year),
        source=f"{EXTRACT}; services extract (targets)",
        citation="Contract of the services extract",
        caveats=(
            "The target is the one in force when the extracts were made; it may have been another before.",
            "In its first year a service had less than a year to meet it.",
        ),
        matters=("target",),
        what="services",
        direction="higher_is_better",
        notes=(
            "" if selection.deprivation == EVERYONE else kept,
            _specialist(release, selection, rows),
            made_up(release, "Targets"),
        ),
    )


def _specialist(release: Release, selection: Selection, rows: Sequence[Row]) -> str:
    """Why a specialist service stands here with other people than in the national access measure."""
    held = services_of(release, selection.place, selection.service)
    names = dict.fromkeys(service.name for service in held if service.specialist)
    named = [name for name in names if any(row["member"] == name for row in rows)]
    return f"{words.listed(named)}: {ANY_CONTACT}" if named else ""


def _targets(release: Release, selection: Selection) -> Mapping[str, float]:
    """Service -> its target over the Places of the choice; services of which one Place has none are left out."""
    if ("services", selection.place) not in release.tables:
        return {}
    table = release.table("services", selection.place)
    if "target_people" not in table.columns:
        return {}
    chosen = {(place, name) for place, name, _ in starts(release, selection.place, selection.service)}
    found: dict[str, float] = {}
    for place, name, target in zip(table["place"], table["service"], table["target_people"], strict=True):
        if (place, name) in chosen:
            found[name] = found.get(name, 0.0) + float(NAN if target is None else target)
    return {name: target for name, target in found.items() if target == target}


def _reached(found: Cell, target: float) -> str:
    if not found.known:
        return ""
    return REACHED if found.lowest >= target else MISSED if found.highest < target else UNSURE


def _said(release: Release, selection: Selection, view: View, rows: list[Row]) -> Said:
    tell = Telling(release, selection, view, words.subject(selection), "of its target reached")
    if not rows:
        return tell.says("the services extract gives no target for these services.", "no data", "no data")
    known = [row for row in rows if row["reached"]]
    if not known and all(row["state"] == "no data" for row in rows):
        return tell.says("nobody could be seen yet.", "no data", "no data")
    if not known:
        return tell.hidden("the number of people seen is hidden")
    grade: Grade = "no clear difference"
    if all(row["reached"] == REACHED for row in known):
        grade = "better"
    elif any(row["reached"] == MISSED for row in known):
        grade = "worse"
    if len(rows) == 1:
        row = known[0]
        verb = {REACHED: "which is reached", MISSED: "which is not reached", UNSURE: "which may be reached"}
        who = "" if row["member"] == selection.service else f" by {row['member']}"
        text = (
            f"{people(float(row['people']))} people were seen{who}, {percent(float(row['share']))} of its target of "
            f"{people(float(row['target']))}, {verb[str(row['reached'])]}"
        )
        return tell.says(f"{text}.", grade, percent(float(row["share"])), text)
    reached = sum(row["reached"] == REACHED for row in known)
    text = f"{reached} of {len(known)} services reached their target{_furthest(known)}"
    tell = replace(tell, label="services reached their target")
    return tell.says(f"{text}.", grade, f"{reached} of {len(known)}")


def _furthest(known: Sequence[Row]) -> str:
    """Which service has furthest to go; of those within rounding of their target, that it cannot be told."""
    missed = [row for row in known if row["reached"] == MISSED]
    unsure = [str(row["member"]) for row in known if row["reached"] == UNSURE]
    said = ""
    if missed:
        furthest = min(missed, key=lambda row: float(row["share"]))
        said = f"; {furthest['member']} has furthest to go, at {percent(float(furthest['share']))} of its own"
    return said + (f"; of {words.listed(unsure)} rounding leaves it open" if unsure else "")

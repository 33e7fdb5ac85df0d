"""Which measures are in use, relationship measures first, and which services have none of these yet: said kindly."""

from collections.abc import Mapping

from pimh_data.answer import WITHHELD, Answer, Column, Finding, Row, Selection
from pimh_data.formats import percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, View
from pimh_data.questions.kit import STATE, Said
from pimh_data.questions.outcomes.asking import Heading, by_definition, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
    definition_options,
    in_use,
    measures_of,
)
from pimh_data.questions.outcomes.reading import PAIRED, outcome
from pimh_data.questions.selection import members_of
from pimh_data.registry import reference
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.registry.definitions import core_first
from pimh_data.registry.measure import Measure
from pimh_data.release import Release

COLUMNS = (
    Column("measure", "Measure", "text"),
    Column("name", "Full name", "text"),
    Column("role", "Role", "text"),
    Column("says", "Direction", "text"),
    Column("services", "Services that use it", "number", "services"),
    Column("which", "Which services", "text"),
    Column("of_services", "Services in all", "number", "services"),
    Column("with_core", "Services with a relationship measure", "number", "services"),
    Column("share_with_core", "Share of services with a relationship measure", "share"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("share", "Share with two scores", "share"),
    Column("status", "Thresholds", "text"),
    STATE,
)
HEADING = Heading("outcomes.measures", "Measures in use, relationship first", COLUMNS)
KINDLY = (
    "A goal about the relationship, or a short scale such as MORS-SF, would show what changes between parent and baby."
)
ROLES = {"core": "core (relationship)", "supplementary": "supplementary"}
GOAL = " goal "  # each goal of GBO: GBO itself is their mean
PRINCIPLE = "Relationship measures are core; the parent's mood is shown beside them, never left out."


@by_definition(HEADING)
def measures_in_use(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """One row a measure in use in the selection, core (relationship) first: which services use it, and completeness.

    `measure` and `reliable_change` change nothing here. `services` counts services of Places. The finding says which
    services have no relationship measure yet.
    """
    known = definition_options(release, selection)
    users = users_of(release, selection)
    have, _ = with_relationship(release, users)
    rows: list[Row] = []
    shown = {key: value for key, value in measures_of(release).items() if key in known.measures and GOAL not in key}
    for one in core_first(shown):
        mine = OutcomeDefinition(one, definition.pairing, definition.courses, None, definition.default)
        found = outcome(release, View(selection.place, selection.year, selection.service), mine, PAIRED)
        which = [name for name, used in users.items() if one.key in used]
        rows.append(
            {
                "measure": one.key,
                "name": one.name,
                "role": ROLES[one.role],
                "says": one.says,
                "services": float(len(which)),
                "which": "; ".join(which),
                "of_services": float(len(users)),
                "with_core": float(len(have)),
                "share_with_core": len(have) / len(users) if users else NAN,
                "eligible": found.eligible.value,
                "paired": found.paired.value,
                "share": found.paired_of_eligible.limits[0],
                "status": _status(one),
                "state": found.paired.state if found.paired.state != "zero" else "shown",
            }
        )
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        View(selection.place, selection.year, selection.service),
        rows,
        Said(_finding(release, selection, users)),
        definition="A measure is in use where a service has recorded a score on it.",
        numerator="People with a first and a last score",
        denominator="People eligible",
        method="Counts; nothing is estimated.",
        what="measures",
        citation=(reference.NORTH_WEST_COAST,),
        notes=(PRINCIPLE,),
    )


def users_of(release: Release, selection: Selection) -> dict[str, frozenset[str]]:
    """'Service' (or 'Service, Place' where there are several Places) -> the measures it has recorded, none included.

    Without services of which whoever asks is granted no outcomes.
    """
    places = [place for place in members_of(release, selection.place) if place in release.wheres]
    found = {}
    all_names = {service for names in release.manifest.services.values() for service in names}
    for place in places:
        for name in release.manifest.services.get(place, ()):
            if selection.service in all_names and name != selection.service:
                continue
            if release.withholds(("outcomes",), place, name, (SINCE_START_PERIOD,)):
                continue  # what it records is not granted: that is not the same as recording nothing
            found[name if len(places) == 1 else f"{name}, {place}"] = frozenset(in_use(release, place, name))
    return found


def with_relationship(release: Release, users: Mapping[str, frozenset[str]]) -> tuple[list[str], list[str]]:
    """The services that use a relationship measure, and those that do not."""
    core = {key for key, measure in measures_of(release).items() if measure.role == "core"}
    have = [name for name, used in users.items() if used & core]
    return have, [name for name in users if name not in have]


def _status(measure: Measure) -> str:
    said: list[str] = [measure.status]
    if any(change.status == "computed here" for change in measure.reliable_changes):
        said.append("reliable change computed here")
    if measure.unverified:
        said.append("partly to be verified")
    return "; ".join(said)


def _finding(release: Release, selection: Selection, users: Mapping[str, frozenset[str]]) -> Finding:
    about = words.subject(selection, with_year=False)
    have, without = with_relationship(release, users)
    if not users:
        return Finding(f"{about}: which services use a relationship measure is not shown to you.", WITHHELD)
    if not without:
        whole = "every service uses" if len(have) > 1 else "it uses" if selection.service in have else f"{have[0]} uses"
        return Finding(f"{about}: {whole} a relationship measure.", "description")
    share = percent(len(have) / len(users)) if users else "not shown"
    if len(users) == 1:
        text = f"{about}: no relationship measure has been recorded here yet. {KINDLY}"
        return Finding(text, "description")
    named = f": {words.listed(without)}" if len(without) <= 6 else ""
    use = words.agree(len(have), "uses", "use")
    text = f"{about}: {len(have)} of {len(users)} services ({share}) {use} a relationship measure; none yet"
    return Finding(f"{text}{named or ' in the others'}. {KINDLY}", "description")

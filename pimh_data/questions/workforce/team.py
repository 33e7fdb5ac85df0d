"""Staff present against the published team of 7.33 for 3,300 births, scaled to births and to deprivation; by role."""

import math
from dataclasses import dataclass
from functools import cache

from pimh_data.answer import Answer, Column, Finding, Headline, ReferenceLine, Row, Selection
from pimh_data.formats import number, people
from pimh_data.questions.kit import STATE, Ranged, Said
from pimh_data.questions.kit.listed_services import (
    AS_LISTED,
    SOURCE,
    ListedService,
    known_wte,
    names,
    not_known,
    services_of,
)
from pimh_data.questions.kit.need_in_words import need_answer
from pimh_data.questions.kit.residents import residents
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.selection import members_of
from pimh_data.registry import reference
from pimh_data.registry.need import Residents
from pimh_data.registry.need_models import model
from pimh_data.release import Release

LEVEL = "Getting More Help"
AVERAGE_DEPRIVED = 0.2  # deciles 1-2 are a fifth of England's small areas
WHICH = f"services at {LEVEL} that are not specialist perinatal mental health teams"
SHORT = Ranged("short", "Short of it", unit="WTE", decimals=1)


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("place", "Place", "text"),
        Column("births", basis.capitalize(), "published"),
        Column("present", "WTE in parent-infant services", "number", "WTE", 1),
        Column("all_services", "WTE in all services", "number", "WTE", 1),
        Column("team", "Published team, scaled to births", "number", "WTE", 1),
        Column("team_deprived", "Scaled to births and deprivation", "number", "WTE", 1),
        *SHORT.ends,
        Column("services", "Services counted", "text"),
        STATE,
    )


ROLE_COLUMNS = (
    Column("role", "Role", "text"),
    Column("band", "Band", "text"),
    Column("published", "Published, for 3,300 births", "published", "WTE", 2),
    Column("scaled", "Scaled to births", "number", "WTE", 1),
    Column("scaled_deprived", "Scaled to births and deprivation", "number", "WTE", 1),
    Column("note", "Note", "text"),
    STATE,
)
SCALING = (
    "Scaling to deprivation is computed here, not published. The published team is taken to be for an area with a "
    "fifth of its births in deciles 1-2; staff are taken to rise with the need of the attachment model."
)


@dataclass(frozen=True)
class Team:
    """The published team: whole-time equivalents for so many births, in roles."""

    wte: float
    births: float

    def scaled(self, births: float) -> float:
        """The team for so many births."""
        return self.wte * births / self.births


@cache
def published_team() -> Team:
    """7.33 whole-time equivalents for 3,300 births a year (Greater Manchester service specification)."""
    births = reference.load("prevalence").set_index("key").loc["staffing_births", "low"]
    return Team(float(reference.load("staffing_model")["wte"].sum()), float(births))


def weight_of_deprivation(held: Residents) -> float:
    """Need per birth under the attachment model, over that of an area with a fifth of births in deciles 1-2."""
    per_birth = model("attachment").count().estimate(held).value / held.births if held.births > 0 else math.nan
    average = model("attachment").count().estimate(Residents(1, AVERAGE_DEPRIVED, math.nan, math.nan)).value
    return per_birth / average


def team_against_published(release: Release, selection: Selection) -> Answer:
    """Staff of the parent-infant services against the published team: one row a Place, and the whole of several.

    Columns: place, births (or children aged 0), present and all_services (whole-time equivalents), team (scaled to
    births), team_deprived (and to deprivation), short_lower and short_upper, services (which are counted), state.
    The service and deprivation choices are not followed: a team is for a Place.
    """
    places = [place for place in members_of(release, selection.place) if place in release.wheres]
    wheres = places if selection.place in places else [selection.place, *places]
    rows = [_row(release, where, selection.year) for where in wheres]
    held = residents(release, selection.place, selection.year)
    team, scaled = published_team(), float(rows[0]["team"])
    return need_answer(
        "workforce.team",
        f"Staff against the published team of {number(team.wte, 2)} for {people(team.births)} births",
        release,
        selection,
        _columns(held.births.basis),
        rows,
        Said(
            _finding(selection, rows[0], held.births.basis),
            Headline(
                "whole-time equivalents in parent-infant services",
                number(float(rows[0]["present"])),
                f"{_ends(float(rows[0]['team']), float(rows[0]['team_deprived']))} in the published team, scaled",
            ),
        ),
        held=held,
        used=(model("attachment"),),
        definition=f"Whole-time equivalents present in {WHICH}, against the published team of "
        f"{number(team.wte, 2)} for {people(team.births)} births a year.",
        numerator="Whole-time equivalents of the services extract",
        method="The published team times births over 3,300; then times need per birth over that of an average area.",
        period=f"Staff as of {day_in_words(release.manifest.extract_date)}",
        source=f"{SOURCE}; {reference.FILES['staffing_model'].source}",
        caveats=(AS_LISTED, SCALING, f"Which services are such a team is read from the extract: {WHICH}."),
        references=(ReferenceLine("Published team, scaled", scaled),),
        notes=(SCALING, not_known(_parent_infant(release, selection.place))),
    )


def team_by_role(release: Release, selection: Selection) -> Answer:
    """The published team by role, scaled to the births of a Place, system or all: one row a role.

    Columns: role, band, published, scaled, scaled_deprived, note, state. Roles present are not in the services extract.
    """
    held = residents(release, selection.place, selection.year)
    births, weight = held.of().births, weight_of_deprivation(held.of())
    team = published_team()
    rows = [
        {
            "role": row.role,
            "band": row.band,
            "published": row.wte,
            "scaled": row.wte * births / team.births,
            "scaled_deprived": row.wte * births / team.births * weight,
            "note": row.note,
            "state": "shown" if births == births else "no data",
        }
        for row in reference.load("staffing_model").itertuples()
    ]
    text = (
        f"{selection.place}: the published team of {number(team.wte, 2)} for {people(team.births)} births would be "
        f"{number(team.scaled(births))} for its {people(births)} {held.births.basis}; the services extract has no "
        "roles, so which of them are there is not known."
    )
    finding = Finding(text, "description")
    if math.isnan(births):
        finding = Finding(f"{selection.place}: the release holds no births to scale a team to.", "no data")
    return need_answer(
        "workforce.roles",
        "The published team by role, scaled",
        release,
        selection,
        ROLE_COLUMNS,
        rows,
        Said(finding),
        held=held,
        used=(model("attachment"),),
        definition="The roles of the published team, each scaled to births.",
        numerator="Whole-time equivalents as published",
        method="Published times births over 3,300; then times need per birth over that of an average area.",
        period="The specification is of one team",
        source=reference.FILES["staffing_model"].source,
        caveats=(SCALING,),
        notes=(SCALING,),
    )


def _parent_infant(release: Release, where: str) -> tuple[ListedService, ...]:
    return tuple(
        service for service in services_of(release, where) if service.need_group == LEVEL and not service.specialist
    )


def _row(release: Release, where: str, year: str) -> Row:
    counted, held = _parent_infant(release, where), residents(release, where, year).of()
    team = published_team().scaled(held.births)
    deprived = team * weight_of_deprivation(held)
    present = known_wte(counted) if counted else (0.0 if services_of(release, where) else math.nan)
    short = [max(scaled - present, 0) for scaled in (team, deprived) if not math.isnan(scaled)]
    return {
        "place": where,
        "births": held.births,
        "present": present,
        "all_services": known_wte(services_of(release, where)),
        "team": team,
        "team_deprived": deprived,
        "short_lower": min(short, default=math.nan),
        "short_upper": max(short, default=math.nan),
        "services": names(counted),
        "state": "no data" if math.isnan(present) or math.isnan(team) else "shown",
    }


def _ends(one: float, other: float) -> str:
    """'13.2 to 16.4', the smaller first, or one number where they are alike or the other is not known."""
    known = sorted(value for value in (one, other) if not math.isnan(value))
    return " to ".join(dict.fromkeys(map(number, known))) or "not known"


def _finding(selection: Selection, row: Row, basis: str) -> Finding:
    if row["state"] == "no data":
        return Finding(f"{selection.place}: there are no data on staff or births to compare.", "no data")
    named = str(row["services"]) if row["services"] != "none" else "there is none"
    few = named if named.count(",") < 3 else f"{named.count(',') + 1} services"
    here = (
        f"{selection.place}: {number(float(row['present']))} whole-time equivalents in parent-infant services ({few})"
    )
    team, deprived = number(float(row["team"])), number(float(row["team_deprived"]))
    against = f"the published team scaled to {people(float(row['births']))} {basis} would be {team}"
    against += f", {deprived} if also scaled to deprivation" if row["team_deprived"] == row["team_deprived"] else ""
    if row["short_upper"] == 0:
        return Finding(f"{here}; {against}: not short of it.", "description")
    short = _ends(float(row["short_lower"]), float(row["short_upper"]))
    return Finding(f"{here}; {against}: {short} short.", "description")

"""Whole-time equivalents by service, as the partnership lists them. Nobody is counted."""

from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Selection
from pimh_data.formats import number
from pimh_data.questions import words
from pimh_data.questions.kit import STATE, Said, Telling, answer
from pimh_data.questions.kit.listed_services import AS_LISTED, SOURCE, ListedService, known_wte, not_known, services_of
from pimh_data.questions.periods import day_in_words
from pimh_data.release import Release

COLUMNS = (
    Column("place", "Place", "text"),
    Column("service", "Service", "text"),
    Column("need_group", "Need group (THRIVE)", "text"),
    Column("sector", "Sector", "text"),
    Column("funding", "Funding", "text"),
    Column("funding_ends", "Funding ends", "text"),
    Column("wte", "Whole-time equivalents", "number", "WTE", 1),
    STATE,
)


def staff_by_service(release: Release, selection: Selection) -> Answer:
    """Whole-time equivalents by service: one row a service of a Place, with its need group and funding.

    Columns: place, service, need_group, sector, funding, funding_ends, wte, state (no data where none was given).
    """
    held = services_of(release, selection.place, selection.service)
    rows = [
        {
            "place": service.place,
            "service": service.name,
            "need_group": service.need_group,
            "sector": service.sector,
            "funding": service.funding,
            "funding_ends": service.funding_ends and day_in_words(service.funding_ends),
            "wte": service.wte,
            "state": "shown" if service.wte == service.wte else "no data",
        }
        for service in held
    ]
    return answer(
        "workforce.services",
        "Staff by service",
        release,
        selection,
        COLUMNS,
        rows,
        _said(release, selection, held),
        definition="Whole-time equivalents of each service, as the partnership lists them.",
        numerator="Whole-time equivalents",
        denominator="None",
        method="As listed; a service without a figure is left out of sums and counted as not known.",
        period=f"As of {day_in_words(release.manifest.extract_date)}",
        source=SOURCE,
        citation="Contract of the services extract",
        caveats=(AS_LISTED, "Roles are not in the extract."),
        hidden=(),
    )


def _said(release: Release, selection: Selection, held: Sequence[ListedService]) -> Said:
    tell = Telling.about(release, selection, words.subject(selection, with_year=False), "whole-time equivalents")
    whole, lacking = number(known_wte(held)), not_known(held)
    if not held:
        return tell.says("the release lists no services.", "no data", whole, lacking)
    if known_wte(held) != known_wte(held):
        return tell.says("no staff are given in the services extract.", "no data", whole, lacking)
    services = f"{len(held)} {'service' if len(held) == 1 else 'services'}"
    said = f"{whole} whole-time equivalents in {services}"
    return tell.says(f"{said}; {lacking}." if lacking else f"{said}.", "description", whole, lacking)

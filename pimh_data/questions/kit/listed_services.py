"""The services of a Place as the partnership lists them, and their whole-time equivalents. Nobody is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pimh_data.answer import Row
from pimh_data.kept import kept
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.release import Release

SOURCE = "Services extract of the site"
AS_LISTED = "Staff are those of the services extract at its date, whatever year is chosen."


@dataclass(frozen=True)
class ListedService:
    """One service of one Place. `wte`, `capacity` and `annual_cost` are NaN where the partnership gave none."""

    place: str
    name: str
    need_group: str
    sector: str
    specialist: bool
    started: str
    funding: str
    funding_ends: str
    bundles: tuple[str, ...]
    wte: float
    capacity: float
    annual_cost: float

    def belongs_to(self, choice: str) -> bool:
        """Whether it is part of a choice: all services, a service's name or a bundle's."""
        return choice in (ALL_SERVICES, self.name, *self.bundles)


def services_of(release: Release, where: str, choice: str = ALL_SERVICES) -> tuple[ListedService, ...]:
    """The services of a Place, system or all that belong to a choice, in the order of the extract."""
    return tuple(service for service in _listed(release, where) if service.belongs_to(choice))


@kept  # a scenario asks for the services of a Place dozens of times
def _listed(release: Release, where: str) -> tuple[ListedService, ...]:
    if ("services", where) not in release.tables:
        return ()
    return tuple(_service(row) for row in release.table("services", where).to_dict("records"))


def names(held: Iterable[ListedService]) -> str:
    """The services by name, each once, in their order: 'Light peer support, Parent-infant team'; 'none' of none."""
    return ", ".join(dict.fromkeys(service.name for service in held)) or "none"


def known_wte(held: Sequence[ListedService]) -> float:
    """The whole-time equivalents that are known, added up; NaN where none is."""
    known = [service.wte for service in held if service.wte == service.wte]
    return sum(known) if known else float("nan")


def not_known(held: Sequence[ListedService]) -> str:
    """'staff not known for 2 services', or ''."""
    lacking = sum(service.wte != service.wte for service in held)
    return f"staff not known for {lacking} {'service' if lacking == 1 else 'services'}" if lacking else ""


def _service(row: Row) -> ListedService:
    return ListedService(
        _text(row, "place"),
        _text(row, "service"),
        _text(row, "need_group") or "not given",
        _text(row, "sector"),
        _text(row, "specialist_access") == "yes",
        _text(row, "started")[:10],
        _text(row, "funding_stream"),
        _text(row, "funding_ends")[:10],
        tuple(name.strip() for name in _text(row, "bundles").split(";") if name.strip()),
        *(
            float(pd.to_numeric(row.get(name), errors="raise")) if _text(row, name) else float("nan")
            for name in ("wte", "capacity", "annual_cost")
        ),
    )


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)

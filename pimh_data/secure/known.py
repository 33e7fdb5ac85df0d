"""What the extracts checked so far hold that later ones name: Places, services, referrals. Judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ibis.expr.types import Table

from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked
from pimh_data.secure.statements import quoted


@dataclass(frozen=True)
class Known:
    """`accepted` and `refused`: extract -> its rows, of those checked so far. Names are read once: those extracts that
    name Places and services come after the ones that list them.
    """

    accepted: dict[str, Table] = field(default_factory=dict)
    refused: dict[str, Table] = field(default_factory=dict)

    @cached_property
    def places(self) -> frozenset[str]:
        """Names of the accepted Places."""
        return frozenset(self._texts(self.accepted, "places", "place"))

    @cached_property
    def places_out(self) -> frozenset[str]:
        """Names of Places that stand in the places extract and were quarantined there."""
        return frozenset(self._texts(self.refused, "places", "place")) - self.places

    @cached_property
    def services(self) -> frozenset[tuple[str, str]]:
        """Place and name of each accepted service."""
        return self._pairs(self.accepted)

    @cached_property
    def services_out(self) -> frozenset[tuple[str, str]]:
        """Place and name of each service that was quarantined."""
        return self._pairs(self.refused) - self.services

    def _pairs(self, of: Mapping[str, Table]) -> frozenset[tuple[str, str]]:
        rows = _rows(of, "services", "place", "service")
        return frozenset((place, service) for place, service in rows if place and service)

    def _texts(self, of: Mapping[str, Table], extract: str, column: str) -> list[str]:
        return [text for (text,) in _rows(of, extract, column) if text]


def _rows(of: Mapping[str, Table], extract: str, *columns: str) -> list[tuple[str | None, ...]]:
    if extract not in of:
        return []
    query = f"select {', '.join(map(quoted, columns))} from {table_name(of[extract])}"
    return asked(of[extract].get_backend(), query)

"""What the extracts checked so far hold that later ones name: Places, services, referrals. Judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ibis.expr.types import Table


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
        if "services" not in of:
            return frozenset()
        rows = of["services"].select("place", "service").to_pyarrow().to_pylist()
        return frozenset((row["place"], row["service"]) for row in rows if row["place"] and row["service"])

    def _texts(self, of: Mapping[str, Table], extract: str, column: str) -> list[str]:
        found = of[extract][column].to_pyarrow().to_pylist() if extract in of else []
        return [text for text in found if text]

"""Measures as a release counts them: each goal apart, a site's own values in force. Applies data, computes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pimh_data.registry.measure import Band, Measure, ReliableChange
from pimh_data.registry.measures import MEASURES

# The fields that a site's measures.toml may give, besides `source`, which it must.
OVERRIDABLE = ("bands", "caseness", "reliable_change")
Overrides = Mapping[str, Mapping[str, Any]]


def in_force(overrides: Overrides, computed: Mapping[str, Mapping[str, float]] | None = None) -> dict[str, Measure]:
    """Every measure that may be counted, by name: those of the registry, and each goal of GBO ('GBO goal 1').

    `overrides`: measure -> field -> the site's value, with its `source`, as the manifest holds them. `computed`:
    measure -> reliable change's key -> points that were computed from the data.
    """
    found = {}
    for key, measure in MEASURES.items():
        mine = _computed(_overridden(measure, overrides.get(key, {})), (computed or {}).get(key, {}))
        of_whole = tuple(change for change in mine.reliable_changes if not change.of_scale)
        found[key] = replace(mine, reliable_changes=of_whole)
        if key == "GBO":
            of_goal = tuple(change for change in mine.reliable_changes if change.of_scale)
            for scale in measure.scales:
                name = f"{key} {scale}"
                found[name] = replace(mine, key=name, name=f"{mine.name}, {scale}", reliable_changes=of_goal)
    return found


def core_first(measures: Mapping[str, Measure]) -> list[Measure]:
    """Relationship measures first, then the supplementary ones, each in the registry's order."""
    return sorted(measures.values(), key=lambda measure: measure.role != "core")


def _overridden(measure: Measure, values: Mapping[str, Any]) -> Measure:
    if not values:
        return measure
    source = values["source"]
    changes: dict[str, Any] = {"citation": f"{measure.citation}; {source}"}
    if "bands" in values:
        changes["bands"] = tuple(Band(*band) for band in values["bands"])
    if "caseness" in values:
        changes["caseness"] = values["caseness"]
    if "reliable_change" in values:
        points = values["reliable_change"]
        own = ReliableChange(f"{points:g} points (this site)", points, "site-configurable", source)
        changes["reliable_changes"] = (own, *measure.reliable_changes)
    unverified = tuple(name for name in measure.unverified if name not in values)
    return replace(measure, unverified=unverified, **changes)


def _computed(measure: Measure, points: Mapping[str, float]) -> Measure:
    known = tuple(
        replace(change, points=points[change.key]) if change.key in points else change
        for change in measure.reliable_changes
    )
    return replace(measure, reliable_changes=known)

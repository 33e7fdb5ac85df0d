"""A site's own values for measures, from `measures.toml` in the folder of extracts. Reads and checks only."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from pimh_data.errors import ExtractError
from pimh_data.registry.definitions import OVERRIDABLE
from pimh_data.registry.measure import Measure
from pimh_data.registry.measures import MEASURES
from pimh_data.secure.toml_slips import read_toml

NAME = "measures.toml"


def read_overrides(folder: Path) -> dict[str, dict[str, Any]]:
    """Measure -> field -> the site's value and its `source`; empty without the file.

    Raises ExtractError that lists everything wrong: an unknown measure, a field that is published and cannot be
    replaced, bands that leave gaps, a value outside the measure's range, a missing source.
    """
    try:
        _, content = read_toml(folder / NAME)
    except FileNotFoundError:
        return {}
    wrong = [f"{key!r} is no measure (there are: {', '.join(MEASURES)})" for key in content if key not in MEASURES]
    for key, values in content.items():
        if key in MEASURES:
            wrong += [f"[{key!r}] {words}" for words in _wrong(MEASURES[key], values)]
    if wrong:
        raise ExtractError(f"{NAME}: " + "; ".join(wrong))
    return content


def _wrong(measure: Measure, values: Any) -> list[str]:
    if not isinstance(values, dict):
        return ["must be a table of fields"]
    wrong = []
    if not isinstance(values.get("source"), str) or not values["source"].strip():
        wrong.append("needs 'source': who decided the values, and when")
    for name in values:
        if name == "source":
            continue
        if name not in OVERRIDABLE:
            wrong.append(f"{name!r} is not a field that a site can give (there are: {', '.join(OVERRIDABLE)})")
        elif name not in measure.configurable:
            wrong.append(f"{name!r} of {measure.key} is published and cannot be replaced")
    for name in ("caseness", "reliable_change"):
        if name in values and not _number(values[name]):
            wrong.append(f"{name!r} must be a number of points")
    if _number(values.get("caseness")) and not measure.low <= values["caseness"] <= measure.high:
        wrong.append(f"'caseness' lies outside {measure.low:g} to {measure.high:g}")
    if _number(values.get("reliable_change")) and not 0 < values["reliable_change"] <= measure.high - measure.low:
        wrong.append(f"'reliable_change' must be over 0 and at most {measure.high - measure.low:g}")
    return wrong + (_wrong_bands(measure, values["bands"]) if "bands" in values else [])


def _wrong_bands(measure: Measure, bands: Any) -> list[str]:
    shape = isinstance(bands, list) and all(
        isinstance(band, list) and len(band) == 3 and isinstance(band[0], str) and _number(band[1]) and _number(band[2])
        for band in bands
    )
    if not shape or not bands:
        return ["'bands' must be a list such as [['Low', 0, 19], ['Usual', 20, 35]]"]
    wrong = []
    if (bands[0][1], bands[-1][2]) != (measure.low, measure.high):
        wrong.append(f"'bands' must run from {measure.low:g} to {measure.high:g}")
    for lower, upper in pairwise(bands):
        if not lower[2] < upper[1] <= lower[2] + 1:
            wrong.append(f"bands {lower[0]!r} and {upper[0]!r} overlap or leave a gap")
    if len({band[0] for band in bands}) < len(bands):
        wrong.append("two bands have one name")
    return wrong


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

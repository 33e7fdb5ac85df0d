"""Figures that a site lists in `extract.toml` as published elsewhere: what a reader may set beside a release."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from pimh_data.registry.cubes import ALL_SERVICES, CUBES, DIMENSIONS, EVERYONE, TOTAL

SETTING = "published_elsewhere"
# Of these one row is named by where, period, service and group alone.
NAMED_BY_VIEW = tuple(name for name, cube in CUBES.items() if not cube.extra_keys)


@dataclass(frozen=True)
class Figure:
    """A true count that stands in another publication: of which cube and count, of whom, where and when."""

    cube: str
    count: str
    where: str
    period: str
    value: int
    service: str = ALL_SERVICES
    dimension: str = TOTAL.name
    member: str = EVERYONE


NAMES = tuple(one.name for one in fields(Figure))
NEEDED = ("cube", "count", "where", "period", "value")


def figures_of(listed: Iterable[object], wrong: Callable[[str], object]) -> tuple[Figure, ...]:
    """The figures of `[[published_elsewhere]]`; `wrong` is told of each that cannot be one, by its number, and why."""
    found = []
    for number, one in enumerate(listed, start=1):
        said = _wrong(one) if isinstance(one, dict) else f"must be a table with {', '.join(NEEDED)}"
        if said or not isinstance(one, dict):
            wrong(f"[[{SETTING}]] {number} {said}")
        else:
            found.append(Figure(**one))
    return tuple(found)


def _wrong(one: Mapping[str, object]) -> str:
    lacks, strange = [name for name in NEEDED if name not in one], [name for name in one if name not in NAMES]
    if lacks:
        return f"lacks {', '.join(map(repr, lacks))}"
    if strange:
        return f"has {', '.join(map(repr, strange))}; there are {', '.join(NAMES)}"
    value = one["value"]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return "must have a 'value' that is a whole number of 0 or more"
    no_text = [name for name in NAMES if name != "value" and not isinstance(one.get(name, ""), str)]
    if no_text:
        return f"must have text as {', '.join(map(repr, no_text))}"
    if one["cube"] not in NAMED_BY_VIEW:
        return f"names the cube {one['cube']!r}; there are {', '.join(NAMED_BY_VIEW)}"
    counts = CUBES[str(one["cube"])].counts
    if one["count"] not in counts:
        return f"names the count {one['count']!r}; of {one['cube']} there are {', '.join(counts)}"
    whole = str(one.get("dimension", TOTAL.name)).split(" x ")
    if any(name not in DIMENSIONS for name in whole):
        return f"names the dimension {one['dimension']!r}; there are {', '.join(DIMENSIONS)}"
    return ""

"""Figures that a site lists in `extract.toml` as published elsewhere: what a reader may set beside a release."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from pimh_data.registry.cubes import ALL_SERVICES, CUBES, DIMENSIONS, EVERYONE, FIRST_AND_LAST_BAND, TOTAL

SETTING = "published_elsewhere"


@dataclass(frozen=True)
class Figure:
    """A true count that stands in another publication: of which cube and count, of whom, where and when.

    `further`: the values of the cube's own keys, such as the measure and how scores are paired, in the cube's order.
    """

    cube: str
    count: str
    where: str
    period: str
    value: int
    service: str = ALL_SERVICES
    dimension: str = TOTAL.name
    member: str = EVERYONE
    further: tuple[str, ...] = ()


NAMES = tuple(one.name for one in fields(Figure) if one.name != "further")
NEEDED = ("cube", "count", "where", "period", "value")


def figures_of(listed: Iterable[object], wrong: Callable[[str], object]) -> tuple[Figure, ...]:
    """The figures of `[[published_elsewhere]]`; `wrong` is told of each that cannot be one, by its number, and why."""
    found = []
    for number, one in enumerate(listed, start=1):
        said = _wrong(one) if isinstance(one, dict) else f"must be a table with {', '.join(NEEDED)}"
        if said or not isinstance(one, dict):
            wrong(f"[[{SETTING}]] {number} {said}")
        else:
            own = CUBES[one["cube"]].extra_keys
            view = {name: value for name, value in one.items() if name not in own}
            found.append(Figure(**view, further=tuple(one[name] for name in own)))
    return tuple(found)


def _wrong(one: Mapping[str, object]) -> str:
    cube = one.get("cube", "")
    if "cube" in one and (not isinstance(cube, str) or cube not in CUBES):
        return f"names the cube {cube!r}; there are {', '.join(CUBES)}"
    own = CUBES[str(cube)].extra_keys if cube else ()
    lacks = [name for name in (*NEEDED, *own) if name not in one]
    strange = [name for name in one if name not in (*NAMES, *own)]
    if lacks:
        return f"lacks {', '.join(map(repr, lacks))}"
    if strange:
        return f"has {', '.join(map(repr, strange))}; there are {', '.join((*NAMES, *own))}"
    value = one["value"]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return "must have a 'value' that is a whole number of 0 or more"
    no_text = [name for name in (*NAMES, *own) if name != "value" and not isinstance(one.get(name, ""), str)]
    if no_text:
        return f"must have text as {', '.join(map(repr, no_text))}"
    counts = CUBES[str(one["cube"])].counts
    if one["count"] not in counts:
        return f"names the count {one['count']!r}; of {one['cube']} there are {', '.join(counts)}"
    whole = str(one.get("dimension", TOTAL.name))
    if whole != FIRST_AND_LAST_BAND and any(name not in DIMENSIONS for name in whole.split(" x ")):
        return f"names the dimension {one['dimension']!r}; there are {', '.join(DIMENSIONS)}"
    return ""

"""Turns what JSON holds into the dataclass that it should be, by the types of its fields. Knows no manifest."""

import dataclasses
from functools import cache
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
HOLDERS = {dict: "an object", tuple: "a list"}


def shaped(kind: Any, value: Any, at: str, wrong: list[str]) -> Any:
    """The value as `kind`: a dataclass, dict[str, X], tuple[X, ...], tuple[X, Y], str, int, float, bool or Any.

    What does not fit is added to `wrong`, with where it stands (`at`) but never what it is; what is given then is of
    no use.
    """
    if dataclasses.is_dataclass(kind):
        return _filled(kind, value, at, wrong)
    if isinstance(kind, GenericAlias):
        return _held(get_origin(kind), get_args(kind), value, at, wrong)
    if kind is Any or type(value) is kind or (kind is float and type(value) is int):
        return value
    wrong.append(f"{at} is not {WORDS[kind]}")
    return None


def _filled(kind: Any, value: Any, at: str, wrong: list[str]) -> Any:
    if not isinstance(value, dict):
        wrong.append(f"{at} is not {HOLDERS[dict]}")
        return None
    fields, types = dataclasses.fields(kind), _types(kind)
    needed = {field.name for field in fields if _without_default(field)}
    missing, unknown = sorted(needed - set(value)), sorted(set(value) - set(types))
    if missing or unknown:
        wrong.append(f"{at} lacks {missing} and has unknown {unknown}")
        return None
    before = len(wrong)
    held = {name: shaped(types[name], found, f"{at}: {name}", wrong) for name, found in value.items()}
    return kind(**held) if len(wrong) == before else None


def _held(origin: Any, inside: tuple[Any, ...], value: Any, at: str, wrong: list[str]) -> Any:
    if not isinstance(value, dict if origin is dict else list):
        wrong.append(f"{at} is not {HOLDERS[origin]}")
        return None
    if isinstance(value, dict):
        return {name: shaped(inside[1], found, f"{at}: {name}", wrong) for name, found in value.items()}
    if inside[-1] is Ellipsis:
        inside = inside[:1] * len(value)
    if len(inside) != len(value):
        wrong.append(f"{at} is not a list of {len(inside)}")
        return None
    parts = enumerate(zip(inside, value, strict=True))
    return tuple(shaped(kind, found, f"{at}[{n}]", wrong) for n, (kind, found) in parts)


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _without_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING

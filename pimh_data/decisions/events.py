"""One line of the file of decisions is one event: writes it, and reads what all of them hold. Opens no file."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from pimh_data.decisions.decision import ERASED, PINNED, WITHDRAWN, Decision, Mark

FILE = "decisions.jsonl"
SAID = tuple(f.name for f in fields(Decision) if f.name not in ("at", "others", "withdrawn", "erased"))


@dataclass(frozen=True)
class Written:
    """What the file holds. `problems`: a sentence for each line that cannot be read; those lines stay as they are."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()


def pinning(decision: Decision) -> dict[str, str]:
    """The event that a decision was written down."""
    said = {name: getattr(decision, name) for name in SAID}
    others = {} if decision.others is None else {"others": "\n".join(sorted(decision.others))}
    return {"event": PINNED, "at": decision.at.isoformat(), **said, **others}


def written(event: Mapping[str, str]) -> bytes:
    """The line of an event: whatever a text holds, it stays one line."""
    return json.dumps(event, ensure_ascii=True).encode() + b"\n"


def without_words(line: bytes, decision: str) -> bytes:
    """The line, or without its words where it is the one that pinned that decision."""
    event = _event(line)
    if event is None or event.get("id") != decision or event.get("event") != PINNED:
        return line
    return written({**event, "words": ""})


def _event(line: bytes) -> dict[str, str] | None:
    try:
        event = json.loads(line)
        texts = isinstance(event, dict) and all(isinstance(value, str) for value in event.values())
        "".join(event.values() if texts else ()).encode()  # half of a character is no text
    except (ValueError, RecursionError):
        return None
    return event if texts else None


def held_in(lines: Iterable[bytes]) -> Written:
    """What the lines of the file hold, the newest decision first."""
    found: dict[str, Decision] = {}
    problems = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        event = _event(line)
        try:
            if event is None:
                raise ValueError("it is no event written whole")
            _take(event, found)
        except (KeyError, ValueError) as error:
            what = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
            problems.append(f"Line {number} of {FILE} cannot be read: {what}. It is left as it is.")
    return Written(tuple(sorted(found.values(), key=lambda one: (one.at, one.id), reverse=True)), tuple(problems))


def _take(event: dict[str, str], found: dict[str, Decision]) -> None:
    kind, of = event["event"], event["id"]
    at = dt.datetime.fromisoformat(event["at"])
    if at.tzinfo is None:
        raise ValueError("its time has no time zone")
    if kind == PINNED:
        if of in found:
            raise ValueError("another decision has its id")
        said = {name: event[name] for name in SAID}
        found[of] = Decision(at=at, others=_others(event), withdrawn=None, erased=None, **said)
    elif kind in (WITHDRAWN, ERASED):
        if of not in found:
            raise ValueError("it is about a decision that is not there")
        found[of] = found[of].marked(kind, Mark(at, event["by"], event["why"]))
    else:
        raise ValueError("it is of a kind that this version does not know")


def _others(event: Mapping[str, str]) -> frozenset[str] | None:
    return frozenset(filter(None, event["others"].split("\n"))) if "others" in event else None

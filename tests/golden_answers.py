"""Golden answers: what every question answered when it was last looked at, and how today's answers differ from it.

    python -m tests.golden_answers           compare, print every difference: question, selection, field, before, after
    python -m tests.golden_answers --diff    the differences as a list: question and field, how often, one of them
    python -m tests.golden_answers --write   take today's answers as golden; draw selections for questions without any
    --only PREFIX                            questions whose key begins so

`golden/answers/<question>.json.gz` holds ten answers in full, and `golden/answers/digests.csv` a digest of each field
of some thirty more. Both hold what was asked: release, selection and choices stay the same when answers are written
anew. Numbers are compared to one part in a billion. The release's name and the day it was made are left out.
"""

import argparse
import csv
import gzip
import hashlib
import json
import math
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from pimh_data.answer import Answer, Selection
from pimh_data.errors import SelectionError
from pimh_data.questions.address import Address, answer
from pimh_data.questions.list import QUESTIONS
from pimh_data.questions.periods import day_in_words
from pimh_data.questions.question import Asking, Numbers
from pimh_data.questions.selection import KEYS, options
from pimh_data.release import Release

FOLDER = Path(__file__).parent / "golden" / "answers"
DIGESTS = FOLDER / "digests.csv"
IN_FULL, DIGESTED = 10, 30
CLOSE = 1e-9
FIELDS = ("words", "columns", "table", "finding", "headline", "evidence", "notes", "references")
# Questions on indicators are asked of a small release too, that has figures withheld, disputed and lacking.
INDICATORS = "indicators."


@dataclass(frozen=True)
class Ask:
    """One question as it was put: of which release, about which selection (none: about the release), what chosen."""

    question: str
    release: str
    selection: Selection | None
    choices: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """'Sheffield, All services, 2023/24, Everyone; group=Core20'."""
        chosen = ", ".join(f"{name}={value}" for name, value in self.choices)
        about = self.selection.words() if self.selection else "the release"
        return "; ".join(
            part for part in (about, chosen, "" if self.release == "demonstration" else self.release) if part
        )


@dataclass(frozen=True)
class Difference:
    """One field of one answer that is not as it was."""

    ask: Ask
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        where = f"{self.ask.question} | {self.ask.words()} | {self.field}"
        return f"{where}\n    before: {self.before}\n    after:  {self.after}"


def answered(ask: Ask, releases: Mapping[str, Release]) -> dict[str, Any]:
    """Today's answer as plain values; {'refused': why} where the question does not take the selection."""
    release = releases[ask.release]
    try:
        found = answer(release, Address(ask.question, ask.selection, ask.choices))
    except SelectionError as error:
        return {"refused": _undated(str(error), release)}
    return _undated(_plain(found), release)


def _plain(answer: Answer) -> dict[str, Any]:
    names = [column.name for column in answer.columns]
    return {
        "words": {
            "key": answer.key,
            "title": answer.title,
            "direction": answer.direction,
            "selection": answer.selection.words(),
            "variant": dict(answer.variant),
        },
        "columns": [asdict(column) for column in answer.columns],
        "table": [
            {name: _value(cell) for name, cell in zip(names, row, strict=True)}
            for row in answer.table[names].itertuples(index=False, name=None)
        ],
        "finding": asdict(answer.finding),
        "headline": asdict(answer.headline) if answer.headline else None,
        "evidence": asdict(answer.evidence),
        "notes": [*answer.keeps, *answer.notes],
        "references": [{"label": line.label, "value": _value(line.value)} for line in answer.references],
    }


def _value(cell: Any) -> Any:
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _undated(held: Any, release: Release) -> Any:
    """The same without what differs between two publications of the same extracts."""
    name, made = release.manifest.release, release.manifest.made
    named = {f"Release {name}": "Release (its name)", f"release {name}": "release (its name)"}
    return _without(held, named | {day_in_words(made): "(the day)", made: "(the moment)"})


def _without(held: Any, said: Mapping[str, str]) -> Any:
    """The same with other words in place of some, in every text."""
    if isinstance(held, str):
        for words, instead in said.items():
            held = held.replace(words, instead)
        return held
    if isinstance(held, dict):
        return {key: _without(value, said) for key, value in held.items()}
    return [_without(value, said) for value in held] if isinstance(held, list | tuple) else held


def digests(held: Mapping[str, Any]) -> dict[str, str]:
    """A short digest of each field, numbers to nine digits; a refusal stands whole in `words`."""
    if "refused" in held:
        return dict.fromkeys(FIELDS, "") | {"words": _digest(held["refused"])}
    return {field: _digest(held[field]) for field in FIELDS}


def _digest(held: Any) -> str:
    canonical = json.dumps(_rounded(held), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def _rounded(held: Any) -> Any:
    if isinstance(held, dict):
        return {key: _rounded(value) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [_rounded(value) for value in held]
    return float(f"{held:.9g}") + 0.0 if isinstance(held, float) else held


def differences(before: Any, after: Any, field: str = "") -> Iterator[tuple[str, str, str]]:
    """(field, before, after) wherever two plain answers differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key), after.get(key), f"{field}.{key}" if field else key)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{field} (how many)", str(len(before)), str(len(after))
        for number in range(max(len(before), len(after))):
            one, other = (held[number] if number < len(held) else None for held in (before, after))
            yield from differences(one, other, f"{field}[{number}]")
    elif not _same(before, after):
        yield field, _shown(before), _shown(after)


def _same(before: Any, after: Any) -> bool:
    numbers = [isinstance(value, int | float) and not isinstance(value, bool) for value in (before, after)]
    if all(numbers):
        return math.isclose(before, after, rel_tol=CLOSE, abs_tol=1e-12)
    return before == after


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# What is kept


def in_full(question: str) -> list[tuple[Ask, dict[str, Any]]]:
    """The answers of a question that are kept whole."""
    path = FOLDER / f"{question}.json.gz"
    if not path.exists():
        return []
    held = json.loads(gzip.decompress(path.read_bytes()))
    return [(_ask(question, one), one["answer"]) for one in held]


def in_digests() -> dict[str, list[tuple[Ask, dict[str, str]]]]:
    """Question -> the digests of its further answers."""
    return _read_digests(DIGESTS.stat().st_mtime_ns) if DIGESTS.exists() else {}


@lru_cache(maxsize=1)
def _read_digests(_written: int) -> dict[str, list[tuple[Ask, dict[str, str]]]]:
    found = defaultdict(list)
    with DIGESTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ask = _ask(row["question"], {**row, "choices": json.loads(row["choices"] or "{}")})
            found[ask.question].append((ask, {field: row[field] for field in FIELDS}))
    return dict(found)


def questions() -> list[str]:
    """Every question that is asked today, or of which answers are kept."""
    kept = (path.name.removesuffix(".json.gz") for path in FOLDER.glob("*.json.gz"))
    return sorted({*QUESTIONS, *kept, *in_digests()})


def _ask(question: str, held: Mapping[str, Any]) -> Ask:
    selection = Selection(*(held[key] for key in KEYS)) if held["place"] else None
    return Ask(question, held["release"], selection, tuple(held["choices"].items()))


def _keys(ask: Ask) -> dict[str, str]:
    return {"release": ask.release, **{key: getattr(ask.selection, key) if ask.selection else "" for key in KEYS}}


def compare(question: str, releases: Mapping[str, Release]) -> list[Difference]:
    """Every difference of a question's answers from those kept."""
    full, short = in_full(question), in_digests().get(question, [])
    whole = Ask(question, "demonstration", None, ())
    if question not in QUESTIONS:
        return [Difference(whole, "question", "asked", "no question has this key any more")]
    if not full:
        return [Difference(whole, "question", "not kept", "new: write it with --write")]
    found = []
    for ask, before in full:
        found += [Difference(ask, *one) for one in differences(before, answered(ask, releases))]
    for ask, before in short:
        held = answered(ask, releases)
        after = digests(held)
        found += [
            Difference(ask, field, f"digest {before[field]}", f"{_shown(held.get(field, held.get('refused')))[:300]}")
            for field in FIELDS
            if before[field] != after[field]
        ]
    return found


# Writing


def write(question: str, releases: Mapping[str, Release]) -> list[dict[str, str]]:
    """Keep today's answers of a question whole; gives the rows of its digests."""
    path = FOLDER / f"{question}.json.gz"
    if question not in QUESTIONS:
        path.unlink(missing_ok=True)
        return []
    full, short = [ask for ask, _ in in_full(question)], [ask for ask, _ in in_digests().get(question, [])]
    if not full:
        drawn = _drawn(question, releases)
        full, short = drawn[:IN_FULL], drawn[IN_FULL:]
    held = [{**_keys(ask), "choices": dict(ask.choices), "answer": answered(ask, releases)} for ask in full]
    content = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    return [
        {
            "question": question,
            **_keys(ask),
            "choices": json.dumps(dict(ask.choices), ensure_ascii=False) if ask.choices else "",
            **digests(answered(ask, releases)),
        }
        for ask in short
    ]


def _drawn(question: str, releases: Mapping[str, Release]) -> list[Ask]:
    """The selections that every question is asked about, then drawn ones; each with the choices that it allows."""
    drawing, asked = random.Random(zlib.crc32(question.encode())), QUESTIONS[question]
    names = ["demonstration", INDICATORS.strip(".")] if question.startswith(INDICATORS) else ["demonstration"]
    found: dict[Ask, None] = {}
    for turn in range(20 * DIGESTED):
        release = names[(turn + 1) % len(names)]
        selection = None if asked.about == "release" else _selection(releases[release], turn, drawing)
        chosen = {} if turn == 0 else drawn_choices(question, releases[release], selection, drawing)
        found[Ask(question, release, selection, tuple(chosen.items()))] = None
        if len(found) == IN_FULL + DIGESTED:
            break
    return list(found)


def drawn_choices(
    question: str, release: Release, selection: Selection | None, drawing: random.Random
) -> dict[str, str]:
    """A value for each parameter of a question, drawn from those that it may take."""
    chosen: dict[str, str] = {}
    for parameter in QUESTIONS[question].parameters:
        values = parameter.values(Asking(release, selection, chosen))
        if isinstance(values, Numbers):
            chosen[parameter.name] = values.written(drawing.choice((values.low, values.usual, values.high)))
        elif values:
            chosen[parameter.name] = drawing.choice(values)
    return chosen


def _selection(release: Release, turn: int, drawing: random.Random) -> Selection:
    known = options(release)
    place = known.places[(turn + 3) % len(known.places)]  # the first single Place first
    services = known.services[place]
    year = drawing.choice(known.years)
    if turn in (0, 1, 2):  # unasked: everyone, all services, the newest whole year
        return Selection(place, services[0], known.default.year)
    service = services[0] if turn % 2 else drawing.choice(services)
    group = known.deprivation[0] if turn % 3 == 0 else drawing.choice(known.deprivation)
    return Selection(place, service, year, group)


# The command


def main(arguments: list[str]) -> int:
    """Compare or write; gives 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--diff", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args(arguments)
    from tests.golden_releases import opened

    with opened() as releases:
        chosen = [question for question in questions() if question.startswith(asked.only)]
        if asked.write:
            _write_all(chosen, releases)
            return 0
        found = [difference for question in chosen for difference in compare(question, releases)]
    lines = listed(found) if asked.diff else [str(difference) for difference in found]
    sys.stdout.write("\n".join([*lines, f"{len(found)} differences in {len(chosen)} questions", ""]))
    return 1 if found else 0


def listed(found: list[Difference]) -> list[str]:
    """One line a question and field: how many answers differ there, and one of them, before and after."""
    groups: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for difference in found:
        field = "".join(part.partition("]")[2] or part for part in difference.field.split("["))
        groups[difference.ask.question, field].append(difference)
    lines = []
    for (question, field), members in groups.items():
        # A digest says that a field differs; a whole answer says how.
        first = min(members, key=lambda one: one.before.startswith("digest "))
        answers = len({difference.ask for difference in members})
        lines.append(f"{question} | {field} | {answers} answers, such as {first.ask.words()}")
        lines += [f"    before: {first.before}", f"    after:  {first.after}"]
    return lines


def _write_all(chosen: list[str], releases: Mapping[str, Release]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = in_digests()
    rows = []
    for question in sorted({*kept, *chosen}):
        if question in chosen:
            rows += write(question, releases)
        else:
            rows += [
                {
                    "question": question,
                    **_keys(ask),
                    "choices": json.dumps(dict(ask.choices), ensure_ascii=False) if ask.choices else "",
                    **held,
                }
                for ask, held in kept[question]
            ]
    with DIGESTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["question", "release", *KEYS, "choices", *FIELDS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

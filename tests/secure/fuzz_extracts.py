"""Random spoiled folders of extracts, each checked and published as far as `--dry-run` goes: what must hold, holds.

`python -m tests.secure.fuzz_extracts [--number N] [--seed FIRST]` does many, on all cores, and prints the seed of each
that fails; `make fuzz` is the same. A seed gives one folder: of which it is known what must become of every row, of
many faults at once, or with a file spoiled whole.
"""

import argparse
import contextlib
import io
import json
import logging
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent))

import ibis
from compiled_once import compiled_once
from hostile_files import spoil_a_file
from ibis.backends.duckdb import Backend
from spoiled_folders import write_spoiled
from spoiled_rows import SECRET
from told_folders import Told, differences, write_told
from typer.testing import CliRunner, Result

from pimh_data.__main__ import app
from pimh_data.secure.preparing import Prepared, prepare
from pimh_data.secure.published import Published

HERE = Path(__file__).resolve().parents[2]
PARTS = ("accepted", "quarantined", "copies", "left_out")
TWICE, COUNTED = 12, 60  # of so many folders one is read by both commands, and one is counted
PLANNED = 4  # one of so many is queried as in earnest; planning queries takes a third of the time, whatever they hold
SLOW = 60.0  # seconds of processor
runner = CliRunner()


def write_folder(folder: Path, seed: int) -> tuple[list[str], Told | None]:
    """Write the folder of this seed: what was done to it, and what must be found where that is known."""
    rng = random.Random(f"file {seed}")
    if seed % 5 < 3:
        told = write_told(folder, seed)
        return told.kinds, told
    if seed % 5 == 3:
        return write_spoiled(folder, seed, small=True), None
    kinds = write_told(folder, seed).kinds
    return [*kinds, *(spoil_a_file(rng, folder) for _ in range(rng.choice((1, 1, 1, 2))))], None


def wrong_with(seed: int, root: Path) -> list[str]:
    """Everything that does not hold for the folder of this seed, a sentence each; written under `root`."""
    folder = root / f"extracts {seed}"
    kinds, told = write_folder(folder, seed)
    before, where = _state(folder), ["--releases", str(root / "r"), "--quarantine", str(root / "q")]
    logged, wrong, reports, read = io.StringIO(), [], [], []
    began = time.process_time()
    counted, twice = seed % COUNTED == 0, seed % TWICE == 0
    ways = _only(counted, published=told is None), _planned(counted or seed % PLANNED == 0)
    with _logging_to(logged), ways[0], ways[1]:
        for verb, *options in (("check",), ("publish", "--dry-run")):
            kept = read[0] if read and not twice else None
            path = root / f"{verb} {seed}.json"
            with _prepared_by(told, folder, wrong, read, kept):
                result = runner.invoke(app, [verb, str(folder), *options, *where, "--report", str(path)])
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            wrong += _said(verb, result, text, (str(root), str(HERE)))
            reports.append(json.loads(text) if text else {})
    wrong += _said("log", None, logged.getvalue(), (str(root), str(HERE)))
    wrong += _held(*reports)
    if _state(folder) != before or (root / "r").exists() or (root / "q").exists():
        wrong.append("something was written")
    if time.process_time() - began > SLOW:
        wrong.append(f"it took {time.process_time() - began:.0f} s")
    return [f"{words} (after {kinds})" for words in wrong]


@contextlib.contextmanager
def _prepared_by(
    told: Told | None, folder: Path, wrong: list[str], read: list[Prepared], kept: Prepared | None
) -> Iterator[None]:
    """Both commands prepare what was prepared already, where it is given; each is held to what is told."""

    def prepared(*given: object) -> Prepared:
        found = kept or prepare(*given)
        if kept is None and told is not None:
            wrong.extend(differences(folder, told, found))
        read.append(found)
        return found

    with (
        mock.patch("pimh_data.commands.check.prepare", prepared),
        mock.patch("pimh_data.commands.publish.prepare", prepared),
    ):
        yield


@contextlib.contextmanager
def _only(counted: bool, published: bool) -> Iterator[None]:
    """Without counting, which takes seconds whatever is in a folder, and what is made of accepted rows alone."""
    with contextlib.ExitStack() as without:
        if not counted:
            nothing = SimpleNamespace(hidden={})
            without.enter_context(mock.patch("pimh_data.secure.publish._count", return_value=nothing))
        if not (counted or published):
            nothing = Published({}, None, ())
            without.enter_context(mock.patch("pimh_data.secure.preparing.published_tables", return_value=nothing))
        yield


@contextlib.contextmanager
def _planned(whole: bool) -> Iterator[None]:
    """Queries planned as in earnest, or run as they are written: what rows give is held to the same."""
    if whole:
        yield
        return
    connect = ibis.duckdb.connect

    def connected(*given: object, **named: object) -> Backend:
        connection = connect(*given, **named)
        connection.raw_sql("pragma disable_optimizer")
        return connection

    with mock.patch.object(ibis.duckdb, "connect", connected):
        yield


@contextlib.contextmanager
def _logging_to(stream: io.StringIO) -> Iterator[None]:
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


def _said(where: str, result: Result | None, text: str, paths: tuple[str, ...]) -> list[str]:
    wrong = []
    if result is not None and result.exception is not None and not isinstance(result.exception, SystemExit):
        told = "".join(traceback.format_exception(*result.exc_info)[-3:])
        wrong.append(f"{where}: {type(result.exception).__name__} and no sentence: {told}")
    text += result.output if result is not None else ""
    for forbidden in (SECRET, "Traceback", "site-packages", *paths):
        if forbidden in text:
            at = text.index(forbidden)
            wrong.append(f"{where}: it says {forbidden!r}: {text[max(0, at - 80) : at + 40]!r}")
    return wrong


def _held(one: dict, other: dict) -> list[str]:
    """What of the two reports does not agree, does not add up or has another exit code than documented."""
    wrong = []
    if {**one, "verb": ""} != {**other, "verb": ""}:
        names = [name for name in one if name != "verb" and one[name] != other.get(name)]
        wrong.append(f"check and publish --dry-run differ in {names}: {[(one[n], other.get(n)) for n in names]}"[:600])
    allowed, above, nothing = one.get("allowed_share"), False, False
    for extract in one.get("extracts", ()):
        for counted in (extract, *extract["sources"]):
            if counted["read"] != sum(counted[name] for name in PARTS):
                wrong.append(f"{extract['extract']}: {counted['read']} read, {[counted[name] for name in PARTS]}")
        own = extract["quarantined"] - extract["quarantined_with_their_referral"]
        records = extract["accepted"] + extract["quarantined"]
        above = above or own > (allowed or 0) * records
        nothing = nothing or (own > 0 and not extract["accepted"])
        if extract["quarantined"] and not extract["faults"]:
            wrong.append(f"{extract['extract']}: quarantined without a reason")
    due = 2 if one.get("refusals") else 1 if above or nothing else 0
    if one and one["exit_code"] != due:
        wrong.append(f"exit code {one['exit_code']}, not {due}")
    return wrong


def _state(folder: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}


def _one(seed: int) -> tuple[int, list[str], float]:
    began, root = time.process_time(), Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        with compiled_once():
            return seed, wrong_with(seed, root), time.process_time() - began
    except Exception:  # noqa: BLE001 - the seed must be told, whatever happens
        return seed, [traceback.format_exc()], time.process_time() - began
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _say(*lines: str) -> None:
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Do many folders, print each seed that fails, and how many did."""
    options = argparse.ArgumentParser()
    options.add_argument("--number", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    given = options.parse_args()
    seeds = range(given.seed, given.seed + given.number)
    began, failed, spent = time.monotonic(), 0, 0.0
    # Processes begin anew after a while: what a library never gives back must not add up.
    with ProcessPoolExecutor(given.processes, max_tasks_per_child=2_000) as pool:
        for done, (seed, wrong, seconds) in enumerate(pool.map(_one, seeds, chunksize=5), start=1):
            failed, spent = failed + bool(wrong), spent + seconds
            if wrong:
                _say(f"SEED {seed}:", *wrong)
            if done % 200 == 0:
                _say(f"{done:,} folders, {failed} failed, {time.monotonic() - began:,.0f} s")
    _say(f"{given.number:,} folders from seed {given.seed}: {failed} failed; {spent:,.0f} s of processor")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

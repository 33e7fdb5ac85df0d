"""What is derived from a release or an answer: made once, whoever asks; gone with its owner; bounded in true bytes."""

import ast
import copy
import gc
import pickle
import threading
import tracemalloc
import weakref
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pimh_data.kept import Latest, Owner, kept
from pimh_data.weight import weight


@dataclass(frozen=True, eq=False)
class Thing(Owner):
    name: str


@dataclass(frozen=True, eq=False)
class Heavy(Owner):
    content: bytes
    weighs = True


MADE: list[str] = []


@kept
def shout(owner: Thing, mark: str, times: int = 1) -> str:
    MADE.append(owner.name)
    return owner.name + mark * times


@kept
def of_bytes(owner: Heavy, size: int) -> bytes:
    return bytes(size)


@kept
def longer(owner: Heavy) -> Heavy:
    return Heavy(owner.content * 2)


def test_a_thing_is_made_once_for_each_owner_and_argument():
    MADE.clear()
    one, other = Thing("one"), Thing("other")
    assert [shout(one, "!"), shout(one, "!"), shout(one, "?"), shout(other, "!"), shout(one, "!", times=2)] == [
        "one!", "one!", "one?", "other!", "one!!"
    ]  # fmt: skip
    assert MADE == ["one", "one", "other", "one"]
    assert shout.__wrapped__(one, "!") == "one!"


def test_nothing_that_was_made_is_kept_as_well_as_something():
    made = []
    owner = Thing("one")
    for _ in range(2):
        assert owner.once("nothing", lambda: made.append(1)) is None
    assert made == [1]


def test_threads_that_ask_at_once_share_one_making_and_other_things_do_not_wait_for_it():
    owner, begun, go_on = Thing("one"), threading.Event(), threading.Event()
    made: list[int] = []

    def slowly() -> list[str]:
        made.append(1)
        begun.set()
        assert go_on.wait(10)
        return ["slow"]

    found: list[list[str]] = []
    asking = [threading.Thread(target=lambda: found.append(owner.once("slow", slowly))) for _ in range(8)]
    for thread in asking:
        thread.start()
    assert begun.wait(10)
    assert owner.once("quick", lambda: "quick") == "quick"
    go_on.set()
    for thread in asking:
        thread.join(10)
    assert made == [1]
    assert len(found) == 8
    assert all(one is found[0] for one in found)


def test_what_could_not_be_made_is_tried_again_and_leaves_nothing_behind():
    owner, latest = Thing("one"), Latest(1_000)
    for keeper, things in ((owner, owner._kept.turns), (latest, latest._turns)):
        for number in range(3):
            with pytest.raises(ZeroDivisionError):
                keeper.once(("bad", number), lambda: 1 / 0)
        assert keeper.once(("bad", 0), lambda: Thing("good")).name == "good"
        assert things._busy == {}


def test_what_asks_for_itself_says_so_and_does_not_wait_for_ever():
    owner = Thing("one")

    def ask() -> str:
        return owner.once("self", ask)

    with pytest.raises(RecursionError):
        ask()


def test_what_was_made_is_gone_with_its_owner_at_once():
    owner = Thing("one")
    made = owner.once("array", lambda: Thing("made"))
    gone = [weakref.ref(owner), weakref.ref(made)]
    gc.disable()
    try:
        del owner, made
        assert [ref() for ref in gone] == [None, None]
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it)), replace],  # noqa: S301 - our own
)
def test_a_copy_begins_with_nothing_made(copied):
    owner = Thing("one")
    owner.once("key", lambda: "former")
    assert copied(owner).once("key", lambda: "new") == "new"
    assert owner.once("key", lambda: "new") == "former"


def test_the_latest_are_kept_within_the_bound_with_what_they_have_made():
    latest, made = Latest(100_000), []

    def ask(name: int) -> Heavy:
        return latest.once(name, lambda: made.append(name) or Heavy(bytes(20_000)))

    for name in range(4):
        ask(name)
    assert (len(latest), 80_000 < latest.bytes < 84_000) == (4, True)
    ask(0)  # now 1 is the one that was longest unasked
    of_bytes(ask(2), 30_000)
    assert latest.bytes > latest.limit
    ask(4)
    assert latest.bytes <= latest.limit
    for name in (4, 0, 3, 2):
        ask(name)
    assert made[:5] == [0, 1, 2, 3, 4]
    assert 1 not in made[5:]
    ask(1)
    assert made[-1] == 1


def test_what_is_heavier_than_the_bound_is_given_and_not_kept():
    latest = Latest(1_000)
    assert len(latest.once("big", lambda: Heavy(bytes(5_000))).content) == 5_000
    assert (len(latest), latest.bytes) == (0, 0)


def test_an_owner_made_by_an_owner_is_weighed_with_what_it_makes_later():
    latest = Latest(1_000_000)
    owner = latest.once("owner", lambda: Heavy(bytes(1_000)))
    before = latest.bytes
    derived = longer(owner)
    between = latest.bytes
    of_bytes(derived, 50_000)
    assert 2_000 < between - before < 2_800
    assert 50_000 < latest.bytes - between < 50_200


def test_what_is_told_of_an_owner_that_had_made_things_before_is_taken_back_whole():
    told: list[int] = []
    owner = Heavy(bytes(10))
    of_bytes(longer(owner), 3_000)
    owner.tell(told.append)
    assert 3_000 < sum(told) < 3_700
    of_bytes(owner, 700)
    assert sum(told) > 4_200
    owner.tell_no_more(told.append)
    of_bytes(owner, 900)
    of_bytes(longer(owner), 900)
    assert sum(told) == 0


def test_latest_is_safe_between_threads():
    latest, wrong = Latest(30_000), []

    def ask(start: int) -> None:
        for number in range(300):
            name = (start * 7 + number) % 12
            found = latest.once(name, lambda name=name: Heavy(bytes([name]) * 5_000))
            of_bytes(found, 100 * name)
            if found.content[0] != name:
                wrong.append(name)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    latest.once("last", lambda: Heavy(b""))
    assert latest.bytes <= latest.limit
    anew: list[int] = []
    for owner, own in latest._held.values():
        anew.append(own)
        owner.tell(anew.append)
    assert latest.bytes == sum(anew) > 10_000


@pytest.mark.parametrize("rows", [3, 30, 300])
def test_the_weight_of_tables_is_what_they_take_of_memory(rows: int):
    def table(number: int) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "member": [f"{number} decile {row}" for row in range(rows)],
                "people": pd.array([row * 5 for row in range(rows)], dtype="Int32"),
                "rate": np.linspace(0, number, rows),
                "words": np.array([f"{number}, {row}" for row in range(rows)], dtype=object),
            }
        )

    table(0)
    gc.collect()
    pool = pa.default_memory_pool()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0] + pool.bytes_allocated()
    held = [table(number) for number in range(50)]
    gc.collect()
    taken = tracemalloc.get_traced_memory()[0] + pool.bytes_allocated() - before
    tracemalloc.stop()
    assert 0.8 < sum(weight(one) for one in held) / taken < 1.35


def test_an_object_that_is_met_twice_is_weighed_once_and_a_class_can_name_what_it_shares():
    class Drawn:
        SHARED = ("specification",)

        def __init__(self) -> None:
            self.specification, self.rows = bytes(100_000), bytes(1_000)

    content = bytes(10_000)
    assert weight([content, content, {"again": content}]) < 11_000
    assert weight(np.zeros(1_000)) >= 8_000
    assert weight(np.zeros(1_000)[::2]) >= 8_000  # a part keeps the whole alive
    assert 1_000 < weight(Drawn()) < 2_000


ROOT = Path(__file__).resolve().parents[1]
CACHES = {"lru_cache", "cache", "WeakKeyDictionary", "WeakValueDictionary"}


def _caches_of(path: Path) -> list[str]:
    """Functions of a file that a cache of the standard library keeps although they take a release or an answer."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            named = {name.id for decorator in node.decorator_list for name in ast.walk(decorator) if "id" in vars(name)}
            taken = {ast.unparse(arg.annotation) for arg in node.args.args if arg.annotation}
            if named & CACHES and taken & {"Release", "Answer", "View", "Store"}:
                found.append(f"{path.name}: {node.name}")
        elif isinstance(node, ast.Name) and node.id.startswith("Weak"):
            found.append(f"{path.name}: {node.id}")
    return found


def test_nothing_else_keeps_what_is_derived_from_a_release_or_an_answer():
    files = [path for folder in ("pimh_data", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert [found for path in files for found in _caches_of(path)] == []

"""A publication killed at any moment leaves the old release or the new one, whole, and the next one clears the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from extracts import referral, write_extracts
from small_releases import release, seen

from pimh_data.release import Store
from pimh_data.secure.releases.alone import publishing
from pimh_data.secure.releases.standings import GOOD, SHOWN, standings

ROOT = Path(__file__).resolve().parents[3]
MOMENTS = 20
# Imports once, then publishes in a child of its own whenever it is told to: it says when the child begins to write.
NURSERY = """
import os, sys
from pathlib import Path
from small_releases import cube
from pimh_data.secure import publish
extracts, folder = Path(sys.argv[1]), Path(sys.argv[2])
tables = {("activity", f"Place {n}"): cube("Sheffield", 200) for n in range(20)} | {
    ("activity", where): cube(where, 200) for where in ("Sheffield", "Leeds")}
publish._count = lambda *_: publish._Counted(tables, {}, {}, publish.Audit(), ())
for name in sys.stdin:
    child = os.fork()
    if child == 0:
        say = lambda words: words == "Writing the release" and print("writing", flush=True)
        try:
            publish.publish(extracts, folder / "releases", folder / "quarantine", name=name.strip(), progress=say,
                            replace_all_the_same=True)
        finally:
            os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_killed_at_20_moments_the_old_or_the_new_release_is_shown_whole_and_nothing_else(tmp_path):
    extracts = write_extracts(tmp_path / "in", [referral(1, decision="perhaps"), *map(referral, range(2, 200))])
    releases, rng, outcomes = tmp_path / "releases", random.Random(13), []
    release(releases, "old", 100)
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests" / "release")))
    nursery = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", NURSERY, str(extracts), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        # The second, which as all after it is compared with a release of as many tables.
        whole, writing = [_timed(nursery, name) for name in ("first", "second")][-1]
        for moment in range(MOMENTS):
            shown = Store(releases).current()[0].manifest.release
            child, name = _begin(nursery, f"new{moment}"), f"new{moment}"
            part = (moment + rng.random()) / MOMENTS  # one in each part of the time that it takes, and a little later
            if moment % 4:  # most while it writes, which is over soon; the others at any moment
                assert nursery.stdout.readline() == "writing\n"
                _kill_after(1.5 * writing * part, child)
            else:
                _kill_after(whole * part, child)
            _until_ended(nursery)
            found, problem = Store(releases).current()
            assert problem == ""
            assert found.manifest.release in (shown, name)
            assert seen(found) == 200
            assert {one.state for one in standings(releases)} <= {SHOWN, GOOD}
            outcomes.append(found.manifest.release == name)
    finally:
        nursery.kill()
        nursery.communicate()
    assert set(outcomes) == {True, False}, (outcomes, "no publication was killed, or each")
    said: list[str] = []
    with publishing(releases, said.append):
        pass
    assert not [path.name for path in releases.iterdir() if path.name.startswith(".")]


def _begin(nursery: subprocess.Popen, name: str) -> int:
    """Have a release published; gives the process that does."""
    nursery.stdin.write(f"{name}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def _until_ended(nursery: subprocess.Popen) -> None:
    while nursery.stdout.readline() != "ended\n":
        pass


def _timed(nursery: subprocess.Popen, name: str) -> tuple[float, float]:
    """Seconds that a publication takes which nobody kills, and its writing."""
    _begin(nursery, name)
    began = time.monotonic()
    assert nursery.stdout.readline() == "writing\n"
    written = time.monotonic()
    _until_ended(nursery)
    return time.monotonic() - began, time.monotonic() - written


def _kill_after(seconds: float, process: int) -> None:
    time.sleep(seconds)
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return

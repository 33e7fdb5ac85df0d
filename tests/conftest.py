"""Shared fixtures: one small demonstration release, made once a run by the production code, only read by tests."""

import fcntl
import gc
import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests import a_part

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# What was compiled is kept, also where the machine says not to: else each process that a test starts compiles the whole
# project anew, half a second to one of processor.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Tests make and drop millions of small objects, few of them in circles: to look for those at Python's usual rate took
# 8 to 14% of the time of three files of tests, and saves 5 to 7% of memory.
gc.set_threshold(100_000, 50, 100)

# What is drawn is to hold, not to be quick: a first call beside others that work took half a second (seen).
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# Three Places of two systems: publishing all 21 takes three times as long.
KEPT_PLACES = ("Sheffield", "Liverpool", "Wirral")
RANDOMNESS = "what the rounding of the tests' demonstration is drawn from"


# Everything that decides what the demonstration's release holds: while none of it changes, the release is kept.
MADE_OF = ("pimh_data", "datasets/reference", "tests/conftest.py", "requirements.txt")
NOT_MADE_OF = {"questions", "case_studies", "charts", "briefing", "packing", "commands"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="look at everything of which a part is drawn each day")


def pytest_configure(config: pytest.Config) -> None:
    a_part.settle_what_is_drawn(config.getoption("--whole"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(a_part.told())


@pytest.fixture(scope="session")
def demo_release(request: pytest.FixtureRequest) -> Path:
    """The folder of releases that holds one demonstration release. Do not write into it: copy it."""
    return kept_release(Path(request.config.cache.mkdir("demonstration")))


def kept_release(kept: Path) -> Path:
    """The demonstration release that is kept in a folder, published there if what makes it has changed."""
    folder = kept / _hash_of_what_makes_it()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker waits for the first one's release
        if not (folder / "releases" / "CURRENT").exists():
            for former in kept.iterdir():
                if former.is_dir():
                    shutil.rmtree(former)
            _publish(folder, folder / "releases")
    return folder / "releases"


def releases_of_tests() -> Path:
    """The demonstration release that the tests keep, for whoever runs without them."""
    kept = ROOT / ".pytest_cache" / "d" / "demonstration"
    kept.mkdir(parents=True, exist_ok=True)
    return kept_release(kept)


def _hash_of_what_makes_it() -> str:
    found = hashlib.sha256()
    for top in MADE_OF:
        for path in sorted((ROOT / top).rglob("*")) if (ROOT / top).is_dir() else [ROOT / top]:
            inside = path.relative_to(ROOT)
            if path.suffix in (".py", ".csv", ".txt") and not NOT_MADE_OF & set(inside.parts):
                found.update(f"{inside}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _publish(folder: Path, releases: Path) -> None:
    from pimh_data.secure.demo import write_demo
    from pimh_data.secure.person_keys import FILE
    from pimh_data.secure.publish import publish
    from pimh_data.secure.releases.private import make_private

    extracts = folder / "extracts"
    write_demo(extracts, only=KEPT_PLACES)
    quarantine = folder / "quarantine"
    make_private(quarantine)
    (quarantine / FILE).write_text(RANDOMNESS)  # the same on every machine, so that golden answers are
    (quarantine / FILE).chmod(0o600)
    publish(extracts, releases, quarantine, name="demonstration")

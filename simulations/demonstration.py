"""The demonstration whole: as it is drawn, and as it is released with what its rounding is drawn from held fixed."""

import hashlib
import shutil
from pathlib import Path

import numpy as np

from pimh_data.release import Release, open_release
from pimh_data.secure.demo import write_demo
from pimh_data.secure.demo.history import History, history
from pimh_data.secure.person_keys import FILE
from pimh_data.secure.publish import publish
from pimh_data.secure.releases.private import make_private

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "simulated"
SEED, REFERRALS = 1, 60_000
RANDOMNESS = "what the rounding of the simulated demonstration is drawn from"
# What decides the counts of a release; while none of it changes, the one that was published last is read again.
MADE_OF = ("secure", "registry", "contracts")


def drawn() -> History:
    """Everything that the demonstration's extracts are written from."""
    return history(REFERRALS, np.random.default_rng(SEED), lambda _words, _done: None)


def released() -> Release:
    """Its release, of all Places, published by the product's own steps where it is not kept: most of a minute."""
    kept = KEPT / _made_of()
    releases = kept / "releases"
    if not (releases / "CURRENT").exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        write_demo(kept / "extracts", seed=SEED, referrals=REFERRALS)
        quarantine = kept / "quarantine"
        make_private(quarantine)
        (quarantine / FILE).write_text(RANDOMNESS)
        (quarantine / FILE).chmod(0o600)
        publish(kept / "extracts", releases, quarantine, name="demonstration")
    return open_release(releases / "demonstration")


def _made_of() -> str:
    package = [path for part in MADE_OF for path in (ROOT / "pimh_data").glob(f"{part}*")]
    files = [path for one in package for path in ([one] if one.is_file() else one.rglob("*.py"))]
    found = hashlib.sha256()
    for path in sorted([*files, *(ROOT / "datasets" / "reference").glob("*.csv"), Path(__file__)]):
        found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]

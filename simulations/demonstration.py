"""The demonstration whole: as it is drawn, and as it is released with what its rounding is drawn from held fixed."""

from pathlib import Path

import numpy as np

from pimh_data.release import Release, open_release
from pimh_data.secure.demo import write_demo
from pimh_data.secure.demo.history import History, history
from pimh_data.secure.person_keys import FILE
from pimh_data.secure.publish import publish
from pimh_data.secure.releases.private import make_private

SEED, REFERRALS = 1, 60_000
RANDOMNESS = "what the rounding of the simulated demonstration is drawn from"


def drawn() -> History:
    """Everything that the demonstration's extracts are written from."""
    return history(REFERRALS, np.random.default_rng(SEED), lambda _words, _done: None)


def released(folder: Path) -> Release:
    """Its release, written into the folder and published there by the product's own steps."""
    extracts, quarantine = folder / "extracts", folder / "quarantine"
    write_demo(extracts, seed=SEED, referrals=REFERRALS)
    make_private(quarantine)
    (quarantine / FILE).write_text(RANDOMNESS)
    (quarantine / FILE).chmod(0o600)
    publish(extracts, folder / "releases", quarantine, name="demonstration")
    return open_release(folder / "releases" / "demonstration")

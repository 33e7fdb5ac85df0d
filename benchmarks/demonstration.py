"""The demonstration that benchmarks measure: its extracts, a release of it, and the same again under other names."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd

from benchmarks.figures import Asked
from pimh_data.release import Manifest
from pimh_data.release.manifest import NAME
from pimh_data.release.pointer import CURRENT
from pimh_data.secure.demo import write_demo
from pimh_data.secure.publish import publish

SMALL_PLACE, SMALL_REFERRALS = "Wirral", 8_000  # drawn of all Places; of this one some hundred are kept


def extracts(folder: Path, asked: Asked) -> Path:
    """Write the demonstration's extracts into a folder; small, those of one Place."""
    write_demo(folder, referrals=SMALL_REFERRALS if asked.small else asked.referrals)
    if asked.small:
        _keep(folder, SMALL_PLACE)
    return folder


@contextmanager
def released(asked: Asked) -> Iterator[Path]:
    """A folder of releases of one's own, with one release of the demonstration in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.releases is not None:
            shutil.copytree(asked.releases, folder / "releases")
        else:
            publish(extracts(folder / "extracts", asked), folder / "releases", folder / "quarantine", name="first")
        yield folder / "releases"


def again(releases: Path, name: str) -> None:
    """Publish the current release once more, under another name: its files are shared, so that it costs nothing."""
    current = releases / (releases / CURRENT).read_text(encoding="utf-8").split()[0]
    shutil.copytree(current, releases / name, copy_function=os.link, ignore=shutil.ignore_patterns(NAME))
    sha256 = replace(Manifest.read(current), release=name).write(releases / name)
    pointer = releases / f".{CURRENT}"
    pointer.write_text(f"{name} {sha256}\n", encoding="utf-8")
    pointer.replace(releases / CURRENT)


def _keep(folder: Path, place: str) -> None:
    tables = {path: pd.read_csv(path, dtype=str, keep_default_na=False) for path in folder.glob("*.csv")}
    kept = {path: table[table["place"] == place] if "place" in table else table for path, table in tables.items()}
    referrals = set(kept[folder / "referrals.csv"]["referral_id"])
    for path, table in kept.items():
        own = table[table["referral_id"].isin(referrals)] if "referral_id" in table else table
        own.to_csv(path, index=False)

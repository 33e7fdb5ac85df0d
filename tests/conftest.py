"""Shared fixtures: one small demonstration release, made once a run by the production code, only read by tests."""

import fcntl
import os
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

# Three Places of two systems: publishing all 21 takes three times as long.
KEPT_PLACES = ("Sheffield", "Liverpool", "Wirral")
BY_REFERRAL = ("contacts", "scores")


@pytest.fixture(scope="session")
def demo_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of releases that holds one demonstration release. Do not write into it: copy it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    releases = shared / "demonstration" / "releases"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker waits for the first one's release
        if not (releases / "CURRENT").exists():
            _publish(shared / "demonstration", releases)
    return releases


def _publish(folder: Path, releases: Path) -> None:
    from pimh_data.secure.demo import write_demo
    from pimh_data.secure.publish import publish

    extracts = folder / "extracts"
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Ibis 12 asks pandas 3 old questions
        write_demo(extracts)
        _keep_places(extracts)
        publish(extracts, releases, folder / "quarantine", name="demonstration")


def _keep_places(extracts: Path) -> None:
    tables = {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in extracts.glob("*.csv")}
    for name, table in tables.items():
        if "place" in table.columns:
            tables[name] = table[table["place"].isin(KEPT_PLACES)]
    for name in BY_REFERRAL:
        tables[name] = tables[name][tables[name]["referral_id"].isin(tables["referrals"]["referral_id"])]
    for name, table in tables.items():
        table.to_csv(extracts / f"{name}.csv", index=False)

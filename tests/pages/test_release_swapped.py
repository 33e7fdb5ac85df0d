"""A newer release under open sessions: they go on with it, and the former one leaves memory."""

import dataclasses
import gc
import shutil
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pages.parts import opened
from pages.parts.pages import PAGES
from pimh_data.release import Manifest

FILES = [page.file for page in PAGES[::5]]  # one in five: each takes as long as the next


@pytest.fixture
def releases(demo_release: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_release, tmp_path / "releases")
    return tmp_path / "releases"


def publish_again(releases: Path, name: str) -> None:
    """The same data as a release of another name."""
    shutil.copytree(releases / "demonstration", releases / name)
    sha256 = dataclasses.replace(Manifest.read(releases / name), release=name).write(releases / name)
    (releases / "CURRENT").write_text(f"{name} {sha256}\n", encoding="utf-8")


def test_a_replaced_release_leaves_memory_while_sessions_stay_open_on_every_page(open_page, releases):
    sessions = [open_page(page, releases=releases, place="Liverpool") for page in FILES]
    assert not [session.exception for session in sessions if session.exception]
    former = weakref.ref(opened.store().current()[0])
    for name in ("second", "third"):
        publish_again(releases, name)
        assert opened.store().settled()[0].manifest.release == name
        gc.collect()
        assert former() is None
        sessions[0].run()
        assert not sessions[0].exception
        former = weakref.ref(opened.store().current()[0])


def test_the_server_looks_for_a_newer_release_without_a_visitor(releases, monkeypatch):
    import asyncio

    import app

    monkeypatch.setenv("PIMH_RELEASES", str(releases))
    monkeypatch.setattr(app, "LOOKED_AFTER", 0.01)
    opened.current()
    publish_again(releases, "second")

    async def until_swapped() -> str:
        watching = asyncio.create_task(app.watch())
        try:
            for _ in range(2_000):
                if opened.store()._shown.release.manifest.release == "second":
                    return "second"
                await asyncio.sleep(0.01)
        finally:
            watching.cancel()
        return "never"

    # In a thread of its own: a browser that other tests keep open has an event loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(asyncio.run, until_swapped()).result() == "second"

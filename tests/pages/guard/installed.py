"""The application with sign-in, and somebody of each role for every grant: what it answers them, and what it sends."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asking import Heard, ask
from decoded import decoded
from sign_in_settings import ADDRESS, ISSUER, OPENID, TOP
from starlette.applications import Starlette
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from pages.guard import signing_in
from pages.guard.door import door
from pages.guard.guard import Guard
from pages.guard.session import Session
from pages.guard.settings import SETTING
from pages.guard.signing_in import SigningIn
from pages.parts import opened
from pages.served import answers, briefs
from pimh_data.questions.provision.ratings import offers
from pimh_data.registry import reference
from pimh_data.release import Manifest
from pimh_data.release.grants import ROLES

ENDED, NOBODY = "ended", "nobody"
# Published cases of single Places, which every release that names them shows to everybody.
PUBLISHED_PAGES = {"equity-categories", "need-published", "need-sheffield"}
PUBLISHED_FILES = {
    "need.sheffield", "need.sheffield_ethnicity", "need.table_4", "need.ethnicity_rows", "voice.survey",
    "equity.published_comparison",
}  # fmt: skip
FILES = Starlette(routes=[Route(answers.PATH, answers.answer_file), Route(briefs.PATH, briefs.brief_file)])
# What a grant says; the Places that it names; the roll-ups that it opens, since it leaves none of their Places out.
Granted = Mapping[str, tuple[str, set[str], set[str]]]


@dataclass(frozen=True)
class Installed:
    """The application with sign-in, of which each grant has somebody of each role."""

    at: SigningIn
    manifest: Manifest
    granted: Granted

    @staticmethod
    def session(who: str) -> Session:
        return Session(who, ISSUER, who, "", time.time() + 3_600)

    def get(self, who: str, path: str, **asked: str) -> Heard:
        """What the guarded application answers to somebody's browser."""
        cookies = {"__Host-pimh": self.at.seal.of(self.session(who))}
        return ask(
            lambda _: Guard(FILES, self.at), path, urlencode(asked), host=ADDRESS.partition("//")[2], cookies=cookies
        )

    def foreign(self, grant: str, also: set[str] = frozenset()) -> set[str]:
        """Names of Places, systems and services that whoever holds the grant has nothing to do with.

        `also`: Places that they may be shown by name here.
        """
        _, places, roll_ups = self.granted[grant]
        held = self.manifest
        theirs = {service for place in places for service in held.services[place]} | places | roll_ups | also
        theirs |= {held.places[place] for place in places | also} | set(held.bundles)
        names = {*held.places, *held.places.values(), *(name for listed in held.services.values() for name in listed)}
        return {name for name in names - theirs if not any(name in own for own in theirs)}

    def said(self, grant: str, sent: str, about: str, also: set[str] = frozenset()) -> set[str]:
        """Which of those names stand in what was sent. Published ratings of provision name the kinds of help that they
        rate, as some services are called; a published paper that is cited is named after its Place."""
        sent = sent.replace(reference.SHEFFIELD, "")
        places = self.granted[grant][1] if "provision" in about else ()
        rated = {offer for place in places for offer in offers(opened.whole()[0], place)}
        return {name for name in self.foreign(grant, also) - rated if name in sent}


@contextmanager
def installation(releases: Path, folder: Path, granted: Granted) -> Iterator[Installed]:
    """The application for a folder of releases, its settings and grants in another; and one whose grant has ended."""
    (folder / "secret").write_text("what these tests take for one")
    lines = [(f"{role} {name}", role, 2099, said) for role in ROLES for name, (said, *_) in granted.items()]
    lines += [(ENDED, role, 2019, "all = true") for role in ROLES[:1]]
    (folder / "grants.toml").write_text(
        "".join(
            f'[[grant]]\nissuer = "{ISSUER}"\nsubject = "{who}"\nrole = "{role}"\nexpires = {year}-01-01\n{said}\n'
            for who, role, year, said in lines
        )
    )
    (folder / "sign-in.toml").write_text(f"{TOP}\n{OPENID}")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PIMH_RELEASES", str(releases))
        patched.setenv(SETTING, str(folder / "sign-in.toml"))
        patched.setattr(signing_in, "FILES", (1_000_000, 60.0))
        door.cache_clear()
        at = door()
        assert isinstance(at, SigningIn)
        yield Installed(at, opened.whole()[0].manifest, granted)
    door.cache_clear()


def messages(test: AppTest) -> str:
    """Every message that the page sent: blocks, elements and widgets, with the data of charts."""
    sent = (getattr(node, "proto", None) for node in test._tree)
    return "\n".join(decoded(proto.SerializeToString()) for proto in sent if proto is not None)

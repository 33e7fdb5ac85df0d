"""Whether people can sign in: the settings, the secret, the grants that are in force, the state folder."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pages.guard import state
from pages.guard.by_proxy import ISSUER
from pages.guard.settings import SETTING, OpenId, SignInSettings, read_settings
from pages.guard.signed_out import UNKNOWN, unknown_lines
from pimh_data.commands.installation.diagnosis import (
    GOOD,
    LOOK,
    WRONG,
    Diagnosis,
    open_to_others,
    written_by_others,
)
from pimh_data.errors import GrantsError
from pimh_data.release.grants_doubts import against, of_issuers, of_persons
from pimh_data.release.grants_file import read_grants

SOON = dt.timedelta(days=30)
# Entra ID's issuers of no single organisation.
OF_MANY = re.compile(r"https://login\.microsoftonline\.[a-z]+/(common|organizations|consumers)(/|$)", re.IGNORECASE)
MANY = "the issuer is everybody's at Entra ID, and signs nobody in: use that of one tenant (docs/deploy.md)"
NOBODY = (
    f"nobody signs in ({SETTING} is not set): synthetic releases alone are shown, to this machine alone; a release of "
    "your own with 'serve --mine'"
)


def sign_in(named: str, today: dt.date, places: tuple[Mapping[str, str], ...] = ()) -> Iterator[Diagnosis]:
    """`named`: what PIMH_SIGN_IN names, '' for nothing; `places`: of the release that is shown (Place -> system), and
    of the one before.
    """
    if not named:
        yield Diagnosis(GOOD, NOBODY)
        return
    try:
        settings = read_settings(Path(named))
    except GrantsError as error:
        yield Diagnosis(WRONG, str(error))
        return
    yield Diagnosis(GOOD, "sign-in is configured")
    if isinstance(settings.by, OpenId) and OF_MANY.match(settings.by.issuer):
        yield Diagnosis(LOOK, MANY)
    yield from open_to_others(Path(named), f"the file that {SETTING} names", "600")
    for folder in dict.fromkeys(path.parent for path in (Path(named), settings.grants, settings.secret_file)):
        yield from written_by_others(
            folder, "the folder of the settings of sign-in (who may write there may put another file in their place)"
        )
    yield from open_to_others(settings.secret_file, "the secret file of sign-in", "600")
    yield from _grants(settings, today, places)
    yield from _state(settings.state)


def _grants(settings: SignInSettings, today: dt.date, places: tuple[Mapping[str, str], ...]) -> Iterator[Diagnosis]:
    try:
        grants = read_grants(settings.grants)
    except GrantsError as error:
        yield Diagnosis(WRONG, f"{error} (docs/deploy.md)")
        return
    held = list(grants.held.values())
    yield from open_to_others(settings.grants, "the file of grants", "600")
    issuer = settings.by.issuer if isinstance(settings.by, OpenId) else ISSUER
    doubts = [*of_persons(grants), *of_issuers(grants, issuer), *(against(grants, *places) if places else ())]
    yield from (Diagnosis(LOOK, words) for words in doubts)
    ended = [number for number, grant in enumerate(held, start=1) if grant.expires < today]
    soon = [number for number, grant in enumerate(held, start=1) if today <= grant.expires <= today + SOON]
    if len(ended) == len(held):
        yield Diagnosis(WRONG, "no grant is in force, so that nobody sees anything: add one to the file of grants")
    elif ended:
        yield Diagnosis(LOOK, f"grants that have ended: {_numbers(ended)}; renew or remove them")
    if soon:
        yield Diagnosis(LOOK, f"grants that end within {SOON.days} days: {_numbers(soon)}; renew those that go on")
    if not (ended or soon):
        yield Diagnosis(GOOD, f"{len(held)} {'grant is' if len(held) == 1 else 'grants are'} in force")


def _numbers(found: list[int]) -> str:
    """Which of the file: by number, as whoever reads this may not be whom they name."""
    return ", ".join(f"number {number}" for number in found)


def _state(folder: Path) -> Iterator[Diagnosis]:
    """By the rule that the application starts by; and who may open it."""
    amiss = [Diagnosis(WRONG, words) for words in state.amiss(folder)]
    if not amiss and not folder.exists():
        yield Diagnosis(GOOD, "the state folder is made at the first start")
        return
    if not amiss:
        amiss = list(open_to_others(folder, "the state folder", "700"))
        if lost := unknown_lines(folder):
            amiss.append(Diagnosis(LOOK, UNKNOWN.format(lost)))
    yield from amiss or [Diagnosis(GOOD, "the state folder is writable, and for its owner alone")]

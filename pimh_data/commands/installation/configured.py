"""Whether the settings that the application would start with are safe: of its file, the user's own, the environment."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from pages.guard.safe import SAFE, unsafe_settings
from pimh_data.commands.installation.diagnosis import GOOD, WRONG, Diagnosis
from pimh_data.errors import ReleaseError
from pimh_data.release.files import content

OF_USER = Path(".streamlit", "config.toml")  # in the home of whoever starts it


def configured(path: Path, home: Path | None = None) -> Iterator[Diagnosis]:
    """A diagnosis for each unsafe setting that is in force where nothing is said on the command line.

    As Streamlit has it the environment comes before the file of the project (`path`), and that before the user's own,
    in their `home`.
    """
    own = (home or Path.home()) / OF_USER
    held: dict[str, Any] = {}
    try:
        if own.exists():
            held |= _of_file(own, "the user's own settings (.streamlit/config.toml in their home)", "mend or remove it")
        held |= _of_file(path, f"the settings ({path.name})", "take the project's own file")
        held |= _of_environment()
    except ValueError as error:
        yield Diagnosis(WRONG, str(error))
        return
    wrong = unsafe_settings(lambda name: held.get(name, SAFE[name].unsaid))
    yield from (Diagnosis(WRONG, words) for words in wrong)
    if not wrong:
        yield Diagnosis(GOOD, "the application's settings are safe")


def _of_file(path: Path, what: str, do: str) -> Mapping[str, Any]:
    """What a file says of each setting. Raises ValueError in words where it cannot be taken, with what to `do`."""
    try:
        held = tomllib.loads(content(path, what).decode("utf-8"))
    except ReleaseError as error:
        raise ValueError(f"{error}: {do}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{what} are not TOML ({error}): {do}") from None
    named = (name.split(".") for name in SAFE)
    sections = ((section, key, held.get(section)) for section, key in named)
    return {f"{section}.{key}": of[key] for section, key, of in sections if isinstance(of, dict) and key in of}


def _of_environment() -> Mapping[str, Any]:
    """What the environment says of each, read as Streamlit does. Raises ValueError for what it would not take."""
    said = {name: os.environ.get(in_environment(name), "") for name in SAFE}
    return {name: _taken(name, text) for name, text in said.items() if text}


def in_environment(name: str) -> str:
    """The variable that sets a setting: server.enableCORS is STREAMLIT_SERVER_ENABLE_CORS."""
    return "STREAMLIT_" + re.sub("(?<=[a-z])(?=[A-Z])", "_", name).replace(".", "_").upper()


def _taken(name: str, text: str) -> Any:
    unsaid = SAFE[name].unsaid
    if not isinstance(unsaid, bool):
        return text.split() if isinstance(unsaid, list) else text
    try:
        return click.BOOL.convert(text, None, None)
    except click.ClickException:
        raise ValueError(f"{in_environment(name)} in the environment is neither true nor false") from None

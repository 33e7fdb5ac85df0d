"""Whether the settings that the application would start with are safe: of its file, the user's own, the environment."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from streamlit.web.cli import configurator_options

from pages.guard.safe import SAFE, unsafe_settings
from pimh_data.commands.installation.diagnosis import GOOD, WRONG, Diagnosis

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
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{what} cannot be read ({error.strerror}): {do}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{what} are not TOML ({error}): {do}") from None
    named = (name.split(".") for name in SAFE)
    sections = ((section, key, held.get(section)) for section, key in named)
    return {f"{section}.{key}": of[key] for section, key, of in sections if isinstance(of, dict) and key in of}


def _of_environment() -> Mapping[str, Any]:
    """What the environment says of each, read by Streamlit's own options. Raises ValueError where they refuse it."""
    options = configurator_options(click.command(lambda **_: None))
    try:
        given = options.make_context("streamlit", []).params
    except click.ClickException as error:
        raise ValueError(f"the environment sets what Streamlit does not take: {error.format_message()}") from None
    said = {name: given.get(name.replace(".", "_")) for name in SAFE}
    return {name: value for name, value in said.items() if value not in (None, ())}

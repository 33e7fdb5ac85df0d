"""Whether the application's settings are safe, as their file says: by the same rules that the application starts by."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pages.guard.safe import SAFE, unsafe_settings
from pimh_data.commands.installation.diagnosis import GOOD, WRONG, Diagnosis


def configured(path: Path) -> Iterator[Diagnosis]:
    """A diagnosis for each unsafe setting of the file (.streamlit/config.toml)."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        yield Diagnosis(WRONG, f"the settings ({path.name}) cannot be read ({error.strerror}): take the project whole")
        return
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield Diagnosis(WRONG, f"the settings ({path.name}) are not TOML ({error}): take the project's own file")
        return

    def setting(name: str) -> Any:
        section, _, key = name.partition(".")
        return held.get(section, {}).get(key, SAFE[name].unsaid)

    wrong = unsafe_settings(setting)
    yield from (Diagnosis(WRONG, words) for words in wrong)
    if not wrong:
        yield Diagnosis(GOOD, "the application's settings are safe")

"""The settings that must be so wherever the application runs: what they are where nothing is said, and what is safe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SafeSetting:
    """One setting of Streamlit. `unsaid`: what holds where no file and no option says anything."""

    unsaid: Any
    is_safe: Callable[[Any], bool]
    why: str


def _not(held: Any) -> bool:
    return not held


SAFE: Mapping[str, SafeSetting] = {
    "server.enableCORS": SafeSetting(True, bool, "true: else pages of other sites may read this one"),
    "server.enableXsrfProtection": SafeSetting(True, bool, "true: else other sites may send in their visitors' name"),
    "server.corsAllowedOrigins": SafeSetting([], _not, "empty: no other site reads this one"),
    "server.trustedUserHeaders": SafeSetting({}, _not, "empty: a browser can send any header"),
    "server.enableStaticServing": SafeSetting(False, _not, "false: nothing but the application is served"),
    "server.enableAgentApi": SafeSetting(False, _not, "false: nothing but the application is served"),
    "global.developmentMode": SafeSetting(False, _not, "false: it is for those who work on Streamlit itself"),
    "client.showErrorDetails": SafeSetting("full", lambda held: held == "none", "none: an error's text may hold data"),
    "logger.level": SafeSetting(
        "info", lambda held: held != "debug", "info: at debug the log holds what visitors choose"
    ),
    "browser.gatherUsageStats": SafeSetting(True, _not, "false: else browsers tell another company of each visit"),
}
WHERE = ".streamlit/config.toml, also the user's own, the environment, or an option of the command"


def unsafe_settings(held: Callable[[str], Any]) -> list[str]:
    """What is unsafe of the settings that `held` gives by name, a sentence each."""
    return [
        f"the setting {name} must be {setting.why} ({WHERE})"
        for name, setting in SAFE.items()
        if not setting.is_safe(held(name))
    ]

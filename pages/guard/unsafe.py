"""Which settings in force would open a way round the guard: read from what runs, not from a file."""

import gc
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

SAFE: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "server.enableCORS": (bool, "true: else pages of other sites may read this one"),
    "server.enableXsrfProtection": (bool, "true: else other sites may send in their visitors' name"),
    "server.corsAllowedOrigins": (lambda held: not held, "empty: no other site reads this one"),
    "server.trustedUserHeaders": (lambda held: not held, "empty: a browser can send any header"),
    "server.enableStaticServing": (lambda held: not held, "false: nothing but the application is served"),
    "server.enableAgentApi": (lambda held: not held, "false: nothing but the application is served"),
    "global.developmentMode": (lambda held: not held, "false: it is for those who work on Streamlit itself"),
    "client.showErrorDetails": (lambda held: held == "none", "none: an error's text may hold data"),
    "logger.level": (lambda held: held != "debug", "info: at debug the log holds what visitors choose"),
    "browser.gatherUsageStats": (lambda held: not held, "false: else browsers tell another company of each visit"),
}
TRUSTS_ANYBODY = (
    "the server believes whatever any address says of whom it speaks for (forwarded-allow-ips is '*'): start it with "
    "'python -m pimh_data serve'"
)
TRUSTS = (
    "the server lets {whom} say for whom they speak (forwarded-allow-ips), and so hides who really asks: start it with "
    "'python -m pimh_data serve'"
)


def unsafe(signed_in: bool) -> tuple[str, ...]:
    """What is unsafe, a sentence each. `signed_in`: people sign in, so that it matters who speaks for whom."""
    wrong = [
        f"the setting {name} must be {why} (.streamlit/config.toml, or an option of the command)"
        for name, (is_safe, why) in SAFE.items()
        if not is_safe(st.get_option(name))
    ]
    return (*wrong, *_believed(signed_in))


def _believed(signed_in: bool) -> list[str]:
    believing = [one.trusted_hosts for one in gc.get_objects() if isinstance(one, ProxyHeadersMiddleware)]
    if any(one.always_trust for one in believing):
        return [TRUSTS_ANYBODY]
    whom = {str(name) for one in believing for name in (*one.trusted_hosts, *one.trusted_networks)}
    return [TRUSTS.format(whom=", ".join(sorted(whom)))] if whom and signed_in else []

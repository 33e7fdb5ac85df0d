"""Which settings in force would open a way round the guard: read from what runs, not from a file."""

import gc

import streamlit as st
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pages.guard.safe import unsafe_settings

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
    return (*unsafe_settings(st.get_option), *_believed(signed_in))


def _believed(signed_in: bool) -> list[str]:
    believing = [one.trusted_hosts for one in gc.get_objects() if isinstance(one, ProxyHeadersMiddleware)]
    if any(one.always_trust for one in believing):
        return [TRUSTS_ANYBODY]
    whom = {str(name) for one in believing for name in (*one.trusted_hosts, *one.trusted_networks)}
    return [TRUSTS.format(whom=", ".join(sorted(whom)))] if whom and signed_in else []

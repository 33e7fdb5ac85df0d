"""Who asks: the one whom the guard let in with this request, or with the web socket that a page runs for."""

import secrets
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.guard.session import Session

HANDLE = "pimh-let-in"  # the cookie that the guard gives to what runs behind it, in place of the browser's own


@dataclass(frozen=True)
class Visitor:
    """Somebody who signed in."""

    session: Session


# Of web sockets that are open. What stands for one is drawn at random and never leaves the process.
_open: dict[str, Visitor] = {}
_asking: ContextVar[Visitor | None] = ContextVar("asking", default=None)


def let_in(found: Visitor) -> str:
    """A handle on a visitor, for as long as a web socket is open."""
    handle = secrets.token_urlsafe(32)
    _open[handle] = found
    return handle


def gone(handle: str) -> None:
    """The web socket is closed: nobody stands behind the handle any more."""
    _open.pop(handle, None)


def asks(found: Visitor) -> None:
    """This request, and what is done for it, is of that visitor."""
    _asking.set(found)


def visitor() -> Visitor | None:
    """Who asks; None where nobody was let in."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        return _open.get(st.context.cookies.get(HANDLE, ""))
    return _asking.get()

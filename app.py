"""The application (streamlit run app.py): the pages inside security headers, health routes and an error handler."""

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from pages.guard.guard import Guard
from pages.parts import opened
from pages.parts.failed import logged, notice
from pages.parts.first_page import FirstPage
from pages.parts.fonts import SmallFonts
from pages.parts.transport import CompressedStatic, SecurityHeaders, WithoutPaths
from pages.served import access, answers, briefs
from pimh_data.errors import ReleaseError

COLLECTED_AFTER = (50_000, 10, 20)  # objects more than let go; of these rounds a second, and of those a whole one
LOOKED_AFTER = 2.0  # seconds from one look for a newer release to the next
log = logging.getLogger("pimh")
log.addHandler(logging.StreamHandler())
log.handlers[0].setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
log.propagate = False
log.setLevel(logging.INFO)  # else what is no warning, such as that grants were read again, would not stand in it
# Streamlit writes the whole error into its log, text and all; `on_script_error` writes it without what it may hold.
logging.getLogger("streamlit.error_util").addFilter(lambda record: False)


async def alive(_: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "alive"})


async def ready(_: Request) -> JSONResponse:
    """A release can be opened: 200 with its name, and what is wrong with a newer one; 503 when there is none."""
    try:
        release, problem = await run_in_threadpool(opened.whole)
    except ReleaseError:
        return JSONResponse({"status": "no release"}, status_code=503)
    return JSONResponse(
        {"status": "ready", "release": release.manifest.release, "newer_release_is_broken": bool(problem)}
    )


def on_script_error(error: Exception) -> bool:
    """Log where it went wrong; say on screen under which id."""
    st.html(notice(error))
    return True


def on_thread_error(failed: threading.ExceptHookArgs) -> None:
    """What Python would print with its text and the paths of the machine is logged as a page's error is."""
    if failed.exc_value is not None and failed.exc_type is not SystemExit:
        logged(failed.exc_value)


threading.excepthook = on_thread_error


def on_server_error(record: logging.LogRecord) -> bool:
    """Log the error of a route or a task as a page's is; the server would write its text and the machine's paths."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        logged(error)
    return error is None


for _name in ("uvicorn.error", "asyncio"):
    logging.getLogger(_name).addFilter(on_server_error)


async def watch() -> None:
    """Look for a newer release for as long as the server runs: it is opened, and the former let go, with no visitor."""
    while True:
        await asyncio.sleep(LOOKED_AFTER)
        try:
            await run_in_threadpool(opened.look)
        except RuntimeError as error:  # the machine has no thread left just now
            logged(error)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the release and import the pages' parts before the first visitor; keep them out of garbage collection.

    Then look for newer releases until the server ends.
    """
    from pages.parts import warm

    await run_in_threadpool(warm.up)
    # What lives as long as the process need not be looked at each time that Python collects garbage.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    watching = asyncio.create_task(watch())
    yield
    watching.cancel()


app = st.App(
    "pages/shell.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route(answers.PATH, answers.answer_file),
        Route(briefs.PATH, briefs.brief_file),
        Route(access.PATH, access.access_log, methods=["GET", "POST"]),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Guard),
        Middleware(CompressedStatic),
        Middleware(SmallFonts),
        Middleware(FirstPage),
        Middleware(WithoutPaths),
    ],
    on_script_error=on_script_error,
)

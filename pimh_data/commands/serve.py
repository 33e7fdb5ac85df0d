"""`serve`: the application, for whoever its door lets in; with `--mine` for the one person at this machine."""

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pimh_data.commands.saying import refuse, say
from pimh_data.release.folders import DATASETS, OWNERS_TOKEN, SETTING

PROJECT = DATASETS.parent
HERE = "127.0.0.1"
# Nobody is believed to speak for another address: the guard asks who is really at the other end.
NOBODY_FORWARDS = {"FORWARDED_ALLOW_IPS": ""}


def serve(
    releases: Annotated[
        Path | None, typer.Option(help="The folder of releases: that of the project, unless named.", envvar=SETTING)
    ] = None,
    mine: Annotated[
        bool, typer.Option("--mine", help="Open a release of your own, on this machine, in one browser.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port that it listens at.")] = 8501,
    address: Annotated[
        str, typer.Option(help="The address that it listens at: this machine alone, unless sign-in is configured.")
    ] = HERE,
) -> None:
    """Serve the application until it is stopped (Ctrl+C). What it may show to whom, docs/deploy.md says."""
    if mine and address != HERE:
        refuse([f"With --mine it listens at {HERE} alone: leave --address out."])
    environment = {**os.environ, **NOBODY_FORWARDS}
    if releases is not None:  # else the application follows: from the demonstration to what is published first
        environment[SETTING] = str(releases.resolve())
    environment.pop(OWNERS_TOKEN, None)
    opens = f"http://{HERE}:{port}"
    if mine:
        token = secrets.token_urlsafe(32)
        environment[OWNERS_TOKEN] = hashlib.sha256(token.encode()).hexdigest()
        say([f"Open {opens}/open?token={token}", "It opens once, in one browser, on this machine (Ctrl+C stops it)."])
    else:
        say([f"Starting on {opens if address == HERE else f'{address}, port {port}'} (Ctrl+C stops it)"])
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.address", address, "--server.port", str(port)]
    _run([*command, *options], environment)


def _run(command: list[str], environment: dict[str, str]) -> NoReturn:
    """Run it in this process's place; on Windows, which cannot, beside it."""
    if os.name == "nt":
        raise typer.Exit(subprocess.call(command, cwd=PROJECT, env=environment))
    os.chdir(PROJECT)
    sys.stdout.flush()
    os.execve(command[0], command, environment)  # noqa: S606 - our own Python

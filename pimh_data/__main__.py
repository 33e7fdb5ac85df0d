"""`python -m pimh_data`: the command line."""

import warnings

from pimh_data.commands import app


def _without_path(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    """A warning of a library as one line: Python would print in which file of this machine it arose."""
    return f"{category.__name__}: {message}\n"


warnings.formatwarning = _without_path

if __name__ == "__main__":
    app(prog_name="python -m pimh_data")

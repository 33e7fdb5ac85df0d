"""The command line, `python -m pimh_data` and a verb. One module a verb, in words only.

Exit codes: 0 good, 1 published with more rows quarantined than allowed or not every file fetched, 2 refused or held
back. Of `doctor`: 1 something to look at, 2 something wrong.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

VERBS = (
    "demo",
    "template",
    "pseudonymise",
    "draft",
    "check",
    "publish",
    "serve",
    "fetch",
    "brief",
    "status",
    "intrude",
    "list",
    "use",
    "withdraw",
    "prune",
    "decisions",
    "doctor",
)


class _Verbs(TyperGroup):
    """Opens the module of a verb when it is asked for: `brief` needs charts and no extracts, `publish` no charts."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: dict[str, Any] = dict.fromkeys(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb of this name; None where there is none."""
        if cmd_name in VERBS and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _opened(cmd_name)
        return self.commands.get(cmd_name)


def _opened(verb: str) -> Any:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(verb)(getattr(import_module(f"{__name__}.{verb}"), verb))
    return typer.main.get_command(alone)


app = typer.Typer(cls=_Verbs, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)


@app.callback()
def _any_verb() -> None:
    """What the verbs share: nothing."""

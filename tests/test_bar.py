"""The bar of long steps: rows and time left on a screen that a person looks at, nothing in a log."""

import io
from functools import partial

from rich.console import Console

from pimh_data.commands.bar import bar
from pimh_data.secure.engine import percent_done
from pimh_data.secure.steps import Step


class Database:
    """Says how far its query is, as DuckDB's connection does."""

    def __init__(self, done: float) -> None:
        self.con, self.done = self, done

    def query_progress(self) -> float:
        return self.done


def screen(terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=160, legacy_windows=False)


def test_rows_and_time_left_are_shown_and_a_step_moves_on_from_query_to_query():
    shown = screen(terminal=True)
    with bar(shown, quiet=False) as step:
        database = Database(50)
        step.watch(partial(percent_done, database))
        step(Step("Checking contacts", 1_000_000, 0, 0.6))
        step.ask()
        step._shown.refresh()
        step(Step("Checking contacts", 1_000_000, 0.6, 1))
        step._shown.refresh()
        database.done = -1  # the next query has not begun: the bar stays where it is
        step.ask()
        step._shown.refresh()
    text = shown.file.getvalue()
    assert "300,000 of 1,000,000 rows" in text
    assert "600,000 of 1,000,000 rows" in text
    assert "0:00:0" in text
    assert "Took" in text


def test_a_step_without_rows_does_not_keep_those_of_the_step_before():
    shown = screen(terminal=True)
    with bar(shown, quiet=False) as step:
        step(Step("Taking in referrals", 1_000))
        step("Reading contacts")
        step._shown.refresh()
    lines = [line for line in shown.file.getvalue().split("\r") if "Reading contacts" in line]
    assert lines
    assert not any("1,000" in line for line in lines)


def test_a_log_holds_no_bar_and_a_quiet_one_nothing():
    for quiet, said in ((False, "Took"), (True, "")):
        shown = screen(terminal=False)
        with bar(shown, quiet) as step:
            step(Step("Checking contacts", 10))
        assert shown.file.getvalue().startswith(said)
        assert "Checking" not in shown.file.getvalue()
        assert quiet is (shown.file.getvalue() == "")

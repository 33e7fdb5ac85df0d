"""A bar on the screen for long steps: rows gone through and time left, as whoever makes them says how far it is."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from pimh_data.secure.steps import Step

ASK_EVERY = 0.25  # seconds
TIME = "{:.1f} s"


class _Rows(TextColumn):
    """'1,200,000 of 5,000,000 rows', where the step goes through rows."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        return Text(f"{int(task.completed):,} of {int(task.total):,} rows" if task.total else "")


class Bar:
    """Hears each step in words, and shows it. `watch` names what to ask how far a step is."""

    def __init__(self, shown: Progress) -> None:
        self._shown, self._task = shown, shown.add_task("Starting", total=None)
        self._step = Step("")
        self._percent_done: Callable[[], float] | None = None

    def __call__(self, words: str) -> None:
        step = words if isinstance(words, Step) else Step(words)
        if str(step) != str(self._step) or not step.rows:
            # A task of its own for each step: resetting one would keep the rows of the step before.
            self._shown.remove_task(self._task)
            self._task = self._shown.add_task(str(step), total=step.rows or None)
        self._step = step
        self._forward(0.0)

    def watch(self, percent_done: Callable[[], float]) -> None:
        """From now on, move on within a step as far as this says, in per cent; 0 or less where it cannot be known."""
        self._percent_done = percent_done

    def ask(self) -> None:
        """Ask once how far it is."""
        if self._percent_done is None or not self._step.rows:
            return
        done = self._percent_done()
        if done > 0:
            self._forward(done / 100)

    def _forward(self, share: float) -> None:
        step = self._step
        reached = step.rows * (step.start + (step.end - step.start) * share)
        if step.rows and reached > self._shown.tasks[0].completed:
            self._shown.update(self._task, completed=reached)


@contextmanager
def bar(screen: Console, quiet: bool) -> Iterator[Bar]:
    """The bar, on a screen that a person looks at; elsewhere nothing but how long it took, and if `quiet` not that."""
    started = time.monotonic()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        _Rows(),
        TimeElapsedColumn(),
    )
    shown = Progress(
        *columns, TimeRemainingColumn(), console=screen, transient=True, disable=quiet or not screen.is_terminal
    )
    done = threading.Event()
    with shown:
        made = Bar(shown)
        asking = threading.Thread(target=_ask, args=(made, done), daemon=True)
        if not shown.disable:
            asking.start()
        try:
            yield made
        finally:
            done.set()
            if asking.is_alive():
                asking.join()
    if not quiet:
        screen.print(f"Took {TIME.format(time.monotonic() - started)}")


def _ask(made: Bar, done: threading.Event) -> None:
    while not done.wait(ASK_EVERY):
        made.ask()

"""What is being done, for whoever shows it: words, and where it is long the rows and how far through them it goes."""

from collections.abc import Callable


class Step(str):
    """The words of a step. `rows`: how many it goes through; `start` and `end`: the shares of them that this part of it
    covers, so that a step of several queries moves on from one to the next.
    """

    rows: int
    start: float
    end: float

    def __new__(cls, words: str, rows: int = 0, start: float = 0.0, end: float = 1.0) -> "Step":
        """The words, with what is known of the rows."""
        made = super().__new__(cls, words)
        made.rows, made.start, made.end = rows, start, end
        return made


Progress = Callable[[str], None]

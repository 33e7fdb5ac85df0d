"""Which selections are looked at, and which screens with each so that all come in turn."""

from tests.consistency.screens import FILES

NUMBER, IN_THE_SUITE = 30, 5
BESIDE = 2  # screens in turn beside the Summary


def pages_of(number: int) -> tuple[str, ...]:
    """The Summary, and the next screens in turn, for the selection of that number."""
    others = [file for file in FILES if file != "summary.py"]
    return ("summary.py", *(others[(BESIDE * number + more) % len(others)] for more in range(BESIDE)))

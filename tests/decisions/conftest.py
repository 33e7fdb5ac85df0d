"""Decisions are tried on one Answer, of numbers that need no release."""

import datetime as dt

import pandas as pd
import pytest

from pimh_data.answer import Answer, Column, Evidence, Finding, Headline, Selection

EVIDENCE = {name: "" for name in ("definition", "numerator", "denominator", "method", "source", "citation", "profile")}
EVIDENCE |= {"period": "2023/24", "release": "2026-11-01-a", "data": "", "site": "", "hidden": ""}


@pytest.fixture
def seen() -> Answer:
    """Of 2023/24 in Sheffield, 190 people."""
    return Answer(
        "equity.gap",
        "Who is seen, by deprivation?",
        Selection("Sheffield", "All services", "2023/24"),
        pd.DataFrame({"state": ["shown"]}),
        (Column("state", "State", "state"),),
        Finding("Sheffield, 2023/24: 16% less often.", "worse"),
        Evidence(**EVIDENCE),
        headline=Headline("Seen", "190", ""),
        address="equity.decile?place=Sheffield&year=2023/24",
    )


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """The time now; each look takes a second."""
        self.now += dt.timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()

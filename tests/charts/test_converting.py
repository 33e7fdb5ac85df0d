"""Pictures come from a process of their own: one, whoever asks, and a new one where it was killed."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from pimh_data.charts import converting
from pimh_data.charts.converting import to_png, to_svg

CHART = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}


def _drawing() -> int:
    return converting._process().submit(os.getpid).result()


def test_many_who_ask_at_once_have_one_process_that_is_not_this_one():
    main = sys.modules["__main__"]
    with ThreadPoolExecutor(8) as asking:
        pictures = list(asking.map(lambda _: to_png(CHART, 1.0), range(8)))
        at = set(asking.map(lambda _: _drawing(), range(8)))
    assert {picture[:4] for picture in pictures} == {b"\x89PNG"}
    assert len(at) == 1
    assert os.getpid() not in at
    assert sys.modules["__main__"] is main


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
def test_a_process_that_was_killed_is_followed_by_another():
    before = _drawing()
    os.kill(before, signal.SIGKILL)
    assert to_svg(CHART).startswith("<svg")
    assert _drawing() != before


def test_what_is_no_specification_is_refused_and_the_next_is_drawn():
    with pytest.raises(ValueError, match="conversion failed"):
        to_png({"mark": 7}, 1.0)
    assert to_png(CHART, 1.0)


def test_what_is_drawn_here_for_a_while_is_drawn_apart_again_afterwards():
    with converting.drawn_here():
        assert converting._apart(os.getpid) == os.getpid()
    assert converting._apart(os.getpid) != os.getpid()

"""Times a rerun of every page over a real socket, beside the same page with its charts built by Altair at every rerun.

    python benchmarks/pages.py [folder of releases]

Both run the real application in a process of its own. A rerun is timed from the message that changes a filter to the
message that the script has finished; "new" selections were never asked before, "repeated" ones were. Ratios are
Altair's time over ours. Exit code 1 when ours is over the design's budget: p95 150 ms new, 50 ms repeated.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

PAGES = {"": "Summary", "equity": "Equity", "outcomes": "Outcomes", "data": "Data"}
BUDGETS_MS = {"new": 150.0, "repeated": 50.0}
NEW, REPEATED = 40, 40
PREPARED, ALTAIR = "prepared", "altair"


def serve(way: str, port: int) -> None:
    """Run the application; in the way `altair`, every chart specification is written anew each time it is used."""
    import uvicorn

    from pimh_data.charts import (
        completeness,
        people_by_period,
        rate_by_decile,
        representation,
        score_scale,
        scores_counted,
        trend,
    )

    if way == ALTAIR:
        drawn = (completeness, people_by_period, rate_by_decile, representation, trend, score_scale, scores_counted)
        for module in drawn:
            module.specification = module.specification.__wrapped__
            module.drawing = module.drawing.__wrapped__
    from app import app

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


@contextmanager
def served(way: str, releases: str) -> Iterator[int]:
    """The application in its own process; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, __file__, "--serve", way, str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PIMH_RELEASES": releases})
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
                break
            except urllib.error.HTTPError:
                sys.exit(f"There is no release in {releases}. Run 'python -m pimh_data demo' first.")
            except OSError:
                time.sleep(0.25)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


class Visitor:
    """One session on a page: sets filters as a browser does and times the rerun."""

    def __init__(self, channel: ClientConnection, page: str) -> None:
        self.page, self.filters, self.bytes, self.socket = page, {}, 0, channel
        self.rerun({})

    def rerun(self, chosen: dict[str, str]) -> float:
        """Milliseconds from asking to the end of the script. `chosen`: filter key -> value."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.page_name = self.page
        for key, value in chosen.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self.filters[key], value
        self.bytes, started = 0, time.perf_counter()
        self.socket.send(message.SerializeToString())
        while True:
            received = self.socket.recv(timeout=60)
            self.bytes += len(received)
            if len(received) > 100_000:
                continue
            answer = ForwardMsg()
            answer.ParseFromString(received)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.HasField("selectbox"):
                box = answer.delta.new_element.selectbox
                self.filters[box.query_param_key] = box.id
            elif kind == "script_finished":
                return (time.perf_counter() - started) * 1000


def selections(releases: str) -> list[dict[str, str]]:
    """Different selections of the release, NEW of them, spread over places, years and deprivation groups."""
    from pimh_data.questions.selection import options
    from pimh_data.release import Store

    known = options(Store(Path(releases)).current()[0])
    everything = list(product(known.years, known.deprivation, known.places))
    step = max(len(everything) // NEW, 1)
    return [{"place": place, "year": year, "deprivation": group} for year, group, place in everything[::step][:NEW]]


def p(times: list[float], share: float) -> float:
    """A percentile, by the nearest rank."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def measure(way: str, releases: str, asked: list[dict[str, str]]) -> dict[tuple[str, str], list[float]]:
    """Times in milliseconds per (page, 'new' or 'repeated'); a page's visitor is the first to ask its questions."""
    found: dict[tuple[str, str], list[float]] = {}
    with served(way, releases) as port:
        for page in PAGES:
            with connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as held:
                visitor = Visitor(held, page)
                found[page, "new"] = [visitor.rerun(chosen) for chosen in asked]
                found[page, "repeated"] = [visitor.rerun(asked[turn % 4]) for turn in range(REPEATED)]
            print(f"  {way:9} {PAGES[page]:8} {visitor.bytes / 1000:6.0f} kB sent in the last rerun")
    return found


def main(releases: str) -> int:
    """Print the table; 1 when a page is over its budget."""
    asked = selections(releases)
    ours, altair = (measure(way, releases, asked) for way in (PREPARED, ALTAIR))
    over = 0
    print(
        f"\n{'page':9}{'selection':11}{'ours p50':>10}{'p95':>8}{'Altair p50':>12}{'p95':>8}{'ratio p50':>11}   budget"
    )
    for (page, kind), times in ours.items():
        plain, late = altair[page, kind], p(times, 0.95)
        over += late > BUDGETS_MS[kind]
        print(
            f"{PAGES[page]:9}{kind:11}{p(times, 0.5):8.1f}ms{late:6.1f}ms{p(plain, 0.5):10.1f}ms{p(plain, 0.95):6.1f}ms"
            f"{p(plain, 0.5) / p(times, 0.5):10.1f}x   {'over' if late > BUDGETS_MS[kind] else 'kept'}"
        )
    return 1 if over else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "datasets" / "releases")))

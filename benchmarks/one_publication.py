"""Publishes one folder of extracts in a process of its own, so that its greatest memory is its own. Prints figures.

python -m benchmarks.one_publication EXTRACTS RELEASES PRIVATE [MASTER]

MASTER: of the Spark to count on (`local[2]`); none: people are counted in the process.
"""

import contextlib
import json
import resource
import sys
import time
from pathlib import Path

from pimh_data.secure.publish import publish
from pimh_data.secure.spark.session import cluster

STAGES = {
    "Reading": "reading",
    "Running": "reading",
    "Taking": "reading",
    "Checking": "checking",
    "Looking": "looking at what is odd",
    "Deriving": "counting",
    "Counting": "counting",
    "Pairing": "counting",
    "Protecting": "protecting",
    "Writing": "writing",
}


def main(extracts: str, releases: str, private: str, master: str = "") -> None:
    """Publish, and print a line of JSON: seconds of each step and stage, of processor, and greatest megabytes."""
    begun = [("Beginning", time.perf_counter())]
    with cluster(master) if master else contextlib.nullcontext() as counting:
        publish(
            Path(extracts),
            Path(releases),
            Path(private),
            progress=lambda words: begun.append((str(words), time.perf_counter())),
            cluster=counting,
        )
    ended = time.perf_counter()
    steps: dict[str, float] = {}
    stages: dict[str, float] = {}
    for (words, start), (_, end) in zip(begun, [*begun[1:], ("", ended)], strict=True):
        stage = STAGES.get(words.split()[0], "reading")
        steps[words] = steps.get(words, 0.0) + end - start
        stages[stage] = stages.get(stage, 0.0) + end - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "seconds": ended - begun[0][1],
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
        "steps": steps,
        "stages": stages,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])

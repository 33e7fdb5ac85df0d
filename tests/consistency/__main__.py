"""Open pages for random selections and say where two of them do not agree.

    python -m tests.consistency --number 300 --seed 0

Each selection opens the Summary, who is seen, what changed in outcomes, and four further pages in turn; prints every
complaint and, at the end, how many of each rule. Gives 1 where there is one.
"""

import argparse
import logging
import sys
from collections import Counter
from pathlib import Path

from tests.conftest import releases_of_tests
from tests.consistency.drawing import drawn, screens_of
from tests.consistency.rules import complaints
from tests.consistency.screens import use


def main(arguments: list[str]) -> int:
    """Look at so many selections; gives 1 where there is a complaint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--skip", type=int, default=0, help="selections to draw and pass over: to share them out")
    parser.add_argument("--releases", type=Path, help="a folder of releases; the tests' own, unless given")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    releases = asked.releases or releases_of_tests()
    use(releases)
    found: Counter[str] = Counter()
    said: set[str] = set()
    chosen = list(enumerate(drawn(releases, asked.skip + asked.number, asked.seed)))[asked.skip :]
    for number, selection in chosen:
        for complaint in complaints(screens_of(selection, number)):
            found[f"{complaint.rule}: {complaint.panel or complaint.where}"] += 1
            if str(complaint) not in said:
                said.add(str(complaint))
                sys.stdout.write(f"{complaint}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{asked.number} selections, {found.total()} complaints\n")
    sys.stdout.writelines(f"{count:6} {what}\n" for what, count in found.most_common())
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

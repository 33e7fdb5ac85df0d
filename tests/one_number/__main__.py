"""Make every file of random selections and say which number in them is not the one of its question and row.

    python -m tests.one_number --number 30 --seed 0

Slides, notes, papers, the page without scripts, workbook, CSV and three screens of each; gives 1 where there is a
complaint.
"""

import argparse
import logging
import sys
import time
from pathlib import Path

from tests.conftest import releases_of_tests
from tests.consistency.drawing import drawn
from tests.consistency.screens import use
from tests.one_number.complaints import looked_at, without_pictures
from tests.one_number.selections import NUMBER, pages_of


def main(arguments: list[str]) -> int:
    """Look at so many selections; gives 1 where there is a complaint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--releases", type=Path, help="a folder of releases; the tests' own, unless given")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    releases = asked.releases or releases_of_tests()
    use(releases)
    complaints = files = rows = 0
    with without_pictures():
        for number, selection in enumerate(drawn(releases, asked.number, asked.seed)):
            begun = time.process_time()
            found = looked_at(selection, pages_of(number))
            complaints, files, rows = complaints + len(found.said), files + found.files, rows + found.rows
            took = time.process_time() - begun
            sys.stdout.write(f"{', '.join(selection.values())}: {found.files} files, {found.rows} rows, {took:.1f} s\n")
            sys.stdout.writelines(f"    {one}\n" for one in found.said)
            sys.stdout.flush()
    sys.stdout.write(f"{asked.number} selections, {files} files, {rows} rows, {complaints} complaints\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

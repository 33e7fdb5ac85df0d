"""Runs every benchmark, each in a process of its own, on one release of the demonstration: python -m benchmarks."""

import subprocess
import sys

from benchmarks.demonstration import released
from benchmarks.figures import Asked, options

MEASURED = ("methods", "checking", "publish", "engines", "hidden", "opening", "pages", "many_places")
CROWDED = ("crowd", "crowd_signed_in", "lasting", "pictures", "first_visit", "guard")
NAMES = MEASURED + CROWDED


def main() -> int:
    """1 where a figure of any of them is more than it may be, or one of them could not be run."""
    given = options("benchmarks", __doc__).parse_args()
    failed = []
    with released(Asked(given.small, given.releases, given.referrals)) as releases:
        shared = ["--releases", str(releases), "--referrals", str(given.referrals)]
        shared += ["--small"] if given.small else []
        shared += ["--write", str(given.write)] if given.write else []
        for name in NAMES:
            print(f"\n{name}", flush=True)
            if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *shared]).returncode:
                failed.append(name)
    print(f"\nOver what they may be, or not run: {', '.join(failed)}." if failed else "\nAll within what they may be.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Whether extracts may follow the releases of a folder: real never beside synthetic, implausible ones held back."""

from dataclasses import dataclass
from pathlib import Path

from pimh_data.secure.releases.before import Before, release_before
from pimh_data.secure.releases.differences import Difference, differences
from pimh_data.secure.releases.facts import Facts
from pimh_data.secure.releases.sharing import why_not_shared

HELD_BACK = "Held back: compared with release {release} this is hardly right, so nothing is published:"
IN_ONE_LINE = (
    "Held back, nothing is published: compared with release {release}, {differences}. What to do stands at the end"
)
NOTHING_BEFORE = (
    "Nothing to compare with: no release that can be read and was not withdrawn lies in the folder of releases, so "
    "nothing is held back, however implausible"
)
REPLACE = "Put it right, or, if it is right all the same, publish with --replace."
BY_RECORD = "Compared with release {release} of {made}, by the private record of its publication"
BY_MANIFEST = (
    "Compared with release {release} of {made}, by what it says of itself: the private record of its publication is "
    "not on this machine, so the rows of each source are not compared"
)

INSIDE = (
    "the folder for quarantined rows lies inside the folder of releases, from which pages are read: name another "
    "with --quarantine"
)


@dataclass(frozen=True)
class Destination:
    """Where a publication goes. `releases`: the folder; `private`: where quarantined rows and the records of
    publications lie. `profile`: '' where none is chosen yet. `replace`: published also where it would be held back."""

    releases: Path
    private: Path
    profile: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Compared:
    """What came of it. `differences`: from the release before; `lines`: for the report, `warnings` those that say what
    was overruled; `refusals`: for which nothing can be published; `held`: why, in one line, where it is held back."""

    facts: Facts | None = None
    differences: tuple[Difference, ...] = ()
    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    held: str = ""


NOT_COMPARED = Compared()


def compared(now: Facts, into: Destination) -> Compared:
    """Hold what is to be published against the folder that it is to be published into."""
    refused = why_not_shared(into.releases, now.synthetic) or _why_not_private(into)
    if refused:
        return Compared(now, refusals=(refused,))
    before = release_before(into.releases, into.private)
    if before is None:
        return Compared(now, lines=(NOTHING_BEFORE,))
    found = differences(before.facts, now)
    held = tuple(one.words for one in found if one.held)
    lines = (_by(before), *(f"  {one.words}" for one in found if not one.held))
    if not held or into.replace:
        warnings = tuple(f"Published over release {before.manifest.release} all the same: {words}" for words in held)
        return Compared(now, found, lines, warnings)
    first = HELD_BACK.format(release=before.manifest.release)
    said = IN_ONE_LINE.format(release=before.manifest.release, differences="; ".join(held))
    return Compared(now, found, lines, refusals=(first, *(f"  {words}" for words in held), REPLACE), held=said)


def _why_not_private(into: Destination) -> str:
    releases, private = into.releases.resolve(), into.private.resolve()
    return INSIDE if releases == private or releases in private.parents else ""


def _by(before: Before) -> str:
    words = BY_RECORD if before.recorded else BY_MANIFEST
    return words.format(release=before.manifest.release, made=before.manifest.made)

"""`list`: every release of the folder, and which of them may be shown."""

from pimh_data.commands.options import Shown
from pimh_data.commands.saying import refusals, say
from pimh_data.errors import NoRelease
from pimh_data.release.choice import NONE
from pimh_data.secure.releases.standings import DAMAGED, Standing, standings


def list(releases: Shown) -> None:
    """Say of every release when it was made, of whose data, to which day, and whether it is shown, good, damaged or
    withdrawn and why."""
    with refusals():
        found = standings(releases)
        if not found:
            raise NoRelease(NONE.format(why="the folder of releases is empty or missing"))
    say([line for one in found for line in _lines(one)])


def _lines(one: Standing) -> tuple[str, ...]:
    manifest = one.manifest
    told = ""
    if manifest is not None:
        data = f"{'synthetic data' if manifest.synthetic else 'data'} to {manifest.extract_date}"
        told = f"  made {manifest.made}, {manifest.site}, {data}, profile {manifest.profile}"
    why = f"{':' if one.state == DAMAGED else ''} {one.why}" if one.why else ""
    first = f"{one.name}: {one.state}{why}"
    return (first, told) if told else (first,)

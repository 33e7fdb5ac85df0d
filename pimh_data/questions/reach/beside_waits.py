"""What stands beside every answer on waits: how many wait now and for how long, how many came too recently."""

from datetime import date

from pimh_data.formats import people
from pimh_data.questions import periods
from pimh_data.questions.cells import NOBODY, View, cell, total, waiting_by_band
from pimh_data.questions.words import HIDDEN_BY_PROFILE
from pimh_data.registry.cubes import (
    ALL_SERVICES,
    EVERYONE,
    LONGEST_WEEKS,
    SINCE_START_PERIOD,
    TOTAL,
    WAIT_BANDS,
)
from pimh_data.release import Release

OF_ALL_SERVICES = "Of all services together: of one service most of those who wait, by how long, would be hidden."
SO_FAR = {
    f"for up to {LONGEST_WEEKS} weeks": [name for name, _, most in WAIT_BANDS if most <= 7 * LONGEST_WEEKS],
    "for longer": [name for name, _, most in WAIT_BANDS if most > 7 * LONGEST_WEEKS],
}


def beside_waits(release: Release, view: View) -> tuple[str, ...]:
    """Notes: the backlog of everyone at all services on the day of the extracts; and who of the view's group is too
    recent, where that can be.
    """
    return tuple(note for note in (_backlog(release, view), _too_recent(release, view)) if note)


def _backlog(release: Release, view: View) -> str:
    every = {"service": ALL_SERVICES, "dimension": TOTAL.name, "member": EVERYONE}
    held = waiting_by_band(release, view.at(period=SINCE_START_PERIOD, **every))
    if not held:
        return ""
    day = periods.day_in_words(release.manifest.extract_date)
    said = []
    for how_long, bands in SO_FAR.items():
        known = [held[band] for band in bands if held[band].known]
        together = total([NOBODY, *known])
        hidden = len(known) < len(bands)
        if known:
            said.append(f"{people(together.value)}{' or more' if hidden else ''} {how_long}")
        else:
            said.append(f"{how_long}, a number that is hidden")
    of = "" if view.service == ALL_SERVICES and view.member == EVERYONE else ", everyone at all services together"
    return f"Waiting to be seen on {day}, whenever referred{of}: {'; '.join(said)}."


def _too_recent(release: Release, view: View) -> str:
    day = date.fromisoformat(release.manifest.extract_date[:10])
    if (day - periods.last_day(view.period)).days >= 7 * LONGEST_WEEKS:
        return ""
    found = cell(release, "too_recent", view.at(period=SINCE_START_PERIOD), "people")
    if found.state == "no data":
        return ""
    number = (
        people(found.value)
        if found.known
        else f"a number that is hidden ({HIDDEN_BY_PROFILE[release.manifest.profile]})"
    )
    return (
        f"Too recent to be counted, accepted less than {LONGEST_WEEKS} weeks before "
        f"{periods.day_in_words(release.manifest.extract_date)}: {number}."
    )

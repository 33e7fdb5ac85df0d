"""Whether a count of people can be set beside the year before: both whole, and the services there in both."""

from collections.abc import Iterator

from pimh_data.answer import Selection
from pimh_data.formats import people
from pimh_data.questions import periods
from pimh_data.questions.cells import View, cell
from pimh_data.questions.kit.changes import first_year_before
from pimh_data.questions.partly_granted import is_partly_granted
from pimh_data.questions.service_starts import starts
from pimh_data.questions.words import listed
from pimh_data.release import Release

NAMED_AT_MOST = 3
NOT_NAMED = "Whether services started within the two years is not shown to you: the change may not be like for like."


def not_comparable(release: Release, selection: Selection) -> str:
    """Why the people seen in a year cannot be set beside the year before, in words; '' when they can."""
    manifest, before = release.manifest, periods.year_before(selection.year)
    if not periods.is_whole(manifest, selection.year):
        return "the year is not complete, so it is not compared with the year before"
    if before in manifest.years and not periods.is_whole(manifest, before):
        return "the year before is not complete, so there is no comparison"
    if first := first_year_before(manifest, selection.year):
        return first
    began = dict(_started_within(release, selection))
    if selection.service in began:
        when = periods.month_in_words(began[selection.service])
        return f"the service started in {when}, so there is no whole year before to compare with"
    return ""


def new_services(release: Release, selection: Selection) -> str:
    """A sentence on the services that started within the two years compared, and whom they saw; '' when none did."""
    if is_partly_granted(release, selection.place):
        return NOT_NAMED
    began = [name for name, _ in _started_within(release, selection) if name != selection.service]
    if not began:
        return ""
    view = View.of(selection)
    seen = {name: cell(release, "activity", view.at(service=name), "people_seen") for name in began}
    named = listed([f"{name} ({people(found.value)} people)" if found.known else name for name, found in seen.items()])
    named = named if len(began) <= NAMED_AT_MOST else f"{len(began)} services"
    return f"{named} started within the two years, so the change is not wholly like for like."


def _started_within(release: Release, selection: Selection) -> Iterator[tuple[str, str]]:
    """Services of the selection that started after the year before began, with their ISO dates."""
    since = periods.first_day(periods.year_before(selection.year)).isoformat()
    until = periods.last_day(selection.year).isoformat()
    first: dict[str, str] = {}
    for _, name, started in starts(release, selection.place, selection.service):
        first[name] = min(started, first.get(name, started))
    yield from ((name, started) for name, started in first.items() if since < started <= until)

"""Whether a year can be set beside the one before: both whole, and the service there in both. Words for why not."""

from pimh_data.answer import Selection
from pimh_data.questions import periods
from pimh_data.release import Release


def not_comparable(release: Release, selection: Selection) -> str:
    """Why the year cannot be set beside the one before, in words; '' when it can."""
    manifest, year = release.manifest, selection.year
    if not periods.is_whole(manifest, year):
        return "the year is not complete, so it is not compared with the year before"
    started = service_started(release, selection)
    if started and started > periods.first_day(periods.year_before(year)).isoformat():
        when = periods.day_in_words(started).split(" ", 1)[1]
        return f"the service started in {when}, so there is no whole year before to compare with"
    return ""


def service_started(release: Release, selection: Selection) -> str:
    """The ISO date on which the chosen service first started in the chosen where; '' for bundles and all services."""
    if ("services", selection.place) not in release.tables:
        return ""
    table = release.table("services", selection.place)
    dates = [str(day)[:10] for day in table["started"][(table["service"] == selection.service).to_numpy()]]
    return min(dates, default="")

"""Checks that what arrived is the file that was asked for: type, headings, rows. Reads it as `publish` will."""

from collections.abc import Callable, Mapping
from pathlib import Path

from pimh_data.errors import ExtractError
from pimh_data.geography.boundaries import read_boundaries
from pimh_data.registry.deprivation import VERSIONS
from pimh_data.secure.fetch.opening import FetchError
from pimh_data.secure.fetch.sources import BOUNDARIES, ETHNIC_GROUPS, IMD, INDICATORS_KIND, POPULATION, Source
from pimh_data.secure.imd_look_ups import read_look_up
from pimh_data.secure.ingest import read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_file import read_records
from pimh_data.secure.population_files import read_population_file

LEAST_DISTRICTS = 290  # of England: there are 296
EMPTY = "the official file has no rows for this indicator and area type"


class NothingPublished(Exception):  # noqa: N818 - an answer, not an error
    """The address answered, and there is nothing to have: an indicator that is not published for an area type."""


def check_type(source: Source, content_type: str) -> None:
    """Raises FetchError when the server calls the answer something else than such a file."""
    if content_type not in source.types:
        page = " (a web page: often a notice in place of the file)" if content_type == "text/html" else ""
        raise FetchError(f"it arrives as {content_type or 'nothing named'}{page}, not as {source.types[0]}")


def check_contents(source: Source, path: Path) -> str:
    """What the file holds, in words, such as '1,402 rows'. Raises FetchError when it is not the file asked for.

    Raises NothingPublished for a download that has its headings and no rows.
    """
    try:
        return CHECKS[source.kind](source, path)
    except ExtractError as error:
        raise FetchError(str(error)) from None


def _fingertips(source: Source, path: Path) -> str:
    if path.stat().st_size and not read_records(path).rows:
        raise NothingPublished(EMPTY)
    table, account = read_fingertips_with_account(path)
    others = sorted(set(table["indicator_id"]) - {source.expects})
    if others:
        raise FetchError(f"it holds indicator {', '.join(others[:3])}, not {source.expects}")
    cut = [row for row in account.explained if row.reason == "too few fields"]
    if cut:
        raise FetchError(f"row {cut[0].row} is cut short: the file did not arrive whole")
    return f"{account.read:,} rows"


def _districts(_source: Source, path: Path) -> str:
    codes = read_boundaries(path)["code"]
    english = int(codes.str.startswith("E").sum())
    if english < LEAST_DISTRICTS:
        raise FetchError(f"it has {english} districts of England, and there are more than {LEAST_DISTRICTS}")
    return f"{len(codes):,} areas"


def _look_up(source: Source, path: Path) -> str:
    rows, expected = len(read_look_up(path, source.expects)), VERSIONS[source.expects].lsoas
    if rows != expected:
        raise FetchError(f"it has {rows:,} LSOAs, and IMD {source.expects} has {expected:,}")
    return f"{rows:,} rows"


def _population(source: Source, path: Path) -> str:
    found = read_population_file(path)
    if found.by_ethnic_group != (source.expects == ETHNIC_GROUPS):
        raise FetchError(f"it holds other figures than {source.expects}")
    english = found.table.code.nunique()
    if english < LEAST_DISTRICTS:
        raise FetchError(f"it has {english} districts of England, and there are more than {LEAST_DISTRICTS}")
    return f"{len(found.table):,} rows, {found.year}"


CHECKS: Mapping[str, Callable[[Source, Path], str]] = {
    INDICATORS_KIND: _fingertips,
    BOUNDARIES: _districts,
    IMD: _look_up,
    POPULATION: _population,
}

"""From a folder of extracts to a published release: check, count, protect, audit, write. Only the order of steps."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import CUBES
from pimh_data.release import Manifest
from pimh_data.secure.cubes.build import build_cubes
from pimh_data.secure.cubes.outcomes import outcomes_of
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.disclosure.profiles import Profile, profile_named
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.engine import COUNTING, working
from pimh_data.secure.episodes import episodes
from pimh_data.secure.preparing import UNAUDITED, Prepared, Ready, prepare
from pimh_data.secure.published import by_where, versions
from pimh_data.secure.quarantine import keep_quarantined
from pimh_data.secure.reconciling import sources_of
from pimh_data.secure.report import report_lines
from pimh_data.secure.writing import write_release

Progress = Callable[[str], None]
NOT_AUDITED = (
    "each breakdown against its total (deciles, Core20, the rest, everyone) is audited; "
    "crossings between breakdowns, services, periods and Places are not yet"
)
OUTCOMES_AUDITED = (
    "each breakdown against its total, change against those paired, severity bands against each other, and definitions "
    "(pairing rule, courses, reliable change) against each other in pairs are audited; crossings between breakdowns, "
    "services, periods and Places are not yet"
)
AUDITED = (
    dict.fromkeys(CUBES, NOT_AUDITED)
    | {"quality": "not audited: counts of fields, not of people's characteristics"}
    | dict.fromkeys(("outcomes", "reliable_change", "recovery", "severity"), OUTCOMES_AUDITED)
)


@dataclass(frozen=True)
class Publication:
    """What a publication did: the release's folder (None: counted, not written), and lines for the report."""

    folder: Path | None
    report: tuple[str, ...]
    above_allowed: tuple[str, ...]


def publish(
    extracts: Path,
    releases: Path,
    quarantine: Path,
    profile_name: str = "rounded",
    accept_unaudited: bool = False,
    name: str | None = None,
    progress: Progress = lambda _: None,
) -> Publication:
    """Publish the extracts as a release and make it the current one.

    `name`: of the release; the moment, when not given. Raises PublishError that says everything for which the extracts
    are not published; then nothing is written but the quarantine files.
    """
    profile_named(profile_name)
    with working(COUNTING) as connection:
        prepared = prepare(extracts, connection, progress)
        name = name or new_name()
        kept = keep_quarantined(prepared, quarantine, name)
        said = (*report_lines(prepared, kept.folder), *kept.lines)
        outcome = release(prepared, releases, profile_name, accept_unaudited, name, progress)
    return replace(outcome, report=(*said, *outcome.report))


def release(
    prepared: Prepared,
    releases: Path | None,
    profile_name: str = "rounded",
    accept_unaudited: bool = False,
    name: str | None = None,
    progress: Progress = lambda _: None,
) -> Publication:
    """Count, protect, audit and write what was prepared; with no folder of `releases` all but write.

    Raises PublishError with every refusal, also where the audit fails.
    """
    profile = profile_named(profile_name)
    refusals = list(prepared.refusals)
    real = prepared.settings is not None and not prepared.settings.synthetic
    if real and not accept_unaudited and releases is not None:
        refusals.append(UNAUDITED)
    if refusals or prepared.ready is None:
        raise PublishError("\n".join(refusals))
    counted = _count(prepared.ready, profile, progress)
    report = tuple(f"{cube}: {share:.0%} of cells hidden" for cube, share in counted.hidden.items())
    if releases is None:
        return Publication(None, report, prepared.too_many)
    progress("Writing the release")
    now = dt.datetime.now(dt.UTC)
    manifest = _manifest(name or new_name(), now, prepared, profile, counted, unaudited=real and accept_unaudited)
    return Publication(write_release(releases, counted.tables, manifest), report, prepared.too_many)


def new_name() -> str:
    """The name of a release, and of its quarantine: the moment, in universal time."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")


@dataclass(frozen=True, eq=False)
class _Counted:
    tables: dict[tuple[str, str], pa.Table]
    hidden: dict[str, float]
    computed: dict[str, dict[str, float]]


def _count(ready: Ready, profile: Profile, progress: Progress) -> _Counted:
    connection = ready.checks.connection
    progress("Deriving episodes")
    people = episodes(ready.checks, ready.views, connection)
    source = Source(ready.checks, people, ready.views, ready.calendar, connection)
    # A cube is protected while the next ones are counted: counting is the database's work, protecting Python's.
    with ThreadPoolExecutor(max_workers=1) as pool:
        cubes = build_cubes(source, progress)
        protecting = {cube: pool.submit(_protected, cube, table, profile) for cube, table in cubes}
        outcomes = outcomes_of(source, profile, ready.overrides, progress)
        editions = versions(people, ready.views, profile)
        progress("Protecting small counts")
        protected = {cube: done.result() for cube, done in protecting.items()} | outcomes.cubes
    tables, hidden = ready.published.tables | by_where("versions", editions), {}
    for cube, released in protected.items():
        hidden[cube] = float(released[list(CUBES[cube].counts)].isna().to_numpy().mean())
        tables |= by_where(cube, released)
    return _Counted(tables, hidden, outcomes.computed)


def _protected(cube: str, table: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    return protect(table, CUBES[cube].counts, profile, CUBES[cube].events)


def _manifest(
    name: str, made: dt.datetime, prepared: Prepared, profile: Profile, counted: _Counted, unaudited: bool
) -> Manifest:
    ready, checks = prepared.ready, prepared.ready.checks
    places = checks.extracts["places"].accepted.select("place", "system").to_pandas()
    return Manifest(
        release=name,
        made=made.isoformat(timespec="seconds"),
        site=checks.settings.site,
        synthetic=checks.settings.synthetic,
        profile=profile.name,
        extract_date=checks.settings.extract_date.isoformat(),
        first_month=str(ready.calendar.first),
        last_month=str(ready.calendar.last),
        years=ready.calendar.years,
        places=dict(zip(places.place, places.system, strict=True)),
        services={place: tuple(part.service) for place, part in ready.views.units.groupby("place", sort=False)},
        bundles=ready.views.bundles,
        extracts={name: checked.count for name, checked in checks.extracts.items()},
        extract_sha256={name: sha for checked in checks.extracts.values() for name, sha in checked.raw.hashes.items()},
        sources=sources_of(checks),
        audited=AUDITED,
        unaudited_accepted=unaudited,
        hidden={cube: round(share, 4) for cube, share in counted.hidden.items()},
        losses=(*checks.losses(), *ready.published.about.said, *prepared.losses, *ready.published.losses),
        files=(),
        overrides=ready.overrides,
        computed=counted.computed,
        icbs=ready.published.about.icbs,
        tiles=ready.published.about.tiles,
        preferred=ready.published.about.preferred,
        case_studies=checks.settings.case_studies,
    )

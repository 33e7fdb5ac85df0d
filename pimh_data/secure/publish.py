"""From a folder of extracts to a published release: check, count, protect, audit, write. Only the order of steps."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import CUBES
from pimh_data.release import Manifest
from pimh_data.secure.checking import Checks, check_extracts
from pimh_data.secure.cubes.build import build_cubes
from pimh_data.secure.cubes.calendar import Calendar, calendar
from pimh_data.secure.cubes.outcomes import outcomes_of
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.cubes.views import Views, views
from pimh_data.secure.deciles import with_deciles
from pimh_data.secure.disclosure.profiles import Profile, profile_named
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.episodes import episodes
from pimh_data.secure.places import About
from pimh_data.secure.published import by_where, published_tables
from pimh_data.secure.quarantine import purge_quarantine, write_quarantine
from pimh_data.secure.report import above_allowed, report_lines
from pimh_data.secure.scores.overrides import read_overrides
from pimh_data.secure.settings import read_settings
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
class Outcome:
    """What a publication did: the release's folder, the report, and the extracts above their allowed share."""

    folder: Path
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
) -> Outcome:
    """Publish the extracts as a release and make it the current one.

    `name`: of the release; the moment, when not given. Raises ExtractError when an extract cannot be taken,
    PublishError when the release may not be published; then nothing is written but the quarantine files.
    """
    profile = profile_named(profile_name)
    settings = read_settings(extracts)
    if not settings.synthetic and not accept_unaudited:
        raise PublishError(
            "the disclosure audit does not cover every crossing yet, so only extracts marked synthetic are published. "
            "To publish real ones all the same, for a closed circle, give --accept-unaudited: every screen will say so"
        )
    now = dt.datetime.now(dt.UTC)
    name = name or now.strftime("%Y%m%d-%H%M%S-%f")
    assigned = with_deciles(check_extracts(extracts, settings, ibis.duckdb.connect(), progress))
    checks = assigned.checks
    purged = purge_quarantine(quarantine, settings.quarantine_days, now.date())
    written = write_quarantine(checks, quarantine, name)
    report = [*report_lines(checks, written.name if written else ""), *assigned.lines]
    report += [f"Purged from quarantine after {settings.quarantine_days} days: {old}" for old in purged]
    counted = _count(checks, profile, progress)
    progress("Writing the release")
    manifest = _manifest(name, now, checks, profile, counted, unaudited=accept_unaudited and not settings.synthetic)
    manifest = replace(manifest, losses=(*manifest.losses, *assigned.losses, *counted.losses))
    folder = write_release(releases, counted.tables, manifest)
    hidden = (f"{cube}: {share:.0%} of cells hidden" for cube, share in counted.hidden.items())
    return Outcome(folder, (*report, *counted.lines, *hidden), above_allowed(checks))


@dataclass(frozen=True, eq=False)
class _Counted:
    tables: dict[tuple[str, str], pa.Table]
    hidden: dict[str, float]
    views: Views
    calendar: Calendar
    about: About
    lines: tuple[str, ...]
    losses: tuple[str, ...]
    overrides: dict[str, dict[str, Any]]
    computed: dict[str, dict[str, float]]


def _count(checks: Checks, profile: Profile, progress: Progress) -> _Counted:
    connection = checks.connection
    referrals = checks.extracts["referrals"].accepted
    first = referrals.received.min().to_pyarrow().as_py()
    if first is None:
        raise PublishError("no referral was accepted: there is nothing to publish. Mend the quarantined rows first")
    progress("Deriving episodes")
    seen_from, covered = views(checks), calendar(first, checks.settings.extract_date)
    people = episodes(checks, seen_from, connection)
    if not covered.months.size:
        raise PublishError("the extracts cover no whole month: there is nothing to publish yet")
    source = Source(checks, people, seen_from, covered, connection)
    overrides = read_overrides(checks.folder)
    # A cube is protected while the next ones are counted: counting is the database's work, protecting Python's.
    with ThreadPoolExecutor(max_workers=1) as pool:
        cubes = build_cubes(source, progress)
        protecting = {cube: pool.submit(_protected, cube, table, profile) for cube, table in cubes}
        outcomes = outcomes_of(source, profile, overrides, progress)
        published = published_tables(checks, people, seen_from, profile)
        progress("Protecting small counts")
        protected = {cube: done.result() for cube, done in protecting.items()} | outcomes.cubes
    tables, hidden = dict(published.tables), {}
    for cube, released in protected.items():
        hidden[cube] = float(released[list(CUBES[cube].counts)].isna().to_numpy().mean())
        tables |= by_where(cube, released)
    told = (published.about, published.lines, published.losses)
    return _Counted(tables, hidden, seen_from, covered, *told, overrides, outcomes.computed)


def _protected(cube: str, table: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    return protect(table, CUBES[cube].counts, profile, CUBES[cube].events)


def _manifest(
    name: str, made: dt.datetime, checks: Checks, profile: Profile, counted: _Counted, unaudited: bool
) -> Manifest:
    places = checks.extracts["places"].accepted.select("place", "system").to_pandas()
    return Manifest(
        release=name,
        made=made.isoformat(timespec="seconds"),
        site=checks.settings.site,
        synthetic=checks.settings.synthetic,
        profile=profile.name,
        extract_date=checks.settings.extract_date.isoformat(),
        first_month=str(counted.calendar.first),
        last_month=str(counted.calendar.last),
        years=counted.calendar.years,
        places=dict(zip(places.place, places.system, strict=True)),
        services={place: tuple(part.service) for place, part in counted.views.units.groupby("place", sort=False)},
        bundles=counted.views.bundles,
        extracts={name: checked.count for name, checked in checks.extracts.items()},
        extract_sha256={checked.raw.path.name: checked.raw.sha256 for checked in checks.extracts.values()},
        audited=AUDITED,
        unaudited_accepted=unaudited,
        hidden={cube: round(share, 4) for cube, share in counted.hidden.items()},
        losses=(*checks.losses(), *counted.about.said),
        files=(),
        overrides=counted.overrides,
        computed=counted.computed,
        icbs=counted.about.icbs,
        tiles=counted.about.tiles,
        preferred=counted.about.preferred,
        case_studies=checks.settings.case_studies,
    )

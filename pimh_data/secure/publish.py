"""From a folder of extracts to a published release: check, count, protect, audit, write. Only the order of steps."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pimh_data.errors import PublishError
from pimh_data.registry.cubes import CUBES
from pimh_data.registry.disclosure import FEWEST, THINGS
from pimh_data.release import Manifest
from pimh_data.release.entries import Audit, ExtractCount
from pimh_data.secure.checking import Checked
from pimh_data.secure.cubes.build import build_cubes
from pimh_data.secure.cubes.coding import coded
from pimh_data.secure.cubes.outcomes import outcomes_of
from pimh_data.secure.cubes.read import only_read
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.disclosure.nesting import nesting
from pimh_data.secure.disclosure.profiles import Profile, profile_named
from pimh_data.secure.disclosure.protect import protect
from pimh_data.secure.disclosure.rounding import nearest
from pimh_data.secure.engine import COUNTING, make_room, working
from pimh_data.secure.episodes import episodes
from pimh_data.secure.person_keys import rounding_key
from pimh_data.secure.preparing import Prepared, Ready, prepare
from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.published import by_where, versions
from pimh_data.secure.quarantine import keep_quarantined
from pimh_data.secure.reconciling import sources_of
from pimh_data.secure.releases.alone import publishing
from pimh_data.secure.releases.comparing import Destination
from pimh_data.secure.releases.moved import counts_moved
from pimh_data.secure.releases.private import make_private
from pimh_data.secure.releases.recording import record_publication
from pimh_data.secure.report import report_lines
from pimh_data.secure.small_places import small_places
from pimh_data.secure.spark.handing import on_cluster
from pimh_data.secure.temporary import for_its_owner_alone
from pimh_data.secure.terms import terms_of, terms_refused
from pimh_data.secure.writing import write_release

Progress = Callable[[str], None]
HIDDEN = (
    "Counts of few people are hidden. Most cells are of one service, group and month, so that a large share of cells "
    "hidden is usual (of waits most of all), while totals are shown:"
)
AUDITED = dict.fromkeys(
    CUBES,
    "with all others together: breakdowns, counts within counts, kinds of count, services, bundles, Places and periods",
) | dict.fromkeys(THINGS, "not about people: rounded to the nearest 5; each breakdown against its total")
KEY_BYTES = 32
FEW = 4  # stands in a release for one to four records


@dataclass(frozen=True)
class Publication:
    """What a publication did: the release's folder (None: counted, not written), and lines for the report.

    `warnings`: those that say what could not be done beside it.
    """

    folder: Path | None
    report: tuple[str, ...]
    above_allowed: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The release's name; '' where it was counted, not written."""
        return self.folder.name if self.folder else ""


def publish(
    extracts: Path,
    releases: Path,
    quarantine: Path,
    profile_name: str = "rounded",
    name: str | None = None,
    progress: Progress = lambda _: None,
    replace_all_the_same: bool = False,
    cluster: Any = None,
) -> Publication:
    """Publish the extracts as a release and make it the current one.

    `quarantine`: the private folder of quarantined rows and records. `name`: of the release; the moment, when not
    given. `replace_all_the_same`: also where the release before says that it is hardly right. `cluster`: a connection
    to Spark to count on (see `spark.session`); None: people are counted in this process. Raises PublishError that says
    everything for which the extracts are not published; then nothing is written but the quarantine files.
    """
    profile_named(profile_name)
    into = Destination(releases, quarantine, profile_name, replace_all_the_same)
    with publishing(releases, progress), working(COUNTING) as connection:
        prepared = prepare(extracts, connection, progress, into)
        name = name or new_name()
        kept = keep_quarantined(prepared, quarantine, name)
        said = (*report_lines(prepared, kept.folder), *kept.lines)
        outcome = release(prepared, into, profile_name, name, progress, cluster)
    return replace(outcome, report=(*said, *outcome.report))


def release(
    prepared: Prepared,
    into: Destination | None,
    profile_name: str = "rounded",
    name: str | None = None,
    progress: Progress = lambda _: None,
    cluster: Any = None,
) -> Publication:
    """Count, protect, audit and write what was prepared, and keep its private record; `into` None: all but write.

    `cluster`: a connection to Spark to count on; None: people are counted in this process. Raises PublishError with
    every refusal, also where the audit fails.
    """
    profile = profile_named(profile_name)
    refusals = list(prepared.refusals)
    if prepared.settings is not None and into is not None:
        refusals += terms_refused(prepared.settings, profile, dt.date.today())
    if refusals or prepared.ready is None:
        raise PublishError("\n".join(refusals))
    if into is not None:
        make_private(into.private)
    key = rounding_key(into.private) if into is not None else Key(secrets.token_bytes(KEY_BYTES))
    counted = _count(prepared.ready, profile, key, progress, cluster)
    report = (HIDDEN, *(f"  {cube}: {share:.0%} of cells hidden" for cube, share in counted.hidden.items()))
    if into is None:
        return Publication(None, report, prepared.too_many)
    progress("Writing the release")
    now = dt.datetime.now(dt.UTC)
    manifest = _manifest(name or new_name(), now, prepared, profile, counted)
    moved = counts_moved(counted.tables, into.releases, into.private)
    folder = write_release(into.releases, counted.tables, manifest, progress)
    warnings = record_publication(folder, prepared, into)
    return Publication(folder, (*report, *moved, *warnings), prepared.too_many, warnings)


def new_name() -> str:
    """The name of a release, and of its quarantine: the moment, in universal time."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")


@dataclass(frozen=True, eq=False)
class _Counted:
    tables: dict[tuple[str, str], pa.Table]
    hidden: dict[str, float]
    computed: dict[str, dict[str, float]]
    audit: Audit
    losses: tuple[str, ...]


@for_its_owner_alone()
def _count(ready: Ready, profile: Profile, key: Key, progress: Progress, cluster: Any) -> _Counted:
    checks = ready.checks if cluster is None else on_cluster(ready.checks, cluster)
    progress("Deriving episodes")
    referrals = episodes(checks, ready.views, checks.connection, key)
    people = coded(Source(checks, referrals, ready.views, ready.calendar, checks.connection))
    counted = {name: only_read(name, table, ready.views) for name, table in build_cubes(people, progress)}
    outcomes, computed = outcomes_of(people, ready.overrides, progress)
    editions = versions(referrals, ready.views, profile)
    progress("Protecting counts of few people")
    # Nothing is asked any more of what was made for counting; the relations of all counts need room.
    make_room(ready.checks.connection, *(held.accepted.op().name for held in ready.checks.extracts.values()))
    elsewhere = ready.checks.settings.published_elsewhere
    protected = protect(counted, nesting(ready.views, ready.calendar.periods()), profile, outcomes, elsewhere)
    tables, hidden = ready.published.tables | by_where("versions", editions), {}
    small = small_places(tables, ready.checks.settings.fewest_births)
    for cube, table in protected.tables.items():
        released = small.without_breakdowns(cube, only_read(cube, table, ready.views))
        if released.empty:
            continue
        hidden[cube] = float(released[list(CUBES[cube].counts)].isna().to_numpy().mean())
        tables |= by_where(cube, released)
    return _Counted(tables, hidden, computed, protected.audit, tuple(small.said.values()))


def _shown(checked: Checked, profile: Profile) -> ExtractCount:
    """How many records there were, as a release may say: to the nearest 5; of one to four, only that there are few."""
    if not profile.hides or not checked.contract.person_level:
        return checked.count
    counts = {name: int(value) for name, value in vars(checked.count).items()}
    return ExtractCount(
        **{name: int(nearest(value)) if value >= FEWEST else FEW * (value > 0) for name, value in counts.items()}
    )


def _manifest(name: str, made: dt.datetime, prepared: Prepared, profile: Profile, counted: _Counted) -> Manifest:
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
        extracts={name: _shown(checked, profile) for name, checked in checks.extracts.items()},
        sources=sources_of(checks),
        audited=AUDITED,
        hidden={cube: round(share, 4) for cube, share in counted.hidden.items()},
        losses=(
            *checks.losses(),
            *ready.published.about.said,
            *prepared.losses,
            *ready.published.losses,
            *counted.losses,
        ),
        files=(),
        overrides=ready.overrides,
        computed=counted.computed,
        audit=counted.audit,
        icbs=ready.published.about.icbs,
        tiles=ready.published.about.tiles,
        preferred=ready.published.about.preferred,
        case_studies=checks.settings.case_studies,
        terms=terms_of(checks.settings),
    )

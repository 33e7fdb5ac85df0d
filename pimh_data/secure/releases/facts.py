"""What publications are compared by: site, last day, rows and share quarantined of each extract, Places, services."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pimh_data.release import ExtractCount, Manifest
from pimh_data.secure.checking import Checks
from pimh_data.secure.cubes.views import Views
from pimh_data.secure.findings import Found


@dataclass(frozen=True)
class Facts:
    """Of one publication, as counted exactly.

    `rows`: records brought, by extract, lines that are none left out; `shares`: how many of those accepted or
    quarantined were quarantined; `sources`: those that brought a file, as "referrals of Light"; `source_rows`: records
    of each of these, where they are known. `services`: as "Light in Sheffield". `lacking`: files that a source names
    and that were not there, where others were, as "'q4.csv' of referrals of Light". `districts`: Place ->
    its codes, in order, where they are known.
    """

    site: str
    synthetic: bool
    profile: str
    extract_date: str
    rows: dict[str, int]
    shares: dict[str, float]
    places: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_rows: dict[str, int] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    districts: dict[str, str] = field(default_factory=dict)


def facts_of(checks: Checks, found: Sequence[Found], views: Views | None, profile: str) -> Facts:
    """Of what was checked just now. `views`: None where something refuses: then no service is compared."""
    counts = {one.checked.contract.name: one.checked.count for one in found}
    places = checks.extracts["places"].accepted.place.to_pyarrow().to_pylist() if "places" in checks.extracts else []
    units = [] if views is None else zip(views.units.service, views.units.place, strict=True)
    source_rows: dict[str, int] = {}
    for one in found:
        for piece, count in one.pieces:
            if piece.source:
                name = _source(one.checked.contract.name, piece.source)
                source_rows[name] = source_rows.get(name, 0) + int(_records(count))
    return Facts(
        checks.settings.site,
        checks.settings.synthetic,
        profile,
        checks.settings.extract_date.isoformat(),
        {name: _records(count) for name, count in counts.items()},
        {name: _share(count) for name, count in counts.items()},
        tuple(sorted(places)),
        tuple(sorted(_service(service, place) for service, place in units)),
        tuple(source_rows),
        source_rows,
        tuple(
            _file(name, extract, source)
            for extract, checked in checks.extracts.items()
            for source, names in checked.raw.absent.items()
            for name in names
        ),
        _districts_of(checks),
    )


def facts_in(manifest: Manifest) -> Facts:
    """What a release itself says: without the rows of each source."""
    return Facts(
        manifest.site,
        manifest.synthetic,
        manifest.profile,
        manifest.extract_date,
        {name: _records(count) for name, count in manifest.extracts.items()},
        {name: _share(count) for name, count in manifest.extracts.items()},
        tuple(sorted(manifest.places)),
        tuple(sorted(_service(service, place) for place, known in manifest.services.items() for service in known)),
        tuple(_source(source.extract, source.name) for source in manifest.sources if source.brought),
        lacking=tuple(_file(name, source.extract, source.name) for source in manifest.sources for name in source.lacks),
    )


def _districts_of(checks: Checks) -> dict[str, str]:
    """Place -> the codes of its districts, in order and however they are separated; '' where none is given."""
    if "places" not in checks.extracts:
        return {}
    rows = checks.extracts["places"].accepted.select("place", "lad_codes").to_pyarrow().to_pylist()
    return {row["place"]: " ".join(sorted(set(re.findall(r"[A-Z]\d{8}", row["lad_codes"] or "")))) for row in rows}


def _source(extract: str, name: str) -> str:
    return f"{extract} of {name}"


def _file(name: str, extract: str, source: str) -> str:
    return f"{name!r} of {_source(extract, source)}"


def _service(service: str, place: str) -> str:
    return f"{service} in {place}"


def _records(count: ExtractCount) -> int:
    return count.read - count.left_out


def _share(count: ExtractCount) -> float:
    judged = count.accepted + count.quarantined
    return count.quarantined / judged if judged else 0.0

"""Makes the private record of a publication from what was prepared for it. Only puts together."""

from pathlib import Path

from pimh_data.secure.preparing import Prepared
from pimh_data.secure.releases.before import manifest_hash
from pimh_data.secure.releases.comparing import Destination
from pimh_data.secure.releases.record import Record, keep_record, now, who
from pimh_data.secure.settings import NAME as SETTINGS

NOT_KEPT = (
    "Note: published, but the private record of it could not be written ({reason}): the next publication is compared "
    "with what this release says of itself"
)


def record_publication(folder: Path, prepared: Prepared, into: Destination) -> tuple[str, ...]:
    """Keep the record of the release in `folder`; gives a line for the report where that cannot be done."""
    checks = prepared.checks
    record = Record(
        release=folder.name,
        manifest_sha256=manifest_hash(folder),
        published=now(),
        by=who(),
        settings=(checks.folder / SETTINGS).read_text(encoding="utf-8-sig"),
        options={"profile": into.profile, "replace": into.replace},
        facts=prepared.compared.facts,
        extracts={
            found.checked.contract.name: {
                **_counts(found.checked.count),
                "quarantined_with_their_referral": found.checked.orphans,
                "files": [
                    {"source": piece.source, "file": piece.file, "sheet": piece.sheet, **_counts(count)}
                    for piece, count in found.pieces
                ],
            }
            for found in prepared.found
        },
        hashes={name: sha for found in prepared.found for name, sha in found.checked.raw.hashes.items()},
        held_back=prepared.compared.warnings,
    )
    try:
        keep_record(record, into.private)
    except OSError as error:
        return (NOT_KEPT.format(reason=error.strerror or type(error).__name__),)
    return ()


def _counts(count: object) -> dict[str, int]:
    return {name: int(value) for name, value in vars(count).items()}

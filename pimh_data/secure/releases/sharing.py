"""Real releases and synthetic ones never share a folder: invented figures must not replace real ones, nor look so."""

from pathlib import Path

from pimh_data.errors import PublishError, ReleaseError
from pimh_data.release import Manifest
from pimh_data.release.manifest import NAME

SYNTHETIC_AMONG_REAL = (
    "the folder of releases holds real ones, and these extracts are synthetic: the two never share a folder. Give "
    "another folder with --releases"
)
REAL_AMONG_SYNTHETIC = (
    "the folder of releases holds synthetic ones ({release}), such as the demonstration, and these extracts are real: "
    "the two never share a folder. Give another folder with --releases, or move that one away"
)
NOT_FOR_DEMONSTRATIONS = (
    "the folder of releases holds one that is no demonstration ({release}, {site}), which must not be replaced by it. "
    "Give another folder with --releases; without it, and without PIMH_RELEASES, demonstrations have one of their own"
)


def manifests(releases: Path) -> list[Manifest]:
    """Of every release of a folder that can say what it is, withdrawn ones too."""
    found = []
    for path in sorted(releases.glob(f"[!.]*/{NAME}")):
        try:
            found.append(Manifest.read(path.parent))
        except ReleaseError:
            continue
    return found


def why_not_shared(releases: Path, synthetic: bool) -> str:
    """Why extracts may not be published into a folder; '' where they may."""
    other = next((one for one in manifests(releases) if one.synthetic != synthetic), None)
    if other is None:
        return ""
    return SYNTHETIC_AMONG_REAL if synthetic else REAL_AMONG_SYNTHETIC.format(release=other.release)


def ensure_demonstrations(releases: Path, site: str) -> None:
    """Raise PublishError if a folder holds any release but demonstrations, which are synthetic and of that site."""
    for one in manifests(releases):
        if not one.synthetic or one.site != site:
            raise PublishError(NOT_FOR_DEMONSTRATIONS.format(release=one.release, site=one.site))

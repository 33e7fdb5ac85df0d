"""Real releases and synthetic ones never share a folder: invented figures must not replace real ones, nor look so."""

from pathlib import Path

from pimh_data.errors import PublishError, ReleaseError
from pimh_data.release.manifest import NAME, Origin

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


def _origins(releases: Path) -> dict[str, Origin | None]:
    """Of every release of a folder, withdrawn and former ones too, by its name; None of one that cannot say."""
    return {path.parent.name: _origin(path.parent) for path in sorted(releases.glob(f"[!.]*/{NAME}"))}


def _origin(folder: Path) -> Origin | None:
    try:
        return Origin.read(folder)
    except ReleaseError:
        return None


def why_not_shared(releases: Path, synthetic: bool) -> str:
    """Why extracts may not be published into a folder; '' where they may."""
    found = [one for one in _origins(releases).values() if one is not None and one.synthetic != synthetic]
    if not found:
        return ""
    return SYNTHETIC_AMONG_REAL if synthetic else REAL_AMONG_SYNTHETIC.format(release=found[0].release)


def ensure_demonstrations(releases: Path, site: str) -> None:
    """Raise PublishError if a folder holds any release but demonstrations, which are synthetic and of that site.

    One of a former version, of another format, is replaced like any other. A release that cannot say what it is may be
    a real one.
    """
    for name, one in _origins(releases).items():
        if one is None or not one.synthetic or one.site != site:
            whose = "which is damaged" if one is None else one.site
            raise PublishError(NOT_FOR_DEMONSTRATIONS.format(release=name, site=whose))

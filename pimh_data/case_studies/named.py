"""Whether a release shows a case study. A release that does not name it has nothing of it."""

from pimh_data.errors import SelectionError
from pimh_data.release import Release


def must_name(release: Release, case: str) -> None:
    """Raise SelectionError where the release does not name the case (a name of registry.case_studies)."""
    if case not in release.manifest.case_studies:
        raise SelectionError(f"release {release.manifest.release} shows no case study of {case}")

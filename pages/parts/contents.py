"""What the opened release holds and where it comes from, as a list of terms. From the manifest and published tables."""

from html import escape

from pimh_data.kept import kept
from pimh_data.questions import words
from pimh_data.questions.evidence import PROFILE, data_in_words
from pimh_data.questions.periods import day_in_words
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.release import Release


@kept
def contents(release: Release) -> str:
    """Terms and what they are in this release, escaped."""
    manifest = release.manifest
    services = dict.fromkeys(service for names in manifest.services.values() for service in names)
    terms = (
        ("Release", f"{manifest.release}, made on {day_in_words(manifest.made)}"),
        ("Data", data_in_words(manifest)),
        ("Site", manifest.site),
        ("Extracts as they stood on", day_in_words(manifest.extract_date)),
        ("Years", words.listed(list(manifest.years))),
        (f"Places ({len(manifest.places)})", words.listed(list(manifest.places))),
        (f"Services ({len(services)})", words.listed(list(services))),
        ("Bundles of services", words.listed(list(manifest.bundles)) or "none"),
        ("How counts are protected", PROFILE[manifest.profile]),
        ("Published figures from", "; ".join(_sources(release)) or "none"),
        ("Not brought", " ".join(manifest.losses) or "Every extract and column was brought."),
    )
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in terms)
    return f'<dl class="evidence wide">{lines}</dl>'


def _sources(release: Release) -> list[str]:
    if ("population", ALL_PLACES) not in release.tables:
        return []
    return sorted(set(release.table("population", ALL_PLACES)["source"].astype(str)))

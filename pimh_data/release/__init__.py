"""The door: what a release says of itself, and opening it with every byte checked."""

from pimh_data.release.entries import ExtractCount, FileEntry, SourceEntry
from pimh_data.release.manifest import FORMAT, Manifest
from pimh_data.release.reading import Release, open_release
from pimh_data.release.store import Store

__all__ = ["FORMAT", "ExtractCount", "FileEntry", "Manifest", "Release", "SourceEntry", "Store", "open_release"]

"""Official files over the network into an extracts folder: addresses, polite transport, checks; no partial file."""

from pimh_data.secure.fetch.fetching import FAILED, Fetched, by_hand, fetch
from pimh_data.secure.fetch.sources import KINDS, Source, sources

__all__ = ["FAILED", "KINDS", "Fetched", "Source", "by_hand", "fetch", "sources"]

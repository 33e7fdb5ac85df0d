"""Synthetic demonstration extracts for 21 Places, deterministic for a seed. Nothing in them is about a real person."""

from pimh_data.secure.demo.files import SITE
from pimh_data.secure.demo.write import write_demo

__all__ = ["SITE", "write_demo"]

"""Readers: files as they arrive in, tables with an account of every row out."""

from pimh_data.secure.ingest.fingertips import read_fingertips, read_fingertips_with_account
from pimh_data.secure.ingest.fingertips_form import Account

__all__ = ["Account", "read_fingertips", "read_fingertips_with_account"]

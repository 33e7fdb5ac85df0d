"""The key of each person, from which the rounding of every count of people is drawn. Made from a secret of the site."""

import hashlib
import hmac
from pathlib import Path

import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.secure.engine import handed_over
from pimh_data.secure.pseudonyms.key import Key, key_in
from pimh_data.secure.spark import running
from pimh_data.secure.spark.keys import with_keys

FILE = "rounding.key"
KEYS = 2**32  # a person's key is a whole number below this; sums of keys are taken modulo it
BYTES = 4


def rounding_key(private: Path) -> Key:
    """The site's secret, kept in its private folder and made at the first publication, readable by its owner alone.

    It never enters a release nor the text of a query. Where it is lost another is made: every count is then drawn
    anew, and nothing else changes. Raises ExtractError where others may read it.
    """
    return key_in(private / FILE)


def person_key(key: Key, domain: str, person: str) -> int:
    """The first 32 bits of HMAC-SHA-256 of who it is: by pseudonym, within the domain in which that is one person."""
    digest = hmac.digest(key.secret, f"round:{domain}\0{person}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:BYTES], "big")


def with_person_keys(people: Table, key: Key, connection: Backend) -> Table:
    """The rows with `key`, a whole number below KEYS: the same for all rows of one id_domain and person_id."""
    if running.runs(connection):
        return with_keys(people, key, connection)
    persons = people.select("id_domain", "person_id").distinct().to_pyarrow()
    pairs = zip(persons["id_domain"].to_pylist(), persons["person_id"].to_pylist(), strict=True)
    numbers = pa.array((person_key(key, *pair) for pair in pairs), pa.int64(), size=persons.num_rows)
    made = handed_over(connection, "person_keys", persons.append_column("key", numbers))
    return people.join(made, ["id_domain", "person_id"])

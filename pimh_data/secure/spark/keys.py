"""The key of each person, made by Spark itself, so that no pseudonym leaves the cluster. HMAC-SHA-256 in SQL."""

import hashlib
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table

from pimh_data.secure.pseudonyms.key import Key
from pimh_data.secure.spark.running import handed, made

BLOCK = 64  # bytes of a block of SHA-256
NO_FORMS = pa.table({"inner": [b""], "outer": [b""]})
INNER, OUTER = 0x36, 0x5C  # with which HMAC pads its key (RFC 2104)
# Both padded forms of the secret come as a table of one row: no text of a query holds any of it. `conv` gives the first
# 32 bits as text, as a number without sign.
KEYS = """
    select p.*, cast(conv(substr(sha2(concat(s.outer, unhex(sha2(concat(
        s.inner, cast(concat('round:', p.id_domain, chr(0), p.person_id) as binary)), 256))), 256), 1, 8), 16, 10)
        as bigint) as key
    from person_ids as p cross join person_secret as s"""


def with_keys(people: Table, key: Key, connection: Any) -> Table:
    """The rows, one a person, with `key`: of each id_domain and person_id, as `person_keys.persons` makes it."""
    made(connection, "person_ids", connection.compile(people))
    handed(connection, "person_secret", padded_forms(key))
    made(connection, "person_keys", KEYS)
    handed(connection, "person_secret", NO_FORMS)
    return connection.table("person_keys")


def padded_forms(key: Key) -> pa.Table:
    """The secret as HMAC takes it, inside and outside: a row of two columns of bytes."""
    return pa.table({"inner": [padded(key, INNER)], "outer": [padded(key, OUTER)]})


def padded(key: Key, pad: int) -> bytes:
    """The secret as a block of HMAC: a longer one by its hash, a shorter one filled up, each byte with the pad's."""
    secret = hashlib.sha256(key.secret).digest() if len(key.secret) > BLOCK else key.secret
    return bytes(byte ^ pad for byte in secret.ljust(BLOCK, b"\0"))

"""The key of each person, from which the rounding of every count of people is drawn. Made from a secret of the site."""

from pathlib import Path

from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from pimh_data.secure.engine import kept
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.pseudonyms.key import Key, key_in
from pimh_data.secure.spark import running
from pimh_data.secure.spark.keys import NO_FORMS, padded_forms, with_keys
from pimh_data.secure.statements import handed, made

FILE = "rounding.key"
KEYS = 2**32  # a person's key is a whole number below this; sums of keys are taken modulo it
# The secret comes as a table of one row, in both the forms that HMAC pads it to: no text of a query holds any of it.
KEYED = """
    select p.*, cast('0x' || substr(sha256(s.outer || unhex(sha256(
        s.inner || encode('round:' || p.id_domain || chr(0) || p.person_id)))), 1, 8) as bigint) as key
    from person_ids as p cross join person_secret as s"""


def rounding_key(private: Path) -> Key:
    """The site's secret, kept in its private folder and made at the first publication, readable by its owner alone.

    It never enters a release nor the text of a query. Where it is lost another is made: every count is then drawn
    anew, and nothing else changes. Raises ExtractError where others may read it.
    """
    return key_in(private / FILE)


def persons(referrals: Table, key: Key, connection: Backend) -> Table:
    """One row a person: id_domain, person_id, `person`, a number of their own; `single`, whether they have one
    referral; `key`, a whole number below KEYS: the first 32 bits of HMAC-SHA-256 of who it is, by pseudonym, within the
    domain in which that is one person.
    """
    by_person = referrals.group_by(["id_domain", "person_id"])
    people = by_person.agg(person=referrals[ROW].min(), single=referrals.count() == 1)
    if running.runs(connection):
        return with_keys(people, key, connection)
    kept(connection, "person_ids", people)
    handed(connection, "person_secret", padded_forms(key))
    made(connection, "persons", KEYED)
    handed(connection, "person_secret", NO_FORMS)
    return connection.table("persons")

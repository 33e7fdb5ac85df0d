"""Services that referrals name in a Place where they are not listed, and what is listed there that none names."""

import difflib
from collections import Counter
from collections.abc import Iterator

from ibis.expr.types import Table

from pimh_data.secure.checking import Checks
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.printing import may_be_printed

Pair = tuple[str, str]


def not_listed_there(checks: Checks) -> tuple[str, ...]:
    """A sentence for every service that referrals name in a Place without it, where the list is probably at fault.

    So it is where the service is listed for another Place, or where a name like it is listed there and never named.
    """
    if "services" not in checks.extracts or "referrals" not in checks.extracts:
        return ()
    services, referrals = checks.extracts["services"], checks.extracts["referrals"]
    listed, out = _pairs(services.accepted), _pairs(services.refused)
    named = _pairs(referrals.accepted) + _pairs(referrals.refused)
    return tuple(_slips(listed, out, named))


def _pairs(table: Table) -> Counter[Pair]:
    """How many rows name each Place and service."""
    counted = table.group_by(["place", "service"]).agg(rows=table.count()).to_pyarrow().to_pylist()
    return Counter({(one["place"], one["service"]): one["rows"] for one in counted if one["place"] and one["service"]})


def _slips(listed: Counter[Pair], out: Counter[Pair], named: Counter[Pair]) -> Iterator[str]:
    places, services = {place for place, _ in listed}, {service for _, service in listed}
    for (place, service), rows in named.most_common():
        known = place in places and (place, service) not in listed and (place, service) not in out
        if not known or not may_be_printed(service, rows):
            continue
        idle = {plain(name): name for where, name in sorted(listed) if where == place and (where, name) not in named}
        like = difflib.get_close_matches(plain(service), idle, 1)
        said = f"{rows:,} referrals name {service!r} in {place}, and the services extract does not list it there"
        if like:
            yield f"{said}; it has {idle[like[0]]!r} in {place}, which no referral names: if they are one, mend it"
        elif service in services:
            yield f"{said}, though it does elsewhere: list it for {place}, or mend the Place"

"""Places and services that referrals name and that are not listed, and what is listed that none names. Sentences."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ibis.expr.types import Table

from pimh_data.secure.checking import Checked, Checks
from pimh_data.secure.conditions import both, is_in, table_name
from pimh_data.secure.engine import asked
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.placing import piece_of
from pimh_data.secure.printing import may_be_printed
from pimh_data.secure.statements import quoted

Pair = tuple[str, str]


def not_listed_there(checks: Checks) -> tuple[str, ...]:
    """A sentence for every service that referrals name in a Place without it, where the list is probably at fault, and
    for every name that no extract lists: its referrals are refused, however few.

    The list is at fault where the service is listed for another Place, or where a name like it is listed there and
    never named.
    """
    if "services" not in checks.extracts or "referrals" not in checks.extracts:
        return ()
    services, referrals = checks.extracts["services"], checks.extracts["referrals"]
    listed, out = _pairs(services.accepted), _pairs(services.refused)
    counted = _pairs(referrals.accepted) + _pairs(referrals.refused)
    known = {
        "Place": _names(checks, "places", "place") | {place for place, _ in (*listed, *out)},
        "service": {service for _, service in (*listed, *out)},
    }
    slips = dict(_slips(listed, out, counted, services))
    rest = Counter({pair: rows for pair, rows in counted.items() if pair not in slips})
    return (*slips.values(), *_of_no_list(known, rest))


def _names(checks: Checks, extract: str, column: str) -> set[str]:
    """The names that an extract lists, be they accepted or refused there."""
    checked = checks.extracts[extract]
    query = " union ".join(f"select {column} from {table_name(table)}" for table in (checked.accepted, checked.refused))
    return {text for (text,) in asked(checks.connection, query) if text}


def _pairs(table: Table) -> Counter[Pair]:
    """How many rows name each Place and service."""
    query = f"select place, service, count(*) from {table_name(table)} group by place, service"
    counted = asked(table.get_backend(), query)
    return Counter({(place, service): rows for place, service, rows in counted if place and service})


def _of_no_list(listed: Mapping[str, Collection[str]], named: Counter[Pair]) -> Iterator[str]:
    """Names that stand in no row of the services extract; those of few rows together, since they are not printed."""
    for at, (kind, known) in enumerate(listed.items()):
        rows: Counter[str] = Counter()
        for pair, count in named.items():
            if pair[at] not in known:
                rows[pair[at]] += count
        told = {name: count for name, count in rows.most_common() if may_be_printed(name, count)}
        for name, count in told.items():
            like = difflib.get_close_matches(plain(name), {plain(one): one for one in known}, 1)
            most_like = next((one for one in known if like and plain(one) == like[0]), "")
            yield (
                f"{count:,} referrals are refused, since no {kind} is listed that is called {name!r}"
                f"{f'; most like {most_like!r}: if it is the same, mend the name' if most_like else ''}"
            )
        few = sum(rows.values()) - sum(told.values())
        if few:
            one = "referral is refused, since its" if few == 1 else "referrals are refused, since their"
            yield f"{few:,} {one} {kind} is not listed (fewer than 5 rows hold the name): the rows are named below"


def _slips(
    listed: Counter[Pair], out: Counter[Pair], named: Counter[Pair], services: Checked
) -> Iterator[tuple[Pair, str]]:
    places, every = {place for place, _ in listed}, {service for _, service in listed}
    for pair, rows in named.most_common():
        place, service = pair
        known = place in places and (place, service) not in listed and (place, service) not in out
        if not known or not may_be_printed(service, rows):
            continue
        idle = {plain(name): name for where, name in sorted(listed) if where == place and (where, name) not in named}
        like = difflib.get_close_matches(plain(service), idle, 1)
        said = f"{rows:,} referrals name {service!r} in {place}, and the services extract does not list it there"
        if like:
            mend = f"mend {_row_of(services, place, idle[like[0]])}"
            yield pair, f"{said}; it has {idle[like[0]]!r} in {place}, which no referral names: if they are one, {mend}"
        elif service in every:
            yield pair, f"{said}, though it does elsewhere: list it for {place}, or mend the Place"


def _row_of(services: Checked, place: str, service: str) -> str:
    """'row 4 of services.csv': where a service of a Place is listed."""
    own = both(is_in("place", (place,)), is_in("service", (service,)))
    query = f"select min({quoted(ROW)}) from {table_name(services.accepted)} where {own}"
    ((row,),) = asked(services.accepted.get_backend(), query)
    piece = piece_of(services.raw, row)
    return f"row {row - piece.start} of {piece.where}"

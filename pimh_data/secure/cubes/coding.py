"""People as narrow rows of small integers: who, where, when and under which members, ready to be counted by SQL."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from pimh_data.registry import deprivation
from pimh_data.registry.cubes import CLOSED_AS, CUBES, DIMENSIONS, NOT_RECORDED, WAIT_BANDS
from pimh_data.registry.views import ANY
from pimh_data.secure.cubes.plan import MANY
from pimh_data.secure.cubes.source import Source
from pimh_data.secure.statements import handed, made

WEEKS = tuple(name for name, _, _ in WAIT_BANDS)
# What is counted of a person by their latest referral alone: 0 or 1.
OF_LATEST = (*CUBES["waits"].counts, "too_recent", "still_waiting")
# Members whose column is not named as their dimension.
OWN = {
    "core20": (*deprivation.GROUP_MEMBERS, deprivation.NOT_KNOWN),
    "decile": (*deprivation.DECILE_MEMBERS, deprivation.NOT_KNOWN),
    "weeks": WEEKS,
    "closure_reason": CLOSED_AS,
}
AS_NAMED = (
    "ethnic_group",
    "ethnic_split",
    "ethnic_code",
    "parent_role",
    "stage",
    "age_band",
    "need_group",
    "source",
)
HUB = "hub"  # each Place has hubs of its own


@dataclass(frozen=True, eq=False)
class Coded:
    """The people to count. `names`: column -> its members, each by its code; `hubs`: Place -> its hubs' names.

    In the database: `people`, one row a referral: n, person, single, unit, key, a code a column, and OF_LATEST; `plus`:
    n and the code of each plus group; `members`: unit, view, and the kind of service that the view is of; `views`:
    view, place, kind.
    """

    source: Source
    names: Mapping[str, tuple[str, ...]]
    hubs: Mapping[str, list[str]]


def coded(source: Source) -> Coded:
    """Hand the names over and make the tables."""
    hubs = source.hubs()
    named = tuple(sorted({name for own in hubs.values() for name in own}))
    names = {**OWN, **{name: DIMENSIONS[name].members for name in AS_NAMED}, HUB: (*named, NOT_RECORDED)}
    connection, views = source.connection, source.views
    rows = [(column, code, name) for column, own in names.items() for code, name in enumerate(own)]
    rows += [(MANY, code, name) for code, name in enumerate(DIMENSIONS["plus_group"].members)]
    handed(connection, "names", _table(rows, ("of_column", "code", "name")))
    kind = views.names.service_kind.map(ANY.index).to_numpy("int16")
    place = views.names["where"].factorize()[0]
    handed(connection, "views", pa.table({"view": views.names["view"], "place": place, "kind": kind}))
    members = {"unit": views.members.unit, "view": views.members["view"], "kind": kind[views.members["view"]]}
    handed(connection, "members", pa.table(members))
    made(connection, "people", _people(names))
    made(connection, "plus", PLUS)
    return Coded(source, {**names, MANY: DIMENSIONS["plus_group"].members}, hubs)


PLUS = f"""
    select one.n, cast(names.code as smallint) as {MANY}
    from (select n, unnest(string_split({MANY}, ';')) as name from episodes) as one
    join names on names.of_column = '{MANY}' and names.name = trim(one.name)"""


def _people(names: Mapping[str, tuple[str, ...]]) -> str:
    codes = ", ".join(f"cast({column}_names.code as smallint) as {column}" for column in names)
    joins = "\n".join(
        f"left join names as {column}_names "
        f"on {column}_names.of_column = '{column}' and {column}_names.name = {_recorded(column)}"
        for column in names
    )
    return f"""
    select n, person, single, unit, key, {codes}, {", ".join(OF_LATEST)}
    from episodes
    {joins}"""


def _recorded(column: str) -> str:
    return f"coalesce({column}, 'no reason')" if column == "closure_reason" else f"episodes.{column}"


def _table(rows: list[tuple], columns: tuple[str, ...]) -> pa.Table:
    return pa.table(dict(zip(columns, zip(*rows, strict=True), strict=True)))

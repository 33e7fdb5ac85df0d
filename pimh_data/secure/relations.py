"""What may be wrong between rows and between extracts: copies of an id, unknown Places, scores without a referral."""

from collections.abc import Iterator, Mapping
from functools import reduce

import ibis
from ibis.expr.types import StringValue, Table

from pimh_data.contracts import Contract
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME, GROUPS
from pimh_data.secure.rules import Rule, text, typed

ORPHAN = "its referral was quarantined"


def relation_rules(
    table: Table, whole: Table, contract: Contract, accepted: Mapping[str, Table], refused: Table | None
) -> Iterator[Rule]:
    """The rules for `table`, rows of the extract `whole`, given the accepted rows of the extracts before it.

    `refused`: the quarantined referrals, so that rows that hang on one are told from rows that hang on none.
    """
    yield from _copies(table, whole, contract)
    names = {column.name for column in contract.columns if column.name in table.columns}
    if "place" in names and contract.name != "places":
        known = text(accepted["places"], "place")
        yield Rule("place", "'place' is not in the places extract", _not_in(text(table, "place"), known))
    if "service" in names and contract.name != "services":
        yield from _unknown_services(table, accepted["services"])
    if contract.name in ("contacts", "scores"):
        yield from _without_referral(table, accepted["referrals"], refused)
    if contract.name == "contacts":
        yield _before_referral(table, contract, accepted["referrals"])
    if {"imd_decile", "imd_version"} & names:
        decile = text(table, "imd_decile") if "imd_decile" in names else ibis.null("string")
        version = text(table, "imd_version") if "imd_version" in names else ibis.null("string")
        yield Rule(
            "imd_version", "'imd_decile' is given without its 'imd_version'", decile.notnull() & version.isnull()
        )
    if contract.name == "population" and "ethnic_group" in names:
        group = text(table, "ethnic_group")
        allowed = (*CENSUS_2021_CODE, *CODE_NAME.values(), *GROUPS)
        yield Rule(
            "ethnic_group",
            "'ethnic_group' is no group of Census 2021, of the NHS codes or of the five",
            group.notin(allowed),
        )
    if contract.name == "places":
        yield from _reserved_places(table, whole)
    if contract.name == "services":
        name = text(table, "service")
        yield Rule("service", f"a service may not be called '{ALL_SERVICES}'", name == ALL_SERVICES)


def _copies(table: Table, whole: Table, contract: Contract) -> Iterator[Rule]:
    names = [name for name in contract.key if name in table.columns]
    if not names:
        return
    copies = whole.select(key=_key(whole, names)).group_by("key").agg(copies=ibis._.count())
    copies = copies.filter(copies.copies > 1, copies.key.re_search("[^|]"))
    words = " and ".join(f"'{name}'" for name in names)
    yield Rule(names[0], f"{words} not unique: every copy is quarantined", _key(table, names).isin(copies.key))


def _key(table: Table, names: list[str]) -> StringValue:
    parts = [text(table, name).fill_null("") for name in names]
    return reduce(lambda one, other: one.concat("|", other), parts)


def _not_in(value: StringValue, known: StringValue) -> ibis.expr.types.BooleanValue:
    return value.notnull() & value.notin(known.as_table().distinct().to_pyarrow()[0].to_pylist() or ["\0"])


def _unknown_services(table: Table, services: Table) -> Iterator[Rule]:
    service, place = text(table, "service"), text(table, "place")
    listed = services.select("place", "service").to_pyarrow().to_pylist()
    pairs = [f"{row['place']}|{row['service']}" for row in listed] or ["\0"]
    known = service.isin(sorted({row["service"] for row in listed}) or ["\0"])
    places = sorted({row["place"] for row in listed}) or ["\0"]
    yield Rule("service", "'service' is not in the services extract", service.notnull() & ~known)
    elsewhere = known & place.isin(places) & place.concat("|", service).notin(pairs)
    yield Rule("service", "'service' is not listed for this Place in the services extract", elsewhere)


def _without_referral(table: Table, referrals: Table, refused: Table | None) -> Iterator[Rule]:
    given = text(table, "referral_id")
    hangs = given.isin(referrals.referral_id)
    if refused is None:
        yield Rule("referral_id", "there is no such referral", given.notnull() & ~hangs)
        return
    orphan = given.isin(text(refused, "referral_id"))
    yield Rule("referral_id", ORPHAN, orphan)
    yield Rule("referral_id", "there is no such referral", given.notnull() & ~hangs & ~orphan)


def _before_referral(table: Table, contract: Contract, referrals: Table) -> Rule:
    date = typed(table, contract.column("date"))
    joined = table.select(row="row", id_=text(table, "referral_id"), date_=date).join(
        referrals, [ibis._.id_ == referrals.referral_id]
    )
    early = joined.filter(joined.date_ < joined.received)
    return Rule("date", "'date' is before the referral was received", table["row"].isin(early["row"]))


def _reserved_places(table: Table, whole: Table) -> Iterator[Rule]:
    systems = text(whole, "system").as_table().distinct().to_pyarrow()[0].to_pylist()
    reserved = [ALL_PLACES, *(system for system in systems if system)]
    yield Rule("place", "a Place may not have the name of a system", text(table, "place").isin(reserved))
    yield Rule("system", f"a system may not be called '{ALL_PLACES}'", text(table, "system") == ALL_PLACES)

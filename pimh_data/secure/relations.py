"""What may be wrong between rows and between extracts: copies of an id, unknown Places, scores without a referral."""

from collections.abc import Iterator, Mapping
from functools import reduce

import ibis
from ibis.expr.types import StringValue, Table

from pimh_data.contracts import Contract
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME, GROUPS
from pimh_data.secure.rules import Rule, value_name
from pimh_data.secure.scores.rules import score_rules

NOTHING = ["\ue000"]  # a private character that no name holds: an empty list is no SQL
ORPHAN = "its referral was quarantined"


def relation_rules(
    rows: Table, whole: Table, contract: Contract, accepted: Mapping[str, Table], refused: Table | None
) -> Iterator[Rule]:
    """The rules for `rows` of the staged extract `whole`, given the accepted rows of the extracts before it.

    `refused`: the quarantined referrals, so that rows that hang on one are told from rows that hang on none.
    """
    yield from _copies(rows, whole, contract)
    names = {column.name for column in contract.columns}
    if "place" in names and contract.name != "places":
        known = accepted["places"].place.to_pyarrow().to_pylist() or NOTHING
        yield Rule("place", "'place' is not in the places extract", rows.place.notin(known))
    if "service" in names and contract.name != "services":
        yield from _unknown_services(rows, accepted["services"])
    if contract.name in ("contacts", "scores"):
        yield from _without_referral(rows, accepted["referrals"], refused)
    if contract.name == "contacts":
        yield _before_referral(rows, contract, accepted["referrals"])
    if contract.name == "scores":
        yield from score_rules(rows, whole, accepted["referrals"])
    if "imd_decile" in names:
        without = rows.imd_decile.notnull() & rows.imd_version.isnull()
        yield Rule("imd_version", "'imd_decile' is given without its 'imd_version'", without)
    if contract.name == "population":
        known = (*CENSUS_2021_CODE, *CODE_NAME.values(), *GROUPS)
        words = "'ethnic_group' is no group of Census 2021, of the NHS codes or of the five"
        yield Rule("ethnic_group", words, rows.ethnic_group.notin(known))
    if contract.name == "places":
        systems = whole.system.as_table().distinct().to_pyarrow()[0].to_pylist()
        reserved = [ALL_PLACES, *(system for system in systems if system)]
        yield Rule("place", "a Place may not have the name of a system", rows.place.isin(reserved))
        yield Rule("system", f"a system may not be called '{ALL_PLACES}'", rows.system == ALL_PLACES)
    if contract.name == "services":
        yield Rule("service", f"a service may not be called '{ALL_SERVICES}'", rows.service == ALL_SERVICES)


def identical(whole: Table, contract: Contract) -> Table | None:
    """The `row` of every record that says the same as an earlier one of its key, where no other of the key differs.

    None for an extract without a key: two contacts may be alike. `whole`: staged.
    """
    if not contract.key:
        return None
    keyed = whole.mutate(key=_key(whole, contract.key))
    counted = keyed.group_by("key").agg(copies=keyed.count())
    keyed = keyed.semi_join(counted.filter((counted.copies > 1) & counted.key.notnull()), "key")
    content = reduce(
        lambda one, other: one.concat("\x1f", other), (_as_text(keyed, name) for name in whole.columns if name != "row")
    )
    rows = keyed.select("row", "key", content=content)
    alike = rows.group_by("key").agg(kinds=rows.content.nunique(), first_row=rows["row"].min())
    joined = rows.join(alike.filter(alike.kinds == 1), "key")
    return joined.filter(joined["row"] != joined.first_row).select("row")


def _as_text(whole: Table, name: str) -> StringValue:
    # Two ways to write a day are one day: what was read of a text counts, not how it was written.
    text, value = whole[name], f"{name} as date"
    read = whole[value].cast("string") if value in whole.columns else text
    return ibis.coalesce(read.cast("string"), text.cast("string"), "")


def _copies(rows: Table, whole: Table, contract: Contract) -> Iterator[Rule]:
    if not contract.key:
        return
    copies = whole.select(key=_key(whole, contract.key)).group_by("key").agg(copies=ibis._.count())
    copies = copies.filter(copies.copies > 1, copies.key.notnull())
    words = " and ".join(f"'{name}'" for name in contract.key)
    reason = f"{words} not unique: every copy is quarantined"
    yield Rule(contract.key[0], reason, _key(rows, contract.key).isin(copies.key))


def _key(rows: Table, names: tuple[str, ...]) -> StringValue:
    if len(names) == 1:
        return rows[names[0]]
    return reduce(lambda one, other: one.concat("|", other), (rows[name].fill_null("") for name in names))


def _unknown_services(rows: Table, services: Table) -> Iterator[Rule]:
    listed = services.select("place", "service").to_pyarrow().to_pylist()
    known = rows.service.isin(sorted({row["service"] for row in listed}) or NOTHING)
    yield Rule("service", "'service' is not in the services extract", rows.service.notnull() & ~known)
    places = rows.place.isin(sorted({row["place"] for row in listed}) or NOTHING)
    pairs = [f"{row['place']}|{row['service']}" for row in listed] or NOTHING
    elsewhere = known & places & rows.place.concat("|", rows.service).notin(pairs)
    yield Rule("service", "'service' is not listed for this Place in the services extract", elsewhere)


def _without_referral(rows: Table, referrals: Table, refused: Table | None) -> Iterator[Rule]:
    orphan = rows.referral_id.isin(refused.filter(refused.referral_id.notnull()).referral_id)
    yield Rule("referral_id", ORPHAN, orphan)
    hangs = rows.referral_id.isin(referrals.referral_id)
    yield Rule("referral_id", "there is no such referral", rows.referral_id.notnull() & ~hangs & ~orphan)


def _before_referral(rows: Table, contract: Contract, referrals: Table) -> Rule:
    dated = rows.select("row", "referral_id", date=rows[value_name(contract.column("date"))])
    joined = dated.join(referrals.select("referral_id", "received"), "referral_id")
    early = joined.filter(joined.date < joined.received)
    return Rule("date", "'date' is before the referral was received", rows["row"].isin(early["row"]))

"""What may be wrong between rows, columns and extracts: copies of an id, unknown Places, scores without a referral."""

import datetime as dt
from collections.abc import Iterator

from ibis.expr.types import Table

from pimh_data.contracts import Contract, ExtractColumn
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME, GROUPS
from pimh_data.secure.conditions import Rows, both, either, fits, is_in, sure, table_name, text_of
from pimh_data.secure.ids import POSTCODE
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.known import Known
from pimh_data.secure.printing import SETTING
from pimh_data.secure.rules import Rule, value_of
from pimh_data.secure.scores.rules import score_rules
from pimh_data.secure.statements import quoted

FINANCIAL_YEAR = r"^20(\d{2})[/-](\d{2})$"
FIRST, SECOND = (f"try_cast(regexp_extract(year, {text_of(FINANCIAL_YEAR)}, {group}) as bigint)" for group in (1, 2))
FINANCIAL = sure(f"{SECOND} = ({FIRST} + 1) % 100")
ORPHAN = "its referral was quarantined"
PLACE_OUT = "its Place was quarantined in the places extract"
SERVICE_OUT = "its service was quarantined in the services extract"
NOT_OF_PLACE = "'service' is not listed for this Place in the services extract"
CONSEQUENCES = (PLACE_OUT, SERVICE_OUT, ORPHAN)
OF_REFERRALS = {"contacts": "date", "scores": "assessed"}  # extract -> its day, which no referral comes after
RECEIVED, REFUSED, CLOSED, STARTED = "referral received", "referral refused", "referral closed", "service started"
# The `row` of a row's referral, by which it is found from here on; and whether it came long after that was closed.
OF, LATE = "referral", "late"
LONG_AFTER = dt.timedelta(days=92)  # a follow-up comes within a quarter; later it is likelier of another referral


def relation_rules(whole: Rows, contract: Contract, known: Known, repeated: Table | None) -> Iterator[Rule]:
    """The rules for the rows of a staged extract, given what the extracts before it hold.

    `whole`: with what `facing` adds. `repeated`: the `row` of every record whose key stands in others too.
    """
    if repeated is not None:
        words = " and ".join(f"'{name}'" for name in contract.key)
        alike = " (case and spaces apart)" if contract.name in SETTING else ""
        words = f"{words} not unique{alike}: every copy is quarantined"
        yield Rule(contract.key[0], words, f"{quoted(ROW)} in (select {quoted(ROW)} from {table_name(repeated)})")
    names = {column.name for column in contract.columns}
    if "place" in names and contract.name != "places":
        out, listed = (sure(is_in("place", sorted(places))) for places in (known.places_out, known.places))
        yield Rule("place", PLACE_OUT, out)
        unknown = both("place is not null", f"not {listed}", f"not {out}")
        yield Rule("place", "'place' is not in the places extract", unknown)
    if "service" in names and contract.name != "services":
        yield from _services(known)
    if contract.name == "referrals":
        yield from _of_services()
    if contract.name in OF_REFERRALS:
        yield from _of_referrals(contract.column(OF_REFERRALS[contract.name]))
    if contract.name == "scores":
        yield from score_rules(whole)
    if "imd_decile" in names:
        without = both("imd_decile is not null", "imd_version is null")
        yield Rule("imd_version", "'imd_decile' is given without its 'imd_version'", without)
    if contract.name == "population":
        groups = (*CENSUS_2021_CODE, *CODE_NAME.values(), *GROUPS)
        words = "'ethnic_group' is no group of Census 2021, of the NHS codes or of the five"
        yield Rule("ethnic_group", words, f"not {is_in('ethnic_group', groups)}")
    if contract.name == "funding":
        yield Rule("year", "'year' is no financial year (2024/25)", both("year is not null", f"not {FINANCIAL}"))
    if contract.name == "places":
        reserved = [is_in("place", (ALL_PLACES,)), f"place in (select system from {whole.text})"]
        yield Rule("place", "a Place may not have the name of a system", either(reserved))
        yield Rule("system", f"a system may not be called '{ALL_PLACES}'", is_in("system", (ALL_PLACES,)))
    if contract.name == "services":
        yield Rule("service", f"a service may not be called '{ALL_SERVICES}'", is_in("service", (ALL_SERVICES,)))


def facing(rows: Rows, contract: Contract, known: Known) -> Rows:
    """Staged rows with what is known of their referral: OF, when it was received, whether it was refused, and LATE.

    Of referrals, when their service started.
    """
    if contract.name == "referrals":
        services, started = table_name(known.accepted["services"]), quoted(STARTED)
        return Rows(
            f"""(select held.*, listed.started as {started} from {rows.text} as held
                left join {services} as listed on listed.place = held.place and listed.service = held.service)""",
            (*rows.columns, STARTED),
        )
    if contract.name not in OF_REFERRALS:
        return rows
    accepted, refused = table_name(known.accepted["referrals"]), table_name(known.refused["referrals"])
    of, received, out, closed, late = map(quoted, (OF, RECEIVED, REFUSED, CLOSED, LATE))
    day = value_of(contract.column(OF_REFERRALS[contract.name]))
    text = f"""(
        select held.*, taken.{of}, taken.{received}, taken.{out}, taken.{closed},
            coalesce({day} > taken.{closed} + interval {LONG_AFTER.days} day, false) as {late}
        from {rows.text} as held left join (
            select referral_id, {quoted(ROW)} as {of}, received as {received}, false as {out}, closed as {closed}
            from {accepted}
            union all
            select distinct referral_id, cast(null as bigint), cast(null as date), true, cast(null as date)
            from {refused} where referral_id is not null) as taken on taken.referral_id = held.referral_id)"""
    return Rows(text, (*rows.columns, OF, RECEIVED, REFUSED, CLOSED, LATE))


def _services(known: Known) -> Iterator[Rule]:
    pair = "place || '|' || service"
    listed = sure(is_in("service", sorted({service for _, service in known.services})))
    place_out = sure(is_in("place", sorted(known.places_out)))
    place_known = sure(is_in("place", sorted({place for place, _ in known.services})))
    right = sure(is_in(pair, sorted(f"{place}|{service}" for place, service in known.services)))
    # Quarantined in this Place, or wherever it stands where no Place has it any more.
    here = sure(is_in(pair, sorted(f"{place}|{service}" for place, service in known.services_out)))
    nowhere = both(sure(is_in("service", sorted({service for _, service in known.services_out}))), f"not {listed}")
    out = either((here, nowhere))
    yield Rule("service", SERVICE_OUT, both(out, f"not {place_out}"))
    unknown = both("service is not null", f"not {listed}", f"not {out}", f"not {place_out}")
    yield Rule("service", "'service' is not in the services extract", unknown)
    elsewhere = both(listed, place_known, f"not {right}", f"not {out}", f"not {place_out}")
    yield Rule("service", NOT_OF_PLACE, elsewhere)


def _of_referrals(day: ExtractColumn) -> Iterator[Rule]:
    out = quoted(REFUSED)
    yield Rule("referral_id", ORPHAN, sure(out))
    yield Rule("referral_id", "there is no such referral", both("referral_id is not null", f"{out} is null"))
    early = f"{value_of(day)} < {quoted(RECEIVED)}"
    yield Rule(day.name, f"'{day.name}' is before the referral was received", early)


def _of_services() -> Iterator[Rule]:
    received, closed = (quoted(f"{name} as date") for name in ("received", "closed"))
    yield Rule(
        "received",
        "'received' is before its service started: mend it, or 'started' in the services extract",
        f"{received} < {quoted(STARTED)}",
    )
    yield Rule(
        "closed",
        "'closed' is given, and 'decision' is waiting (no decision yet)",
        both("decision = 'waiting'", f"{closed} is not null"),
    )
    for name, words in (("lsoa", "the LSOA's code, or nothing"), ("hub", "the name of a Family Hub area")):
        yield Rule(name, f"'{name}' is a postcode: bring {words}", fits(quoted(name), POSTCODE))

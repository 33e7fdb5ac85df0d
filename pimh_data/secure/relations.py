"""What may be wrong between rows, columns and extracts: copies of an id, unknown Places, scores without a referral."""

import datetime as dt
from collections.abc import Collection, Iterator

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table

from pimh_data.contracts import Contract, ExtractColumn
from pimh_data.registry.cubes import ALL_PLACES, ALL_SERVICES
from pimh_data.registry.ethnicity import CENSUS_2021_CODE, CODE_NAME, GROUPS
from pimh_data.secure.ids import POSTCODE
from pimh_data.secure.ingest.tabular import ROW
from pimh_data.secure.known import Known
from pimh_data.secure.printing import SETTING
from pimh_data.secure.rules import Rule, value_name
from pimh_data.secure.scores.rules import score_rules

FINANCIAL_YEAR = r"^20(\d{2})[/-](\d{2})$"
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


def relation_rules(whole: Table, contract: Contract, known: Known, repeated: Table | None) -> Iterator[Rule]:
    """The rules for the rows of a staged extract, given what the extracts before it hold.

    `whole`: with what `facing` adds. `repeated`: the `row` of every record whose key stands in others too.
    """
    if repeated is not None:
        words = " and ".join(f"'{name}'" for name in contract.key)
        alike = " (case and spaces apart)" if contract.name in SETTING else ""
        words = f"{words} not unique{alike}: every copy is quarantined"
        yield Rule(contract.key[0], words, whole[ROW].isin(repeated[ROW]))
    names = {column.name for column in contract.columns}
    if "place" in names and contract.name != "places":
        out = _is_in(whole.place, known.places_out)
        yield Rule("place", PLACE_OUT, out)
        unknown = whole.place.notnull() & ~_is_in(whole.place, known.places)
        yield Rule("place", "'place' is not in the places extract", unknown & ~out)
    if "service" in names and contract.name != "services":
        yield from _services(whole, known)
    if contract.name == "referrals":
        yield from _of_services(whole)
    if contract.name in OF_REFERRALS:
        yield from _of_referrals(whole, contract.column(OF_REFERRALS[contract.name]))
    if contract.name == "scores":
        yield from score_rules(whole)
    if "imd_decile" in names:
        without = whole.imd_decile.notnull() & whole.imd_version.isnull()
        yield Rule("imd_version", "'imd_decile' is given without its 'imd_version'", without)
    if contract.name == "population":
        groups = (*CENSUS_2021_CODE, *CODE_NAME.values(), *GROUPS)
        words = "'ethnic_group' is no group of Census 2021, of the NHS codes or of the five"
        yield Rule("ethnic_group", words, whole.ethnic_group.notin(groups))
    if contract.name == "funding":
        yield Rule("year", "'year' is no financial year (2024/25)", whole.year.notnull() & ~_financial_year(whole.year))
    if contract.name == "places":
        systems = whole.system.as_table().distinct().to_pyarrow()[0].to_pylist()
        reserved = [ALL_PLACES, *(system for system in systems if system)]
        yield Rule("place", "a Place may not have the name of a system", whole.place.isin(reserved))
        yield Rule("system", f"a system may not be called '{ALL_PLACES}'", whole.system == ALL_PLACES)
    if contract.name == "services":
        yield Rule("service", f"a service may not be called '{ALL_SERVICES}'", whole.service == ALL_SERVICES)


def _financial_year(text: StringValue) -> BooleanValue:
    first, second = (text.re_extract(FINANCIAL_YEAR, group).try_cast("int64") for group in (1, 2))
    return (second == (first + 1) % 100).fill_null(False)


def facing(rows: Table, contract: Contract, known: Known) -> Table:
    """Staged rows with what is known of their referral: OF, when it was received, whether it was refused, and LATE.

    Of referrals, when their service started.
    """
    if contract.name == "referrals":
        services = known.accepted["services"]
        started = services.select("place", "service", **{STARTED: services.started})
        return rows.left_join(started, ["place", "service"]).drop("place_right", "service_right")
    if contract.name not in OF_REFERRALS:
        return rows
    accepted, refused = known.accepted["referrals"], known.refused["referrals"]
    of = {OF: accepted[ROW], RECEIVED: accepted.received, REFUSED: ibis.literal(False), CLOSED: accepted.closed}
    taken = accepted.select("referral_id", **of)
    out = refused.filter(refused.referral_id.notnull()).select("referral_id").distinct()
    none = ibis.null("date")
    out = out.mutate(**{OF: ibis.null("int64"), RECEIVED: none, REFUSED: ibis.literal(True), CLOSED: none})
    joined = rows.left_join(ibis.union(taken, out), "referral_id").drop("referral_id_right")
    day = joined[value_name(contract.column(OF_REFERRALS[contract.name]))]
    late = day > joined[CLOSED] + ibis.interval(days=LONG_AFTER.days)
    return joined.mutate(**{LATE: late.fill_null(False)})


def _services(whole: Table, known: Known) -> Iterator[Rule]:
    pair = whole.place.concat("|", whole.service)
    listed = _is_in(whole.service, {service for _, service in known.services})
    place_out = _is_in(whole.place, known.places_out)
    place_known = _is_in(whole.place, {place for place, _ in known.services})
    right = _is_in(pair, {f"{place}|{service}" for place, service in known.services})
    # Quarantined in this Place, or wherever it stands where no Place has it any more.
    out = _is_in(pair, {f"{place}|{service}" for place, service in known.services_out})
    out = out | (_is_in(whole.service, {service for _, service in known.services_out}) & ~listed)
    yield Rule("service", SERVICE_OUT, out & ~place_out)
    unknown = whole.service.notnull() & ~listed
    yield Rule("service", "'service' is not in the services extract", unknown & ~out & ~place_out)
    elsewhere = listed & place_known & ~right & ~out & ~place_out
    yield Rule("service", NOT_OF_PLACE, elsewhere)


def _is_in(text: StringValue, names: Collection[str]) -> BooleanValue:
    return text.isin(sorted(names)).fill_null(False) if names else ibis.literal(False)


def _of_referrals(whole: Table, day: ExtractColumn) -> Iterator[Rule]:
    yield Rule("referral_id", ORPHAN, whole[REFUSED].fill_null(False))
    yield Rule("referral_id", "there is no such referral", whole.referral_id.notnull() & whole[REFUSED].isnull())
    early = whole[value_name(day)] < whole[RECEIVED]
    yield Rule(day.name, f"'{day.name}' is before the referral was received", early)


def _of_services(whole: Table) -> Iterator[Rule]:
    day = whole["received as date"]
    yield Rule(
        "received",
        "'received' is before its service started: mend it, or 'started' in the services extract",
        day < whole[STARTED],
    )
    yield Rule(
        "closed",
        "'closed' is given, and 'decision' is waiting (no decision yet)",
        (whole.decision == "waiting") & whole["closed as date"].notnull(),
    )
    for name, words in (("lsoa", "the LSOA's code, or nothing"), ("hub", "the name of a Family Hub area")):
        yield Rule(name, f"'{name}' is a postcode: bring {words}", whole[name].re_search(POSTCODE))

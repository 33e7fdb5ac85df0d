"""What stands in the way of publishing without refusing it, and what is worth a look: sentences and counts, no ids."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ibis.expr.types import Table

from pimh_data.registry import reference
from pimh_data.secure.checking import Checks
from pimh_data.secure.conditions import table_name
from pimh_data.secure.engine import asked, asked_as_table
from pimh_data.secure.findings import Found
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.sectors import KNOWN
from pimh_data.secure.printing import FEWEST_ROWS, may_be_printed
from pimh_data.secure.rules import DAYS_OF
from pimh_data.secure.scores.odd import odd_scores
from pimh_data.secure.settings import NAME, lines_to_fill_in
from pimh_data.secure.statements import quoted

MOST = 0.5  # of the people of the smaller of two numberings
LONG_AFTER = dt.timedelta(days=92)  # a quarter: the date of another extract was probably left standing


def nothing_accepted(found: Sequence[Found]) -> tuple[str, ...]:
    """A sentence for every source or extract of which no row was accepted for faults of its own."""
    said = []
    for one in found:
        if one.checked.count.quarantined == one.checked.orphans:
            continue
        sums: dict[str, tuple[int, int]] = {}
        for piece, count in one.pieces:
            name = piece.source or one.checked.raw.path.name
            accepted, quarantined = sums.get(name, (0, 0))
            sums[name] = accepted + count.accepted, quarantined + count.quarantined
        said += [
            f"{name}: none of {quarantined:,} {'row' if quarantined == 1 else 'rows'} accepted"
            for name, (accepted, quarantined) in sums.items()
            if quarantined and not accepted
        ]
    return tuple(said)


def still_to_fill_in(folder: Path) -> tuple[str, ...]:
    """The lines of `extract.toml` that a draft left to a person and that still wait."""
    try:
        numbers = lines_to_fill_in((folder / NAME).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):  # said where the settings are read
        return ()
    if not numbers:
        return ()
    lines = "1 line is" if len(numbers) == 1 else f"{len(numbers)} lines are"
    return (f"{NAME}: {lines} still to be filled in (FILL IN): {', '.join(map(str, numbers))}",)


def worth_a_look(checks: Checks) -> tuple[str, ...]:
    """Notes of what is allowed and yet probably a slip: a date far off, people under two numberings, odd scores."""
    shared = (f"Note: {said}" for said, share in _people_of_two_domains(checks) if share < MOST)
    return (*_date_far_off(checks), *shared, *odd_scores(checks))


def counted_twice(checks: Checks) -> tuple[str, ...]:
    """A sentence for every two numberings most of whose people are the same: they are almost certainly one."""
    return tuple(said for said, share in _people_of_two_domains(checks) if share >= MOST)


def slips_of_the_setting(checks: Checks) -> tuple[str, ...]:
    """A sentence for every Place that has another district's code, and every sector that is none of those known."""
    return (*_districts_of_others(checks), *_strange_sectors(checks))


def _districts_of_others(checks: Checks) -> Iterator[str]:
    table = reference.load("district_children")
    name_of = dict(zip(table["district_code"], table["district"], strict=True))
    codes_of: dict[str, set[str]] = {}
    for code, name in name_of.items():
        codes_of.setdefault(plain(name), set()).add(code)
    for row in _rows_of(checks, "places", "place", "lad_codes"):
        own, given = codes_of.get(plain(row["place"]), set()), re.findall(r"[A-Z]\d{8}", row["lad_codes"] or "")
        others = [code for code in given if code in name_of]
        if own and others and not own & set(given):
            said = " and ".join(f"{name_of[code]}'s code {code}" for code in others)
            yield f"places: {row['place']} is given {said}; {row['place']}'s is {' or '.join(sorted(own))}"


def _strange_sectors(checks: Checks) -> Iterator[str]:
    sectors = [row["sector"] for row in _rows_of(checks, "services", "sector")]
    for sector, rows in Counter(filter(None, sectors)).items():
        if sector not in KNOWN:
            held = f"{rows:,} {'row' if rows == 1 else 'rows'}"
            known = ", ".join(KNOWN)
            yield f"services: 'sector' reads {sector!r} ({held}), which is none of {known}: it is shown as it stands"


def _rows_of(checks: Checks, extract: str, *columns: str) -> list[dict[str, str | None]]:
    held = checks.extracts.get(extract)
    query = f"select {', '.join(map(quoted, columns))} from "
    return asked_as_table(checks.connection, query + table_name(held.accepted)).to_pylist() if held else []


def _date_far_off(checks: Checks) -> Iterator[str]:
    days = [
        day
        for extract, columns in DAYS_OF.items()
        if extract in checks.extracts
        for day in _latest(checks.extracts[extract].accepted, columns)
    ]
    latest = max((day for day in days if day), default=None)
    date = checks.settings.extract_date
    if latest and date - latest > LONG_AFTER:
        yield (
            f"Note: extract_date is {date}, and the latest day in the files is {latest}: the months between will "
            f"show nobody. Where the files end earlier, write that day in {NAME}"
        )


def _latest(rows: Table, columns: Sequence[str]) -> list[dt.date | None]:
    """The latest day in each column, asked for at once: a query takes longer than what it looks at."""
    latest = ", ".join(f"max({quoted(column)})" for column in columns)
    (found,) = asked(rows.get_backend(), f"select {latest} from {table_name(rows)}")
    return list(found)


def _people_of_two_domains(checks: Checks) -> Iterator[tuple[str, float]]:
    """A sentence for every two numberings that share ids, and the share of the smaller one's."""
    if "referrals" not in checks.extracts:
        return
    people = f"(select distinct person_id, id_domain from {table_name(checks.extracts['referrals'].accepted)})"
    size = dict(asked(checks.connection, f"select id_domain, count(*) from {people} group by 1"))
    if len(size) < 2:
        return
    shared = f"""
        select one.id_domain, other.id_domain, count(*) from {people} as one join {people} as other
        on other.person_id = one.person_id and one.id_domain < other.id_domain
        group by 1, 2 order by 3 desc, 1, 2"""
    for one, another, ids in asked(checks.connection, shared):
        if ids < FEWEST_ROWS:
            continue
        share = ids / min(size[one], size[another])
        told = may_be_printed(one, ids) and may_be_printed(another, ids)
        where = f"of {one!r} also stand in {another!r}, under" if told else "also stand under"
        yield (
            f"{ids:,} person ids {where} another id_domain ({share:.0%} of the smaller): they are counted as different "
            "people; if the numbering is the same, write one word in both",
            share,
        )

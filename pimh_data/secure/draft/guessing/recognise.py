"""Which extract a table is, and which of its columns is which: by heading, held against the content."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.contracts import CONTRACTS, ExtractColumn
from pimh_data.secure.draft.looking.days import Days, days_of
from pimh_data.secure.draft.looking.profile import LSOA, NUMBER, WHOLE, Profile, says_who
from pimh_data.secure.draft.vocabulary.headings_known import HINTS
from pimh_data.secure.draft.vocabulary.likeness import ENOUGH, column_likeness, identifying, words_of
from pimh_data.secure.draft.vocabulary.measures import item_of, measure_of, measure_of_name
from pimh_data.secure.draft.vocabulary.words import placed
from pimh_data.secure.ingest.sources.ethnicity_words import ethnic_code
from pimh_data.secure.ingest.sources.people import age_band, decile

FUTURE = dt.date(2100, 1, 1)
HEADING, CONTENT, FOR_WANT = "by its heading", "by its content", "for want of a better one"
MOSTLY = 0.8
FEW_ROWS = 20  # in so few, one referral may have all contacts
MOST_CODES = 100  # a column with more different texts holds no codes
# Without these a table is not that extract, however many others it has.
ESSENTIAL = {
    "referrals": (("referral_id", "person_id"), ("received", "decision")),
    "contacts": (("referral_id",), ("date",)),
    "scores": (("referral_id",),),
    "system_work": (("date",), ("kind", "attendees")),
    "feedback": (("question",), ("answer",)),
    "population": (("place",), ("year",), ("count",)),
    "places": (("place",), ("lad_codes", "system")),
    "services": (("service",), ("specialist_access", "funding_ends", "started", "wte", "provider")),
    "provision": (("offer",), ("rating",)),
}


@dataclass(frozen=True)
class Known:
    """A column that was recognised: its profile, the contract's column, and by what (HEADING, CONTENT, FOR_WANT)."""

    profile: Profile
    column: str
    by: str


@dataclass(frozen=True)
class Recognised:
    """What a table is: the extract, its columns in the table's order, and how sure that is (more is surer)."""

    extract: str
    columns: tuple[Known, ...]
    sureness: float

    def of(self, column: str) -> Known | None:
        """The recognised column of that name."""
        return next((known for known in self.columns if known.column == column), None)


def recognise(name: str, columns: Sequence[Profile], days: Mapping[int, Days], pieces: int) -> tuple[Recognised, ...]:
    """What a table of that name (file and sheet) is: one extract, or referrals with scores in further columns.

    `days`: number of a column -> how its dates are written. `pieces`: how many files it is put together from, each of
    which may hold the same referrals. Nothing where it is no extract.
    """
    found = [_as_extract(extract, name, columns, days, pieces) for extract in CONTRACTS]
    able = [one for one in found if one and _has_essentials(one, name, columns)]
    if not able:
        return ()
    best = max(able, key=lambda one: one.sureness)
    scores = next((one for one in able if one.extract == "scores"), None)
    wide = any((said := measure_of(p.heading)) and not said.date for p in columns)
    if best.extract != "scores" and scores and wide and best.extract == "referrals":
        return best, scores
    return (best,)


def _has_essentials(one: Recognised, name: str, columns: Sequence[Profile]) -> bool:
    names = {known.column for known in one.columns}
    if one.extract == "scores":
        several = any(measure_of(p.heading) for p in columns)
        measure = "measure" in names or measure_of_name(name)
        return "referral_id" in names and bool(several or (measure and ("score" in names or _items(columns))))
    needed = [column.name for column in CONTRACTS[one.extract].columns if not column.optional and not column.blank]
    if one.extract not in ESSENTIAL:
        return len(names & set(needed)) > len(needed) / 2
    return all(names & set(choice) for choice in ESSENTIAL[one.extract])


def _items(columns: Sequence[Profile]) -> bool:
    return sum(item_of(profile.heading) > 0 for profile in columns) > 1


def _as_extract(
    extract: str, name: str, columns: Sequence[Profile], days: Mapping[int, Days], pieces: int
) -> Recognised | None:
    contract = CONTRACTS[extract]
    offers = []
    for profile in columns:
        if any(says_who(profile)) or (extract != "scores" and measure_of(profile.heading)):
            continue
        mine = identifying(profile.heading)
        for column, share in column_likeness(extract, profile.heading).items():
            fit = _fit(contract.column(column), extract, profile, days, pieces)
            if share >= mine and share * fit >= ENOUGH:
                offers.append((share * fit, column, profile))
    offers.sort(key=lambda offer: (-offer[0], offer[2].number))
    taken: dict[int, Known] = {}
    for _, column, profile in offers:
        if profile.number not in taken and column not in {known.column for known in taken.values()}:
            taken[profile.number] = Known(profile, column, HEADING)
    sure = sum(share for share, column, profile in offers if _took(taken, profile, column))
    for column, profile in _by_content(extract, columns, taken, days):
        taken[profile.number] = Known(profile, column, CONTENT)
        sure += 0.5
    if not taken:
        return None
    if extract == "referrals" and "person_id" not in {known.column for known in taken.values()}:
        family = next((known for known in taken.values() if known.column == "family_id"), None)
        taken |= {family.profile.number: Known(family.profile, "person_id", FOR_WANT)} if family else {}
    missing = [c for c in contract.columns if not c.optional and not c.blank and c.kind in ("date", "code", "id")]
    names = {known.column for known in taken.values()}
    sure -= 0.5 * sum(column.name not in names for column in missing)
    hints = set(words_of(name)) | set(name.casefold().replace("_", " ").split())
    sure += 1.5 * bool(hints & set(HINTS.get(extract, (extract,)))) + 2.0 * (extract in hints)
    return Recognised(extract, tuple(taken[number] for number in sorted(taken)), sure)


def _took(taken: Mapping[int, Known], profile: Profile, column: str) -> bool:
    return profile.number in taken and taken[profile.number].column == column


def _by_content(
    extract: str, columns: Sequence[Profile], taken: Mapping[int, Known], days: Mapping[int, Days]
) -> list[tuple[str, Profile]]:
    """What no heading names but the content, or what is left, cannot be mistaken for anything else."""
    names = {known.column for known in taken.values()}
    left = [p for p in columns if p.number not in taken and not measure_of(p.heading)]
    tests = {
        "lsoa": lambda p: p.looks_like(LSOA),
        "ethnicity": lambda p: p.share(lambda text: len(text) > 4 and ethnic_code(text)) > MOSTLY,
        "referral_id": lambda p: set(words_of(p.heading)) <= {"id", "case"} and p.variety > MOSTLY,
        "received": lambda p: days[p.number].share > MOSTLY,
    }
    tests["date"] = tests["received"]
    if not any(measure_of(p.heading) for p in columns):
        tests["assessed"] = tests["received"]
    found = []
    for column in CONTRACTS[extract].columns:
        test = tests.get(column.name)
        like = [p for p in left if test(p)] if test and column.name not in names else []
        if len(like) == 1:
            found.append((column.name, like[0]))
            left.remove(like[0])
    return found


def _fit(column: ExtractColumn, extract: str, profile: Profile, days: Mapping[int, Days], pieces: int) -> float:
    """1 where the content is what the column holds, 0 where it cannot be; between where the column is all but blank."""
    if not profile.filled:
        return 0.8
    dates = days[profile.number].share > 0.5
    if column.name == "age_band":
        return float(profile.share(age_band) > 0.5 or _codes(column, profile) > 0.5)
    if column.name == "imd_decile":
        return float(profile.share(lambda text: decile(text) or decile(text, turned=True)) > 0.5)
    if column.name == "lsoa":
        return float(profile.looks_like(LSOA))
    if column.future:
        return float(days_of(profile.counts, FUTURE).share > 0.5)
    if column.kind == "date":
        return float(dates)
    if column.kind == "id":
        own = extract == "referrals" and column.name == "referral_id"
        few = profile.filled < FEW_ROWS
        return float(not dates and (profile.distinct > 1 or few) and (not own or profile.variety > MOSTLY / pieces))
    if column.kind in ("integer", "number"):
        form = WHOLE if column.kind == "integer" else NUMBER
        return float(profile.share(lambda text: form.match(text)) > 0.5 and not dates)
    if column.kind in ("code", "codes"):
        return float(not dates and (profile.distinct <= MOST_CODES or _codes(column, profile) > 0.5))
    return float(not dates and (column.name not in ("place", "service", "measure") or profile.distinct <= MOST_CODES))


def _codes(column: ExtractColumn, profile: Profile) -> float:
    known = placed(column, profile.counts)
    return profile.share(known.__contains__)

"""What the other files and the names of files say of a source: constants, values from names, deliveries, prefixes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.contracts import CONTRACTS, IMD_VERSIONS
from pimh_data.secure.draft.guessing.already import Already
from pimh_data.secure.draft.guessing.drafted import Drafted, latest_day
from pimh_data.secure.draft.guessing.from_names import from_names
from pimh_data.secure.draft.guessing.places import districts, place_of
from pimh_data.secure.draft.guessing.score_sets import sets
from pimh_data.secure.draft.guessing.seen import Seen, in_column, overlap
from pimh_data.secure.draft.looking.days import end_of_quarter
from pimh_data.secure.draft.looking.profile import texts_of
from pimh_data.secure.draft.toml_lines import CHECK
from pimh_data.secure.draft.vocabulary.measures import measure_of_name
from pimh_data.secure.draft.vocabulary.words import plainest
from pimh_data.secure.ingest.sources.numberings import Numbering
from pimh_data.secure.printing import FEWEST_ROWS, heading_to_print

A_QUARTER_LATE = dt.timedelta(days=80)
Constants = dict[str, tuple[str, str, str]]


@dataclass(frozen=True)
class Beside:
    """What the other files say of a source. `constants`: column -> (value, reason, mark); a blank value waits.

    `append`: why its files are the same source at several times; blank where they are not. `values`: column -> their
    word -> (ours, reason), of Places. `own`: "place" and "service" -> the names that the partnership has listed.
    `from_name`: column -> (TOML, reason). `prefixes`: id column -> reason. `ends`:
    the source's extract date, where it seems to be of an earlier quarter than the others.
    """

    constants: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    append: str = ""
    values: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    from_name: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    ends: str = ""


def constants(
    source: Drafted, sources: Sequence[Drafted], own: Mapping[str, Sequence[str]], already: Already
) -> Constants:
    """Column -> (value, reason, mark) of what every row needs and no column holds.

    `own`: the names of "places", of "services" and of their "providers" that the partnership has listed itself.
    `already`: the sources that are mapped.
    """
    like = already.like(source.extract, source.whole.names)
    names = {known.column for known in source.recognised.columns}
    wanted = [
        c.name for c in CONTRACTS[source.extract].columns if not c.optional and not c.blank and c.name not in names
    ]
    found: Constants = {}
    for column in wanted:
        if like and like.constants.get(column):
            found[column] = like.constants[column], f"its headings are those of {like.name!r}, which says so", CHECK
        elif column == "id_domain":
            found[column] = _domain(source, sources, own.get("providers", ()), already.numbered)
        elif column == "place" and not from_names(source):
            found[column] = _place(source, own.get("places", ()))
        elif column == "service":
            found[column] = _service(source, own.get("services", ()))
        elif column == "measure" and source.extract == "scores":
            found |= _measure(source)
        elif column not in ("place", "assessed", "score") and column not in ("referral_id", "person_id"):
            found[column] = (
                "",
                f"no heading is known that holds it, and every row needs it: {_meaning(source, column)}",
                "",
            )
    return found | _version(source, names)


def beside(
    source: Drafted,
    sources: Sequence[Drafted],
    fixed: Constants,
    seen: Seen,
    latest: str,
    own: Mapping[str, Sequence[str]],
) -> Beside:
    """All that stands beside a source's own columns. `latest`: the latest day of the folder, yyyy-mm-dd or blank."""
    words = seen.words.get(source.name, {}) if source.extract == "referrals" else {}
    places = {
        text: (name, "the district that it names" if not seen.named else "a Place of yours")
        for text, name in words.items()
    }
    told = from_names(source)
    return Beside(
        fixed,
        append=_append(source),
        values={"place": places} if places else {},
        own={"place": own.get("places", ()), "service": own.get("services", ())},
        from_name={"place": (told.code, told.reason)} if told else {},
        prefixes=_prefixes(source, sources),
        ends=_ends_earlier(source, latest),
    )


def _domain(
    source: Drafted, sources: Sequence[Drafted], providers: Sequence[str], numbered: Sequence[Numbering]
) -> tuple[str, str, str]:
    """Whose numbering the ids follow. Where people seem to stand in two sources nobody can know: it waits."""
    shared = []
    known = source.recognised.of("person_id")
    for other in numbered if known else ():
        both = in_column(source, "person_id", other.ids)
        where = f"{other.source!r}, whose id_domain is {other.domain!r}," if other.domain else f"{other.source!r}"
        shared += [f"{both:,} of them stand in {where} too"] if both >= FEWEST_ROWS else []
    for drafted in sources:
        if drafted is not source and drafted.extract == "referrals":
            both = overlap(source, drafted, "person_id")
            shared += [f"{both:,} of them stand in {drafted.name!r} too"] if both >= FEWEST_ROWS else []
    if not shared:
        return source.name, "whose numbering the ids of people follow", CHECK
    hint = ". Your services extract names one provider for all" if len(set(providers)) == 1 else ""
    said = f"is {source.name!r} a numbering of people of its own? {' and '.join(shared)}: are these the same people? "
    return "", f"{said}If so, write one word in both; if not, write {source.name!r}{hint}", ""


def _place(source: Drafted, places: Sequence[str]) -> tuple[str, str, str]:
    if len(places) == 1:
        return places[0], "no column holds the Place; the only one of the places extract", CHECK
    named = plainest(f"{source.sheets[0].file} {source.sheets[0].sheet}")
    found, code = place_of(named, places)
    if found in places or code in {code for _, code in districts().values()} - {""}:
        return found, "no column holds the Place; the file's name does", CHECK
    return "", "no column holds the Place: is it the same for every row?", ""


def _service(source: Drafted, services: Sequence[str]) -> tuple[str, str, str]:
    if len(services) == 1:
        return services[0], "no column holds the service; the only one of the services extract", CHECK
    if source.extract == "referrals":
        return source.name, "no column holds the service; what the file's name says", CHECK
    return "", "no column holds the service: is it the same for every row?", ""


def _measure(source: Drafted) -> Constants:
    if sets(source):
        return {}
    named = measure_of_name(source.sheets[0].file)
    if named:
        return {"measure": (named, "no column holds the measure; the file's name does", CHECK)}
    return {"measure": ("", "no column holds the measure: is it the same for every row?", "")}


def _version(source: Drafted, names: set[str]) -> Constants:
    decile = source.recognised.of("imd_decile")
    if decile is None or "imd_version" in names:
        return {}
    heading = heading_to_print(decile.profile.heading, decile.profile.number)
    said = next((version for version in IMD_VERSIONS if version in heading), "")
    if said:
        return {"imd_version": (said, f"as {heading!r} says", "")}
    reason = f"the edition of {heading!r}: 2019 or 2025 (how to tell: docs/extracts.md)"
    return {"imd_version": ("", reason, "")}


def _meaning(source: Drafted, column: str) -> str:
    return CONTRACTS[source.extract].column(column).meaning.split(". ")[0].rstrip(".")


def _append(source: Drafted) -> str:
    files = list(dict.fromkeys(sheet.file for sheet in source.sheets))
    known = source.recognised.of("referral_id")
    if len(files) < 2 or known is None:
        return ""
    held, both = pa.array([], pa.string()), 0
    for sheet in source.sheets:
        ids = pc.unique(texts_of(sheet, known.profile.number))
        ids = ids.filter(pc.not_equal(ids, ""))
        both += pc.sum(pc.is_in(ids, held)).as_py() or 0
        held = pc.unique(pa.concat_arrays([held, ids]))
    if not both:
        return ""
    return (
        f"{both:,} ids stand in several files, listed by their latest day: what a later one says replaces the earlier"
    )


def _prefixes(source: Drafted, sources: Sequence[Drafted]) -> dict[str, str]:
    if source.extract != "referrals":
        return {}
    others = [other for other in sources if other is not source and other.extract == "referrals"]
    both = {other.name: overlap(source, other, "referral_id") for other in others}
    shared = [f"{count:,} in {name!r} too" for name, count in both.items() if count]
    return (
        {"referral_id": f"its ids stand {', '.join(shared)}; where those are other referrals, tell them apart"}
        if shared
        else {}
    )


def _ends_earlier(source: Drafted, latest: str) -> str:
    """The source's own latest day, where it is so much earlier that it is probably of an earlier quarter."""
    own = latest_day([source])
    late = own and latest and dt.date.fromisoformat(latest) - dt.date.fromisoformat(own) > A_QUARTER_LATE
    return end_of_quarter(own).isoformat() if late else ""

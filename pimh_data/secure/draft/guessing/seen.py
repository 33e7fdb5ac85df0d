"""What the referrals of a folder say of its Places and services: which there are, since when, under which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.guessing.from_names import from_names
from pimh_data.secure.draft.guessing.places import place_of
from pimh_data.secure.draft.looking.days import EARLIEST
from pimh_data.secure.draft.looking.profile import texts_of
from pimh_data.secure.draft.vocabulary.words import plainest
from pimh_data.secure.ingest.sources.dates import read_dates
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.printing import may_be_printed

MOST_NAMES = 50  # a column with more different texts holds neither Places nor services
Pair = tuple[str, str]


@dataclass
class Tally:
    """Rows of a service in a Place, and the day of the first that could be read."""

    rows: int = 0
    first: str = ""

    def add(self, rows: int, day: str) -> None:
        """Count further rows, of a day (yyyy-mm-dd, or blank)."""
        self.rows += rows
        self.first = min(filter(None, (self.first, day)), default="")


@dataclass(frozen=True)
class Seen:
    """`places`: name -> code of its district, or blank. `words`: source -> their word -> the Place that it means.

    `pairs`: (service, Place) -> its tally, of at least FEWEST_ROWS rows; `few`: rows of the others. `named`: whether
    the partnership has named its Places itself.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pairs: Mapping[Pair, Tally] = field(default_factory=dict)
    few: int = 0
    named: bool = False


def seen(sources: Sequence[Drafted], own_places: Sequence[str], fixed: Mapping[str, Mapping[str, str]]) -> Seen:
    """Of the sources of referrals. `own_places`: of the places extract. `fixed`: source -> column -> constant value."""
    referrals = [source for source in sources if source.extract == "referrals"]
    means = {source.name: _meant(source, own_places) for source in referrals}
    means = _listed_alone(_one_name(means, own_places), own_places)
    places: dict[str, str] = {}
    for name, code in (pair for meant in means.values() for pair in meant.values() if pair[0]):
        places[name] = code or places.get(name, "")
    tallies: dict[Pair, Tally] = {}
    for source in referrals:
        own = fixed.get(source.name, {})
        if own.get("place"):
            name, code = place_of(own["place"], [*own_places, *places])
            places.setdefault(name, code)
            means[source.name] = {own["place"]: (name, code)}
        for (service, place), tally in _tallies(source, own).items():
            name = means[source.name].get(place, ("", ""))[0]
            pair = next((known for known in tallies if plain(known[0]) == plain(service) and known[1] == name), None)
            tallies.setdefault(pair or (service, name), Tally()).add(tally.rows, tally.first)
    kept = {pair: tally for pair, tally in tallies.items() if all(pair) and may_be_printed(pair[0], tally.rows)}
    few = sum(tally.rows for pair, tally in tallies.items() if pair not in kept)
    words = {name: _other_words(meant) for name, meant in means.items()}
    return Seen(dict(sorted(places.items())), words, dict(sorted(kept.items())), few, bool(own_places))


def _one_name(
    means: Mapping[str, Mapping[str, tuple[str, str]]], own_places: Sequence[str]
) -> dict[str, dict[str, tuple[str, str]]]:
    """The same, where a name that holds another as words ('NHS Lambeth CCG') means that one."""
    codes = dict(pair for meant in means.values() for pair in sorted(meant.values()))
    shorter = {}
    for name in codes:
        held = [
            one for one in codes if one != name and not codes[name] and f" {plainest(one)} " in f" {plainest(name)} "
        ]
        shorter[name] = held[0] if len(held) == 1 and name not in own_places else name
    return {
        source: {text: (shorter[name], codes[shorter[name]]) for text, (name, _) in meant.items()}
        for source, meant in means.items()
    }


def _listed_alone(
    means: Mapping[str, Mapping[str, tuple[str, str]]], own_places: Sequence[str]
) -> dict[str, dict[str, tuple[str, str]]]:
    """The same; where the partnership has listed its Places, a word that names none of them names nothing (blank)."""
    return {
        source: {
            text: (name, code) if not own_places or name in own_places else ("", "")
            for text, (name, code) in meant.items()
        }
        for source, meant in means.items()
    }


def _other_words(meant: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Their word -> the Place, of words that are not its name; of spellings that differ in case alone, one."""
    once = {plain(text): (text, name) for text, (name, _) in meant.items() if name and plain(text) != plain(name)}
    return dict(once.values())


def _meant(source: Drafted, own_places: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Their word -> (Place, code of its district) of those words that may be printed."""
    known, told = source.recognised.of("place"), from_names(source)
    if told:
        return {text: place_of(text, own_places) for text in told.texts}
    if known is None or known.profile.distinct > MOST_NAMES:
        return {}
    together: dict[str, int] = {}
    for text, rows in known.profile.counts.items():
        together[plain(text)] = together.get(plain(text), 0) + rows
    texts = [text for text in known.profile.counts if may_be_printed(text, together[plain(text)])]
    return {text: place_of(text, own_places) for text in texts}


def _tallies(source: Drafted, fixed: Mapping[str, str]) -> dict[Pair, Tally]:
    """(service, Place), both as the source writes them."""
    named = source.recognised.of("service")
    if named and named.profile.distinct > MOST_NAMES:
        return {}
    columns = {name: _texts(source, name, fixed) for name in ("service", "place", "received")}
    table = pa.table(columns).group_by(list(columns)).aggregate([([], "count_all")])
    order = [("count_all", "descending"), *((name, "ascending") for name in columns)]
    received = source.recognised.of("received")
    patterns = source.days[received.profile.number].patterns if received else ()
    texts = [text for text in pc.unique(table["received"]).to_pylist() if text]
    days = {text: day for text, day in read_dates(texts, patterns).read.items() if day >= EARLIEST}
    found: dict[Pair, Tally] = {}
    for row in table.sort_by(order).to_pylist():
        tally = found.setdefault((row["service"], row["place"]), Tally())
        tally.add(row["count_all"], days.get(row["received"], ""))
    return found


def _texts(source: Drafted, column: str, fixed: Mapping[str, str]) -> pa.ChunkedArray:
    known = source.recognised.of(column)
    told = from_names(source) if column == "place" else None
    if known is not None:
        return texts_of(source.whole, known.profile.number)
    if told:
        sizes = [sheet.cells.num_rows for sheet in source.sheets]
        return pa.chunked_array(
            [pa.repeat(pa.scalar(text), size) for text, size in zip(told.texts, sizes, strict=True)]
        )
    return pa.chunked_array([pa.repeat(pa.scalar(fixed.get(column, "")), source.rows)])


def overlap(one: Drafted, other: Drafted, column: str) -> int:
    """How many ids of a column stand in both sources."""
    theirs = other.recognised.of(column)
    return in_column(one, column, pc.unique(texts_of(other.whole, theirs.profile.number))) if theirs else 0


def in_column(source: Drafted, column: str, ids: pa.Array) -> int:
    """How many of these ids stand in a column of the source."""
    mine = source.recognised.of(column)
    if mine is None:
        return 0
    own = pc.unique(texts_of(source.whole, mine.profile.number))
    own = own.filter(pc.not_equal(own, ""))
    return pc.sum(pc.is_in(own, ids)).as_py() or 0

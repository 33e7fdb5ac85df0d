"""Members' share of people seen over that of residents, with the unknown in view: rows and Answer, no sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Answer, Column, ReferenceLine, Row
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, cell, members
from pimh_data.questions.kit import EXTRACT, STATE, UNKNOWN, Estimated, Limits, answer
from pimh_data.questions.kit.answering import Draft
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.kit.verdicts.enough import missed
from pimh_data.questions.population import Denominator
from pimh_data.questions.rounded_intervals import Estimates, Represented, represented
from pimh_data.registry.ethnicity import UNKNOWN as UNKNOWN_GROUPS
from pimh_data.release import Release

RATIO = Estimated("ratio", "Representation ratio (1 = in proportion)", "ratio", decimals=2)
ALL_AGES = (
    "Residents of all ages understate how diverse babies and their parents are, so the ratios of minority ethnic "
    "groups come out too high."
)


@dataclass(frozen=True)
class Seen:
    """People seen by ethnic group or category: the members that are known, the cells, and residents by member.

    `prefix`: the beginning of members in a pair. `known` and `unknown`: people seen whose group is, and is not, known.
    """

    names: Sequence[str]
    prefix: str
    counts: Mapping[str, Cell]
    known: Cell
    unknown: Cell
    denominator: Denominator

    @staticmethod
    def of(
        release: Release, view: View, whole: View, names: Sequence[str], denominator: Denominator, prefix: str = ""
    ) -> "Seen":
        """The people of a view, of whom there are as many together as `whole` says."""
        held = members(release, "activity", view, "people_seen")
        counts = {name: held.get(prefix + name, NO_DATA) for name in (*names, *UNKNOWN_GROUPS)}
        together = known_and_unknown(counts, cell(release, "activity", whole, "people_seen"), names)
        return Seen(names, prefix, counts, *together, denominator)

    @property
    def residents(self) -> list[float]:
        """Residents of each known member; NaN where they are not published."""
        return [self.denominator.of(self.prefix + name) for name in self.names]

    @property
    def expected(self) -> dict[str, float]:
        """How many of each known member would be seen in proportion to residents; 0 where these are not published."""
        whole = sum(count for count in self.residents if count == count)
        shares = [count / whole if count == count and whole > 0 else 0.0 for count in self.residents]
        return {name: self.known.value * share for name, share in zip(self.names, shares, strict=True)}

    def gaps(self, ratios: Estimates) -> list[Limits]:
        """How many more of each member would have to be seen to be in proportion, by the ratio and its interval.

        With n more of the member alone its share is that of residents; the interval leaves out 0 where that of the
        ratio leaves out 1. UNKNOWN where residents are not of parental age: nobody is missing from the wrong people.
        """
        if not self.denominator.of_parental_age:
            return [UNKNOWN for _ in self.names]
        whole = sum(self.residents)
        found = []
        for (ratio, lower, upper), of in zip(ratios, self.residents, strict=True):
            share = of / whole
            each = [known * share / (1 - share) for known in (self.known.value, self.known.lowest, self.known.highest)]
            ends = [end * (1 - limit) for limit in (upper, lower) for end in each[1:]]
            found.append((each[0] * (1 - ratio), min(ends), max(ends)))
        return found

    def represented(self, confidence: float = 0.95) -> Represented:
        """Each known member's representation, one value a member."""
        own = [self.counts[name] for name in self.names]
        others = [known_of_others(name, self.counts, self.known, self.names) for name in self.names]
        return represented(own, others, self.unknown, self.residents, confidence)

    def rows(self, columns: Sequence[Column], more: Callable[[int, str], Row]) -> list[Row]:
        """One row a known member, then the unknown. `more`: (place, member) -> what else stands in its row."""
        found, residents = self.represented(), self.residents
        rows: list[Row] = [
            {
                "member": name,
                "people": self.counts[name].value,
                "share": self.counts[name].value / self.known.value if self.known.value > 0 else NAN,
                "residents": residents[row],
                **RATIO.row(found.ratios[row]),
                "bound_lower": float(found.bound_lower[row]),
                "bound_upper": float(found.bound_upper[row]),
                "known": "yes",
                "state": self.counts[name].state,
                **more(row, name),
            }
            for row, name in enumerate(self.names)
        ]
        for name in UNKNOWN_GROUPS:
            own: Row = {"people": self.counts[name].value, "known": "no", "state": self.counts[name].state}
            empty = {column.name: name if column.kind == "text" else NAN for column in columns}
            rows.append({**empty, **own})
        return rows


def representation_columns(of: str) -> tuple[Column, ...]:
    """The columns of the ratio and of its bounds. `of`: 'group' or 'category'."""
    return (
        *RATIO.columns,
        Column("bound_lower", f"If none of the unknown were of this {of}", "ratio", decimals=2),
        Column("bound_upper", f"If all of the unknown were of this {of}", "ratio", decimals=2),
        Column("known", f"Ethnic {of} known", "text"),
        STATE,
    )


def representation_answer(
    *draft: *Draft,
    seen: Seen,
    definition: str,
    numerator: str,
    method: str,
    period: str,
    what: str,
    notes: Iterable[str],
) -> Answer:
    """An Answer on representation: its evidence says of which residents, and that the unknown are no group.

    `draft`: as `kit.answer` takes it.
    """
    return answer(
        *draft,
        definition=definition,
        numerator=numerator,
        denominator=seen.denominator.words(),
        method=method,
        period=period,
        source="; ".join(filter(None, (EXTRACT, seen.denominator.source))),
        citation="Wilson 1927, J Am Stat Assoc 22:209; Census 2021, TS021; NHS Data Dictionary, ethnic category",
        caveats=(
            *of_all_ages(seen.denominator),
            "Not stated, not known and not recorded are three different things and are never counted as Other.",
        ),
        matters=("ethnic group",),
        what=what,
        references=(ReferenceLine("In proportion to residents", 1.0),),
        notes=(*notes, *of_all_ages(seen.denominator)),
    )


def of_all_ages(denominator: Denominator) -> tuple[str, ...]:
    """What a reader must know of residents of all ages; nothing where they are of parental age, or there are none."""
    return () if denominator.of_parental_age or denominator.refused else (ALL_AGES,)


def few_or_hidden(seen: Seen, said: Mapping[str, str], without: Sequence[str] = ()) -> str:
    """Members of whom 20 or more are expected and fewer shown, or hidden: those most missed are few in every table.

    With a space before it, each with the most people that the release permits; '' where there is none. `said`: a member
    in words; `without`: those that the sentence names already.
    """
    own = {name: seen.counts[name] for name in seen.names}
    named = [
        f"{said[name]} (at most {people(most)}, where about {people(would_be)} would be in proportion)"
        for name, (most, would_be) in missed(own, seen.expected, seen.known).items()
        if name not in without
    ]
    return f" Few or hidden: {words.listed(named)}." if named else ""

"""Members' rate of people seen against all others known, with the unknown in view: rows and Answer, no sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Answer, Column, ReferenceLine, Row
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, cell, members
from pimh_data.questions.kit import EXTRACT, STATE, UNKNOWN, Estimated, Limits, answer
from pimh_data.questions.kit.answering import Draft
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.kit.verdicts.enough import at_most, enough_for_rates, expected, missed
from pimh_data.questions.kit.verdicts.rates import CITATION
from pimh_data.questions.population import Denominator
from pimh_data.questions.rounded_intervals import Estimates, gaps, ratio_bounds, ratios
from pimh_data.registry.ethnicity import UNKNOWN as UNKNOWN_GROUPS
from pimh_data.release import Release

RATIO = Estimated("ratio", "Rate ratio (1 = seen as often)", "ratio", decimals=2)
OTHERS = "all others known"
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
    def residents_of_others(self) -> list[float]:
        """Residents of all other known members, for each; NaN where any are not published."""
        return [sum(self.residents) - own for own in self.residents]

    @property
    def own(self) -> list[Cell]:
        """People seen of each known member."""
        return [self.counts[name] for name in self.names]

    @property
    def others(self) -> list[Cell]:
        """People seen of all other known members, for each."""
        return [known_of_others(name, self.counts, self.known, self.names) for name in self.names]

    @property
    def expected(self) -> dict[str, float]:
        """How many of each known member would be seen at the rate of all others known; NaN where that is not known.

        Of a hidden member, at the least that the others can be.
        """
        found = {}
        both = zip(self.names, self.residents, self.residents_of_others, self.others, strict=True)
        for name, residents, rest, others in both:
            if not others.known and self.known.known:
                each = (self.counts[other] for other in self.names if other != name)
                least = max(self.known.value - at_most(self.counts[name], self.known, each).highest, 0)
                others = Cell(least, least, least, "shown")
            found[name] = expected(residents, others, rest)
        return found

    @property
    def few(self) -> Mapping[str, tuple[float, float]]:
        """Members of whom 20 or more are expected and fewer shown, or hidden: the most that each can be, and those."""
        return missed(dict(zip(self.names, self.own, strict=True)), self.expected, self.known)

    @property
    def spoken(self) -> frozenset[str]:
        """Members that can be spoken of: of whom 20 would be seen at the rate of all others known."""
        others, rest = self.others, self.residents_of_others
        return frozenset(
            name
            for row, name in enumerate(self.names)
            if enough_for_rates(self.own[row], self.residents[row], others[row], rest[row])
        )

    def ratios(self, confidence: float = 0.95) -> Estimates:
        """Each known member's rate over that of all others known, one value a member."""
        return ratios(self.own, self.residents, self.others, self.residents_of_others, confidence)

    def gaps(self, confidence: float = 0.95) -> Iterable[Limits]:
        """How many more of each member would have to be seen for the rate of all others known.

        UNKNOWN where residents are not of parental age: nobody is missing from the wrong people.
        """
        if not self.denominator.of_parental_age:
            return [UNKNOWN for _ in self.names]
        return gaps(self.own, self.residents, self.others, self.residents_of_others, confidence)

    def rows(self, columns: Sequence[Column], more: Callable[[int, str], Row]) -> list[Row]:
        """One row a known member, then the unknown. `more`: (place, member) -> what else stands in its row."""
        found, residents, expected_of, few = self.ratios(), self.residents, self.expected, self.few
        none_of_them, all_of_them = ratio_bounds(
            self.own, residents, self.others, self.residents_of_others, self.unknown
        )
        rows: list[Row] = [
            {
                "member": name,
                "people": self.counts[name].value,
                "share": self.counts[name].value / self.known.value if self.known.value > 0 else NAN,
                "residents": residents[row],
                "against": OTHERS,
                **RATIO.row(found[row]),
                "bound_lower": float(none_of_them[row]),
                "bound_upper": float(all_of_them[row]),
                "expected": expected_of[name],
                "most": few[name][0] if name in few else NAN,
                "known": "yes",
                "state": self.counts[name].state,
                **more(row, name),
            }
            for row, name in enumerate(self.names)
        ]
        for name in UNKNOWN_GROUPS:
            own: Row = {
                "people": self.counts[name].value,
                "against": "",
                "known": "no",
                "state": self.counts[name].state,
            }
            empty = {column.name: name if column.kind == "text" else NAN for column in columns}
            rows.append({**empty, **own})
        return rows


def representation_columns(of: str) -> tuple[Column, ...]:
    """The columns of the ratio and of its bounds. `of`: 'group' or 'category'."""
    return (
        Column("against", "Compared with", "text"),
        *RATIO.columns,
        Column("bound_lower", f"If none of the unknown were of this {of}, at least", "ratio", decimals=2),
        Column("bound_upper", f"If all of the unknown were of this {of}, at most", "ratio", decimals=2),
        Column("expected", "Would be seen at the rate of those compared with, about", "number", "people"),
        Column("most", "At most, where few or hidden", "number", "people", missing="not among the few"),
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
        citation=f"{CITATION}; Census 2021, TS021; NHS Data Dictionary, ethnic category",
        caveats=(
            *of_all_ages(seen.denominator),
            "Not stated, not known and not recorded are three different things and are never counted as Other.",
        ),
        matters=("ethnic group",),
        what=what,
        references=(ReferenceLine("As often as those compared with", 1.0),),
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
    named = [
        f"{said[name]} (at most {people(most)}, where about {people(would_be)} would be at the rate of {OTHERS})"
        for name, (most, would_be) in seen.few.items()
        if name not in without
    ]
    return f" Few or hidden: {words.listed(named)}." if named else ""

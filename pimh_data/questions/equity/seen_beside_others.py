"""Members of known ethnic group beside all others known: people seen, ratios and gaps, with the unknown in view."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Column, Row
from pimh_data.questions.cells import NAN, NO_DATA, Cell, View, cell, members
from pimh_data.questions.kit import UNKNOWN, Estimated, Limits
from pimh_data.questions.kit.known import known_and_unknown, known_of_others
from pimh_data.questions.kit.verdicts.enough import at_most, enough_for_rates, expected, missed
from pimh_data.questions.kit.verdicts.sizes_of_several import ratio_size
from pimh_data.questions.population import Denominator
from pimh_data.questions.rounded_intervals import Estimates, gaps, ratio_bounds, ratios
from pimh_data.questions.share_of_cells import share_of
from pimh_data.registry.ethnicity import UNKNOWN as UNKNOWN_GROUPS
from pimh_data.release import Release

RATIO = Estimated("ratio", "Rate ratio (1 = seen as often)", "ratio", decimals=2)
OTHERS = "all others known"
KNOWN_TOGETHER, UNKNOWN_TOGETHER = "Known, together", "Unknown, together"


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

    def could_be_seen(self, found: Estimates, confidence: float) -> list[float]:
        """Of each known member the ratio below 1 that would probably have been seen, where it is not told from 1.

        `found`: the ratios, of that confidence. NaN where a member cannot be spoken of, and of all where residents are
        not of parental age.
        """
        spoken = self.spoken if self.denominator.of_parental_age else frozenset()
        limits = zip(self.names, found, strict=True)
        return [ratio_size(one, confidence) if name in spoken else NAN for name, one in limits]

    def gaps(self, confidence: float = 0.95) -> Iterable[Limits]:
        """How many more of each member would have to be seen for the rate of all others known.

        UNKNOWN where residents are not of parental age: nobody is missing from the wrong people.
        """
        if not self.denominator.of_parental_age:
            return [UNKNOWN for _ in self.names]
        return gaps(self.own, self.residents, self.others, self.residents_of_others, confidence)

    def rows(self, columns: Sequence[Column], more: Callable[[int, str], Row]) -> list[Row]:
        """One row a known member, then known and unknown. `more`: (place, member) -> what else stands in its row."""
        found, residents, expected_of, few = self.ratios(), self.residents, self.expected, self.few
        none_of_them, all_of_them = ratio_bounds(
            self.own, residents, self.others, self.residents_of_others, self.unknown
        )
        rows: list[Row] = [
            {
                "member": name,
                "people": self.counts[name].value,
                "share": share_of(self.counts[name], self.known),
                "of_seen": NAN,
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
        unknown = {name: self.counts[name] for name in UNKNOWN_GROUPS}
        beside = {KNOWN_TOGETHER: self.known, **unknown, UNKNOWN_TOGETHER: self.unknown}
        return [*rows, *(self.alone(columns, name, found) for name, found in beside.items())]

    def alone(self, columns: Sequence[Column], name: str, found: Cell, everyone: float = NAN) -> Row:
        """A row of people who are compared with nobody, with their share of all seen, unless these are `everyone`."""
        whole = everyone if everyone == everyone else self.known.value + self.unknown.value
        return {
            **{column.name: name if column.kind == "text" else NAN for column in columns},
            "people": found.value,
            "of_seen": min(found.value / whole, 1) if whole > 0 else NAN,
            "against": "",
            "known": "yes" if name == KNOWN_TOGETHER else "no",
            "state": found.state,
        }

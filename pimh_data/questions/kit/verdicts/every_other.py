"""Everyone other than White British or Irish against these: the comparison that every page makes, and its sentence."""

from dataclasses import dataclass

from pimh_data.answer import Grade
from pimh_data.formats import number, people
from pimh_data.questions.cells import NO_DATA, Cell, View, cell, members
from pimh_data.questions.denominators import Denominator
from pimh_data.questions.kit.known import known_and_unknown
from pimh_data.questions.kit.verdicts.core20 import ENDINGS, GRADES
from pimh_data.questions.kit.verdicts.enough import FEWEST, at_most
from pimh_data.questions.kit.verdicts.rates import RatesCompared, RateSide
from pimh_data.questions.kit.verdicts.unknown import could_reverse
from pimh_data.questions.population import NOT_JUDGED, residents_by
from pimh_data.questions.rounded_intervals import ratio_bounds
from pimh_data.questions.share_of_cells import percent_of
from pimh_data.registry.cubes import ETHNIC_SPLIT, EVERYONE, TOTAL
from pimh_data.registry.ethnicity import EVERY_OTHER, SPLIT, UNKNOWN, WHITE_BRITISH_OR_IRISH
from pimh_data.release import Release

OTHERS = "people other than White British or Irish"
COMPARED_WITH = "White British or Irish people"
NEITHER = "people of unknown ethnic group"
REVERSED = could_reverse(NEITHER)


@dataclass(frozen=True)
class EveryOtherVerdict:
    """Both sides per resident: counts, ratio, verdict and gap of one comparison; who is of neither; and the total."""

    rates: RatesCompared
    unknown: Cell
    everyone: Cell
    residents: Denominator

    @staticmethod
    def of(release: Release, view: View, year: str) -> "EveryOtherVerdict":
        """The verdict on people seen in a where, year and service: of everyone, since the split is held of them."""
        by_split = view.at(dimension=ETHNIC_SPLIT.name, member=EVERYONE)
        found = members(release, "activity", by_split, "people_seen")
        counts = {name: found.get(name, NO_DATA) for name in (*SPLIT, *UNKNOWN)}
        everyone = cell(release, "activity", by_split.at(dimension=TOTAL.name), "people_seen")
        residents = residents_by(release, view.where, view.service, ETHNIC_SPLIT.name, year)
        others, british = (
            RateSide(name, counts[member], residents.of(member))
            for name, member in ((OTHERS, EVERY_OTHER), (COMPARED_WITH, WHITE_BRITISH_OR_IRISH))
        )
        _, unknown = known_and_unknown(counts, everyone, SPLIT)
        return EveryOtherVerdict(RatesCompared(others, british), unknown, everyone, residents)

    @property
    def state(self) -> str:
        """No data without residents or people of both, hidden where either count is; else as the count of others."""
        both = self.rates.both.state
        if not self.rates.defined or both in ("no data", "zero"):
            return "no data"
        return both if both == "hidden" else self.rates.one.seen.state

    @property
    def judged(self) -> bool:
        """Whether the residents are of parental age, and both counts there: else it is a description."""
        return self.residents.of_parental_age and self.rates.both.known

    @property
    def bounds(self) -> tuple[float, float]:
        """The ratio if all of the unknown were White British or Irish, and if none were."""
        one, other = self.rates.one, self.rates.other
        lower, upper = ratio_bounds([one.seen], [one.population], [other.seen], [other.population], self.unknown)
        return float(lower[0]), float(upper[0])

    @property
    def reversible(self) -> bool:
        """Whether a verdict would turn round if the unknown fell one way: the ratio would reach 1."""
        lower, upper = self.bounds
        return {"lower": not upper < 1, "higher": not lower > 1}.get(self.rates.verdict, False)

    @property
    def grade(self) -> Grade:
        """'worse' where they are seen less often beyond chance: the words say whether the unknown could reverse it."""
        if not self.judged:
            return "hidden" if self.state == "hidden" else "description"
        return GRADES[self.rates.verdict]

    def in_words(self) -> str:
        """'people other than White British or Irish are seen 16% less often than White British or Irish people (...)'.

        Of residents of all ages without interval or verdict, and why; of hidden counts the most that can be said.
        """
        if self.state == "hidden":
            return f"how often {OTHERS} are seen cannot be said, because a number is hidden{self._missed()}"
        one, other = self.rates.one.seen, self.rates.other.seen
        counted = f"{people(one.value)} {OTHERS} and {people(other.value)} {COMPARED_WITH} were seen"
        if not self.residents.of_parental_age:
            often = f"{number(self.rates.ratio[0], 2)} times as often as {COMPARED_WITH}, per resident of all ages"
            said = f"{OTHERS} are seen {often}" if one.value and other.value else counted
            return f"{NOT_JUDGED}; {said}"
        ending = f"{ENDINGS[self.rates.verdict]}{REVERSED if self.reversible else ''}"
        if one.value and other.value:
            return f"{OTHERS} are seen {self.rates.in_words()}{ending}"
        how = {"lower": "; that is less often", "higher": "; that is more often"}.get(self.rates.verdict, "")
        return f"{counted}{how}{ending}"

    def after(self) -> str:
        """What belongs to the verdict: the gap in people, and the range that the unknown leave the ratio."""
        if not self.judged:
            return ""
        gap = (
            [f"For an equal rate, {self.rates.gap_in_words(OTHERS.removeprefix('people '))}."]
            if self.rates.verdict == "lower"
            else []
        )
        return " ".join([*gap, *self._unknown()])

    def _unknown(self) -> list[str]:
        lower, upper = self.bounds
        if not (
            self.unknown.known and self.everyone.known and self.unknown.value and lower == lower and upper == upper
        ):
            return []
        share = percent_of(self.unknown, self.everyone)
        firm = self.rates.verdict in ("lower", "higher") and not self.reversible
        ending = ", which could not reverse this" if firm else ""
        between = f"{OTHERS} are seen {number(lower, 2)} to {number(upper, 2)} times as often"
        return [f"Ethnic group is unknown for {share} of people seen: wherever they fall, {between}{ending}."]

    def _missed(self) -> str:
        """Of hidden others of whom 20 or more are expected: the most that they can be, and how many were expected."""
        one, other, would_be = self.rates.one.seen, self.rates.other.seen, self.rates.expected
        if one.state != "hidden" or not other.known or not would_be >= FEWEST:
            return ""
        unknown = (self.unknown,) if self.unknown.known else ()
        most = at_most(one, self.everyone, (other, *unknown)).highest
        if not most < would_be:
            return ""
        rate = f"about {people(would_be)} would be at the rate of {COMPARED_WITH}"
        return f": at most {people(most)} were seen, where {rate}"

"""How much of a group the known ones within it cover together, through any steps, and of which they leave few."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pimh_data.errors import PublishError
from pimh_data.registry.disclosure import FEWEST_FOR_A_MEAN
from pimh_data.secure.disclosure.made_up import NOT, MadeUp
from pimh_data.secure.disclosure.relations import Relations, together, within
from pimh_data.secure.disclosure.ties import Numbers, distinct, numbers_of, ranges, spread

Pairs = tuple[np.ndarray, np.ndarray]
NONE = -1
NOTHING_TO_WITHHOLD = (
    "the disclosure audit failed: means leave one to nine people over, and withholding others does not help; nothing "
    "was published"
)


@dataclass(frozen=True, eq=False)
class Covering:
    """`alike`: of each group the number of its people: those of one number are the same people. By these numbers:

    `people`: how many they are; `sums`: whose parts lie in the total side by side and leave fewer than ten of it;
    `close`: some people and others within them that leave fewer than ten, through any number of steps, in the order of
    the former. What leaves more is of no use to whoever looks for few.
    """

    alike: np.ndarray
    people: np.ndarray
    sums: Relations
    close: Pairs
    of_sums: Numbers
    of_close: np.ndarray

    def known(self, groups: np.ndarray) -> np.ndarray:
        """Whose mean is known, array of bool, where those of some groups (array of bool) are."""
        return self._of_any(np.flatnonzero(groups)) != NONE

    def covered(self, known: np.ndarray) -> np.ndarray:
        """How many of each those within them describe, nobody twice, whose means are known."""
        covered = np.where(known, self.people, 0)
        while True:
            before = covered.copy()
            np.maximum.at(covered, self.close[0], before[self.close[1]])
            if len(self.sums):
                np.maximum.at(covered, self.sums.total, self.sums.over(covered))
            if np.array_equal(before, covered):
                return covered

    def leaving_few(self, covered: np.ndarray) -> Relations:
        """Those of which the whole is covered, and by what is within them all but one to nine."""
        whole, (outer, inner) = covered == self.people, self.close
        sums = self.sums.over(covered) if len(self.sums) else covered[:0]
        left = self.sums.only(np.flatnonzero(self._few(self.sums.total, sums) & whole[self.sums.total]))
        few = self._few(outer, covered[inner]) & whole[outer]
        return together([within(outer[few], inner[few], 0), left])

    def cheapest(
        self, left: Relations, covered: np.ndarray, shown: np.ndarray, by: np.ndarray, worth: np.ndarray, made: MadeUp
    ) -> np.ndarray:
        """Of each relation the shown group whose mean is worth least, of those on which it rests.

        `by`: by which relation of `made` each group's mean can be worked out (NOT where by none).
        """
        wide = len(self.people)
        # Of the same people shown several times, the one worth least comes last and is taken.
        shown_by = self._of_any(np.flatnonzero(shown)[np.argsort(-worth[shown], kind="stable")])
        # Of the same people some may be worked out from others of the same: all are gone through.
        worked_out = np.flatnonzero(~shown & (by != NOT))
        worked_out = worked_out[np.argsort(self.alike[worked_out], kind="stable")]
        begin = np.searchsorted(self.alike[worked_out], np.arange(wide + 1))
        number = np.arange(len(left))
        now = distinct(np.r_[number, np.repeat(number, left.sizes)] * wide + np.r_[left.total, left.parts])
        seen, relations, groups = now, [], []
        while len(now):
            relation, people = np.divmod(now, wide)
            mine = shown_by[people] != NONE
            relations.append(relation[mine])
            groups.append(shown_by[people[mine]])
            out = np.flatnonzero(~mine & (begin[people + 1] > begin[people]))
            place, at = _spread(begin, people[out])
            again, others = made.worked_out_of(relation[out[place]], worked_out[at], by)
            rest = ~mine & (begin[people + 1] == begin[people])
            covering, inside = self._covering(relation[rest], people[rest], covered)
            further = distinct(np.r_[again * wide + self.alike[others], covering * wide + inside])
            now = np.setdiff1d(further, seen, assume_unique=True)
            seen = np.union1d(seen, now)
        relation, group = np.concatenate(relations), np.concatenate(groups)
        order = np.lexsort((worth[group], relation))
        relation, group = relation[order], group[order]
        if not len(group):
            raise PublishError(NOTHING_TO_WITHHOLD)
        return group[np.r_[True, relation[1:] != relation[:-1]]]

    def _of_any(self, groups: np.ndarray) -> np.ndarray:
        """For each the last of the groups that is of these people; NONE where none is."""
        found = np.full(len(self.people), NONE)
        found[self.alike[groups]] = groups
        return found

    def _few(self, whole: np.ndarray, covered: np.ndarray) -> np.ndarray:
        left = self.people[whole] - covered
        return (covered > 0) & (left > 0) & (left < FEWEST_FOR_A_MEAN)

    def _covering(self, relation: np.ndarray, people: np.ndarray, covered: np.ndarray) -> Pairs:
        """What covers as much of some people as is covered, each with the relation that they belong to."""
        begin, numbers = self.of_sums
        place, at = _spread(begin, people)
        sums = numbers[at]
        most = self.sums.over(covered)[sums] == covered[people[place]] if len(sums) else place > 0
        place, sums = place[most], sums[most]
        sizes = self.sums.sizes[sums]
        parts, of_parts = self.sums.parts[ranges(self.sums.starts[sums], sizes)], np.repeat(place, sizes)
        place, at = _spread(self.of_close, people)
        inside = self.close[1][at]
        most = covered[inside] == covered[people[place]]
        places, found = np.r_[of_parts, place[most]], np.r_[parts, inside[most]]
        there = covered[found] > 0
        return relation[places[there]], found[there]


def covering(people: np.ndarray, sums: Relations, steps: Pairs, known: np.ndarray) -> Covering:
    """What may leave few when all that may be `known` is. `people`: of each group; `steps`: groups and one within each
    that differ by fewer than ten, one step each; `sums`: relations of several parts.
    """
    one, other = steps
    same = people[one] == people[other]
    edges = coo_array((same[same], (one[same], other[same])), shape=(len(people), len(people)))
    number, alike = connected_components(edges, directed=False)
    many = np.zeros(number, dtype=people.dtype)
    many[alike] = people
    # What is listed need not hold of these people: of whom some parts have more than the total says nothing.
    left = people[sums.total] - sums.over(people)
    sums = sums.only(np.flatnonzero(sums.at_least & (left >= 0) & (left < FEWEST_FOR_A_MEAN)))
    sums = replace(sums, total=alike[sums.total], parts=alike[sums.parts])
    larger = people[one] > people[other]
    close = closed(alike[one[larger]], alike[other[larger]], many)
    found = _made(alike, many, sums, close)
    most = found.covered(found.known(known))
    sums = sums.only(np.flatnonzero(many[sums.total] - sums.over(most) < FEWEST_FOR_A_MEAN))
    few = (most[close[1]] > 0) & (many[close[0]] - most[close[1]] < FEWEST_FOR_A_MEAN)
    return _made(alike, many, sums, (close[0][few], close[1][few]))


def closed(one: np.ndarray, other: np.ndarray, people: np.ndarray) -> Pairs:
    """Pairs that any number of steps lead through and that differ by fewer than ten, in order. Arguments: the steps."""
    # Two steps of which one leaves ten or more leave ten or more, so that only near ones need be followed.
    groups = len(people)
    known = distinct(one.astype("int64") * groups + other)
    news = _joined(known, known, people)
    while len(news):
        news = distinct(news)
        place = np.minimum(np.searchsorted(known, news), len(known) - 1)
        news = news[known[place] != news]
        known = distinct(np.concatenate([known, news]))
        news = np.concatenate([_joined(known, news, people), _joined(news, known, people)])
    total, part = np.divmod(known, groups)
    return total, part


def _joined(first: np.ndarray, then: np.ndarray, people: np.ndarray) -> np.ndarray:
    """From the totals of some pairs to the parts of others that their parts are totals of; both total * groups + part,
    in order.
    """
    groups = len(people)
    (total, middle), (begin, part) = np.divmod(first, groups), np.divmod(then, groups)
    starts = np.searchsorted(begin, middle)
    many = np.searchsorted(begin, middle, side="right") - starts
    one, other = np.repeat(total, many), part[ranges(starts, many)]
    near = (people[one] - people[other] < FEWEST_FOR_A_MEAN) & (one != other)
    return one[near] * groups + other[near]


def _made(alike: np.ndarray, people: np.ndarray, sums: Relations, close: Pairs) -> Covering:
    begin = np.searchsorted(close[0], np.arange(len(people) + 1))
    return Covering(alike, people, sums, close, numbers_of(sums.total, np.arange(len(sums))), begin)


def _spread(begin: np.ndarray, cells: np.ndarray) -> Pairs:
    """The place of each cell among these as often as it has something, and where that is."""
    held = np.flatnonzero(cells < len(begin) - 1)
    sizes = begin[cells[held] + 1] - begin[cells[held]]
    return np.repeat(held, sizes), spread(begin, cells[held])[1]

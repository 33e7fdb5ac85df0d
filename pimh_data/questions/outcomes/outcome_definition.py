"""Which measure, pairing rule, courses and reliable change are asked for, of those that a release holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pimh_data.answer import Selection
from pimh_data.errors import SelectionError
from pimh_data.kept import kept
from pimh_data.questions.outcomes.columns import Columns, columns_of
from pimh_data.registry.cubes import SINCE_START_PERIOD, TOTAL
from pimh_data.registry.definitions import core_first, in_force
from pimh_data.registry.measure import Measure, ReliableChange
from pimh_data.registry.pairing import COURSES, PAIRINGS, Definition, released
from pimh_data.release import Release

KEYS = ("measure", "pairing", "reliable_change", "courses")
# The keys in an address: "measure" alone stands for another choice on the reach page.
IN_ADDRESS = dict(zip(KEYS, ("outcome_measure", *KEYS[1:]), strict=True))


@dataclass(frozen=True)
class OutcomeDefinition:
    """One definition of change. `change`: None where none is known for the measure; `default`: is it the usual one."""

    measure: Measure
    pairing: Definition
    courses: Definition
    change: ReliableChange | None
    default: bool

    def words(self) -> str:
        """The choice as a reader says it, to be stamped on the screen and on whatever leaves it."""
        said = f"{self.measure.key}; {self.pairing.key} ({self.pairing.words}); {self.courses.key.lower()} "
        said += f"({self.courses.words})"
        return said + (f"; reliable change {self.change.key}" if self.change else "; no reliable change is known")

    @property
    def asked(self) -> tuple[str, str, str, str]:
        """The choice in the order of KEYS."""
        return self.measure.key, self.pairing.key, self.change.key if self.change else "", self.courses.key

    @property
    def variant(self) -> tuple[tuple[str, str], ...]:
        """The choice as (key in the address, value)."""
        change = ((IN_ADDRESS["reliable_change"], self.change.key),) if self.change else ()
        chosen = (("measure", self.measure.key), ("pairing", self.pairing.key), ("courses", self.courses.key))
        return (*((IN_ADDRESS[key], value) for key, value in chosen), *change)


@dataclass(frozen=True)
class DefinitionOptions:
    """What can be chosen for a selection. `measures`: in use there, relationship measures first; `changes`: by measure.

    `definitions`: the (pairing, courses) that the release holds, the default first. `default`: the measure shown
    unasked, '' where none is in use.
    """

    measures: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    changes: Mapping[str, tuple[str, ...]]
    default: str

    @property
    def pairings(self) -> tuple[str, ...]:
        """The pairing rules, each once."""
        return tuple(dict.fromkeys(pairing for pairing, _ in self.definitions))

    def courses(self, pairing: str) -> tuple[str, ...]:
        """The courses that go with a pairing rule."""
        return tuple(courses for rule, courses in self.definitions if rule == pairing)


@kept
def measures_of(release: Release) -> Mapping[str, Measure]:
    """Every measure as the release counted it: with the site's own values and those computed from its data."""
    return in_force(release.manifest.overrides, release.manifest.computed)


def definition_options(release: Release, selection: Selection) -> DefinitionOptions:
    """What can be chosen for the Place and service of a selection, whatever the year."""
    measures = measures_of(release)
    used = in_use(release, selection.place, selection.service)
    ordered = tuple(measure.key for measure in core_first({key: measures[key] for key in measures if key in used}))
    changes = {
        key: tuple(change.key for change in measures[key].reliable_changes[:2] if change.points is not None)
        for key in ordered
    }
    definitions = tuple((rule.key, which.key) for rule, which in _definitions(release))
    with_change = [key for key in ordered if changes[key]]
    most = max(with_change or list(ordered), key=lambda key: used[key], default="")
    return DefinitionOptions(ordered, definitions, changes, most)


def in_use(release: Release, where: str, service: str) -> Mapping[str, float]:
    """Measure -> people paired since the service started (0 where hidden), for every measure in use."""
    table = columns_of(release, "outcomes", where)
    if table is None:
        return {}
    usual = _definitions(release)[0]
    # A page of two measures asks for it some thirty times, one that has every service of a roll-up once for each.
    return release.once_of("outcomes", where, (in_use, service, usual), lambda: _in_use(table, service, usual))


def _in_use(table: Columns, service: str, usual: tuple[Definition, Definition]) -> Mapping[str, float]:
    rule, which = usual
    rows = table.rows((SINCE_START_PERIOD, service, TOTAL.name), {"pairing": rule.key, "courses": which.key})
    paired = np.nan_to_num(table.numbers["paired"][rows])
    return dict(zip(table.texts("measure", rows), paired.tolist(), strict=True))


def choose_definition(
    release: Release,
    selection: Selection,
    measure: str = "",
    pairing: str = "",
    reliable_change: str = "",
    courses: str = "",
) -> OutcomeDefinition:
    """The definition asked for; what is '' takes its default. Raises SelectionError for what the release does not hold.

    A reliable change that the measure does not have, or courses that the rule does not have, are refused too.
    """
    known = definition_options(release, selection)
    measure = measure or known.default
    pairing = pairing or known.definitions[0][0]
    courses = courses or known.courses(pairing)[0] if pairing in known.pairings else courses
    changes = known.changes.get(measure, ())
    reliable_change = reliable_change or (changes[0] if changes else "")
    wrong = []
    if measure not in known.measures:
        wrong.append(f"measure {measure!r} (in use there: {', '.join(known.measures) or 'none'})")
    if pairing not in known.pairings:
        wrong.append(f"pairing {pairing!r} (there are: {', '.join(known.pairings)})")
    elif courses not in known.courses(pairing):
        wrong.append(f"courses {courses!r} (with this rule: {', '.join(known.courses(pairing))})")
    if reliable_change and reliable_change not in changes:
        wrong.append(f"reliable change {reliable_change!r} (of {measure}: {', '.join(changes) or 'none'})")
    if wrong:
        raise SelectionError(f"{selection.place}, {selection.service}: the release holds no {'; no '.join(wrong)}")
    known_change = {change.key: change for change in measures_of(release)[measure].reliable_changes}
    return OutcomeDefinition(
        measures_of(release)[measure],
        PAIRINGS[pairing],
        COURSES[courses],
        known_change.get(reliable_change),
        (pairing, courses) == known.definitions[0],
    )


def usual_definition(release: Release, selection: Selection, asked: OutcomeDefinition) -> OutcomeDefinition:
    """The usual pairing rule and courses with the measure and reliable change asked for."""
    change = asked.change.key if asked.change else ""
    return asked if asked.default else choose_definition(release, selection, asked.measure.key, "", change)


def keeps_usual(asked: OutcomeDefinition, usual: OutcomeDefinition) -> str:
    """A note where an answer keeps the usual definition though another is asked for; '' otherwise."""
    kept = f"This panel keeps the usual definition ({usual.pairing.key}, {usual.courses.key.lower()})."
    return "" if asked.default else kept


def definitions_in_words(known: DefinitionOptions) -> tuple[str, ...]:
    """A sentence for each pairing rule and each choice of courses: what it is and whose."""
    held = [PAIRINGS[pairing] for pairing in known.pairings]
    held += [COURSES[key] for key in dict.fromkeys(courses for _, courses in known.definitions)]
    return tuple(f"{one.key}: {one.words} ({one.citation})." for one in held)


def check_definition(
    release: Release, selection: Selection, asked: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The values to show for those asked (KEYS), and a sentence for each that the release does not know.

    The sentences hold the value as it was asked: the caller escapes it. Without any measure in use all are ''.
    """
    known, said = definition_options(release, selection), []

    def pick(key: str, held_values: tuple[str, ...], otherwise: str, lacks: str) -> str:
        value = asked.get(key) or otherwise
        if value in held_values or not held_values:
            return value if held_values else ""
        said.append(f"{lacks} “{value}”: {otherwise} is shown.")
        return otherwise

    measure = pick("measure", known.measures, known.default, "Nobody there has scores on a measure")
    pairing = pick("pairing", known.pairings, known.definitions[0][0], "This release has no pairing rule")
    courses = pick("courses", known.courses(pairing), known.courses(pairing)[0], f"{pairing} has no choice of courses")
    changes = known.changes.get(measure, ())
    change = pick("reliable_change", changes, changes[0] if changes else "", f"{measure} has no reliable change")
    return dict(zip(KEYS, (measure, pairing, change, courses), strict=True)), tuple(said)


def _definitions(release: Release) -> tuple[tuple[Definition, Definition], ...]:
    return released("contacts" in release.manifest.extracts)

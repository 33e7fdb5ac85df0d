"""People seen by deprivation over the children of the same deciles: read once, and what answers on it share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pimh_data.answer import Answer, KeepsGroups, ReferenceLine, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, NO_DATA, Cell, View, lacking, members, total
from pimh_data.questions.evidence import EXTRACT
from pimh_data.questions.kit.answering import Draft, answer
from pimh_data.questions.periods import period_in_words
from pimh_data.questions.population import Denominator, children_by_deprivation
from pimh_data.registry.cubes import DEPRIVATION, EVERYONE
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.release import Release

SEEN = "People with at least one attended contact in the year, each counted once"


@dataclass(frozen=True)
class SeenByDeprivation:
    """People seen of a view by decile and group, and the children that they are divided by."""

    cells: Mapping[str, Cell]
    below: Denominator

    def seen(self, *members: str) -> Cell:
        """People seen of these deciles or groups together."""
        cells = [self.cells.get(member, NO_DATA) for member in members]
        return cells[0] if len(cells) == 1 else total(cells)

    def children(self, *members: str) -> float:
        """Children of these deciles or groups together; NaN where they are not published."""
        return self.below.of(*members)

    @property
    def both(self) -> Cell:
        """The most deprived fifth (Core20) and the rest as one cell: hidden where either is."""
        return self.seen(CORE20, THE_REST)


def seen_by_deprivation(release: Release, view: View, year: str, chosen: str = "") -> SeenByDeprivation:
    """People of a view by deprivation, and the children of the Places that had the service by the end of a year.

    `chosen`: the financial year whose vintage of children is used, in a series the same for all; else the year itself.
    Of a view by something else, both groups are HIDDEN: such a view is no place to show them.
    """
    if view.dimension != DEPRIVATION.name:
        return SeenByDeprivation(dict.fromkeys(GROUP_MEMBERS, HIDDEN), Denominator())
    (below,) = children_by_deprivation(release, view.where, view.service, (year,), chosen or year)
    return SeenByDeprivation(members(release, "activity", view, "people_seen"), below)


def by_deprivation(selection: Selection) -> View:
    """The selection's view of Core20, whatever group is chosen: its members are all deciles and groups."""
    return View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)


def deprivation_answer(
    *draft: *Draft,
    held: SeenByDeprivation,
    definition: str,
    method: str,
    citation: str,
    what: str,
    caveats: Sequence[str] = (),
    references: Iterable[ReferenceLine] = (),
    notes: Iterable[str] = (),
    after: Iterable[str] = (),
) -> Answer:
    """An Answer on a rate by deprivation: its evidence says what it is divided by, of which edition, and what is left
    out, and of how many people no decile is known. `draft`: as `kit.answer` takes it. `after`: the last notes.
    """
    release, selection = draft[2:4]
    edition = (f"Deciles are of IMD {held.below.edition}.",) if held.below.edition else ()
    unseen = held.cells.get(NOT_KNOWN, lacking(release, "activity", View.of(selection)))
    unknown = unknown_decile(release, unseen, f"in {selection.year}")
    return answer(
        *draft,
        definition=f"{definition} {SEEN}.",
        numerator=f"Distinct people seen, {words.subject(selection)}",
        denominator=held.below.words(),
        method=method,
        period=period_in_words(selection.year),
        source="; ".join(filter(None, (EXTRACT, held.below.source))),
        citation=citation,
        what=what,
        caveats=(
            *caveats,
            *edition,
            "A share of births is not a share of need: need is steeper, so a ratio of 1 may still be too low.",
            "People whose decile is not known are in no decile and in neither group.",
        ),
        matters=("by deprivation", "deciles"),
        references=references,
        notes=(*notes, *held.below.note(), unknown, *after),
    )


def unknown_decile(release: Release, unknown: Cell, when: str, counted: str = "seen") -> str:
    """How many of the people seen (or referred) have no known decile, in words; `when`: 'in 2023/24'."""
    if unknown.withheld:
        return f"How many people have no known decile {when} is not shown to you."
    if unknown.state == "no data":
        return f"There are no data on people whose decile is not known {when}."
    if unknown.state == "hidden":
        why = words.HIDDEN_BY_PROFILE[release.manifest.profile]
        return f"Decile not known for some people {counted} {when}: hidden ({why})."
    many = "nobody" if unknown.state == "zero" else f"{people(unknown.value)} of the people"
    return f"Decile not known for {many} {counted} {when}; they are in none of these groups."


def whatever_is_chosen(selection: Selection) -> tuple[str, ...]:
    """A note where a group is chosen and the answer compares groups nevertheless."""
    if selection.deprivation == EVERYONE:
        return ()
    chosen = words.group(selection.deprivation)
    return (KeepsGroups(f"Groups are compared here, so the choice of {chosen} changes nothing."),)


def in_focus(selection: Selection) -> tuple[str, ...]:
    """The deciles of the chosen group, to be told apart from others; Core20 where everyone is chosen."""
    if selection.deprivation in DECILE_MEMBERS:
        return (selection.deprivation,)
    return DECILE_MEMBERS[2:] if selection.deprivation == THE_REST else DECILE_MEMBERS[:2]


def groups_in_focus(selection: Selection) -> tuple[str, ...]:
    """The chosen deciles, and whichever of both groups they make up."""
    deciles = in_focus(selection)
    groups = zip(GROUP_MEMBERS, (DECILE_MEMBERS[:2], DECILE_MEMBERS[2:]), strict=True)
    return (*(name for name, own in groups if set(own) <= set(deciles)), *deciles)

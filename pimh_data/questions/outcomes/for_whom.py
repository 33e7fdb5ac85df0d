"""For whom it changed: reliable improvement and mean change by deprivation, ethnic split and parent role."""

from collections.abc import Mapping
from dataclasses import dataclass

from pimh_data.answer import Answer, Column, Finding, Grade, KeepsGroups, Row, Selection
from pimh_data.contracts import PARENT_ROLES
from pimh_data.formats import percent
from pimh_data.questions import words
from pimh_data.questions.cells import View
from pimh_data.questions.kit import STATE, UNKNOWN, Estimated, Said, difference_of_shares, hidden_rows
from pimh_data.questions.kit.verdicts.enough import Verdict
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.outcomes.asking import Heading, by_definition, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
    keeps_usual,
    usual_definition,
)
from pimh_data.questions.outcomes.reading import NOTHING, OutcomeCells, longest, outcomes
from pimh_data.questions.outcomes.saying import period_in_short, subject
from pimh_data.questions.outcomes.scores import gain_of
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_SPLIT, EVERYONE, PARENT_ROLE, Dimension
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.registry.ethnicity import SPLIT
from pimh_data.release import Release

SHARE = Estimated("share", "Share improved reliably", "share")
DIFFERENCE = difference_of_shares("Difference from the group compared with")
MEAN_GAIN = Estimated("mean_gain", "Mean improvement", "number", "points", 1, lower="gain_lower", upper="gain_upper")
COLUMNS = (
    Column("group", "Group", "text"),
    Column("member", "Who", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    Column("completeness", "Share with two scores", "share"),
    Column("improved", "Improved reliably", "count", "people"),
    *SHARE.columns,
    *DIFFERENCE.columns,
    *MEAN_GAIN.columns,
    STATE,
)
HEADING = Heading("outcomes.for_whom", "For whom: improved reliably, by group", COLUMNS)


@dataclass(frozen=True)
class ComparedGroups:
    """A breakdown, and the two members that the finding compares: the first against the second; the same in words."""

    dimension: Dimension
    one: str
    other: str
    words: str

    def says(self, member: str) -> str:
        """A member in running text."""
        if self.dimension == DEPRIVATION:
            return words.people_of(member)
        return {
            SPLIT[0]: "White British or Irish people",
            SPLIT[1]: "people of every other ethnic group",
            PARENT_ROLES[0]: "mothers and birthing parents",
            PARENT_ROLES[1]: "fathers and co-parents",
        }.get(member, member)

    def names(self, member: str) -> str:
        """A member as the name of a row."""
        if self.dimension == DEPRIVATION:
            return words.upper_first(words.group(member))
        return "Every other ethnic group" if member == SPLIT[1] else words.upper_first(member)


COMPARED = (
    ComparedGroups(DEPRIVATION, CORE20, THE_REST, "The most deprived fifth (Core20) less the rest"),
    ComparedGroups(ETHNIC_SPLIT, SPLIT[1], SPLIT[0], "Every other ethnic group less White British or Irish"),
    ComparedGroups(PARENT_ROLE, PARENT_ROLES[1], PARENT_ROLES[0], "Fathers and co-parents less mothers"),
)


@by_definition(HEADING)
def for_whom(release: Release, selection: Selection, asked: OutcomeDefinition) -> Answer:
    """Improved reliably and mean improvement of each member of three breakdowns, with the difference from one of them.

    Differences are shares from -1 to 1 with Newcombe's interval: Core20 against the rest, every other ethnic group
    against White British or Irish, other parents against mothers. Each breakdown is shown for the chosen year where
    the release holds it, otherwise for longer; the notes say so. By the usual definition only.
    """
    usual = usual_definition(release, selection, asked)
    rows, notes, said, views = [], [], [], []
    for compared in COMPARED:
        view, found = _shown(release, selection, usual, compared)
        views.append(view)
        ordered = [name for name in compared.dimension.members if name in found]
        rows += [_row(compared, name, found[name], found, usual) for name in ordered]
        if found and view.period != selection.year:
            notes.append(f"{compared.dimension.label}: courses closed {period_in_short(view.period)}.")
        said.append(_compared(compared, found))
    if selection.deprivation != EVERYONE:
        notes.append(KeepsGroups("Groups are compared here, so the choice of one changes nothing."))
    notes.append(keeps_usual(asked, usual))
    return outcome_answer(
        HEADING,
        release,
        selection,
        usual,
        views[0],
        rows,
        Said(_finding(selection, usual, said, rows)),
        definition="Share of those with two scores who improved reliably, and the mean improvement in points, "
        "in each group.",
        numerator="People of the group who improved reliably",
        denominator="People of the group with a first and a last score",
        method="Wilson's 95% interval; differences by Newcombe's, with the error of rounding added to that of chance; "
        "means by Student's t.",
        hidden=hidden_rows(rows, "member"),
        what="groups",
        citation=("Wilson 1927, J Am Stat Assoc 22:209", "Newcombe 1998, Stat Med 17:873"),
        caveats=("Groups differ in how many have a second score, and in severity at the start.",),
        direction="higher_is_better",
        notes=notes,
    )


def _shown(
    release: Release, selection: Selection, definition: OutcomeDefinition, compared: ComparedGroups
) -> tuple[View, dict[str, OutcomeCells]]:
    view = View.of(selection).at(dimension=compared.dimension.name, member=EVERYONE)
    held: dict[str, OutcomeCells] = {}
    for period in longest(release, selection):
        found = outcomes(release, view.at(period=period), definition)
        held = held or found
        if found and all(found.get(name, NOTHING).paired.known for name in (compared.one, compared.other)):
            return view.at(period=period), found
    return view, held


def _row(
    compared: ComparedGroups,
    member: str,
    mine: OutcomeCells,
    found: Mapping[str, OutcomeCells],
    definition: OutcomeDefinition,
) -> Row:
    other = found.get(compared.other, NOTHING)
    apart = mine.improved_of_paired.less(other.improved_of_paired) if member != compared.other else UNKNOWN
    return {
        "group": compared.dimension.label,
        "member": compared.names(member),
        "eligible": mine.eligible.value,
        "paired": mine.paired.value,
        "completeness": mine.paired_of_eligible.limits[0],
        "improved": mine.improved.value,
        **SHARE.row(mine.improved_of_paired.limits),
        **DIFFERENCE.row(apart),
        **MEAN_GAIN.row(gain_of(mine, definition)),
        "state": mine.paired.state,
    }


def _compared(compared: ComparedGroups, found: Mapping[str, OutcomeCells]) -> tuple[ComparedGroups, Verdict, str]:
    one, other = (found.get(name, NOTHING) for name in (compared.one, compared.other))
    verdict = shares_compared(one.improved, one.paired, other.improved, other.paired)
    if verdict in ("undefined", "too few"):
        return compared, verdict, ""
    first, second = (part.improved_of_paired.limits[0] for part in (one, other))
    said = f"{percent(first)} of {compared.says(compared.one)} and {percent(second)} of {compared.says(compared.other)}"
    return compared, verdict, said


def _finding(
    selection: Selection,
    definition: OutcomeDefinition,
    said: list[tuple[ComparedGroups, Verdict, str]],
    rows: list[Row],
) -> Finding:
    about = subject(selection, definition, EVERYONE)
    if definition.change is None:
        text = f"{about}: no reliable change is known, so groups are compared by their mean improvement in the table."
        return Finding(text, "description")
    if not rows:
        return Finding(f"{about}: there are no data by group.", "no data")
    beyond = [(compared, verdict, words_) for compared, verdict, words_ in said if verdict in ("higher", "lower")]
    if beyond:
        sentences = [f"{words_} improved reliably, a difference beyond chance" for _, _, words_ in beyond]
        lower = any(verdict == "lower" for _, verdict, _ in beyond)
        grade: Grade = "worse" if lower else "higher"
        return Finding(f"{about}: {'; '.join(sentences)}.", grade)
    alike = [words_ for _, verdict, words_ in said if verdict == "no clear difference"]
    if alike:
        text = f"{about}: no clear difference between groups: {'; '.join(alike)} improved reliably."
        return Finding(text, "no clear difference")
    return Finding(f"{about}: too few people with two scores to compare groups.", "too few")

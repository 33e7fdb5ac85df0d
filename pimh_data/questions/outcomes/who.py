"""Who is in the outcomes: eligible, first score, two scores; and what those without a second could do to the result."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Grade, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.follow_deprivation import DeprivationView
from pimh_data.questions.kit import STATE, Estimated, Portion, Said, hidden_rows, shares_of, state_of
from pimh_data.questions.kit.adding_up import not_between
from pimh_data.questions.kit.verdicts.core20 import GRADES
from pimh_data.questions.kit.verdicts.improved import OF_ELIGIBLE
from pimh_data.questions.kit.verdicts.shares import shares_compared
from pimh_data.questions.outcomes.asking import Heading, by_definition, not_shown, outcome_answer
from pimh_data.questions.outcomes.outcome_definition import (
    OutcomeDefinition,
)
from pimh_data.questions.outcomes.reading import (
    NOTHING,
    OutcomeCells,
    follow_deprivation_of_outcomes,
    outcome,
    outcomes,
)
from pimh_data.questions.outcomes.saying import telling
from pimh_data.questions.selection import members_of
from pimh_data.registry.cubes import ALL_SERVICES, DEPRIVATION, EVERYONE
from pimh_data.registry.deprivation import GROUP_MEMBERS, NOT_KNOWN
from pimh_data.release import Release

SHARE = Estimated("share", "Share with two scores", "share")
COLUMNS = (
    Column("group", "Group", "text"),
    Column("member", "Who", "text"),
    Column("eligible", "Eligible", "count", "people"),
    Column("first_score", "With a first score", "count", "people"),
    Column("paired", "With two scores", "count", "people"),
    *SHARE.columns,
    Column("improved", "Improved reliably", "count", "people"),
    Column("improved_of_paired", "Improved, of those with two scores", "share"),
    *OF_ELIGIBLE,
    STATE,
)
HEADING = Heading("outcomes.who", "Who is in it: first and last scores", COLUMNS)
SELECTED, SERVICE, DEPRIVED = "Selected", "Service", "Deprivation"
APART = {
    "higher": "more often, beyond chance",
    "lower": "less often, beyond chance",
    "no clear difference": "no clear difference",
}


@by_definition(HEADING)
def who_is_in_it(release: Release, selection: Selection, definition: OutcomeDefinition) -> Answer:
    """Eligible, first score, paired: one row for the selection, for each service, for each deprivation group.

    Columns: counts, share with two scores with Wilson's interval, improved, and the bounds if every unpaired person
    were unchanged or improved. `group` says which kind of row. Raises SelectionError for what the release lacks.
    """
    follows = follow_deprivation_of_outcomes(release, selection, definition)
    mine = outcome(release, follows.view, definition)
    groups = [(SELECTED, _selected(selection, follows.group), mine)]
    if selection.service == ALL_SERVICES:
        own = dict.fromkeys(
            name for place in members_of(release, selection.place) for name in release.manifest.services.get(place, ())
        )
        by_service = {name: outcome(release, follows.view.at(service=name), definition) for name in own}
        groups += [(SERVICE, name, found) for name, found in by_service.items() if found.eligible.state != "no data"]
    by_group = outcomes(release, follows.view.at(dimension=DEPRIVATION.name), definition)
    groups += [(DEPRIVED, name, by_group[name]) for name in (*GROUP_MEMBERS, NOT_KNOWN) if name in by_group]
    estimates = shares_of(found.paired_of_eligible for *_, found in groups)
    rows = [_row(group, _named(group, name), found, estimates[n]) for n, (group, name, found) in enumerate(groups)]
    return outcome_answer(
        HEADING,
        release,
        selection,
        definition,
        follows.view,
        rows,
        _said(release, selection, follows, definition, mine, by_group),
        definition="Eligible: courses closed in the period at a service that used the measure by then, one course "
        "a person, the latest. Paired: with a first and a last score by the rule named.",
        numerator="People with a first and a last score",
        denominator="People eligible: everyone who could have had two scores, whoever is missing",
        method="Wilson's 95% interval, with the error of rounding added to that of chance. The bounds "
        "take every unpaired person as unchanged, then as improved, at the true counts that push them furthest.",
        hidden=hidden_rows(rows, "member"),
        what="rows",
        citation=("Wilson 1927, J Am Stat Assoc 22:209", "Manski 2003, Partial Identification, ch. 1"),
        notes=(*follows.notes, *(_beside(mine, by_group) if follows.group == EVERYONE else ())),
    )


def _row(group: str, name: str, found: OutcomeCells, estimate: tuple[float, float, float]) -> Row:
    return {
        "group": group,
        "member": name,
        "eligible": found.eligible.value,
        "first_score": found.first_score.value,
        "paired": found.paired.value,
        **SHARE.row(estimate),
        "improved": found.improved.value,
        "improved_of_paired": found.improved_of_paired.limits[0],
        "if_unchanged": found.verdict.least,
        "if_all_improved": found.verdict.most,
        "state": state_of(found.eligible, found.paired),
    }


def _named(group: str, member: str) -> str:
    return words.upper_first(words.group(member)) if group == DEPRIVED else member


def _selected(selection: Selection, group: str) -> str:
    return selection.service if group == EVERYONE else f"{selection.service}, {words.group(group)}"


def _said(
    release: Release,
    selection: Selection,
    follows: DeprivationView,
    definition: OutcomeDefinition,
    mine: OutcomeCells,
    by_group: Mapping[str, OutcomeCells],
) -> Said:
    tell = telling(release, selection, follows.view, definition, follows.group)
    missing = not_shown(
        tell, definition, mine, lambda cells: cells.paired_of_eligible, _in_words, "how many have two scores"
    )
    if missing:
        return missing
    apart, grade = _apart(by_group) if follows.group == EVERYONE else ("", "description")
    return tell.says(f"of {_in_words(mine)}.{apart}{_bounded(mine)}", grade)


def _in_words(found: OutcomeCells) -> str:
    one = found.paired_of_eligible
    first = f", {people(found.first_score.value)} a first" if found.first_score.known else ""
    return (
        f"{people(found.eligible.value)} eligible, {people(found.paired.value)} have two scores ({one.percent}, 95% "
        f"interval {one.bounds}){first}"
    )


def _sides(by_group: Mapping[str, OutcomeCells]) -> tuple[Portion, Portion]:
    """Those with two scores of Core20, and of the rest."""
    one, other = (by_group.get(name, NOTHING).paired_of_eligible for name in GROUP_MEMBERS)
    return one, other


def _apart(by_group: Mapping[str, OutcomeCells]) -> tuple[str, Grade]:
    """Whether Core20 have a second score as often as the rest, and its grade: those missing may be the poorest."""
    one, other = _sides(by_group)
    verdict = shares_compared(one.part, one.whole, other.part, other.whole)
    if verdict not in APART:
        return "", "description"
    people_of = (share.of(words.people_of(name)) for share, name in zip((one, other), GROUP_MEMBERS, strict=True))
    poorest, rest = people_of
    said = f" Of {poorest} {one.percent} have two, of {rest} {other.percent}: {APART[verdict]}."
    return said, GRADES[verdict]


def _beside(mine: OutcomeCells, by_group: Mapping[str, OutcomeCells]) -> tuple[str, ...]:
    """Beside both groups: the difference that would have been seen, and why all together lie outside them."""
    (one, other), of_all = _sides(by_group), mine.paired_of_eligible
    if shares_compared(one.part, one.whole, other.part, other.whole) not in APART or not of_all.known:
        return ()
    return (
        one.size_seen(other, of="between the most deprived fifth (Core20) and the rest"),
        not_between(of_all.limits[0], (one.limits[0], other.limits[0]), of_all.whole.value).strip(),
    )


def _bounded(found: OutcomeCells) -> str:
    if not found.verdict.in_range:
        return ""
    return (
        f" Whatever became of those without a second score, {found.verdict.range_in_words()} of the eligible improved "
        "reliably."
    )

"""The phrases and evidence that all answers on outcomes share: the definition in force and its marks. Words only."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Column, Evidence, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View
from pimh_data.questions.evidence import evidence
from pimh_data.questions.kit import Telling
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition
from pimh_data.registry.cubes import SINCE_START_PERIOD
from pimh_data.registry.measure import Measure
from pimh_data.release import Release

EXTRACT = "Scores, referrals and contacts extracts of the site"
NO_EFFECT = (
    "Improvement is not an effect: without a comparison it holds regression to the mean and natural recovery, and many "
    "perinatal difficulties ease without help."
)
FIELDS = {
    "bands": "severity bands",
    "caseness": "caseness",
    "reliable_change": "reliable change",
    "most_missing": "rule for missing items",
}


def subject(selection: Selection, definition: OutcomeDefinition, group: str, period: str = "") -> str:
    """What a finding is about: 'Sheffield, 2023/24, the most deprived fifth (Core20), PHQ-9'."""
    parts = [words.subject(selection, with_year=False), period_in_short(period or selection.year)]
    if group != "Everyone":
        parts.append(words.group(group))
    return ", ".join([*parts, definition.measure.key])


def telling(
    release: Release, selection: Selection, view: View, definition: OutcomeDefinition, group: str, label: str = ""
) -> Telling:
    """What a finding on outcomes is of: the selection, the group that is counted, the measure."""
    return Telling(release, selection, view, subject(selection, definition, group), label)


def period_in_short(period: str) -> str:
    """'2023/24', '2022/23 to 2024/25 together', 'since the service started'."""
    if period == SINCE_START_PERIOD:
        return words.lower_first(period)
    return f"{period} together" if " to " in period else period


def closed_in(view: View) -> str:
    """The period of an answer, as evidence says it."""
    if view.period == SINCE_START_PERIOD or " to " in view.period:
        return f"Courses closed {period_in_short(view.period)}"
    return f"Courses closed in the {words.lower_first(periods.period_in_words(view.period))}"


def no_such_measure(selection: Selection) -> str:
    """What to say where no measure is in use."""
    return f"{words.subject(selection)}: no scores on an outcome measure have been recorded here yet."


def marks(definition: OutcomeDefinition) -> tuple[str, ...]:
    """What was not checked at its source, is a site's own, or was computed from the data: said wherever it is used."""
    measure, change, said = definition.measure, definition.change, []
    if measure.unverified:
        named = words.listed([FIELDS[name] for name in measure.unverified])
        said.append(f"To be verified: {named} of {measure.key}, widely quoted but not checked at the source.")
    if change and change.status == "computed here":
        said.append(
            f"Computed here, not published: {change.points:g} points on the {measure.key}, from the standard "
            "deviation of the first scores in this release and the published reliability (Jacobson and Truax 1991)."
        )
    if change and change.status == "site-configurable":
        said.append(f"This site's own value: reliable change of {change.points:g} points ({change.citation}).")
    if measure.change_note and not change:
        said.append(f"{measure.change_note}.")
    return tuple(said)


def own_values(release: Release, measure: Measure) -> tuple[str, ...]:
    """A sentence where the site put its own values in the place of the registry's."""
    own = release.manifest.overrides.get(measure.key.partition(" goal")[0])
    if not own:
        return ()
    named = words.listed([FIELDS[name] for name in own if name in FIELDS])
    return (f"This site's own {named} for {measure.key}: {own['source']}.",)


def described(columns: Sequence[Column], definition: OutcomeDefinition) -> tuple[Column, ...]:
    """Columns of an answer. Without a reliable change nobody's improvement is hidden: there is none to count."""
    if definition.change:
        return tuple(columns)
    reliable = ("improved", "worse", "worse_of_paired")
    return tuple(replace(column, missing="not defined") if column.name in reliable else column for column in columns)


def counted_as(release: Release, definition: OutcomeDefinition) -> str:
    """The definition in force, what of it was not checked at its source, and what is the site's own."""
    return " ".join([f"{definition.words()}.", *marks(definition), *own_values(release, definition.measure)])


def outcome_evidence(
    release: Release,
    in_force: OutcomeDefinition,
    *,
    period: str,
    definition: str,
    numerator: str,
    denominator: str,
    method: str,
    hidden: str,
    citation: Sequence[str] = (),
    caveats: Sequence[str] = (),
    source: str = EXTRACT,
) -> Evidence:
    """Evidence of an answer on outcomes: the definition in force is a part of it, so that every export carries it."""
    cited = [
        in_force.measure.citation,
        in_force.pairing.citation,
        *([in_force.change.citation] if in_force.change else []),
    ]
    return evidence(
        release,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        method=method,
        period=period,
        source=source,
        citation="; ".join(dict.fromkeys([*cited, *citation])),
        hidden=hidden,
        caveats=(*caveats, NO_EFFECT),
        matters=("outcomes",),
        counted_as=counted_as(release, in_force),
    )

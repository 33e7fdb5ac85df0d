"""How a question on outcomes is asked and answered: by one definition of change; no data where no measure is in use."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps

from pimh_data.answer import Answer, Column, Direction, Finding, Headline, ReferenceLine, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.evidence import hidden_in_words
from pimh_data.questions.kit import Portion, Said, Telling, answer, composed, hidden_rows
from pimh_data.questions.outcomes.outcome_definition import OutcomeDefinition, choose_definition, definition_options
from pimh_data.questions.outcomes.reading import CHANGE, OutcomeCells, longest, outcome
from pimh_data.questions.outcomes.saying import EXTRACT, closed_in, described, no_such_measure, outcome_evidence
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release


@dataclass(frozen=True)
class Heading:
    """What an answer is, whatever it says: its key, its title, its columns."""

    key: str
    title: str
    columns: tuple[Column, ...]


def by_choices(ask: Callable[[Release, Selection, tuple[str, ...]], Answer]) -> Callable[..., Answer]:
    """The question (release, selection, choices) as it is asked: by measure, pairing, reliable change and courses.

    What is '' takes its default.
    """

    @wraps(ask)
    def asked(
        release: Release,
        selection: Selection,
        measure: str = "",
        pairing: str = "",
        reliable_change: str = "",
        courses: str = "",
    ) -> Answer:
        return ask(release, selection, (measure, pairing, reliable_change, courses))

    return asked


def by_definition(heading: Heading) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The question (release, selection, definition of change) as it is asked, by choices.

    Without a measure in use it has no data. Raises SelectionError for a year or Place, and for a choice, that the
    release lacks.
    """

    def made(ask: Callable[[Release, Selection, OutcomeDefinition], Answer]) -> Callable[..., Answer]:
        @by_choices
        @wraps(ask)
        def chosen(release: Release, selection: Selection, choices: tuple[str, ...]) -> Answer:
            periods.position(release.manifest, selection.year)
            if not definition_options(release, selection).measures:
                return nothing(release, selection, heading)
            return ask(release, selection, choose_definition(release, selection, *choices))

        return chosen

    return made


def outcome_answer(
    heading: Heading,
    release: Release,
    selection: Selection,
    chosen: OutcomeDefinition,
    view: View,
    rows: Sequence[Row],
    said: Said,
    *,
    definition: str,
    numerator: str,
    denominator: str,
    method: str,
    hidden: Sequence[str] | None = None,
    what: str = "counts",
    withheld: str = "",
    citation: Sequence[str] = (),
    caveats: Sequence[str] = (),
    source: str = EXTRACT,
    columns: Sequence[Column] = (),
    direction: Direction = "no_judgement",
    references: Iterable[ReferenceLine] = (),
    notes: Iterable[str] = (),
    period: str = "",
) -> Answer:
    """An Answer with the definition in force in its evidence and its address. `columns`: where not the heading's own.
    `period`: of its numbers in words, where it is not that of the view alone.

    `hidden`, `what`: as `kit.answer` takes them; `withheld`: a sentence in their place.
    """
    names = hidden_rows(rows, heading.columns[0].name) if hidden is None else hidden
    evidence = outcome_evidence(
        release,
        chosen,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        method=method,
        hidden=withheld or hidden_in_words(release, names, what),
        citation=citation,
        caveats=caveats,
        source=source,
        period=period or closed_in(view),
    )
    shown = columns or described(heading.columns, chosen)
    named = heading.key, heading.title, selection
    return composed(*named, shown, rows, said, evidence, direction, references, notes, chosen.variant)


def nothing(release: Release, selection: Selection, heading: Heading, why: str = "") -> Answer:
    """An answer without rows. `why`: a sentence in the place of 'no scores have been recorded here yet'."""
    return answer(
        heading.key,
        heading.title,
        release,
        selection,
        heading.columns,
        [],
        Said(Finding(why or no_such_measure(selection), "no data"), Headline(heading.title, "no data", "")),
        definition="Change between a first and a last score of the same people on an outcome measure.",
        numerator="None: there are no scores",
        denominator=f"Courses of {words.people_of(EVERYONE)} closed, {words.subject(selection)}",
        method="None",
        period=selection.year,
        source=EXTRACT,
        citation="None",
        matters=("outcomes",),
        hidden=(),
    )


def may_be_another(release: Release, selection: Selection, asked: OutcomeDefinition) -> bool:
    """Whether another measure might be the one that is shown unasked, were nothing left out here for whoever asks.

    Of roll-ups with Places of others it is not looked at.
    """
    where, service = selection.place, selection.service
    usual = asked.measure.key == definition_options(release, selection).default
    left_out = release.withholds(("outcomes",), where, service, longest(release, selection))
    return usual and left_out and where not in release.partly


def not_shown(
    tell: Telling,
    chosen: OutcomeDefinition,
    found: OutcomeCells,
    share: Callable[[OutcomeCells], Portion],
    say: Callable[[OutcomeCells], str],
    what: str,
    cubes: Sequence[str] = CHANGE,
) -> Said | None:
    """What is said where a share of outcomes is not shown: nobody counted, hidden; None where it is shown.

    `what`: 'how many recovered'; `say`: the share in words, of the nearest view that shows it.
    """
    own = share(found)
    if "no data" in (found.eligible.state, own.whole.state):
        return tell.says("nobody could have had two scores in this period.", "no data", "no data")
    if own.part.known and own.whole.known:
        return None

    def of(view: View) -> OutcomeCells:
        return outcome(tell.release, view, chosen, cubes)

    def both(view: View) -> Cell:
        one = share(of(view))
        return one.part if one.whole.known else one.whole

    return tell.hidden(f"{what} is hidden", both, lambda view: say(of(view)))

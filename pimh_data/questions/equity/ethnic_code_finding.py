"""What the answer by ethnic category says: which categories are seen less or more often than all others known."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Row, Selection
from pimh_data.formats import people
from pimh_data.questions import words
from pimh_data.questions.cells import Cell, View
from pimh_data.questions.equity import representation_words as said
from pimh_data.questions.equity.seen_beside_others import OTHERS, Seen
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.population import NOT_JUDGED
from pimh_data.registry.cubes import TOTAL
from pimh_data.registry.ethnicity import CODES, UNKNOWN
from pimh_data.release import Release

CATEGORIES = tuple(code.name for code in CODES if code.name not in UNKNOWN)
GROUP = {code.name: code.group for code in CODES}
WHITE = tuple(name for name in CATEGORIES if GROUP[name] == "White")
ITSELF = {name: name for name in CATEGORIES}  # a category as a sentence names it


def finding(release: Release, selection: Selection, view: View, rows: Sequence[Row], seen: Seen) -> Said:
    """The categories told from 1, with the intervals that hold for all together, and the grade of what is named."""
    subject = f"{view.where}, {view.period or 'three years together'}"
    tell, known = Telling(release, selection, view, subject), seen.known
    if known.state in ("no data", "zero"):
        return tell.says("there are no data on people seen by ethnic category.", "no data")
    if not known.known:

        def all_known(view: View) -> Cell:
            return Seen.of(release, view, view.at(dimension=TOTAL.name), CATEGORIES, seen.denominator).known

        what = "too many ethnic categories are hidden to compare them"
        return tell.hidden(
            what, all_known, lambda view: f"{people(all_known(view).value)} people of known ethnic category"
        )
    if seen.denominator.refused:
        return tell.says(words.lower_first(seen.denominator.refused), "no data")
    if known.value < FEWEST:
        return tell.says("too few people of known ethnic category to compare with residents.", "too few")
    if not seen.denominator.of_parental_age:
        return tell.says(f"{NOT_JUDGED}: the table has the ratios.{said.few_or_hidden(seen, ITSELF)}", "description")
    under, over = said.told(rows[: len(CATEGORIES)], seen)
    few = said.few_or_hidden(seen, ITSELF, under)
    if not under and not over:
        none = "of no category that can be judged is it clear that its people are seen more or less often than"
        return tell.says(f"{none} {OTHERS}.{few}", "no clear difference")
    tell = replace(tell, subject=f"{subject}, all services")
    return tell.says(f"{said.in_words(under, over, ITSELF)}{few}", said.graded(under, over, WHITE))


def beside(rows: Sequence[Row], seen: Seen) -> tuple[str, ...]:
    """How many categories are hidden, and of how many people the category is not known."""
    if not seen.known.known:
        return ()
    shown = sum(row["state"] in ("shown", "zero") for row in rows[: len(CATEGORIES)])
    hidden = f"{len(CATEGORIES) - shown} of {len(CATEGORIES)} categories are hidden."
    sizes = said.size_seen(rows[: len(CATEGORIES)], ITSELF)
    return (hidden if shown < len(CATEGORIES) else "", said.unknown_share(seen), sizes)

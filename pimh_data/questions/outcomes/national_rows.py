"""Improved and recovered of all who finished, as a range, and the published shares beside it: rows, no sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.answer import Column, Row, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import NAN, Cell
from pimh_data.questions.kit import STATE, Ranged, state_of
from pimh_data.questions.outcomes.beside_published import OURS
from pimh_data.questions.outcomes.published_rows import THEIRS, PublishedOutcomes
from pimh_data.questions.outcomes.reading import OutcomeCells
from pimh_data.questions.outcomes.recovered import finished_less_no_case, recovery_of_finished
from pimh_data.questions.outcomes.saying import period_in_short

SHARE = Ranged("share", "Share of those who finished", "share", "")
NOT_OURS = "not of this release"
COLUMNS = (
    Column("outcome", "Outcome", "text"),
    Column("who", "Who", "text"),
    Column("kind", "Released here or published", "text"),
    Column("year", "Year", "text"),
    Column("people", "People known to have, this release", "count", "people", missing=NOT_OURS),
    Column("of", "Of whom, this release", "count", "people", missing=NOT_OURS),
    Column("finished", "Finished courses, published", "published", "courses", missing="not published"),
    Column("two_scores", "With two scores, of those who finished", "share", missing="not published"),
    *(Column(end.name, end.label, end.kind, missing="published as one figure") for end in SHARE.ends),
    Column("published", "Share as published", "share", missing="a range here"),
    STATE,
)
IMPROVED, RECOVERED, RELIABLY = "Improved reliably", "Recovered", "Recovered reliably"

COUNTS = {IMPROVED: "improved", RECOVERED: "recovered", RELIABLY: "reliably_recovered"}


@dataclass(frozen=True)
class OurShare:
    """One outcome of ours: those known to have it, of whom, and the least and the most that the share can be."""

    part: Cell
    whole: Cell
    least: float
    most: float


def our_shares(found: OutcomeCells) -> dict[str, OurShare]:
    """Improved of all who finished; recovered, and reliably, of these less those known to be no case."""
    below = finished_less_no_case(found)
    improved = OurShare(found.improved, found.eligible, found.verdict.least, found.verdict.most)
    recovery = {
        name: OurShare(part, below, *recovery_of_finished(found, part))
        for name, part in ((RECOVERED, found.recovered), (RELIABLY, found.reliably_recovered))
    }
    return {IMPROVED: improved, **recovery}


def national_rows(
    name: str,
    own: OurShare,
    found: OutcomeCells,
    selection: Selection,
    period: str,
    theirs: Sequence[PublishedOutcomes],
) -> list[Row]:
    """The rows of one outcome: ours as a range, then the published shares of each area."""
    known = own.least == own.least
    ours: Row = {
        "outcome": name,
        "who": words.subject(selection, with_year=False),
        "kind": OURS,
        "year": period_in_short(period),
        "people": own.part.value,
        "of": own.whole.value,
        "finished": NAN,
        "two_scores": found.paired_of_eligible.limits[0] if found.eligible.known and found.paired.known else NAN,
        "share_lower": own.least,
        "share_upper": own.most,
        "published": NAN,
        "state": "shown" if known else "no data" if state_of(own.part, own.whole) == "no data" else "hidden",
    }
    return [ours, *(_their_row(name, one) for one in theirs)]


def _their_row(name: str, one: PublishedOutcomes) -> Row:
    finished = one.finished - (0 if name == IMPROVED else one.not_at_caseness)
    share = one.counts[COUNTS[name]] / finished if finished > 0 else NAN
    return {
        "outcome": name,
        "who": one.who,
        "kind": THEIRS,
        "year": one.year,
        "people": NAN,
        "of": NAN,
        "finished": finished,
        "two_scores": scored_of(one),
        "share_lower": NAN,
        "share_upper": NAN,
        "published": share,
        "state": "shown" if share == share else "hidden",
    }


def scored_of(one: PublishedOutcomes) -> float:
    """The share of an area's finished courses that has two scores."""
    return one.scored / one.finished if one.finished > 0 else NAN

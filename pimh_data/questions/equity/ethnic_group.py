"""How often each ethnic group is seen, against all others whose group is known, with the unknown in view."""

from collections.abc import Mapping, Sequence

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NAN, Cell, holds, less
from pimh_data.questions.equity.ethnic_finding import beside, finding
from pimh_data.questions.equity.ethnic_in_two import RATE, rows_in_two
from pimh_data.questions.equity.representation import OF_SEEN, representation_answer, representation_columns
from pimh_data.questions.equity.seen_beside_others import OTHERS, UNKNOWN_TOGETHER, Seen
from pimh_data.questions.follow_deprivation import DeprivationView, follow_deprivation
from pimh_data.questions.kit.verdicts.enough import FEWEST
from pimh_data.questions.kit.verdicts.every_other import EveryOtherVerdict
from pimh_data.questions.population import residents_by
from pimh_data.questions.rounded_intervals import rates
from pimh_data.questions.share_of_cells import share_of
from pimh_data.questions.words import WHITE
from pimh_data.registry.cubes import ALL_SERVICES, ETHNIC_GROUP
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release

NOT_WHITE = "Not White, together"
TOGETHER = "95% interval, groups together"
CONFIDENCE = 1 - 0.05 / len(GROUPS)  # so that all five intervals hold together in 19 of 20 views
NO_GAP = "not of residents of all ages"


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Ethnic group", "text"),
        Column("people", "People seen", "count", "people"),
        Column("share", "Share of those known", "share"),
        OF_SEEN,
        Column("residents", basis.capitalize(), "published", "residents"),
        *RATE.columns,
        *representation_columns("group")[:4],
        Column("together_lower", f"{TOGETHER}, lower", "ratio", decimals=2),
        Column("together_upper", f"{TOGETHER}, upper", "ratio", decimals=2),
        Column("gap", "More people a year for an equal rate", "number", "people", missing=NO_GAP),
        Column("gap_lower", f"{TOGETHER}, of the people, lower", "number", "people", missing=NO_GAP),
        Column("gap_upper", f"{TOGETHER}, of the people, upper", "number", "people", missing=NO_GAP),
        *representation_columns("group")[4:],
    )


def seen_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """Everyone other than White British or Irish against these, then five groups, each against all others known.

    Columns: people, share (of those known), residents (aged 16 to 49, else of all ages), rate per 1,000 residents with
    Byar's interval, against (whom compared with), ratio of the two rates with its score interval, of each group and of
    all five together, gap (people a year; of residents aged 16 to 49 alone) with that interval, the bounds if none or
    all of the unknown were of the group, expected at the rate of those compared with, most (of a group that is few or
    hidden), known, state; below stand those known, the three unknown and all unknown, with their share of all seen.
    Of one service the five groups are not held by year: it has the rows in two alone. Core20 and The rest are followed
    through the pairs of the release, which hold the five groups alone; without residents of the same pair there is then
    no ratio.
    """
    periods.position(release.manifest, selection.year)
    follows = follow_deprivation(release, selection, "activity", "people_seen", ETHNIC_GROUP.name, one_year=True)
    view, prefix = follows.view, follows.prefix
    residents = residents_by(release, selection.place, selection.service, view.dimension, selection.year)
    seen = Seen.of(release, view, follows.whole(), GROUPS, residents, prefix)
    by_rate = rates([seen.counts[name] for name in GROUPS], seen.residents)
    columns, together, gaps = _columns(residents.basis), seen.ratios(CONFIDENCE), list(seen.gaps(CONFIDENCE))
    sizes = seen.could_be_seen(together, CONFIDENCE)
    split = None if prefix else EveryOtherVerdict.of(release, view, selection.year)

    def more(row: int, _: str) -> Row:
        both = {"together_lower": together[row][1], "together_upper": together[row][2]}
        gap = dict(zip(("gap", "gap_lower", "gap_upper"), gaps[row], strict=True))
        return {**RATE.row(by_rate[row]), **both, **gap, "could_be_seen": sizes[row]}

    held = holds(release, "activity", view)
    groups = seen.rows(columns, more) if held else []
    five = groups[: len(GROUPS)]
    if split and split.judged:
        groups[-1:] = [seen.alone(columns, UNKNOWN_TOGETHER, split.unknown, split.everyone.value)]
    if residents.refused and held:
        groups.append(_not_white(seen, columns))
    return representation_answer(
        "equity.ethnic_group",
        "People seen by ethnic group, against residents",
        release,
        selection,
        columns,
        [*rows_in_two(split), *groups],
        finding(release, selection, view, seen, five, split),
        seen=seen,
        definition="How many times as often people of a group are seen as those they are compared with: people seen "
        "per resident, over the same for the others. Everyone other than White British or Irish is compared with "
        f"these; each of the {len(GROUPS)} groups with {OTHERS}. Chinese is under Asian, as in Census 2021.",
        numerator=f"Distinct people seen, {words.subject(selection)}, by ethnic group as recorded",
        method="Score interval of the ratio of two rates, with the error of rounding added to that of chance; that "
        "of the difference gives the gap; rates have Byar's interval. The finding, and what is drawn, use the "
        f"intervals that hold for all {len(GROUPS)} groups together (Bonferroni), and judge a group of whom {FEWEST} "
        "or more would be seen at the rate of all others known; everyone other than White British or Irish against "
        "these is one comparison, at 95%. The bounds put none, then all, of the unknown in a group, and the rest with "
        "those compared with.",
        period=periods.period_in_words(selection.year),
        what="groups",
        notes=(
            *_lacks(follows, selection),
            *residents.note(),
            _unknown_in_words(seen.counts) if held else "",
            *beside(seen, five, split),
            split.rates.size_seen if split and split.judged else "",
        ),
    )


def _not_white(seen: Seen, columns: Sequence[Column]) -> Row:
    """All who are not White, of those known: what can be said where there are no residents to divide by."""
    others = less(seen.known, seen.counts[WHITE])
    share = share_of(others, seen.known)
    return {**seen.alone(columns, NOT_WHITE, others), "share": share, "of_seen": NAN, "known": "yes"}


def _lacks(follows: DeprivationView, selection: Selection) -> tuple[str, ...]:
    """What to say of the group that is counted: the chosen one, or everyone for want of it."""
    if follows.group == selection.deprivation:
        return follows.notes
    of = "" if selection.service == ALL_SERVICES else f" for {selection.service}"
    lacks = f"the release holds no ethnic groups within {words.group(selection.deprivation)}{of} in one year"
    return (Keeps(f"Everyone is counted: {lacks}."),)


def _unknown_in_words(counts: Mapping[str, Cell]) -> str:
    said = [
        f"{name.lower()} {people(counts[name].value) if counts[name].known else counts[name].state}" for name in UNKNOWN
    ]
    return f"Ethnic group unknown, people seen: {', '.join(said)}."

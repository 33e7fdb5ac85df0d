"""The columns, Answer and notes of people seen by ethnic group or category against residents. No sentence."""

from collections.abc import Iterable

from pimh_data.answer import Answer, Column, ReferenceLine
from pimh_data.questions.equity.seen_beside_others import RATIO, Seen
from pimh_data.questions.kit import EXTRACT, STATE, answer
from pimh_data.questions.kit.answering import Draft
from pimh_data.questions.kit.verdicts.rates import CITATION
from pimh_data.questions.population import Denominator

OF_SEEN = Column("of_seen", "Share of all people seen", "share")
ALL_AGES = (
    "Residents of all ages understate how diverse babies and their parents are, so the ratios of minority ethnic "
    "groups come out too high."
)


SEVERAL = {"group": "groups", "category": "categories"}


def representation_columns(of: str) -> tuple[Column, ...]:
    """The columns of the ratio and of its bounds. `of`: 'group' or 'category'."""
    return (
        Column("against", "Compared with", "text"),
        *RATIO.columns,
        Column("bound_lower", f"If none of the unknown were of this {of}, at least", "ratio", decimals=2),
        Column("bound_upper", f"If all of the unknown were of this {of}, at most", "ratio", decimals=2),
        Column(
            "could_be_seen",
            f"Rate ratio that would probably be seen (80% power), {SEVERAL[of]} together",
            "ratio",
            decimals=2,
            missing="clear, or too few",
        ),
        Column("expected", "Would be seen at the rate of those compared with, about", "number", "people"),
        Column("most", "At most, where few or hidden", "number", "people", missing="not among the few"),
        Column("known", f"Ethnic {of} known", "text"),
        STATE,
    )


def representation_answer(
    *draft: *Draft,
    seen: Seen,
    definition: str,
    numerator: str,
    method: str,
    period: str,
    what: str,
    notes: Iterable[str],
) -> Answer:
    """An Answer on representation: its evidence says of which residents, and that the unknown are no group.

    `draft`: as `kit.answer` takes it.
    """
    return answer(
        *draft,
        definition=definition,
        numerator=numerator,
        denominator=seen.denominator.words(),
        method=method,
        period=period,
        source="; ".join(filter(None, (EXTRACT, seen.denominator.source))),
        citation=f"{CITATION}; Census 2021, TS021; NHS Data Dictionary, ethnic category",
        caveats=(
            *of_all_ages(seen.denominator),
            "Not stated, not known and not recorded are three different things and are never counted as Other.",
        ),
        matters=("ethnic group",),
        what=what,
        references=(ReferenceLine("As often as those compared with", 1.0),),
        notes=(*notes, *of_all_ages(seen.denominator)),
    )


def of_all_ages(denominator: Denominator) -> tuple[str, ...]:
    """What a reader must know of residents of all ages; nothing where they are of parental age, or there are none."""
    return () if denominator.of_parental_age or denominator.refused else (ALL_AGES,)

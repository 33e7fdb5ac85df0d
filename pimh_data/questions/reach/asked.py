"""The questions on reach by their keys. Declares; works out no numbers."""

from dataclasses import replace
from functools import partial

from pimh_data.answer import Answer
from pimh_data.questions import reach
from pimh_data.questions.question import Question

RANKED, FUNNEL = "ranked", "funnel"


def by_place(measure: str, part: str = "") -> str:
    """The key of a measure by Place, or of a part of it: ranked, or in a funnel."""
    return "_".join(("reach.places", measure, *((part,) if part else ())))


def _part(answer: Answer, part: str) -> Answer:
    """The same under a key of its own, since each stands on one page with files of its own; the ranked one in order."""
    table = answer.table
    if part == RANKED:
        table = table.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    return replace(answer, key=f"{answer.key}_{part}", table=table)


QUESTIONS = (
    Question("reach.people_seen", reach.people_seen),
    Question("reach.months", reach.people_by_month),
    Question("reach.two_weeks", reach.seen_within_two_weeks),
    Question("reach.six_weeks", reach.seen_within_six_weeks),
    Question("reach.eighteen_weeks", reach.seen_within_eighteen_weeks),
    Question("reach.waits_curve", reach.waits_curve),
    Question("reach.waits_by_deprivation", reach.waits_by_deprivation),
    Question("reach.still_waiting", reach.still_waiting),
    Question("reach.access", reach.national_access),
    Question("reach.target", reach.against_target),
    Question("reach.sources", reach.referral_sources),
    Question("reach.decisions", reach.decisions),
    Question("reach.caseload", reach.caseload),
    Question("reach.closures", reach.closure_reasons),
    Question("reach.drop_out_by_decile", reach.drop_out_by_decile),
    Question("reach.drop_out_by_ethnic_group", reach.drop_out_by_ethnic_group),
    Question("reach.missed_by_decile", reach.missed_by_decile),
    Question("reach.missed_by_ethnic_group", reach.missed_by_ethnic_group),
    *(Question(by_place(measure), partial(reach.by_place, key=measure)) for measure in reach.MEASURES),
    *(
        Question(by_place(measure, part), partial(_part, part=part), part_of=by_place(measure))
        for measure in reach.MEASURES
        for part in (RANKED, FUNNEL)
    ),
)

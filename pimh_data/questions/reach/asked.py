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
    Question("reach.people_seen", reach.people_seen, chart="people_on_card"),
    Question("reach.months", reach.people_by_month, chart="people_by_month"),
    Question("reach.two_weeks", reach.seen_within_two_weeks, chart="share_by_year"),
    Question("reach.six_weeks", reach.seen_within_six_weeks, chart="share_by_year"),
    Question("reach.eighteen_weeks", reach.seen_within_eighteen_weeks, chart="share_by_year"),
    Question("reach.waits_curve", reach.waits_curve, chart="waits_curve"),
    Question("reach.waits_by_deprivation", reach.waits_by_deprivation, chart="waits_by_group"),
    Question("reach.still_waiting", reach.still_waiting, chart="still_waiting"),
    Question("reach.access", reach.national_access, chart="rolling_share"),
    Question("reach.target", reach.against_target, chart="share_of_target"),
    Question("reach.sources", reach.referral_sources, chart="sources_by_year"),
    Question("reach.decisions", reach.decisions, chart="decisions_by_year"),
    Question("reach.caseload", reach.caseload, chart="caseload"),
    Question("reach.closures", reach.closure_reasons, chart="closures"),
    Question("reach.drop_out_by_decile", reach.drop_out_by_decile, chart="lost_by_member"),
    Question("reach.drop_out_by_ethnic_group", reach.drop_out_by_ethnic_group, chart="lost_by_member"),
    Question("reach.missed_by_decile", reach.missed_by_decile, chart="lost_by_member"),
    Question("reach.missed_by_ethnic_group", reach.missed_by_ethnic_group, chart="lost_by_member"),
    *(
        Question(by_place(measure), partial(reach.by_place, key=measure), chart="map_of_tiles")
        for measure in reach.PLACE_MEASURES
    ),
    *(
        Question(by_place(measure, part), partial(_part, part=part), chart=chart, part_of=by_place(measure))
        for measure in reach.PLACE_MEASURES
        for part, chart in ((RANKED, "places_ranked"), (FUNNEL, "funnel_of_places"))
    ),
)

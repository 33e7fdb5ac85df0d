"""How much of the need is met, how fast, and whether it is changing."""

from dataclasses import replace
from functools import partial

from pimh_data.answer import NOT_NAMED, Answer
from pimh_data.questions.question import Question
from pimh_data.questions.reach.access import national_access
from pimh_data.questions.reach.caseload import caseload
from pimh_data.questions.reach.closures import closure_reasons
from pimh_data.questions.reach.curve import waits_curve
from pimh_data.questions.reach.decisions import decisions
from pimh_data.questions.reach.drop_out import drop_out_by_decile, drop_out_by_ethnic_group
from pimh_data.questions.reach.last_quarter import last_quarter
from pimh_data.questions.reach.missed import missed_by_decile, missed_by_ethnic_group
from pimh_data.questions.reach.months import first_seen_by_month, people_by_month, referred_by_month
from pimh_data.questions.reach.people_seen import people_seen
from pimh_data.questions.reach.place_measures import PLACE_MEASURES, by_place
from pimh_data.questions.reach.six_weeks import (
    seen_within_eighteen_weeks,
    seen_within_six_weeks,
    seen_within_two_weeks,
)
from pimh_data.questions.reach.sources import referral_sources
from pimh_data.questions.reach.still_waiting import still_waiting
from pimh_data.questions.reach.target import against_target
from pimh_data.questions.reach.waits_by_group import waits_by_deprivation

RANKED, FUNNEL = "ranked", "funnel"


def place_key(measure: str, part: str = "") -> str:
    """The key of a measure by Place, or of a part of it: ranked, or in a funnel."""
    return "_".join(("reach.places", measure, *((part,) if part else ())))


def _part(answer: Answer, part: str) -> Answer:
    """The same under a key of its own, since each stands on one page with files of its own; the ranked one in order.

    A funnel is of named Places alone, as its table and files are: how far right one stands is how large it is.
    """
    table = answer.table
    if part == FUNNEL:
        table = table[table["system"] != NOT_NAMED].reset_index(drop=True)
    if part == RANKED:
        table = table.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    return replace(answer, key=f"{answer.key}_{part}", table=table)


QUESTIONS = (
    Question("reach.people_seen", people_seen, chart="people_on_card"),
    Question("reach.months", people_by_month, chart="people_by_month"),
    Question("reach.referred_by_month", referred_by_month, chart="people_by_month"),
    Question("reach.first_seen_by_month", first_seen_by_month, chart="people_by_month"),
    Question("reach.last_quarter", last_quarter),
    Question("reach.two_weeks", seen_within_two_weeks, chart="share_by_year"),
    Question("reach.six_weeks", seen_within_six_weeks, chart="share_by_year"),
    Question("reach.eighteen_weeks", seen_within_eighteen_weeks, chart="share_by_year"),
    Question("reach.waits_curve", waits_curve, chart="waits_curve"),
    Question("reach.waits_by_deprivation", waits_by_deprivation, chart="waits_by_group"),
    Question("reach.still_waiting", still_waiting, chart="still_waiting"),
    Question("reach.access", national_access, chart="rolling_share"),
    Question("reach.target", against_target, chart="share_of_target"),
    Question("reach.sources", referral_sources, chart="sources_by_year"),
    Question("reach.decisions", decisions, chart="decisions_by_year"),
    Question("reach.caseload", caseload, chart="caseload"),
    Question("reach.closures", closure_reasons, chart="closures"),
    Question("reach.drop_out_by_decile", drop_out_by_decile, chart="lost_by_decile"),
    Question("reach.drop_out_by_ethnic_group", drop_out_by_ethnic_group, chart="lost_by_ethnic_group"),
    Question("reach.missed_by_decile", missed_by_decile, chart="lost_by_decile"),
    Question("reach.missed_by_ethnic_group", missed_by_ethnic_group, chart="lost_by_ethnic_group"),
    *(Question(place_key(measure), partial(by_place, key=measure), chart="map_of_tiles") for measure in PLACE_MEASURES),
    *(
        Question(place_key(measure, part), partial(_part, part=part), chart=chart, part_of=place_key(measure))
        for measure in PLACE_MEASURES
        for part, chart in ((RANKED, "places_ranked"), (FUNNEL, "funnel_of_places"))
    ),
)

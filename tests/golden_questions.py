"""How each question that a page asks is asked of a release: key -> its function and what else may be chosen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from pimh_data import case_studies
from pimh_data.answer import Answer, Selection
from pimh_data.questions import equity, funding, indicators, need, outcomes, provision, quality, reach, voice, workforce
from pimh_data.questions.equity.pathway import SIDES
from pimh_data.questions.funding import Scenario
from pimh_data.questions.indicators.decile_rows import deprivation_bases
from pimh_data.questions.need import sliders
from pimh_data.questions.need.share import DEFAULT_MODEL
from pimh_data.questions.outcomes.chosen import IN_ADDRESS
from pimh_data.questions.provision.ratings import offers
from pimh_data.registry.cubes import ALL_PLACES
from pimh_data.registry.need import Parameter
from pimh_data.registry.need_models import models
from pimh_data.registry.theory_of_change import COMMISSIONERS
from pimh_data.release import Release

Choices = dict[str, str]
Many = Callable[[Release, Selection], list[Choices]]


def _none(release: Release, selection: Selection) -> list[Choices]:
    return [{}]


@dataclass(frozen=True)
class Asked:
    """A question: `ask(release, selection, choices)`, and the `choices` that a selection allows."""

    ask: Callable[[Release, Selection, Mapping[str, str]], Answer]
    choices: Many = _none
    about_release: bool = False


def _plain(function: Callable[..., Answer]) -> Asked:
    return Asked(lambda release, selection, chosen: function(release, selection))


def _of_release(function: Callable[..., Answer]) -> Asked:
    return Asked(lambda release, selection, chosen: function(release), about_release=True)


def _with(function: Callable[..., Answer], names: Mapping[str, str], choices: Many) -> Asked:
    """`names`: choice in the address -> parameter of the function."""
    return Asked(
        lambda release, selection, chosen: function(
            release, selection, **{names[name]: value for name, value in chosen.items()}
        ),
        choices,
    )


# Equity


def _sides(release: Release, selection: Selection) -> list[Choices]:
    return [
        {"group": one, "beside": other}
        for members in SIDES.values()
        for one, other in product(members, members)
        if one != other
    ]


ALSO_BY = ("parent_role", "stage", "age_band", "need_group", "plus_group", "hub")
EQUITY = {
    "equity.core20": _plain(equity.core20_against_rest),
    "equity.decile": _plain(equity.seen_by_decile),
    "equity.ethnic_group": _plain(equity.seen_by_ethnic_group),
    "equity.pathway": _with(equity.pathway_side_by_side, {"group": "one", "beside": "other"}, _sides),
    "equity.share_of_need": _plain(equity.share_beside_need),
    "equity.gap": _plain(equity.gap_in_people),
    "equity.slope": _plain(equity.slope_by_deprivation),
    "equity.core20_by_ethnic_group": _plain(equity.core20_by_ethnic_group),
    "equity.ethnic_code": _plain(equity.seen_by_ethnic_code),
    "equity.published_comparison": _plain(case_studies.published_comparison),
} | {
    f"equity.{by}": Asked(lambda release, selection, chosen, by=by: equity.seen_by(release, selection, by))
    for by in ALSO_BY
}

# Reach

REACH = {
    "reach.people_seen": _plain(reach.people_seen),
    "reach.months": _plain(reach.people_by_month),
    "reach.two_weeks": _plain(reach.seen_within_two_weeks),
    "reach.six_weeks": _plain(reach.seen_within_six_weeks),
    "reach.eighteen_weeks": _plain(reach.seen_within_eighteen_weeks),
    "reach.waits_curve": _plain(reach.waits_curve),
    "reach.waits_by_deprivation": _plain(reach.waits_by_deprivation),
    "reach.still_waiting": _plain(reach.still_waiting),
    "reach.access": _plain(reach.national_access),
    "reach.target": _plain(reach.against_target),
    "reach.sources": _plain(reach.referral_sources),
    "reach.decisions": _plain(reach.decisions),
    "reach.caseload": _plain(reach.caseload),
    "reach.closures": _plain(reach.closure_reasons),
    "reach.drop_out_by_decile": _plain(reach.drop_out_by_decile),
    "reach.drop_out_by_ethnic_group": _plain(reach.drop_out_by_ethnic_group),
    "reach.missed_by_decile": _plain(reach.missed_by_decile),
    "reach.missed_by_ethnic_group": _plain(reach.missed_by_ethnic_group),
} | {
    f"reach.places_{key}": Asked(lambda release, selection, chosen, key=key: reach.by_place(release, selection, key))
    for key in reach.MEASURES
}

# Outcomes


def _definitions(release: Release, selection: Selection) -> list[Choices]:
    known = outcomes.options(release, selection)
    found = [{}]
    for measure, (pairing, courses) in product(known.measures, known.definitions):
        for change in known.changes[measure] or ("",):
            chosen = dict(zip(IN_ADDRESS.values(), (measure, pairing, change, courses), strict=True))
            found.append({name: value for name, value in chosen.items() if value})
    return found


def _outcome(function: Callable[..., Answer]) -> Asked:
    return _with(function, {name: key for key, name in IN_ADDRESS.items()}, _definitions)


OUTCOMES = {
    "outcomes.headline": _outcome(outcomes.headline),
    "outcomes.change": _outcome(outcomes.what_changed),
    "outcomes.scores": _outcome(outcomes.first_and_last),
    "outcomes.recovery": _outcome(outcomes.recovered),
    "outcomes.severity": _outcome(outcomes.severity),
    "outcomes.who": _outcome(outcomes.who_is_in_it),
    "outcomes.missing": _outcome(outcomes.what_the_missing_could_do),
    "outcomes.for_whom": _outcome(outcomes.for_whom),
    "outcomes.differences": _outcome(outcomes.differences),
    "outcomes.services": _outcome(outcomes.services_compared),
    "outcomes.together": _outcome(outcomes.mood_and_relationship),
    "outcomes.warmth": _outcome(outcomes.warmth_and_invasion),
    "outcomes.measures": _outcome(outcomes.measures_in_use),
    "outcomes.national": _outcome(outcomes.beside_national),
}

# Need and funding


def _decimals(parameter: Parameter) -> int:
    return 1 if parameter.high - parameter.low > 0.01 else 2


def _parameters(release: Release, selection: Selection) -> list[Choices]:
    """As published; then each parameter at its least, one at a time; then all at their middle. In per cent."""
    known = [(key.replace(".", "-"), parameter) for key, _, parameter in sliders()]
    least = {key: f"{100 * one.low:.{_decimals(one)}f}" for key, one in known}
    middle = {key: f"{50 * (one.low + one.high):.{_decimals(one)}f}" for key, one in known}
    return [{}, *({key: value} for key, value in least.items()), middle]


def _models(release: Release, selection: Selection) -> list[Choices]:
    labels = [model.label for model in models().values()]
    return [{}] + [{"model": label, **moved} for label in labels for moved in _parameters(release, selection)]


def _moved(chosen: Mapping[str, str], model: str = "") -> dict[str, float]:
    found = {}
    for key, _, one in sliders():
        percent = chosen.get(key.replace(".", "-"))
        if percent is not None and float(percent) != round(100 * one.value, _decimals(one)):
            found[key] = min(max(float(percent) / 100, one.low), one.high)
    return {key: value for key, value in found.items() if not model or key.startswith(f"{model}.")}


def _of_model(function: Callable[..., Answer]) -> Asked:
    def ask(release: Release, selection: Selection, chosen: Mapping[str, str]) -> Answer:
        keys = {model.label: key for key, model in models().items()}
        model = keys[chosen["model"]] if "model" in chosen else DEFAULT_MODEL
        return function(release, selection, model, chosen=_moved(chosen, model))

    return Asked(ask, _models)


def _ends(release: Release, selection: Selection) -> list[Choices]:
    return [
        {"ends": name, "ends-percent": percent}
        for name in funding.choices(release, selection.place)
        for percent in ("100", "50", "10")
    ]


def _two_ends(release: Release, selection: Selection) -> list[Choices]:
    one = _ends(release, selection)
    beside = [{"other": two["ends"], "other-percent": two["ends-percent"]} for two in one]
    return one + [first | second for first, second in product(one, beside)]


def _scenario(selection: Selection, chosen: Mapping[str, str], name: str = "ends") -> Scenario:
    return Scenario(selection.place, selection.year, (chosen[name],), int(chosen[f"{name}-percent"]))


def _if_it_ends(function: Callable[..., Answer]) -> Asked:
    return Asked(lambda release, selection, chosen: function(release, _scenario(selection, chosen)), _ends)


def _side_by_side(release: Release, selection: Selection, chosen: Mapping[str, str]) -> Answer:
    names = [name for name in ("ends", "other") if name in chosen]
    return funding.side_by_side(release, tuple(_scenario(selection, chosen, name) for name in names))


def _beside(release: Release, selection: Selection, chosen: Mapping[str, str]) -> Answer:
    return replace(funding.people_lost(release, _scenario(selection, chosen, "other")), key="funding.people_beside")


def _other(release: Release, selection: Selection) -> list[Choices]:
    return [{"other": one["ends"], "other-percent": one["ends-percent"]} for one in _ends(release, selection)]


def _offers(release: Release, selection: Selection) -> list[Choices]:
    return [{}] + [{"offer": offer} for offer in offers(release, selection.place)]


NEED = {
    "need.models": Asked(
        lambda release, selection, chosen: need.need_by_model(release, selection, _moved(chosen)), _parameters
    ),
    "need.risk_groups": _plain(need.need_in_risk_groups),
    "need.coverage_by_deprivation": _of_model(need.coverage_by_deprivation),
    "need.coverage_by_place": _of_model(need.coverage_by_place),
    "need.thrive": _of_model(need.need_by_thrive_level),
    "need.table_4": _of_release(case_studies.table_4),
    "need.sheffield": _of_release(case_studies.sheffield_side_by_side),
    "need.sheffield_ethnicity": _of_release(case_studies.sheffield_ethnicity),
    "need.ethnicity_rows": _of_release(case_studies.published_ethnicity_rows),
    "need.who": Asked(
        lambda release, selection, chosen: need.who_needs_to_know(release, chosen.get("commissioner", "")),
        lambda release, selection: [{}] + [{"commissioner": name} for name in COMMISSIONERS],
        about_release=True,
    ),
    "funding.people": _if_it_ends(funding.people_lost),
    "funding.people_beside": Asked(_beside, _other),
    "funding.coverage": _if_it_ends(funding.coverage_lost),
    "funding.destinations": _if_it_ends(funding.destinations),
    "funding.compare": Asked(_side_by_side, _two_ends),
    "funding.waits": _if_it_ends(funding.waits_if_taken_on),
    "funding.costs": _if_it_ends(funding.costs),
    "provision.ratings": _with(provision.provision_ratings, {"offer": "offer"}, _offers),
    "provision.gaps": _with(provision.provision_gaps, {"offer": "offer"}, _offers),
    "provision.changes": _with(provision.provision_changes, {"offer": "offer"}, _offers),
    "workforce.team": _plain(workforce.team_against_published),
    "workforce.roles": _plain(workforce.team_by_role),
    "workforce.services": _plain(workforce.staff_by_service),
    "workforce.system_work": _plain(workforce.system_work_by_kind),
    "workforce.audience": _plain(workforce.system_work_by_audience),
    "voice.feedback": _plain(voice.family_feedback),
    "voice.survey": _of_release(case_studies.family_survey),
}

# Indicators and data


def _indicator(release: Release, selection: Selection) -> list[Choices]:
    return [{"indicator": key} for key in indicators.indicator_choices(release)]


def _pairs(release: Release, selection: Selection) -> list[Choices]:
    keys = indicators.indicator_choices(release)
    return [{"across": one, "up": other} for one, other in product(keys, keys) if one != other]


def _bases(release: Release, selection: Selection) -> Iterator[Choices]:
    for key in indicators.indicator_choices(release):
        for basis in deprivation_bases(release, indicators.series_named(release, key)):
            yield {"indicator": key, "basis": basis}


INDICATORS = {
    "indicators.profile": _plain(indicators.area_profile),
    "indicators.heat": _plain(indicators.heat_table),
    "indicators.trend": _with(indicators.indicator_trend, {"indicator": "indicator"}, _indicator),
    "indicators.places": _with(indicators.compare_places, {"indicator": "indicator"}, _indicator),
    "indicators.pair": _with(indicators.two_indicators, {"across": "first", "up": "second"}, _pairs),
    "indicators.inequality": _with(
        indicators.inequality,
        {"indicator": "indicator", "basis": "basis"},
        lambda release, selection: list(_bases(release, selection)),
    ),
    "indicators.risk": _plain(indicators.risk_stack),
    "indicators.wessex": _plain(case_studies.wessex_table),
}
DATA = {
    "data.completeness": _plain(quality.completeness),
    "data.extracts": _of_release(quality.extracts),
    "data.protection": _of_release(quality.protection),
}

ASKED: dict[str, Asked] = EQUITY | REACH | OUTCOMES | NEED | INDICATORS | DATA
OF_ALL = Selection(ALL_PLACES)

"""How much need there is under the published models, and who is seen beside it."""

from collections.abc import Callable

from pimh_data.answer import Answer, KeepsGroups, NoGroups, Selection
from pimh_data.questions.kit.share_of_need import DEFAULT_MODEL
from pimh_data.questions.need.coverage import coverage_by_deprivation, coverage_by_place
from pimh_data.questions.need.models import need_by_model, need_in_risk_groups
from pimh_data.questions.need.slider import Slider, all_sliders, moved
from pimh_data.questions.need.thrive import need_by_thrive_level
from pimh_data.questions.need.who import who_needs_to_know
from pimh_data.questions.question import Asking, Parameter, Question
from pimh_data.registry.need_models import models
from pimh_data.registry.theory_of_change import COMMISSIONERS
from pimh_data.release import Release

EVERY_COMMISSIONER = "Every commissioner"


def _labels(_: Asking) -> list[str]:
    return [model.label for model in models().values()]


def _key(label: str) -> str:
    return next(key for key, model in models().items() if model.label == label)


def _slider(slider: Slider) -> Parameter:
    return Parameter(slider.name, slider.label, lambda _: slider.percent)


MODEL = Parameter("model", "model of need", _labels, lambda _: models()[DEFAULT_MODEL].label, read=_key)
SLIDERS = tuple(_slider(slider) for slider in all_sliders())
COMMISSIONER = Parameter(
    "commissioner",
    "commissioner",
    lambda _: (EVERY_COMMISSIONER, *COMMISSIONERS),
    read=lambda name: "" if name == EVERY_COMMISSIONER else name,
)


def _every_model(release: Release, selection: Selection, **chosen: str) -> Answer:
    return need_by_model(release, selection, moved(chosen))


def _of_model(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    def asked(release: Release, selection: Selection, model: str, **chosen: str) -> Answer:
        return ask(release, selection, model, chosen=moved(chosen, model))

    return asked


QUESTIONS = (
    Question("need.models", _every_model, SLIDERS, chart="models_of_need"),
    Question("need.risk_groups", need_in_risk_groups, keeps=NoGroups("Everyone is meant, as published.")),
    Question(
        "need.coverage_by_deprivation",
        _of_model(coverage_by_deprivation),
        (MODEL, *SLIDERS),
        chart="need_by_group",
        keeps=KeepsGroups("Groups are set beside each other, whichever is chosen."),
    ),
    Question("need.coverage_by_place", _of_model(coverage_by_place), (MODEL, *SLIDERS), chart="need_by_place"),
    Question("need.thrive", _of_model(need_by_thrive_level), (MODEL, *SLIDERS), chart="need_by_level"),
    Question("need.who", who_needs_to_know, (COMMISSIONER,), about="release"),
)

"""Of a system that is granted in part, what hangs on the services of each of its Places is not shown."""

from dataclasses import replace

import numpy as np
import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.questions.cells import View
from pimh_data.questions.evidence import TEXT
from pimh_data.questions.longer import is_planned
from pimh_data.questions.service_starts import places_unknown
from pimh_data.questions.withheld import beside, withheld
from pimh_data.registry.cubes import QUARTER
from pimh_data.registry.views import VIEWS
from pimh_data.release import Release

# What these say is worked out from the services of each Place: of Places of others these are not told.
OF_SERVICES = frozenset(
    {
        *("reach.target", "need.thrive", "workforce.services", "workforce.team"),
        *(f"outcomes.{name}" for name in ("services", "service_measures", "together", "warmth", "measures")),
        *(f"funding.{name}" for name in ("ends", "people", "people_beside", "coverage", "destinations")),
        *(f"funding.{name}" for name in ("compare", "waits", "costs")),
    }
)
OF_THEIR_SERVICES = (
    "Not shown to you: it is worked out from the services of each of its Places, and several are not granted to you. "
    "Choose a Place, or ask for a grant of all of them."
)
# What these say hangs on all kinds of work, answers or audiences together, of which some are left out for Places of
# others. They have no rows either: which of them are there would be told by those that are not.
OF_ALL_TOGETHER = frozenset({"voice.feedback", "workforce.system_work", "workforce.audience"})
OF_WHAT_IS_LEFT = (
    "Not shown to you: what is left out for those of its Places that are not granted to you would make it another "
    "answer. Choose a Place, or ask for a grant of all of them."
)
# Of counts by month or quarter: said where one of them is not there, whether it was left out or never was.
PERIODS_LEFT_OUT = (
    "not shown to you, since months or quarters may be left out for Places that are not granted to you. Choose a "
    "Place, or ask for a grant of all of them."
)
# Of a service that some Places have, what share of need there is in them.
OF_NEED = "equity.share_of_need"
# The rows of whose Places are theirs whatever the system is.
BY_PLACE = "workforce.team"
# Texts that say what a row is of. All others say what was worked out, or which services others have.
NAMES = frozenset({"place", "service", "measure", "name", "role", "says", "status", "mood", "bond", "by", "member"})
LEFT_OUT = (
    "Periods, services and groups may be left out here without a word, since several of its Places are not granted to "
    "you."
)
SAYS_SO = "not shown to you"


def is_partly_granted(release: Release, where: str) -> bool:
    """Whether a system, or all Places, holds a Place that whoever asks is not granted."""
    return where in release.partly


def whole_or_not_shown(release: Release, key: str, answer: Answer) -> Answer:
    """The answer to the question of that key; of a system granted in part with nothing that hangs on services, and
    graded as not shown where its finding says so.
    """
    if not is_partly_granted(release, answer.selection.place):
        return answer
    cubes = {one.cube for one in VIEWS.get(key, ())}
    brought = not cubes or release.has_brought(cubes)
    of_some = key == OF_NEED and places_unknown(release, answer.selection.place, answer.selection.service)
    if brought and (key in OF_SERVICES or of_some):
        return _without(release, key, answer, OF_THEIR_SERVICES)
    if brought and key in OF_ALL_TOGETHER:
        return _without(release, key, replace(answer, table=answer.table.iloc[:0]), OF_WHAT_IS_LEFT)
    answer = replace(answer, evidence=beside(answer.evidence, LEFT_OUT))
    if answer.finding.grade != "no data" or SAYS_SO not in answer.finding.text:
        return answer
    states = answer.table["state"].mask((answer.table["state"] == "no data") & _of_others(release, answer), WITHHELD)
    table = answer.table.assign(state=pd.array(states.tolist(), dtype=TEXT))
    return withheld(replace(answer, table=table), "", answer.finding.text)


def not_by_quarter(release: Release, cube: str, view: View) -> str:
    """Why the rows of a view are financial years, no quarter of it being there: none is held, or none is shown."""
    left_out = is_partly_granted(release, view.where) and is_planned(release, cube, view, QUARTER)
    return "Quarters, if there are any, are not shown to you" if left_out else "Quarters are not held for this view"


def _without(release: Release, key: str, answer: Answer, why: str) -> Answer:
    """The same without a number, but of the Places that are granted where it has a row a Place. What a row is of stays.

    A finding that says already that it is not shown stays: what it names is to be asked for first.
    """
    texts = [column.name for column in answer.columns if column.kind == "text"]
    others = _of_others(release, answer) if key == BY_PLACE else np.ones(len(answer.table), dtype=bool)
    table = answer.table.copy()
    for column in answer.columns:
        if column.kind != "text":
            table[column.name] = table[column.name].mask(others)
    for name in [text for text in texts[1:] if text not in NAMES]:
        table[name] = table[name].mask(others, "").astype(answer.table[name].dtype)
    states = answer.table["state"].mask(others, WITHHELD)
    table["state"] = pd.array(states.tolist(), dtype=TEXT)
    found = replace(answer, table=table, evidence=beside(answer.evidence, why), notes=(), references=())
    return found if answer.finding.grade == WITHHELD else withheld(found, why)


def _of_others(release: Release, answer: Answer) -> np.ndarray:
    """Which rows are of no Place that is granted, by their texts, shape (rows,)."""
    texts = [column.name for column in answer.columns if column.kind == "text"]
    own = [answer.table[name].isin(list(release.manifest.services)).to_numpy() for name in texts]
    return ~np.logical_or.reduce([np.zeros(len(answer.table), dtype=bool), *own])

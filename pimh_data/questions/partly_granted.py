"""Of a system that is granted in part, what hangs on the services of each of its Places is not shown."""

from dataclasses import replace

import pandas as pd

from pimh_data.answer import WITHHELD, Answer
from pimh_data.questions.evidence import TEXT
from pimh_data.questions.withheld import beside, withheld
from pimh_data.release import Release

# What these say is worked out from the services of each Place: of Places of others these are not told.
OF_SERVICES = frozenset(
    {
        *("reach.target", "need.thrive", "workforce.services", "workforce.team"),
        *(f"outcomes.{name}" for name in ("service_measures", "together", "warmth", "measures")),
        *(f"funding.{name}" for name in ("ends", "people", "people_beside", "coverage", "destinations")),
        *(f"funding.{name}" for name in ("compare", "waits", "costs")),
    }
)
OF_THEIR_SERVICES = (
    "Not shown to you: it is worked out from the services of each of its Places, and several are not granted to you. "
    "Choose a Place, or ask for a grant of all of them."
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
    if key in OF_SERVICES:
        return _without_services(release, answer)
    if answer.finding.grade != "no data" or SAYS_SO not in answer.finding.text:
        return answer
    states = answer.table["state"].replace({"no data": WITHHELD})
    table = answer.table.assign(state=pd.array(states.tolist(), dtype=TEXT))
    return withheld(replace(answer, table=table), "", answer.finding.text)


def _without_services(release: Release, answer: Answer) -> Answer:
    """The same of the Places that are granted; of all else that it is not shown: what a row is of, and no number.

    A finding that says already that it is not shown stays: what it names is to be asked for first.
    """
    texts = [column.name for column in answer.columns if column.kind == "text"]
    named = answer.table[texts].to_dict("records") if texts else [{}] * len(answer.table)
    places = release.manifest.services
    others = pd.array([not any(str(text) in places for text in row.values()) for row in named], dtype=bool)
    table = answer.table.copy()
    for column in answer.columns:
        if column.kind != "text":
            table[column.name] = table[column.name].mask(others)
    for name in texts[1:]:
        table[name] = table[name].mask(others, "").astype(answer.table[name].dtype)
    states = answer.table["state"].mask(others, WITHHELD)
    table["state"] = pd.array(states.tolist(), dtype=TEXT)
    evidence = beside(answer.evidence, OF_THEIR_SERVICES)
    found = replace(answer, table=table, evidence=evidence, notes=(), references=())
    return found if answer.finding.grade == WITHHELD else withheld(found, OF_THEIR_SERVICES)

"""What sentences say that no row of their own file holds yet: by panel, the words round it, and where it is from.

Every entry is a number that a reader cannot check in the panel's table: to be brought into it, then taken out of here.
"""

import re
from collections.abc import Mapping

from tests.consistency.numbers import Said

BEFORE, AFTER = 32, 34  # letters that are looked at on either side of the quantity, which stands in ⟨ ⟩
BY_ETHNIC_GROUP = (
    r"or Irish are seen ⟨|Irish people \(95% interval ⟨|at most ⟨[\d,]+⟩ were seen|where about ⟨|"
    r"of ⟨[\d,]+⟩ people of known|⟩ are not White"
)
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "reach-people-seen": {
        r"about 1 for every ⟨": "births, rounded: of the panel on deprivation beside it",
        r"⟩ were seen within six weeks|\(from ⟨|year before \(⟨": "of a panel on the page Reach",
    },
    "reach-places": {r"average \(⟨|average of ⟨": "the line that the chart draws"},
    "equity-core20": {BY_ETHNIC_GROUP: "of the panel by ethnic group, on the page Equity"},
    "equity-ethnic-group": {
        r"nknown for ⟨|of ⟨[\d,]+⟩ people of known|⟩ are not White": "those of unknown or known group",
    },
    "equity-ethnic-code": {r"nknown for ⟨": "those of unknown group"},
    "outcomes-headline": {r"difference of about ⟨": "a definition"},
    "outcomes-change": {r"difference of about ⟨": "a definition"},
    "outcomes-severity": {r"of ⟨[\d,]+⟩ people with two": "all with two scores; rows are pairs of bands"},
    "outcomes-service-measures": {r"\(⟨\d+⟩ combinations|all ⟨": "how many rows have a measure in use"},
    "need-models": {r"of ⟨[\d,]+⟩ (?:children|births|babies|women)": "the population that coefficients are put on"},
    "need-risk-groups": {r"against ⟨": "all families; rows are groups"},
    "need-thrive": {r"for ⟨|and ⟨": "what the models count; rows are levels"},
    "provision-gaps": {r"of ⟨\d+⟩ ratings": "all ratings; rows are gaps"},
    "workforce-roles": {r"for ⟨3,300⟩ births": "of the published team"},
    "workforce-team": {r"⟨": "the team scaled; rows are its steps"},
    "workforce-system-work": {r"⟩ at ": "of the year; rows are years"},
    "voice-survey": {r"Of ⟨\d+⟩ respondents": "of the survey"},
    "funding-allocated": {
        r"spent \(⟨": "spent over allocated",
        r"(?:allocated|and) ⟨£": "by funder; rows are workstreams",
    },
    "indicators-risk": {r"average \(⟨": "the rate of all Places together"},
    "outcomes-measures": {
        r"⟩ of \d+ services|of ⟨\d+⟩ services|\(⟨[\d.]+%⟩\) use|⟩ have none": "services; rows are of measures"
    },
    "outcomes-services": {r"about ⟨\d+⟩ outside": "what chance gives"},
    "workforce-audience": {r"\(⟨[\d,]+⟩\)": "of the year; rows are years"},
    "funding-people": {r"about ⟨\d+⟩ were seen by it": "those at what ends less those known only to it"},
    "indicators-inequality": {r"slope index ⟨": "of the ten rows together"},
    "data-protection": {r"⟨5⟩|⟨18⟩": "words on how counts are protected"},
}


def is_elsewhere(panels: list[str], said: Said, text: str) -> bool:
    """Whether a quantity of one of these panels is one of those that its file does not hold yet."""
    end = said.start + len(said.text)
    round_it = f"{text[max(0, said.start - BEFORE) : said.start]}⟨{said.text}⟩{text[end : end + AFTER]}"
    return any(
        re.search(words, round_it)
        for panel in panels
        for name, patterns in ELSEWHERE.items()
        if panel == name or (name == "reach-places" and panel.startswith(name))
        for words in patterns
    )

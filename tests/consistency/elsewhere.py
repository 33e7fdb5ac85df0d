"""What a sentence says of another panel's table: by panel, the words round it, and the question whose table holds it.

The quantity is looked for there, with its interval, as in a panel's own table: nothing is excused.
"""

import re
from collections.abc import Iterator, Mapping

from tests.consistency.numbers import Said
from tests.consistency.screens import file_of
from tests.consistency.tables import Table

BEFORE, AFTER = 32, 34  # letters that are looked at on either side of the quantity, which stands in ⟨ ⟩
# The Summary's cards say beside their own what another page shows in full.
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "reach-people-seen": {
        r"about 1 for every ⟨": "equity.core20",
        r"⟩ people were newly referred|⟨[\d,]+⟩ (?:more|fewer) than the same quarter|quarter a year before \(⟨": (
            "reach.last_quarter"
        ),
        r"⟩ were seen within six weeks|\(from ⟨|year before \(⟨|(?:from|before) \(?[\d.]+% of ⟨": "reach.six_weeks",
    },
    "equity-core20": {
        r"or Irish are seen ⟨|Irish people \(95% interval ⟨|at most ⟨[\d,]+⟩ were seen|where about ⟨|"
        r"of ⟨[\d,]+⟩ people of known|⟩ are not White|(?:people|ethnicity|groups) \(⟨|often, 95% interval ⟨": (
            "equity.ethnic_group"
        ),
    },
}


def held_elsewhere(panels: list[str], said: Said, text: str, asked: Mapping[str, str]) -> Iterator[Table]:
    """The tables of other questions that hold a quantity of one of these panels, for the selection that is shown."""
    end = said.start + len(said.text)
    round_it = f"{text[max(0, said.start - BEFORE) : said.start]}⟨{said.text}⟩{text[end : end + AFTER]}"
    for panel in panels:
        for words, question in ELSEWHERE.get(panel, {}).items():
            if re.search(words, round_it):
                yield Table(file_of(question, asked))

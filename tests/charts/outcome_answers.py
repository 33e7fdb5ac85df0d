"""Small Answers of the outcomes that stand side by side, written by hand so that a test can read them."""

import pandas as pd
from answers import EVIDENCE

from pimh_data.answer import Answer, Column, Finding, ReferenceLine, Selection
from pimh_data.questions.outcomes.mood_and_bond_rows import COLUMNS as TOGETHER
from pimh_data.questions.outcomes.national_scores import COLUMNS as NATIONAL
from pimh_data.questions.outcomes.service_comparison import COLUMNS as SERVICES

NONE = float("nan")
SELECTION = Selection("Sheffield", "All services", "2023/24", "Everyone")
ENGLAND, YORKSHIRE = "England", "South Yorkshire (Sub-ICB 03N)"
CBT, PERINATAL = "Cognitive Behaviour Therapy (CBT)", "Ante/post natal counselling"


def _answer(columns: tuple[Column, ...], rows: list[dict], **more: object) -> Answer:
    """An Answer of the columns; what a row does not name is empty."""
    table = pd.DataFrame(rows, columns=[column.name for column in columns])
    kinds = {"count": "Int32", "text": "str", "state": "str"}
    table = table.astype({column.name: kinds.get(column.kind, "float64") for column in columns})
    finding = Finding("Sheffield, 2023/24: a finding.", "description")
    return Answer("outcomes.some", "Side by side", SELECTION, table, columns, finding, EVIDENCE, **more)


def _service(name: str, mood: float, bond: float, together: str, place: str = "Sheffield", **more: object) -> dict:
    known = together != "cannot be told"
    row = {"service": name, "place": place, "mood": "PHQ-9", "bond": "GBO", "together": together}
    row |= {"mood_size": mood, "bond_size": bond, "state": "shown" if known else "hidden"}
    for part, size in (("mood", mood), ("bond", bond)):
        row |= {f"{part}_people": 40 if known else None, f"{part}_gain": 5 * size}
        row |= {f"{part}_lower": 5 * size - 2, f"{part}_upper": 5 * size + 2}
    return row | more


def together(hidden: bool = True) -> Answer:
    """Four services, one in each quadrant, two of them with warmth and invasion; and one that is hidden."""
    rows = [
        _service("Both", 0.8, 1.2, "both clearly improved", **arrow(20.0, 25.0, 16.0, 11.0)),
        _service("Parents", 0.9, -0.3, "mood clearly improved, bond unclear", **arrow(24.0, 23.0, 12.0, 14.0)),
        _service("Babies", 0.1, 0.9, "bond clearly improved, mood unclear"),
        _service("Neither", -0.1, -0.2, "neither clearly improved"),
    ]
    gone = [_service("Small team", NONE, NONE, "cannot be told")] if hidden else []
    return _answer(TOGETHER, rows + gone, references=(ReferenceLine("No change", 0.0),))


def many_together(hidden: int = 9, flagged: int = 2) -> Answer:
    """Twelve services of as many Places, some of them flagged, and some more that are hidden."""
    rows = [
        _service("Perinatal team", 0.5 + 0.05 * at, -0.2, "mood clearly improved, bond unclear", f"Place {at}")
        if at < flagged
        else _service(
            "Perinatal team", 0.5 + 0.05 * at, 1.0, "both clearly improved", f"Place {at}", **arrow(20, 20 + at, 15, 9)
        )
        for at in range(12)
    ]
    gone = [_service("Small team", NONE, NONE, "cannot be told", f"Town {at}") for at in range(hidden)]
    return _answer(TOGETHER, rows + gone, references=(ReferenceLine("No change", 0.0),))


def arrow(warmth_first: float, warmth_last: float, invasion_first: float, invasion_last: float) -> dict:
    """The four means of MORS-SF."""
    names = ("warmth_first", "warmth_last", "invasion_first", "invasion_last")
    return dict(zip(names, (warmth_first, warmth_last, invasion_first, invasion_last), strict=True))


def funnel(shown: int = 4, chosen: str = "Sheffield") -> Answer:
    """Services of 25 to 400 people with 95% limits of 10 over the root of the people, and one hidden."""
    at = [
        ("Sheffield", "Light", 400.0, 0.2, "within limits"),
        ("Sheffield", "Midwives", 100.0, 1.2, "above 95% limit"),
        ("Wirral", "Perinatal team", 64.0, -2.5, "below 99.8% limit"),
        ("Halton", "Perinatal team", 25.0, 0.5, "within limits"),
    ][:shown]
    rows = [
        {
            "place": place,
            "service": service,
            "people": int(size),
            "rests_on": size,
            "observed": 5 + difference,
            "expected": 5.0,
            "difference": difference,
            "lower": difference - 1,
            "upper": difference + 1,
            "limit_95": 10 / size**0.5,
            "limit_998": 15 / size**0.5,
            "verdict": verdict,
            "focus": "yes" if chosen in (place, "All Places") else "no",
            "state": "shown",
        }
        for place, service, size, difference, verdict in at
    ]
    gone = {"place": "Wirral", "service": "Small team", "verdict": "not compared", "focus": "no", "state": "hidden"}
    return _answer(SERVICES, [*rows, gone], references=(ReferenceLine("As expected", 0.0),))


def national(ours: str = "shown", published: int = 3) -> Answer:
    """This selection, and published rows with means."""
    known = ours == "shown"
    mine = {"who": "Sheffield", "kind": "released here", "therapy": "All", "year": "2023/24", "state": ours}
    mine |= {"people": 215, "mean_first": 14.0, "mean_last": 9.0, "effect_size": 1.0} if known else {}
    theirs = [
        (ENGLAND, PERINATAL, "2019/20", 106.0, 11.6, 9.5, 0.5),
        (ENGLAND, CBT, "2023/24", 233_776.0, 14.2, 9.5, 0.8),
        (YORKSHIRE, CBT, "2022/23", 2_310.0, 9.0, 9.4, -0.1),
    ][:published]
    names = ("who", "therapy", "year", "courses", "mean_first", "mean_last", "effect_size")
    rows = [dict(zip(names, row, strict=True)) | {"kind": "published", "state": "shown"} for row in theirs]
    return _answer(NATIONAL, [mine, *rows])

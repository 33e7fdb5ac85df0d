"""Small Answers of every shape that a chart draws, written by hand so that a test can read them."""

import pandas as pd

from pimh_data.answer import Answer, Column, Evidence, Finding, ReferenceLine, Selection

NONE = float("nan")
STATE = Column("state", "State", "state")
EVIDENCE = Evidence(
    definition="People seen per 1,000 children aged 0.",
    numerator="People seen",
    denominator="Children aged 0",
    method="Byar",
    period="Financial year 2023/24",
    source="Extracts of the site",
    citation="Breslow and Day 1987",
    release="Release test, made on 1 April 2025",
    profile="Counts rounded to the nearest 5; fewer than 5 hidden",
    data="Synthetic demonstration data, not about real people",
    site="A partnership",
    hidden="Hidden: Decile 9.",
)


def _answer(key: str, table: pd.DataFrame, columns: tuple[Column, ...], place: str, **more: object) -> Answer:
    finding = Finding(f"{place}, 2023/24: the most deprived fifth (Core20) are seen less often.", "worse")
    selection = Selection(place, "All services", "2023/24", "Everyone")
    return Answer(key, "People seen", selection, table, columns, finding, EVIDENCE, **more)


def _interval(kind: str, decimals: int = 0, prefix: str = "") -> tuple[Column, Column]:
    return tuple(
        Column(f"{prefix}{end}", f"{prefix or '95% interval'}, {end}", kind, decimals=decimals)
        for end in ("lower", "upper")
    )


def by_decile(hidden: tuple[int, ...] = (9,), place: str = "Sheffield", upper: float = 1.3) -> Answer:
    """Ten deciles, rates 70 to 79 per 1,000, decile 10 a real zero; the deciles of `hidden` hidden."""
    deciles = range(1, 11)
    gone = [decile in hidden for decile in deciles]
    rate = [
        NONE if lost else 0.0 if decile == 10 else 69.0 + decile for decile, lost in zip(deciles, gone, strict=True)
    ]
    table = pd.DataFrame(
        {
            "member": [f"Decile {decile}" for decile in deciles],
            "decile": [str(decile) for decile in deciles],
            "people": pd.array(
                [
                    None if lost else 0 if decile == 10 else 5 * decile
                    for decile, lost in zip(deciles, gone, strict=True)
                ],
                dtype="Int32",
            ),
            "children": [1234.0] * 10,
            "rate": rate,
            "lower": [value * 0.8 for value in rate],
            "upper": [value * upper for value in rate],
            "focus": ["yes" if decile < 3 else "no" for decile in deciles],
            "state": [
                "hidden" if lost else "zero" if decile == 10 else "shown"
                for decile, lost in zip(deciles, gone, strict=True)
            ],
        }
    )
    columns = (
        Column("member", "Deprivation", "text"),
        Column("decile", "Decile", "text"),
        Column("people", "People seen", "count", "people"),
        Column("children", "Children aged 0", "published", "children"),
        Column("rate", "Seen per 1,000", "rate", "per 1,000", 1),
        *_interval("rate", 1),
        Column("focus", "In the chosen group", "text"),
        STATE,
    )
    return _answer("equity.decile", table, columns, place, references=(ReferenceLine("Sheffield average", 69.3),))


def by_group(first: str = "shown") -> Answer:
    """Three groups and an unknown row; the first group hidden when asked."""
    lost = first == "hidden"
    ratio = [NONE if lost else 0.93, 1.2, 1.18, NONE]
    table = pd.DataFrame(
        {
            "member": ["White", "Mixed", "=Asian", "Not stated"],
            "people": pd.array([None if lost else 370, 35, 65, 30], dtype="Int32"),
            "ratio": ratio,
            "lower": [value * 0.9 for value in ratio],
            "upper": [value * 1.1 for value in ratio],
            "against": ["all others known"] * 3 + [""],
            "together_lower": [value * 0.85 for value in ratio],
            "together_upper": [value * 1.15 for value in ratio],
            "bound_lower": [value * 0.8 for value in ratio],
            "bound_upper": [value * 1.5 for value in ratio],
            "known": ["yes"] * 3 + ["no"],
            "state": [first, "shown", "shown", "shown"],
        }
    )
    columns = (
        Column("member", "Ethnic group", "text"),
        Column("people", "People seen", "count", "people"),
        Column("against", "Compared with", "text"),
        Column("ratio", "Rate ratio", "ratio", decimals=2),
        *_interval("ratio", 2),
        Column("together_lower", "95% interval, groups together, lower", "ratio", decimals=2),
        Column("together_upper", "95% interval, groups together, upper", "ratio", decimals=2),
        Column("bound_lower", "If none", "ratio", decimals=2),
        Column("bound_upper", "If all", "ratio", decimals=2),
        Column("known", "Known", "text"),
        STATE,
    )
    return _answer("equity.group", table, columns, "Sheffield", references=(ReferenceLine("As often", 1.0),))


def by_year(kind: str = "share", followed: int = 800) -> Answer:
    """Three years of a share or ratio: shown, hidden, no data."""
    table = pd.DataFrame(
        {
            "period": ["2023/24", "2024/25", "2025/26"],
            "followed": pd.array([followed, None, None], dtype="Int32"),
            "value": [0.4567, NONE, NONE],
            "lower": [0.40, NONE, NONE],
            "upper": [0.50, NONE, NONE],
            "state": ["shown", "hidden", "no data"],
        }
    )
    columns = (
        Column("period", "Year", "text"),
        Column("followed", "Referred", "count", "people"),
        Column("value", "Share seen", kind, decimals=2),
        *_interval(kind, 2),
        STATE,
    )
    return _answer("reach.weeks", table, columns, "Sheffield", references=(ReferenceLine("As often as the rest", 1.0),))


def by_quarter() -> Answer:
    """Six quarters, the second hidden."""
    quarters = [f"2022/23 Q{number}" for number in range(1, 5)] + ["2023/24 Q1", "2023/24 Q2"]
    counts = pd.array([10, None, 20, 25, 30, 35], dtype="Int32")
    states = ["shown", "hidden", *["shown"] * 4]
    table = pd.DataFrame({"period": quarters, "people": counts, "state": states})
    columns = (Column("period", "Period", "text"), Column("people", "People seen", "count", "people"), STATE)
    return _answer("reach.people", table, columns, "Sheffield")


def by_field() -> Answer:
    """Two fields of the referrals."""
    table = pd.DataFrame(
        {
            "label": ["Ethnic category", "Stage"],
            "records": pd.array([1500, 1500], dtype="Int32"),
            "share_complete": [0.955, 1.0],
            "share_valid": [0.9344, NONE],
            "state": ["shown", "hidden"],
        }
    )
    columns = (
        Column("label", "Field", "text"),
        Column("records", "Referrals", "count", "referrals"),
        Column("share_complete", "Filled in", "share"),
        Column("share_valid", "Known", "share"),
        STATE,
    )
    return _answer("data.fields", table, columns, "Sheffield")

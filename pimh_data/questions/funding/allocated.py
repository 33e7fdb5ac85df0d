"""Money allocated and spent, by workstream and by funder, year by year, as the partnership lists it. No outcomes."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pimh_data.answer import Answer, Column, Headline, Row, Selection
from pimh_data.errors import SelectionError
from pimh_data.formats import people, percent
from pimh_data.questions import words
from pimh_data.questions.kit import STATE, Said, Telling, answer
from pimh_data.questions.kit.listed_services import services_of
from pimh_data.questions.needs_a_grant import not_there
from pimh_data.questions.periods import period_in_words
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.registry.posts import FUNDING
from pimh_data.release import Release

WORKSTREAM = "Workstream"
BY = {WORKSTREAM: "workstream", "Funder": "funded_by", "Lead provider": "lead_provider"}
ALLOCATED = {WORKSTREAM: "to", "Funder": "by", "Lead provider": "to"}
LEFT = {WORKSTREAM: "in", "Funder": "of what was given by", "Lead provider": "with"}
COLUMNS = (
    Column("year", "Financial year", "text"),
    Column("by", "By", "text"),
    Column("member", "Money of", "text"),
    Column("allocated", "Allocated", "published", "£", missing="not known"),
    Column("spent", "Spent", "published", "£", missing="not known"),
    Column("share", "Spent, share of allocated", "share", "%", missing="not known"),
    Column("share_of_year", "Spent of all that was allocated in the year", "share", "%", missing="not known"),
    STATE,
)
NOT_BROUGHT = "no money was brought (funding extract)"
PARTLY = "A sum that lacks an amount is given as far as it is known; the share is of rows with both."


def allocated_and_spent(release: Release, selection: Selection, by: str = WORKSTREAM) -> Answer:
    """Money by one thing: one row a year and member, the latest year first. `by`: one of the keys of BY.

    Columns: year, by, member, allocated, spent (pounds), share (of what was allocated, of rows with both amounts), the
    same of all in the year, state. Of one service or bundle where one is chosen: its own rows alone. Raises
    SelectionError for another `by`.
    """
    if by not in BY:
        raise SelectionError(f"money is not broken down by {by!r}; by {words.listed(list(BY))}")
    held = _held(release, selection)
    rows = [
        _row(year, by, member, part)
        for year in sorted(held["year"].unique(), reverse=True)
        for member, part in held[held["year"] == year].groupby(BY[by], sort=True)
    ]
    shares = {year: _sums(part)[2] for year, part in held.groupby("year")}
    rows = [{**row, "share_of_year": shares[row["year"]]} for row in rows]
    return answer(
        "funding.allocated",
        f"Money allocated and spent, by {by.lower()}",
        release,
        selection,
        COLUMNS,
        rows,
        replace(_said(release, selection, held, by), headline=_headline(held[held["year"] == selection.year])),
        definition="What was allocated to each workstream in a financial year, and what was spent of it.",
        numerator="Pounds spent",
        denominator="Pounds allocated",
        method="Added up as listed. " + PARTLY,
        period=period_in_words(selection.year),
        source="Funding extract of the site",
        citation="Contract of the funding extract",
        caveats=("What was spent says nothing of what it achieved.",),
        matters=("money allocated",),
        hidden=(),
        notes=_notes(selection, held),
        variant=(("money-by", by),),
    )


def _held(release: Release, selection: Selection) -> pd.DataFrame:
    columns = ["year", "workstream", "service", "funded_by", "lead_provider", "allocated", "spent"]
    table = release.tables.get((FUNDING, selection.place), pd.DataFrame(columns=columns))
    if selection.service == ALL_SERVICES:
        return table[columns]
    chosen = {service.name for service in services_of(release, selection.place, selection.service)}
    return table.loc[table["service"].isin(chosen), columns]


def _row(year: str, by: str, member: str, part: pd.DataFrame) -> Row:
    allocated, spent, share = _sums(part)
    known = not (math.isnan(allocated) and math.isnan(spent))
    state = "shown" if known else "no data"
    return {
        "year": year,
        "by": by,
        "member": member,
        "allocated": allocated,
        "spent": spent,
        "share": share,
        "state": state,
    }


def _sums(part: pd.DataFrame) -> tuple[float, float, float]:
    """Allocated, spent, and the share spent of rows that have both; NaN where nothing is known."""
    allocated, spent = (float(part[name].sum(min_count=1)) for name in ("allocated", "spent"))
    both = part.dropna(subset=["allocated", "spent"])
    whole = float(both["allocated"].sum())
    return allocated, spent, float(both["spent"].sum()) / whole if whole else math.nan


def _headline(part: pd.DataFrame) -> Headline | None:
    """What was spent of what was allocated; where no spending is known, what was allocated; None where neither is."""
    allocated, spent, share = _sums(part)
    if math.isnan(allocated):
        return None
    if math.isnan(share):
        return Headline("allocated", f"£{people(allocated)}", "what was spent of it is not known")
    return Headline("spent of what was allocated", percent(share), f"£{people(spent)} of £{people(allocated)}")


def _notes(selection: Selection, held: pd.DataFrame) -> tuple[str, ...]:
    lacking = int(held[["allocated", "spent"]].isna().any(axis=1).sum())
    lack = words.agree(lacking, "lacks", "lack")
    said = (f"{lacking} of {len(held)} rows {lack} an amount. {PARTLY}",) if lacking else ()
    if selection.service == ALL_SERVICES or held.empty:
        return said
    return (*said, "Money without a service, such as for training, is shown for all services together.")


def _said(release: Release, selection: Selection, held: pd.DataFrame, by: str) -> Said:
    tell = Telling.about(release, selection, words.subject(selection))
    if lacking := not_there(tell, selection.place, FUNDING, "money is", "its", NOT_BROUGHT):
        return lacking
    mine = held[held["year"] == selection.year]
    if mine.empty:
        years = words.listed(sorted(held["year"].unique()))
        return tell.says(f"no money is listed{f'; it is for {years}' if years else ''}.", "no data")
    allocated, spent, share = _sums(mine)
    said = f"£{people(allocated)} was allocated and £{people(spent)} spent"
    partly = " where both are known" if mine[["allocated", "spent"]].isna().any(axis=None) else ""
    said += f" ({percent(share)}{partly})" if not math.isnan(share) else ""
    return tell.says(f"{said}.{_most_allocated(mine, by)}{_least_spent(mine, by)}", "description")


def _most_allocated(mine: pd.DataFrame, by: str) -> str:
    """The three members with most allocated, of those that the table is broken down by."""
    members: Sequence[tuple[str, float]] = sorted(
        ((name, _sums(part)[0]) for name, part in mine.groupby(BY[by])), key=lambda pair: (-pair[1], pair[0])
    )
    known = [(name, amount) for name, amount in members if not math.isnan(amount)]
    if len(known) < 2:
        return ""
    shown = [f"£{people(amount)} {ALLOCATED[by]} {name}" for name, amount in known[:3]]
    return f" The largest amounts were {words.listed(shown)}."


def _least_spent(mine: pd.DataFrame, by: str) -> str:
    left = {
        name: float((both["allocated"] - both["spent"]).sum())
        for name, part in mine.groupby(BY[by])
        if len(both := part.dropna(subset=["allocated", "spent"]))
    }
    if not left or mine[BY[by]].nunique() < 2:
        return ""
    name = max(left, key=lambda key: (left[key], key))
    return f" Most was left {LEFT[by]} {name} (£{people(left[name])})." if left[name] > 0 else ""

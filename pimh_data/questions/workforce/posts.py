"""Posts by service, role, band, employer, status or funder, as the partnership lists them. Nobody is named."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pimh_data.answer import Answer, Column, Headline, Row, Selection
from pimh_data.errors import SelectionError
from pimh_data.formats import number, people, percent
from pimh_data.questions import words
from pimh_data.questions.cells import NAN
from pimh_data.questions.evidence import NOTHING_HIDDEN, evidence
from pimh_data.questions.kit import STATE, Said, Telling, composed
from pimh_data.questions.kit.adding_up import adding_up
from pimh_data.questions.needs_a_grant import not_there
from pimh_data.questions.periods import day_in_words
from pimh_data.registry.cubes import ALL_SERVICES
from pimh_data.registry.posts import DIMENSIONS, OTHER_ROLES, POSTS, POSTS_INSIDE, SINGLE_SERVICES
from pimh_data.release import Release

NAMED = 4
BY = {label: name for name, label in DIMENSIONS.items()}
STATUS = DIMENSIONS["status"]
COLUMNS = (
    Column("by", "By", "text"),
    Column("member", "Posts", "text"),
    Column("posts", "Number of posts", "number", "posts"),
    Column("wte", "Whole-time equivalents", "number", "WTE", 1),
    Column("share", "Share of whole-time equivalents", "share", "%"),
    STATE,
)
LISTED = "Posts are those of the extract at its date, whatever year is chosen."
FOLDED = (
    "A role that a service has once, and everything about a service of a single practitioner, stands under a common "
    "name: it would be one person's. The organisation that runs the service sees its own by name."
)
NOT_BROUGHT = "no posts were brought (posts extract)"


def posts(release: Release, selection: Selection, by: str = STATUS) -> Answer:
    """Posts and whole-time equivalents by one thing, most first: one row a member. `by`: one of the values of BY.

    Columns: by, member, posts, wte, share (of the whole-time equivalents), state. A bundle has no posts of its own:
    those of all services are given, and it is said. Raises SelectionError for another `by`.
    """
    if by not in BY:
        raise SelectionError(f"posts are not broken down by {by!r}; by {words.listed(list(BY))}")
    view, apart = _view(release, selection)
    held = _rows(release, view, by)
    whole = sum(float(row["wte"]) for row in held)
    rows: list[Row] = [{**row, "share": float(row["wte"]) / whole if whole else NAN} for row in held]
    folded = any(row["member"] in (OTHER_ROLES, SINGLE_SERVICES) for row in rows)
    return composed(
        "workforce.posts",
        f"Posts by {by.lower()}",
        selection,
        COLUMNS,
        rows,
        replace(
            _said(release, view, by, rows),
            headline=Headline("whole-time equivalents", number(whole if rows else NAN), _posts(rows) if rows else ""),
        ),
        evidence(
            release,
            definition="Posts of the services, filled or vacant, and their whole-time equivalents.",
            numerator="Whole-time equivalents",
            denominator="Whole-time equivalents of all posts shown together",
            method="Added up as listed, one break-down at a time. " + FOLDED,
            period=f"As of {day_in_words(release.manifest.extract_date)}",
            source="Posts extract of the site",
            citation="Contract of the posts extract",
            hidden=FOLDED if folded else NOTHING_HIDDEN,
            caveats=(LISTED,),
        ),
        notes=(apart, FOLDED if folded else "", adding_up(float(row["share"]) for row in rows)),
        variant=(("posts-by", by),),
    )


def _view(release: Release, selection: Selection) -> tuple[Selection, str]:
    """The selection that posts are held for, and a note where that is another."""
    if selection.service not in release.manifest.bundles:
        return selection, ""
    together = Selection(selection.place, ALL_SERVICES, selection.year, selection.deprivation)
    return together, "Posts are held for each service and for all together, not for bundles: those of all are shown."


def _rows(release: Release, view: Selection, by: str) -> list[Row]:
    held = _held(release, POSTS, view, BY[by])
    counts = {row["member"]: [row["posts"], row["wte"]] for row in held}
    # What an organisation may see of its own takes its place from the common name.
    for organisation in sorted(where for cube, where in release.tables if cube == POSTS_INSIDE):
        for row in _held(release, POSTS_INSIDE, view, BY[by], organisation):
            own = counts.setdefault(row["member"], [0.0, 0.0])
            for at, name in enumerate(("posts", "wte")):
                own[at] += row[name]
                if row["under"] in counts:
                    counts[row["under"]][at] -= row[name]
    kept = [(member, posts, round(wte, 2)) for member, (posts, wte) in counts.items() if posts > 0]
    return [
        {"by": by, "member": member, "posts": posts, "wte": wte, "state": "shown"}
        for member, posts, wte in sorted(kept, key=lambda row: (-row[2], row[0]))
    ]


def _held(release: Release, cube: str, view: Selection, dimension: str, partition: str = "") -> Sequence[dict]:
    table = release.tables.get((cube, partition or view.place), pd.DataFrame())
    if table.empty:
        return []
    mine = (table["where"] == view.place) & (table["service"] == view.service) & (table["dimension"] == dimension)
    return table[mine.to_numpy()].to_dict("records")


def _posts(rows: Sequence[Row]) -> str:
    total = sum(float(row["posts"]) for row in rows)
    return f"{people(total)} {'post' if total == 1 else 'posts'}"


def _named(by: str, member: str) -> str:
    if by == DIMENSIONS["band"] and member[0].isdigit():
        return f"band {member}"
    return member.lower() if by == STATUS else member


def _said(release: Release, view: Selection, by: str, rows: Sequence[Row]) -> Said:
    tell = Telling.about(release, view, words.subject(view, with_year=False))
    if lacking := not_there(tell, view.place, POSTS, "posts are", "their", NOT_BROUGHT):
        return lacking
    if not rows:
        return tell.says("no posts are listed, or they are those of a single practitioner.", "no data")
    whole = sum(float(row["wte"]) for row in rows)
    parts = [f"{_named(by, str(row['member']))} ({percent(float(row['share']))})" for row in rows[:NAMED]]
    more = f"; {len(rows) - NAMED} more in the table" if len(rows) > NAMED else ""
    said = f"{number(whole)} whole-time equivalents in {_posts(rows)}: {words.listed(parts)}{more}."
    return tell.says(said, "description")

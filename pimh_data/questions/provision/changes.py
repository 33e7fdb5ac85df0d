"""What changed: a partnership's own newest ratings against what was rated before, by itself or as published."""

from collections import Counter
from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Finding, Selection
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.provision.rated import RATINGS, Rating, of_offer, ratings
from pimh_data.questions.provision.ratings import days, places_of, rating_evidence, remarks
from pimh_data.questions.words import listed
from pimh_data.release import Release

COLUMNS = (
    Column("offer", "Offer", "text"),
    Column("area", "Area", "text"),
    Column("place", "Place", "text"),
    Column("before", "Before", "text"),
    Column("before_as_of", "Before, as of", "text"),
    Column("now", "Now", "text"),
    Column("now_as_of", "Now, as of", "text"),
    Column("change", "Change", "text"),
    Column("history", "Every rating, oldest first", "text"),
    STATE,
)
BETTER, WORSE, UNCHANGED, NEW, OPEN = "better", "worse", "unchanged", "rated for the first time", "cannot be compared"


def provision_changes(release: Release, selection: Selection, offer: str = "") -> Answer:
    """The partnership's own newest rating of each area and offer against the one before it: one row each.

    Columns: offer, area, place, before and now in words with their days, change (better, worse, unchanged, rated for
    the first time, cannot be compared), history (every rating), state. The one before may be a published one. Ratings
    whose day is no year, month or day cannot be put in order: they are left out, and a note says so.
    """
    held = of_offer(ratings(release, selection.place), offer)
    ordered: dict[tuple[str, str], list[Rating]] = {}
    for rating in sorted((rating for rating in held if rating.moment), key=lambda one: (one.moment, one.own)):
        ordered.setdefault(rating.key, []).append(rating)
    own = [history for history in ordered.values() if history[-1].own]
    rows = [_row(history) for history in own]
    undated = sorted({rating.as_of for rating in held if not rating.moment})
    return composed(
        "provision.changes",
        "What changed since the rating before",
        selection,
        COLUMNS,
        rows,
        Said(_finding(selection, own, rows)),
        rating_evidence(release, selection, held),
        direction="higher_is_better",
        notes=(
            *remarks(held),
            *((f"Left out, since its day cannot be put in order: {listed(undated)}.",) if undated else ()),
        ),
    )


def _row(history: Sequence[Rating]) -> dict[str, str]:
    now, before = history[-1], history[-2] if len(history) > 1 else None
    return {
        "offer": now.offer,
        "area": now.area,
        "place": places_of(now),
        "before": before.words if before else "",
        "before_as_of": before.as_of if before else "",
        "now": now.words,
        "now_as_of": now.as_of,
        "change": _change(before, now),
        "history": "; ".join(f"{rating.as_of}: {rating.words}" for rating in history),
        "state": "shown" if now.letter else "no data",
    }


def _change(before: Rating | None, now: Rating) -> str:
    if before is None:
        return NEW
    if not (before.rating and now.rating):
        return OPEN
    step = RATINGS[now.rating][2] - RATINGS[before.rating][2]
    return BETTER if step > 0 else WORSE if step < 0 else UNCHANGED


def _finding(selection: Selection, own: Sequence[Sequence[Rating]], rows: Sequence[dict[str, str]]) -> Finding:
    if not rows:
        text = f"{selection.place}: the partnership brought no ratings of its own, so nothing can be said of change."
        return Finding(text, "no data")
    many = Counter(row["change"] for row in rows)
    said = listed([f"{many[name]} {name}" for name in (BETTER, WORSE, UNCHANGED, NEW, OPEN) if many[name]])
    named = [
        f"{row['offer']} in {row['area']} ({row['before']}, now {row['now']})"
        for row in rows
        if row["change"] in (BETTER, WORSE)
    ]
    moved = f": {listed(named)}" if 0 < len(named) <= 3 else ""
    when = days([history[-1] for history in own]).lower()
    return Finding(
        f"{selection.place}: of {len(rows)} own {'rating' if len(rows) == 1 else 'ratings'} ({when}), {said}{moved}.",
        "description",
    )

"""What is missing: offers rated as none, by area, most often missing first; and what is in development."""

from collections import Counter
from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Finding, Row, Selection
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.provision.rated import Rating, latest, of_offer, ratings, same
from pimh_data.questions.provision.ratings import days, no_ratings, places_of, rating_evidence, remarks
from pimh_data.questions.words import listed
from pimh_data.release import Release

GAPS = ("Red", "In development")
COLUMNS = (
    Column("offer", "Offer", "text"),
    Column("area", "Area", "text"),
    Column("place", "Place", "text"),
    Column("words", "In words", "text"),
    Column("missing", "Areas without it", "number", "areas"),
    Column("rated", "Areas rated", "number", "areas"),
    Column("ratings", "Ratings of all offers", "number", "ratings"),
    Column("as_of", "As of", "text"),
    STATE,
)
NAMED_AT_MOST = 3


def provision_gaps(release: Release, selection: Selection, offer: str = "") -> Answer:
    """Every offer and area rated Red (none) or in development: one row each, the offers missing most often first.

    Columns: offer, area, place, words, missing and rated (areas of the choice with the offer Red, and with any colour),
    ratings (of all offers there), as_of, state. `offer`: that offer alone.
    """
    shown = of_offer(latest(ratings(release, selection.place)), offer)
    rated = Counter(same(rating.offer) for rating in shown if rating.rating)
    missing = Counter(same(rating.offer) for rating in shown if rating.rating == "Red")
    gaps = sorted(
        (rating for rating in shown if rating.rating in GAPS),
        key=lambda rating: (-missing[same(rating.offer)], same(rating.offer), rating.rating != "Red"),
    )
    rows: list[Row] = [
        {
            "offer": rating.offer,
            "area": rating.area,
            "place": places_of(rating),
            "words": rating.words,
            "missing": missing[same(rating.offer)],
            "rated": rated[same(rating.offer)],
            "ratings": rated.total(),
            "as_of": rating.as_of,
            "state": "shown",
        }
        for rating in gaps
    ]
    return composed(
        "provision.gaps",
        "Gaps: what is not there",
        selection,
        COLUMNS,
        rows,
        Said(_finding(release, selection, shown, missing, offer)),
        rating_evidence(release, selection, shown),
        notes=remarks(shown),
    )


def _finding(
    release: Release, selection: Selection, shown: Sequence[Rating], missing: Counter[str], offer: str
) -> Finding:
    rated = [rating for rating in shown if rating.rating]
    if not rated:
        return no_ratings(release, selection, offer)
    subject = f"{selection.place}, {offer}" if offer else selection.place
    coming = sum(rating.rating == "In development" for rating in rated)
    soon = f"; {coming} {'is' if coming == 1 else 'are'} in development" if coming else ""
    when = days(rated).lower()
    if not missing:
        return Finding(f"{subject}: nothing that was rated is Red (none){soon} ({when}).", "description")
    verb = "is" if missing.total() == 1 else "are"
    text = f"{subject}: {missing.total()} of {len(rated)} ratings {verb} Red (none){soon}; {_missing(rated, missing)}"
    return Finding(f"{text} ({when}).", "description")


def _missing(rated: Sequence[Rating], missing: Counter[str]) -> str:
    """The offers missing most often, with the areas that lack them where there are several."""
    names = {same(rating.offer): rating.offer for rating in reversed(rated)}
    all_areas = Counter(same(rating.offer) for rating in rated)
    several = len({rating.area for rating in rated}) > 1
    most = missing.most_common(NAMED_AT_MOST if several else None)
    said = listed([f"{names[key]} ({many} of {all_areas[key]} areas)" if several else names[key] for key, many in most])
    return f"missing{' most often' if len(most) < len(missing) else ''}: {said}"

"""The ratings of provision as a heat table: offer by area, colour, letter and words."""

from collections import Counter
from collections.abc import Sequence

from pimh_data.answer import Answer, Column, Evidence, Finding, Selection
from pimh_data.questions.evidence import NOTHING_HIDDEN, evidence
from pimh_data.questions.kit import STATE, Said, composed
from pimh_data.questions.provision.rated import RATINGS, Rating, latest, of_offer, ratings, same
from pimh_data.questions.words import listed, lower_first
from pimh_data.registry.case_studies import RATED_IN
from pimh_data.registry.value_states import MADE_UP
from pimh_data.release import Release

COLUMNS = (
    Column("offer", "Offer", "text"),
    Column("area", "Area", "text"),
    Column("place", "Place", "text"),
    Column("rating", "Rating", "text"),
    Column("letter", "Letter", "text"),
    Column("words", "In words", "text"),
    Column("as_of", "As of", "text"),
    Column("by", "Rated by", "text"),
    STATE,
)
OPINION = "A rating is a judgement of those who plan services, not a count of people or of staff."


def remarks(shown: Sequence[Rating]) -> tuple[str, ...]:
    """What must be known beside ratings: that they are opinions; and of the demonstration's, that nobody gave them."""
    made_up = any(rating.source == MADE_UP for rating in shown)
    return (
        OPINION,
        *(("Ratings by the partnership are synthetic: made up for the demonstration.",) if made_up else ()),
    )


def offers(release: Release, where: str) -> tuple[str, ...]:
    """The offers that are rated in a Place, system or all, in the order of the tables: what may be filtered by."""
    named: dict[str, str] = {}
    for rating in ratings(release, where):
        named.setdefault(same(rating.offer), rating.offer)
    return tuple(named.values())


def provision_ratings(release: Release, selection: Selection, offer: str = "") -> Answer:
    """The newest rating of each offer in each area of the choice: one row an offer and area, to be drawn as a table.

    Columns: offer, area, place, rating (Green, Amber, Red, In development, or blank), letter, words, as_of, by, state
    (no data where nothing was rated). `offer`: that offer alone. Published ratings and a partnership's own stand
    together, the newer one shown.
    """
    shown = of_offer(latest(ratings(release, selection.place)), offer)
    rows = [_row(rating) for rating in shown]
    return composed(
        "provision.ratings",
        f"Provision: {offer}" if offer else "Provision, offer by area",
        selection,
        COLUMNS,
        rows,
        Said(_finding(release, selection, shown, offer)),
        rating_evidence(release, selection, shown),
        notes=remarks(shown),
    )


def rating_evidence(release: Release, selection: Selection, shown: Sequence[Rating]) -> Evidence:
    """Evidence of an answer on ratings: who rated, when, and what a colour means."""
    meaning = listed([f"{words.replace(':', ' is')}" for _, words, _ in RATINGS.values() if ":" in words])
    sources = dict.fromkeys(rating.source for rating in shown)
    published = [RATED_IN[case] for case in release.manifest.case_studies if case in RATED_IN]
    documents = "; ".join(published) or "The partnership's own ratings"
    return evidence(
        release,
        definition=f"How far an offer is there in an area, as rated: {meaning}; or in development. Where the published "
        "table names an offer in place of a colour, the name is shown.",
        numerator="Ratings as published, or as the partnership brought them",
        denominator="None: ratings",
        method="The newest rating of each area and offer; the partnership's own where both are as new.",
        period=days(shown),
        source="; ".join(sources) or documents,
        citation=documents,
        hidden=NOTHING_HIDDEN,
        caveats=(OPINION, "Areas are those of the documents; an area may be part of a Place or belong to two."),
        matters=("ratings of provision",),
    )


def days(shown: Sequence[Rating]) -> str:
    """The days that the ratings are of: 'As of 2019 and 2022-05'."""
    return f"As of {listed(sorted({rating.as_of for rating in shown}))}" if shown else "No ratings"


def no_ratings(release: Release, selection: Selection, offer: str) -> Finding:
    """That a Place or system has no ratings, of one offer or at all."""
    of = f" of {offer}" if offer else ""
    system = release.manifest.places.get(selection.place, selection.place)
    text = f"{selection.place}: no ratings{of} were published for {system}, and the partnership brought none."
    return Finding(text, "no data")


def places_of(rating: Rating) -> str:
    """The Places of a rating's area."""
    return " and ".join(rating.places) or "not mapped to a Place"


def _row(rating: Rating) -> dict[str, str]:
    return {
        "offer": rating.offer,
        "area": rating.area,
        "place": places_of(rating),
        "rating": rating.rating,
        "letter": rating.letter,
        "words": rating.words,
        "as_of": rating.as_of,
        "by": "the partnership" if rating.own else "published",
        "state": "shown" if rating.letter else "no data",
    }


def _finding(release: Release, selection: Selection, shown: Sequence[Rating], offer: str) -> Finding:
    rated = [rating for rating in shown if rating.rating]
    named = sum(bool(rating.named) for rating in shown)
    if not (rated or named):
        return no_ratings(release, selection, offer)
    many = Counter(rating.rating for rating in rated)
    counts = [f"{many[name]} {_in_running_text(name)}" for name in reversed(RATINGS) if many[name]]
    counts += [f"{named} {'name' if named > 1 else 'names'} an offer in place of a colour"] if named else []
    areas = len({rating.area for rating in shown})
    text = f"{selection.place}{', ' + offer if offer else ''}: of {len(rated) + named} ratings in {areas} "
    text += f"{'area' if areas == 1 else 'areas'}, {listed(counts)} ({days(rated or shown).lower()})."
    return Finding(text, "description")


def _in_running_text(rating: str) -> str:
    """'Green (full)', 'in development'."""
    colour, _, meaning = RATINGS[rating][1].partition(": ")
    return f"{colour} ({meaning})" if meaning else lower_first(colour)

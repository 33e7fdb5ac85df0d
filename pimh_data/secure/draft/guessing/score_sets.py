"""The measures that have columns of their own in a table: their scores, items and dates. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from pimh_data.registry.measures import MEASURES
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.looking.profile import NUMBER, Profile
from pimh_data.secure.draft.vocabulary.likeness import column_likeness
from pimh_data.secure.draft.vocabulary.measures import Said, measure_of, occasion_of

MOST = 0.5


@dataclass(frozen=True)
class Set:
    """The columns of one measure (of one occasion): of its score, its items in order, and its date."""

    measure: str
    scale: str
    occasion: str
    score: Profile | None
    items: tuple[Profile, ...]
    date: Profile | None


def sets(source: Drafted) -> tuple[Set, ...]:
    """The measures that have columns of their own, in the table's order."""
    said = [(p, found) for p in source.profiles if (found := measure_of(p.heading))]
    keys = dict.fromkeys((s.measure, s.scale, s.occasion) for _, s in said if not s.date)
    found = [_set(source, key, said) for key in keys]
    return tuple(one for one in found if one.score or one.items)


def used(source: Drafted) -> set[int]:
    """The numbers of the columns that the measures take."""
    return {p.number for one in sets(source) for p in (one.score, one.date, *one.items) if p}


def _set(source: Drafted, key: tuple[str, str, str], said: Sequence[tuple[Profile, Said]]) -> Set:
    measure, scale, occasion = key
    own = [(p, s) for p, s in said if (s.measure, s.scale) == (measure, scale)]
    scores = [p for p, s in own if s.occasion == occasion and not s.date and not s.item and _numbers(p)]
    items = sorted(((s.item, p) for p, s in own if s.occasion == occasion and s.item), key=lambda item: item[0])
    dates = [p for p, s in own if s.date and s.occasion == occasion]
    # 'Date first' may be of all measures taken then.
    shared = [
        p
        for p in source.profiles
        if _is_date(source, p)
        and occasion
        and occasion_of(p.heading) == occasion
        and not measure_of(p.heading)
        and not _is_of_the_referral(p)
    ]
    one_date = dates or shared
    whole = len(items) == MEASURES[measure].items and [number for number, _ in items] == list(range(1, len(items) + 1))
    return Set(measure, scale, occasion, scores[0] if scores else None, tuple(p for _, p in items) if whole else (),
               one_date[0] if one_date else None)  # fmt: skip


def _numbers(profile: Profile) -> bool:
    return not profile.filled or profile.share(NUMBER.match) > MOST


def _is_date(source: Drafted, profile: Profile) -> bool:
    return source.days[profile.number].share > MOST


def _is_of_the_referral(profile: Profile) -> bool:
    return bool(column_likeness("referrals", profile.heading).keys() & {"received", "first_contact", "closed"})

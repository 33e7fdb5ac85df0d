"""What the content of a source's columns says of them: ages or bands, which way deciles count, yes-columns, blanks."""

from collections.abc import Mapping

from pimh_data.contracts import CONTRACTS, PLUS_GROUPS
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.looking.profile import Profile
from pimh_data.secure.draft.vocabulary.likeness import plus_group
from pimh_data.secure.draft.vocabulary.words_known import ALWAYS_NOTHING
from pimh_data.secure.ingest.sources.headings import plain
from pimh_data.secure.ingest.sources.people import NO, YES, age_band, decile


def yes_columns(source: Drafted) -> list[tuple[Profile, str]]:
    """Columns of yes and no whose heading is like a plus group, with the group."""
    if source.extract != "referrals":
        return []
    taken = {known.profile.number for known in source.recognised.columns}
    return [
        (profile, group)
        for profile in source.profiles
        if profile.number not in taken and (group := plus_group(profile.heading)) in PLUS_GROUPS and _is_yes_no(profile)
    ]


def is_age(profile: Profile) -> bool:
    """Whether a column of ages holds years, not bands."""
    return profile.share(age_band) > 0.5


def turned(profile: Profile) -> bool:
    """Whether a column of deciles says itself that it counts 10 as the most deprived."""
    other = profile.share(lambda text: decile(text, turned=True) and not decile(text))
    return other > profile.share(lambda text: decile(text) and not decile(text, turned=True))


def _is_yes_no(profile: Profile) -> bool:
    return profile.share(lambda text: plain(text) in YES + NO) > 0.8


def source_blanks(source: Drafted) -> Mapping[str, str]:
    """What stands for nothing in columns of dates and numbers, made plain -> the text as it may be written."""
    found = {}
    for known in source.recognised.columns:
        column = CONTRACTS[source.extract].column(known.column)
        if column.kind in ("date", "integer", "number") or column.name in ("age_band", "lsoa"):
            for text in known.profile.counts:
                if plain(text) in ALWAYS_NOTHING or (plain(text) in ("-1", "9999", "999") and column.kind != "date"):
                    found.setdefault(plain(text), text)
    return dict(sorted(found.items()))

"""The lines of a source for ids that every row needs and no known heading holds: the likeliest heading, to judge."""

from collections.abc import Collection

from pimh_data.contracts import CONTRACTS
from pimh_data.secure.draft.guessing.drafted import Drafted
from pimh_data.secure.draft.looking.profile import Profile, says_who
from pimh_data.secure.draft.toml_lines import quoted, waiting
from pimh_data.secure.draft.vocabulary.likeness import identifying, is_notes
from pimh_data.secure.printing import heading_to_print

LEAST_VARIETY = 0.3  # different texts over rows: a person has two or three referrals, a code is held by many
OTHERS_NAMED = 4


def ids_wanted(source: Drafted, taken: Collection[int]) -> list[tuple[str, Profile | None]]:
    """A waiting line for each such id, and the column that it names; None where no column is like an id."""
    contract = CONTRACTS[source.extract]
    names = {known.column for known in source.recognised.columns}
    wanted = [c for c in contract.columns if c.kind == "id" and not c.optional and not c.blank and c.name not in names]
    left = [profile for profile in source.profiles if profile.number not in taken and _like_an_id(source, profile)]
    left.sort(key=lambda profile: -profile.variety)
    found: list[tuple[str, Profile | None]] = []
    for column in wanted:
        best = left.pop(0) if left else None
        meaning = column.meaning.split(". ")[0].rstrip(".")
        said = f"no heading is known that holds it, and every row needs it: {meaning}"
        if best is None:
            found.append((waiting(f'"" = {quoted(column.name)}', said), None))
            continue
        others = ", ".join(repr(profile.heading) for profile in left[:OTHERS_NAMED])
        said += f"; the likeliest, take the first # away if it is{f', or name one of {others}' if others else ''}"
        found.append((waiting(f"{quoted(best.heading)} = {quoted(column.name)}", said), best))
    return found


def _like_an_id(source: Drafted, profile: Profile) -> bool:
    if heading_to_print(profile.heading, profile.number) != profile.heading or is_notes(profile.heading):
        return False
    who = any(says_who(profile)) or identifying(profile.heading) >= 0.99
    return profile.variety > LEAST_VARIETY and not who and source.days[profile.number].share < 0.5

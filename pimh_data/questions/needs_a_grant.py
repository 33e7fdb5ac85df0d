"""What takes a grant of its own, posts and money: why there is none of it to show. One order of reasons for all."""

from pimh_data.answer import WITHHELD
from pimh_data.questions.kit import Said, Telling
from pimh_data.questions.partly_granted import is_partly_granted

NEEDS_A_GRANT = "{what} not shown to you without a grant of {its} own"
OF_THE_WHOLE = "{what} not shown to you, since several Places take a grant of all of them"


def not_there(tell: Telling, where: str, cube: str, what: str, its: str, not_brought: str) -> Said | None:
    """Why there is nothing of a cube: not granted, not brought, or a system granted in part; None where there is some.

    `what`: with its verb ('posts are'); `not_brought`: what is said where the extract was not brought.
    """
    release = tell.release
    held = any(of == cube for of, _ in release.tables)
    is_part = bool(release.brought)
    if not held and cube in (release.shut if is_part else release.manifest.extracts):
        return tell.says(f"{NEEDS_A_GRANT.format(what=what, its=its)}.", WITHHELD)
    if is_partly_granted(release, where) and release.has_brought({cube}):
        return tell.says(f"{OF_THE_WHOLE.format(what=what)}.", WITHHELD)
    return None if held else tell.says(f"{not_brought}.", "no data")

"""What a share by decile or ethnic group says: Core20 against the rest, or each ethnic group against White."""

from collections.abc import Mapping
from dataclasses import replace

from pimh_data.answer import Grade, Selection
from pimh_data.questions import words
from pimh_data.questions.cells import HIDDEN, Cell, View, total
from pimh_data.questions.kit.member_differences import less_white, sizes
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.kit.telling import Said, Telling
from pimh_data.questions.kit.verdicts.enough import FEWEST, enough
from pimh_data.questions.kit.verdicts.sizes_of_several import points_seen_of
from pimh_data.questions.words import ETHNIC_GROUPS as PEOPLE
from pimh_data.questions.words import WHITE
from pimh_data.registry.cubes import DEPRIVATION, PAIR
from pimh_data.registry.deprivation import CORE20, THE_REST
from pimh_data.registry.ethnicity import GROUPS
from pimh_data.release import Release

ENDINGS: dict[Grade, str] = {"no clear difference": "no clear difference", "too few": "too few to tell from chance"}


def finding(release: Release, selection: Selection, view: View, share: Share, held: Mapping[str, Part]) -> Said:
    """Two groups of deciles with the difference and its interval; or the ethnic groups that differ from White.

    It is of the view's period alone, and says nothing where one of two groups of deciles has under 20 people.
    """
    by_decile = view.dimension == DEPRIVATION.name
    group = words.group(view.member.split(PAIR)[0]) if PAIR in view.member else ""
    tell = Telling.of(release, selection, view, group=group)
    if all(part.state == "no data" for part in held.values()):
        return tell.no_data(f"there are no data on {share.of_whom.format('people')}")
    if not by_decile:
        return _by_group(tell, share, held)
    return _by_deciles(replace(tell, label=f"{share.label.lower()}, the most deprived fifth (Core20)"), share, held)


def size_seen(view: View, share: Share, held: Mapping[str, Part]) -> str:
    """Where the groups do not clearly differ: the difference that would probably have been seen; else ''."""
    if view.dimension == DEPRIVATION.name:
        ours, theirs = (held.get(group, share.nothing) for group in (CORE20, THE_REST))
        return ours.size_seen(theirs, of="between the two groups")
    return points_seen_of({PEOPLE[name]: size for name, size in sizes(share, held).items()}, f"from {PEOPLE[WHITE]}")


def large_enough(share: Share, held: Mapping[str, Part]) -> bool:
    """Whether Core20 and the rest have enough people each to speak of, whatever became of them."""
    sides = (held.get(group, share.nothing).whole for group in (CORE20, THE_REST))
    return all(side.known and side.value >= FEWEST for side in sides)


def _by_deciles(tell: Telling, share: Share, held: Mapping[str, Part]) -> Said:
    ours, theirs = (held.get(group, share.nothing) for group in (CORE20, THE_REST))
    if not all(cell.known for cell in (ours.part, ours.whole, theirs.part, theirs.whole)):
        return tell.hidden(
            "the most deprived fifth (Core20) and the rest cannot be compared, because a number is hidden",
            lambda view: _both(tell.release, view, share),
            lambda view: _say_number(tell.release, view, share),
        )
    if not (ours.whole.value > 0 and theirs.whole.value > 0):
        return tell.says("nobody of the most deprived fifth (Core20) or of the rest is there.", "no data", "-")
    grade, bounds = ours.against(theirs, *share.grades)
    people_of = share.of_whom.format(ours.of("people from the most deprived fifth (Core20)"))
    grade = grade if large_enough(share, held) else "too few"
    one, other = ours.beside(theirs)
    the_rest = f"{other} of {'those' if not theirs.small else theirs.of('people')} from the rest"
    text = f"{one} of {people_of} {share.did}, {the_rest}; {_ending(share, grade)} ({bounds})."
    return tell.says(text, grade, one, f"{other} in the rest; {bounds}")


def _by_group(tell: Telling, share: Share, held: Mapping[str, Part]) -> Said:
    white = held.get(WHITE, share.nothing)
    others = {name: held.get(name, share.nothing) for name in GROUPS[1:]}
    known = {name: found for name, found in less_white(share, held).items() if found[0] == found[0]}
    compared = {name: found for name, found in known.items() if enough(others[name].whole, white.whole)}
    if not known:
        return tell.hidden(
            "no two ethnic groups can be compared",
            lambda view: _some(tell.release, view, share),
            lambda view: _white(tell.release, view, share),
        )
    if not compared:
        return tell.says(f"no two ethnic groups have {FEWEST} people each: too few to compare them.", "too few")
    more = [name for name, (_, lower, _) in compared.items() if lower > 0]
    fewer = [name for name, (_, _, upper) in compared.items() if upper < 0]
    ours = f"{white.guarded} of {share.of_whom.format(PEOPLE[WHITE])} {share.did}"
    lacking = [PEOPLE[name] for name in GROUPS[1:] if name not in known]
    few = [PEOPLE[name] for name in known if name not in compared]
    rest = f" Hidden: {words.listed(lacking)}." if lacking else ""
    rest += f" Under {FEWEST} people: {words.listed(few)}." if few else ""
    if not more and not fewer:
        return tell.says(f"{ours}; no other group that can be compared clearly differs.{rest}", "no clear difference")
    said = "; ".join(
        f"{which} of {words.listed([_with_points(name, others[name], compared[name]) for name in names])}"
        for which, names in (("more", more), ("fewer", fewer))
        if names
    )
    larger, smaller = share.grades
    worst = "worse" in (larger if more else "", smaller if fewer else "")
    return tell.says(f"{ours}, {said}.{rest}", "worse" if worst else larger if more else smaller)


def _ending(share: Share, grade: Grade) -> str:
    more, fewer = share.grades
    return {**ENDINGS, more: "more, beyond chance", fewer: "fewer, beyond chance"}[grade]


def _with_points(name: str, part: Part, found: tuple[float, float, float]) -> str:
    value, lower, upper = found
    return f"{PEOPLE[name]} ({part.guarded}: {words.points(lower, upper, value)})"


def _both(release: Release, view: View, share: Share) -> Cell:
    if view.dimension != DEPRIVATION.name:
        return HIDDEN
    held = share.read(release, view)
    return total(
        cell
        for group in (CORE20, THE_REST)
        for cell in (held.get(group, share.nothing).part, held.get(group, share.nothing).whole)
    )


def _say_number(release: Release, view: View, share: Share) -> str:
    held = share.read(release, view)
    ours, theirs = held[CORE20], held[THE_REST]
    if ours.small or theirs.small:
        return f"{ours.counted} against {theirs.counted} in the rest"
    return f"{' against '.join(ours.beside(theirs))} in the rest"


def _some(release: Release, view: View, share: Share) -> Cell:
    if view.dimension == DEPRIVATION.name or view.member.split(PAIR)[-1] != WHITE:
        return HIDDEN
    spoken = _spoken(share.read(release, view))
    return total([spoken[WHITE].part, spoken[WHITE].whole]) if WHITE in spoken and len(spoken) > 1 else HIDDEN


def _white(release: Release, view: View, share: Share) -> str:
    return ", ".join(f"{name} {part.guarded}" for name, part in _spoken(share.read(release, view)).items())


def _spoken(held: Mapping[str, Part]) -> Mapping[str, Part]:
    """The ethnic groups that are shown, and have people enough for a share of them to be said."""
    return {name: held[name] for name in GROUPS if name in held and held[name].part.known and enough(held[name].whole)}

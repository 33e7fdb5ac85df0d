"""What is doubtful in grants that can all be taken: told by their number in the file, never by whom they name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from pimh_data.release.grants import ANONYMOUS, EVERY_OTHER, SAME_SYSTEM, Grant, Grants
from pimh_data.release.roll_ups import ENOUGH

LISTED = 10  # names or numbers that are told one by one
TWO_GRANTS = (
    "grants number {} bear one name, by e-mail and by subject: where they are one person the one by subject alone "
    "holds; join them"
)
UNKNOWN = "grant number {} names {} that the release which is shown does not hold ({}): they grant nothing"
FEW = (
    "grant number {} compares without names with fewer than {} Places of the release that is shown: it is shown none "
    "of them"
)
JOINED = (
    "grant number {}: of Places that joined or left since the release before, fewer than {} are its peers without a "
    "name, so that the value that came or went tells whose it is: name its peers, until so many change at a time"
)
NOBODYS = (
    "grants number {} name an issuer that nobody signs in at here, so that they grant nothing: write it as the "
    "settings of sign-in do, 'proxy' behind a gateway"
)
CHANGED = (
    "grant number {}: its peers without a name are fewer than {} others than before, so that the value that comes or "
    "goes, in all past years too, tells whose it is: change so many at a time"
)


def of_persons(grants: Grants) -> Iterator[str]:
    """Grants that may be one person's: whom an e-mail and a subject stand for is known when they sign in."""
    named = defaultdict(list)
    for number, grant in numbered(grants):
        if grant.name:
            named[grant.name.casefold()].append((number, bool(grant.who[0])))
    for found in named.values():
        if len({by_subject for _, by_subject in found}) > 1:
            yield TWO_GRANTS.format(_listed(str(number) for number, _ in found))


def of_issuers(grants: Grants, issuer: str) -> Iterator[str]:
    """Grants that name another issuer than that which people sign in at."""
    found = [str(number) for number, grant in numbered(grants) if grant.who[0] not in ("", issuer)]
    if found:
        yield NOBODYS.format(_listed(found))


def against(grants: Grants, places: Mapping[str, str], before: Mapping[str, str] | None = None) -> Iterator[str]:
    """What grants name that a release (Place -> system) does not hold; peers without a name that are too few, or that
    are one or two others than they were in the release `before`.
    """
    systems = set(places.values())
    for number, grant in numbered(grants):
        peers = grant.peers if isinstance(grant.peers, frozenset) else frozenset()
        sought = {"places": grant.places - places.keys(), "systems": grant.systems - systems}
        for what, unknown in {**sought, "peers": peers - places.keys()}.items():
            if unknown:
                yield UNKNOWN.format(number, what, _listed(sorted(unknown)))
        if grant.comparison != ANONYMOUS:
            continue
        compared = grant.compared_with(places)
        if places.keys() - grant.permitted(places) and len(compared) < ENOUGH:
            yield FEW.format(number, ENOUGH)
        if before is not None and 0 < len(compared ^ grant.compared_with(before)) < ENOUGH:
            yield JOINED.format(number, ENOUGH)


def of_change(before: Grants, now: Grants) -> Iterator[str]:
    """Grants whose peers without a name are one or two others than they were."""
    for number, grant in numbered(now):
        former = before.held.get(grant.who)
        if former is not None and {former.comparison, grant.comparison} == {ANONYMOUS}:
            changed = _named(former) ^ _named(grant)
            if 0 < len(changed) < ENOUGH and not changed & {SAME_SYSTEM, EVERY_OTHER}:
                yield CHANGED.format(number, ENOUGH)


def numbered(grants: Grants) -> Iterable[tuple[int, Grant]]:
    """The grants with their number in the file, from 1."""
    return enumerate(grants.held.values(), start=1)


def _named(grant: Grant) -> frozenset[str]:
    return grant.peers if isinstance(grant.peers, frozenset) else frozenset({grant.peers})


def _listed(names: Iterable[str]) -> str:
    held: Collection[str] = list(names)
    more = f" and {len(held) - LISTED} more" if len(held) > LISTED else ""
    return ", ".join(list(held)[:LISTED]) + more

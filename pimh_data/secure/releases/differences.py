"""How a publication differs from the release before, and which differences are hardly right: it is then held back."""

from collections.abc import Iterator
from dataclasses import dataclass

from pimh_data.secure.releases.facts import Facts

FALLEN_TO = 0.9  # of the rows before: with fewer it is held back, since extracts hold everything since services began
RISEN_TO = 1.5  # of the rows before: with more it is held back
FEW = 5  # rows: a change by fewer than these holds nothing back, whatever share it is
SHARE_RISEN = 0.05  # of rows quarantined, above the share before: with this or more it is held back
NAMED = 10  # that are no longer there, one by one
FEW_REFERRALS = 50  # more or fewer: the counts that have moved are then theirs alone
MOVED_BY_FEW = (
    "referrals: only {many} {change}. The counts that have moved are theirs, so whoever knows who they are learns from "
    "both releases where they are counted: publish again when at least {few} have come, unless that is no secret"
)


@dataclass(frozen=True)
class Difference:
    """One difference in words; `held`: whether it is hardly right."""

    words: str
    held: bool = False


def differences(before: Facts, now: Facts) -> tuple[Difference, ...]:
    """Everything in which a publication differs from the release before; those that hold it back first."""
    found = (
        *_of_site(before, now),
        *_of_rows(before, now),
        *_of_shares(before, now),
        *_gone(before, now),
        *_lacking(before, now),
        *_districts(before, now),
    )
    return tuple(sorted(found, key=lambda one: not one.held))


def _of_site(before: Facts, now: Facts) -> Iterator[Difference]:
    if " ".join(before.site.split()) != " ".join(now.site.split()):
        yield Difference(f"site: {now.site!r}, {before.site!r} before", held=True)
    if before.synthetic != now.synthetic:
        kinds = {True: "synthetic", False: "real"}
        yield Difference(f"data: {kinds[now.synthetic]}, {kinds[before.synthetic]} before", held=True)
    if before.extract_date != now.extract_date:
        older = now.extract_date < before.extract_date
        yield Difference(
            f"extract date: {now.extract_date}, {before.extract_date} before{' (older)' if older else ''}", held=older
        )
    if now.profile not in ("", before.profile):
        yield Difference(f"profile: {now.profile}, {before.profile} before")


def _of_rows(before: Facts, now: Facts) -> Iterator[Difference]:
    counts = [(name, former, now.rows[name]) for name, former in before.rows.items() if name in now.rows]
    whole = {(former, rows) for _, former, rows in counts}  # the only source of an extract is not named again
    counts += [
        (name, former, now.source_rows[name])
        for name, former in before.source_rows.items()
        if name in now.source_rows and (former, now.source_rows[name]) not in whole
    ]
    for name, former, rows in counts:
        if rows == former:
            continue
        change = f" ({abs(rows / former - 1):.0%} {'more' if rows > former else 'fewer'})" if former else ""
        much = former > 0 and not FALLEN_TO * former <= rows <= RISEN_TO * former
        held = much and abs(rows - former) >= FEW
        yield Difference(f"{name}: {rows:,} rows, {former:,} before{change}", held)
        if name == "referrals" and abs(rows - former) < FEW_REFERRALS:
            more = "more" if rows > former else "fewer"
            yield Difference(MOVED_BY_FEW.format(many=abs(rows - former), change=more, few=FEW_REFERRALS))


def _of_shares(before: Facts, now: Facts) -> Iterator[Difference]:
    for name, share in now.shares.items():
        former = before.shares.get(name, 0.0)
        if f"{share:.1%}" != f"{former:.1%}":
            yield Difference(
                f"{name}: {share:.1%} of rows quarantined, {former:.1%} before", held=share - former >= SHARE_RISEN
            )


def _gone(before: Facts, now: Facts) -> Iterator[Difference]:
    kinds = (
        ("extracts", tuple(before.rows), tuple(now.rows), True),
        ("sources", before.sources, now.sources, True),
        ("Places", before.places, now.places, bool(now.places)),
        ("services", before.services, now.services, bool(now.services)),
    )
    for kind, former, present, known in kinds:
        gone = [name for name in former if name not in present] if known else []
        new = [name for name in present if name not in former]
        if gone:
            yield Difference(f"{kind} no longer there: {_named(gone)}", held=True)
        if new and former:
            yield Difference(f"{kind} that are new: {_named(new)}")


def _lacking(before: Facts, now: Facts) -> Iterator[Difference]:
    """Files that a source names and that are not there: held back once, as a source that is no longer there is."""
    absent = [name for name in now.lacking if name not in before.lacking]
    if absent:
        yield Difference(f"files that extract.toml names and that are not there: {_named(absent)}", held=True)


def _districts(before: Facts, now: Facts) -> Iterator[Difference]:
    """Places that lie elsewhere than before: their population, boundaries and indicators are then others'."""
    for place, former in before.districts.items():
        codes = now.districts.get(place, former)
        if codes != former:
            yield Difference(f"districts of {place}: {codes or 'none'}, {former or 'none'} before", held=bool(former))


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more

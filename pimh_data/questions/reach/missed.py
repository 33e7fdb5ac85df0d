"""Contacts missed, by decile and by ethnic group: of contacts attended or missed, the share that were missed."""

from collections.abc import Mapping

from pimh_data.answer import Answer, Column, Selection
from pimh_data.questions.cells import Cell, View, members, total
from pimh_data.questions.kit.by_member import by_decile, by_ethnic_group
from pimh_data.questions.kit.share import Part, Share
from pimh_data.release import Release


def missed_by_decile(release: Release, selection: Selection) -> Answer:
    """Share of contacts missed: both groups of deciles, then one row a decile.

    Columns: member, people, attended, missed, share, lower, upper, difference (of Core20 from the rest) with its
    interval, focus, known, state. Raises SelectionError for a year or Place that the release does not hold.
    """
    return by_decile(release, selection, MISSED)


def missed_by_ethnic_group(release: Release, selection: Selection) -> Answer:
    """Share of contacts missed: one row an ethnic group, the unknown last. Columns as in `missed_by_decile`; the
    difference is from White people, with its interval alone and of all groups together."""
    return by_ethnic_group(release, selection, MISSED)


def _read(release: Release, view: View) -> Mapping[str, Part]:
    held = {count: members(release, "contacts", view, count) for count in ("people", "attended", "missed")}
    return {name: part_of_contacts({count: cells[name] for count, cells in held.items()}) for name in held["people"]}


def part_of_contacts(counts: Mapping[str, Cell]) -> Part:
    """The share of contacts missed, resting on people; `counts`: people, attended and missed."""
    # One person's contacts are alike, so the interval rests on people: it is as wide as if all of one's were the same.
    people, missed = counts["people"], counts["missed"]
    contacts = total([counts["attended"], missed])
    if not (contacts.known and people.known) or contacts.value == 0:
        return Part(total([people, contacts]), people, counts)
    fewest = contacts.lowest - missed.lowest + missed.highest
    largest = contacts.highest - missed.highest + missed.lowest
    ends = missed.lowest / largest * people.lowest, missed.highest / fewest * people.highest
    return Part(Cell(missed.value / contacts.value * people.value, *ends, missed.state), people, counts)


MISSED = Share(
    key="reach.missed",
    title="Contacts missed",
    cube="contacts",
    count="people",
    read=_read,
    of_whom="contacts of {}",
    did="were missed",
    counted=(
        Column("people", "People with a contact", "count", "people"),
        Column("attended", "Contacts attended", "count", "contacts"),
        Column("missed", "Contacts missed", "count", "contacts"),
    ),
    label="Share missed",
    definition="Of the contacts attended or missed in the year, the share that were missed (did not attend). Contacts "
    "cancelled beforehand are in neither.",
    numerator="Contacts missed",
    denominator="Contacts attended or missed",
    method="Wilson's 95% interval and Newcombe's of a difference, with the error of rounding added to that of chance: "
    "what it adds to a share of contacts is taken to lie anywhere within what rounding permits. "
    "One person's contacts are alike, so both rest on the number of people, as if all of one's contacts went the same "
    "way: they are at their widest.",
    caveats=("Why contacts are missed is not recorded: travel, work, childcare, language, how they are offered.",),
    matters=("contacts", "missed", "ethnic group", "by deprivation"),
)

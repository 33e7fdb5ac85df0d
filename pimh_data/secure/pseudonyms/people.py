"""Which rows are one person: by NHS number, else by name and date of birth, else nobody but the row. Shows no value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pimh_data.identifiers import nhs_number
from pimh_data.secure.pseudonyms.columns import named
from pimh_data.secure.pseudonyms.identity import name_and_birth
from pimh_data.secure.pseudonyms.key import Key

NHS, NAME, ALONE = "nhs number", "weaker", "unlinked"


@dataclass(frozen=True)
class Identifiers:
    """The file's own headings. `also`: further ids, replaced where they stand; `drop`: what else must not leave.

    An NHS number in `also` gets the pseudonym that its own person has.
    """

    nhs_number: str = ""
    names: tuple[str, ...] = ()
    born: str = ""
    postcode: str = ""
    lsoa: str = ""
    also: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Every heading named, each once."""
        own = (self.nhs_number, *self.names, self.born, self.postcode, self.lsoa, *self.also, *self.drop)
        return tuple(dict.fromkeys(name for name in own if name))


def people(
    texts: Mapping[str, list[str]], rows: Sequence[int], identifiers: Identifiers, key: Key, sha256: str
) -> tuple[list[str], list[str]]:
    """A pseudonym a row, and what is said of them. `rows`: their numbers in the file; `sha256`: of the file.

    A row with nothing usable has one that no other row of any file has.
    """
    numbers = texts.get(identifiers.nhs_number) or [""] * len(rows)
    names = [texts[name] for name in identifiers.names]
    births = texts.get(identifiers.born) or [""] * len(rows)
    made, kinds = [], dict.fromkeys((NHS, NAME, ALONE), 0)
    invalid, alone = [], []
    for at, row in enumerate(rows):
        number = nhs_number(numbers[at])
        if numbers[at] and not number:
            invalid.append(row)
        about = "" if number else name_and_birth([name[at] for name in names], births[at]) if names else ""
        kind = NHS if number else NAME if about else ALONE
        # Nobody else can have it: a row that tells nobody apart must not become the same person as another.
        made.append(key.pseudonym(kind, number or about or f"{sha256}:{row}"))
        kinds[kind] += 1
        if kind == ALONE:
            alone.append(row)
    said = [f"  {kinds[NHS]:,} by NHS number" + (f", {kinds[NAME]:,} by name and date of birth" if names else "")]
    if kinds[NAME]:
        said.append("  (weaker: a changed or misspelt name is another person, and twins of one name are the same)")
    if invalid:
        said.append(f"  {len(invalid):,} NHS numbers are not valid ({named(invalid)})")
    if alone:
        said.append(
            f"  {len(alone):,} rows have nothing usable, so each stands as a person of its own ({named(alone)})"
        )
    return made, said


def replaced(values: Sequence[str], key: Key) -> list[str | None]:
    """The pseudonyms of another column of ids; an NHS number gets the one that its own person has."""
    made = []
    for value in values:
        number = nhs_number(value)
        made.append(key.pseudonym(NHS, number) if number else key.pseudonym("id", value) if value else None)
    return made

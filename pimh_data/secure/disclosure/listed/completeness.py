"""How complete a field is, beside those counted by it: everybody has a record that says under what they are counted."""

from collections.abc import Iterator, Mapping

import numpy as np

from pimh_data.registry import deprivation, ethnicity
from pimh_data.registry.cubes import DEPRIVATION, DIMENSIONS, ETHNIC_GROUP, NOT_RECORDED
from pimh_data.secure.disclosure.listed.counts import beside
from pimh_data.secure.disclosure.listed.family import NUMBER
from pimh_data.secure.disclosure.numbered import Numbered
from pimh_data.secure.disclosure.relations import Relations, grouped

# The dimension that a field gives; of the others it has the field's own name.
OF_FIELD = {"imd_decile": DEPRIVATION.name, "ethnicity": ETHNIC_GROUP.name}
BLANK = (NOT_RECORDED, deprivation.NOT_KNOWN)
Pairs = tuple[np.ndarray, np.ndarray]


def completeness(cubes: Mapping[str, Numbered]) -> Iterator[Relations]:
    """Of each field by which people referred are counted."""
    if not {"quality", "pathway"} <= cubes.keys():
        return
    quality, pathway = cubes["quality"], cubes["pathway"]
    for number, (_, field) in enumerate(quality.words.of["member"]):
        rows = np.flatnonzero(quality.codes["member"] == number)
        dimension = OF_FIELD.get(field, field)
        if not len(rows) or dimension not in DIMENSIONS:
            continue
        of_whom = [member for of, member in pathway.words.of["member"] if of == dimension]
        members = [member for member in of_whom if member not in deprivation.DECILE_MEMBERS]
        # "Not known" is a code of ethnicity, and says nothing all the same; of deciles it stands for a blank.
        blank = [name for name in members if name in (BLANK if field == "imd_decile" else (NOT_RECORDED,))]
        for count, unsaid in (("complete", blank), ("valid", [*blank, *ethnicity.UNKNOWN])):
            said = [name for name in members if name not in unsaid]
            mine = quality.cells(rows, count)
            records = quality.cells(rows, "records")
            rest = [
                _referred(quality, rows, "records", pathway, (dimension, name)) for name in members if name in unsaid
            ]
            yield _sum([(records, mine), *rest])
            if said:
                yield _sum([_referred(quality, rows, count, pathway, (dimension, name)) for name in said])


def _referred(quality: Numbered, rows: np.ndarray, count: str, pathway: Numbered, member: tuple[str, str]) -> Pairs:
    number = int(pathway.words.numbers("member", [member])[0])
    held, part = beside(quality, rows, pathway, member=number)
    return quality.cells(held, count), pathway.cells(part, "referred")


def _sum(pairs: list[Pairs]) -> Relations:
    total, part = (np.concatenate(each) for each in zip(*pairs, strict=True))
    return grouped(total, part, True, False, NUMBER["cubes"])

"""People seen per 1,000 children of each decile, 1 = most deprived, beside the Place's own average."""

from pimh_data.answer import Answer, Column, ReferenceLine, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View, members, total
from pimh_data.questions.equity.decile_finding import finding
from pimh_data.questions.kit import STATE, Estimated, Said, composed
from pimh_data.questions.kit.deprivation import evidence_by_deprivation, unknown_decile
from pimh_data.questions.population import children_by_deprivation
from pimh_data.questions.rounded_intervals import rates
from pimh_data.registry.cubes import DEPRIVATION
from pimh_data.registry.deprivation import DECILE_MEMBERS, GROUP_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.release import Release


def seen_by_decile(release: Release, selection: Selection) -> Answer:
    """People seen per 1,000 children aged 0: one row a decile, 1 = most deprived, with Byar's 95% interval.

    Columns: member, decile, people, children, rate, lower, upper, focus ('yes' for the chosen group, deciles 1-2
    unless another is chosen), state. The reference line is the Place's average over the deciles that are known.
    Raises SelectionError for a year or Place that the release does not hold.
    """
    periods.position(release.manifest, selection.year)
    held = members(release, "activity", View.of(selection).at(dimension=DEPRIVATION.name), "people_seen")
    counts = [held.get(member, NO_DATA) for member in DECILE_MEMBERS]
    (denominator,) = children_by_deprivation(release, selection.place, selection.service, (selection.year,))
    children = [denominator.of(member) for member in DECILE_MEMBERS]
    estimates = rates(counts, children)
    focus = _focus(selection.deprivation)
    rows = []
    for row, member in enumerate(DECILE_MEMBERS):
        rate, lower, upper = estimates[row]
        rows.append(
            {
                "member": member,
                "decile": member.removeprefix("Decile "),
                "people": counts[row].value,
                "children": children[row],
                "rate": rate,
                "lower": lower,
                "upper": upper,
                "focus": "yes" if member in focus else "no",
                "state": counts[row].state if children[row] > 0 else "no data",
            }
        )
    known = total(held.get(member, NO_DATA) for member in GROUP_MEMBERS)
    average, _, _ = rates([known], [denominator.of(*GROUP_MEMBERS)])[0]
    columns = _columns(denominator.basis)
    return composed(
        "equity.decile",
        f"People seen per 1,000 {denominator.basis}, by deprivation",
        selection,
        columns,
        rows,
        Said(finding(release, selection, held, denominator)),
        evidence_by_deprivation(
            release,
            selection,
            denominator,
            definition=f"People seen per 1,000 {denominator.basis} of the same decile. Decile 1 is the most deprived "
            "tenth of England's small areas.",
            method="Byar's 95% interval, exact below 10 people, over every true count that the released ones permit; "
            "groups of deciles are compared by the score interval of their rate ratio. The average is of those whose "
            "decile is known.",
            citation="Breslow and Day 1987, vol. II, p. 69; Graham, Mayo and Szabo 2003, Stat Med 22:2071",
            hidden=[row["member"] for row in rows if row["state"] == "hidden"],
            what="deciles",
        ),
        references=(ReferenceLine(words.place_average(selection.place), average),),
        notes=(*denominator.note(), unknown_decile(release, held.get(NOT_KNOWN, NO_DATA), selection)),
    )


def _columns(basis: str) -> tuple[Column, ...]:
    return (
        Column("member", "Deprivation", "text"),
        Column("decile", "Decile (1 = most deprived)", "text"),
        Column("people", "People seen", "count", "people"),
        Column("children", basis.capitalize(), "published", basis),
        *Estimated("rate", f"Seen per 1,000 {basis}", "rate", "per 1,000", 1).columns,
        Column("focus", "In the chosen group", "text"),
        STATE,
    )


def _focus(chosen: str) -> tuple[str, ...]:
    if chosen in DECILE_MEMBERS:
        return (chosen,)
    return DECILE_MEMBERS[2:] if chosen == THE_REST else DECILE_MEMBERS[:2]

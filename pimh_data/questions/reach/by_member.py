"""A share by decile or ethnic group, such as contacts missed: its rows and its Answer, for any share."""

from collections.abc import Sequence
from dataclasses import replace

from pimh_data.answer import Answer, Column, ReferenceLine, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import NO_DATA, View
from pimh_data.questions.equity.deprivation import whatever_is_chosen
from pimh_data.questions.evidence import EXTRACT, STATE, evidence, hidden_in_words, tidy
from pimh_data.questions.follow_deprivation import follow_deprivation
from pimh_data.questions.reach.by_member_finding import finding
from pimh_data.questions.reach.shares import Part, Share
from pimh_data.questions.rounded_intervals import shares
from pimh_data.registry.cubes import DEPRIVATION, ETHNIC_GROUP, EVERYONE, TOTAL
from pimh_data.registry.deprivation import CORE20, DECILE_MEMBERS, NOT_KNOWN, THE_REST
from pimh_data.registry.ethnicity import GROUPS, UNKNOWN
from pimh_data.release import Release


def by_decile(release: Release, selection: Selection, share: Share) -> Answer:
    """One row a decile, 1 = most deprived; deciles 1-2 are compared with the rest, whatever is chosen."""
    view = View.of(selection).at(dimension=DEPRIVATION.name, member=CORE20)
    known = [(name, "yes") for name in DECILE_MEMBERS]
    notes = whatever_is_chosen(selection)
    return _answer(release, selection, share, view, (*known, (NOT_KNOWN, "no")), f"{share.key}_by_decile", notes)


def by_ethnic_group(release: Release, selection: Selection, share: Share) -> Answer:
    """One row an ethnic group, the unknown last; every group is compared with White. Follows pairs where there are."""
    follows = follow_deprivation(release, selection, share.cube, share.count, ETHNIC_GROUP.name)
    prefix = follows.prefix

    def read(held: Release, view: View) -> dict[str, Part]:
        return {name.removeprefix(prefix): part for name, part in share.read(held, view).items()}

    names = (*((name, "yes") for name in GROUPS), *((name, "no") for name in UNKNOWN))
    view, own = follows.view.at(member=prefix + GROUPS[0]), replace(share, read=read)
    return _answer(release, selection, own, view, names, f"{share.key}_by_ethnic_group", follows.notes)


def _answer(
    release: Release,
    selection: Selection,
    share: Share,
    view: View,
    names: Sequence[tuple[str, str]],
    key: str,
    notes: tuple[str, ...],
) -> Answer:
    periods.position(release.manifest, selection.year)
    held = share.read(release, view)
    nothing = Part(dict.fromkeys((column.name for column in share.counted), NO_DATA), NO_DATA, NO_DATA)
    parts = [held.get(name, nothing) for name, _ in names]
    estimates = shares([part.part for part in parts], [part.whole for part in parts])
    focus = _focus(selection, view)
    rows = []
    for row, ((name, known), part) in enumerate(zip(names, parts, strict=True)):
        value, lower, upper = estimates[row]
        limits = {"share": value, "lower": lower, "upper": upper}
        counts = {count: cell.value for count, cell in part.counts.items()}
        texts = {"member": name, "focus": "yes" if name in focus else "no", "known": known, "state": part.state}
        rows.append({**texts, **counts, **limits})
    whole = view.at(dimension=TOTAL.name, member=EVERYONE)
    everyone = share.read(release, whole).get(EVERYONE, nothing)
    average, _, _ = shares([everyone.part], [everyone.whole])[0]
    hidden = [str(row["member"]) for row in rows if row["state"] == "hidden"]
    said, headline = finding(release, selection, view, share, held)
    columns = _columns(share, view)
    return Answer(
        key,
        share.title,
        selection,
        tidy(columns, rows),
        columns,
        said,
        evidence(
            release,
            definition=share.definition,
            numerator=f"{share.numerator}, {words.subject(selection, period=view.period)}",
            denominator=share.denominator,
            method=share.method,
            period=(f"Referred in {view.period}, followed to {periods.day_in_words(release.manifest.extract_date)}")
            if share.cohort
            else periods.period_in_words(view.period)
            if view.period == selection.year
            else view.period,
            source=EXTRACT,
            citation=share.citation,
            hidden=hidden_in_words(release, hidden, "groups"),
            caveats=share.caveats,
            matters=share.matters,
        ),
        direction="lower_is_better",
        references=(ReferenceLine(words.place_average(selection.place), average),) if average == average else (),
        headline=headline,
        notes=notes,
    )


def _columns(share: Share, view: View) -> tuple[Column, ...]:
    return (
        Column("member", "Deprivation" if view.dimension == DEPRIVATION.name else "Ethnic group", "text"),
        *share.counted,
        Column("share", share.share, "share"),
        Column("lower", "95% interval, lower", "share"),
        Column("upper", "95% interval, upper", "share"),
        Column("focus", "In the chosen group", "text"),
        Column("known", "Group known", "text"),
        STATE,
    )


def _focus(selection: Selection, view: View) -> tuple[str, ...]:
    if view.dimension != DEPRIVATION.name:
        return ()
    if selection.deprivation in DECILE_MEMBERS:
        return (selection.deprivation,)
    return DECILE_MEMBERS[2:] if selection.deprivation == THE_REST else DECILE_MEMBERS[:2]

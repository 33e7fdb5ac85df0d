"""A share year by year: its rows, its Answer, and whether it is larger or smaller than the year before."""

from pimh_data.answer import Answer, Column, Grade, Selection
from pimh_data.formats import people
from pimh_data.questions import periods, words
from pimh_data.questions.cells import View
from pimh_data.questions.evidence import STATE
from pimh_data.questions.kit.answering import answer, by_group
from pimh_data.questions.kit.portion import shares_of
from pimh_data.questions.kit.share import Part, Share
from pimh_data.questions.kit.telling import Said, Telling
from pimh_data.release import Release


def by_year(release: Release, selection: Selection, share: Share) -> Answer:
    """One row a financial year, of the chosen deprivation group; the chosen year against the one before it.

    Columns: period, the share's counts, share with its 95% interval, state. Raises SelectionError for a year or Place
    that the release does not hold.
    """
    manifest, view = release.manifest, View.of(selection)
    periods.position(manifest, selection.year)
    held = {year: share.of(release, view.at(period=year)) for year in manifest.years}
    estimates = shares_of(held.values())
    whole_year = periods.period_in_words(selection.year)
    named = f"Referred in the {words.lower_first(whole_year)}" if share.cohort else whole_year
    return answer(
        share.key,
        share.title,
        release,
        selection,
        (
            Column("period", "Referred in" if share.cohort else "Financial year", "text"),
            *share.counted,
            *share.estimate.columns,
            STATE,
        ),
        [{"period": year, **share.row(held[year], estimates[row])} for row, year in enumerate(held)],
        _said(release, selection, share, view),
        definition=share.definition,
        numerator=share.numerator,
        denominator=share.denominator,
        method=share.method,
        period=share.period(manifest, named),
        citation=share.citation,
        caveats=share.caveats,
        matters=by_group(selection, *share.matters),
        what="years",
        direction=share.direction,
        notes=(*share.notes(release, view), _size_seen(release, share, view)),
    )


def _said(release: Release, selection: Selection, share: Share, view: View) -> Said:
    who, now = words.people_of(selection.deprivation), share.of(release, view)
    tell = Telling.of(release, selection, view, share.card or words.lower_first(share.label))
    if now.state == "no data":
        nobody = share.nobody.format(who) if now.whole.state == "zero" else ""
        return tell.no_data(
            share.lacking.format(who) or f"there are no data on {share.of_whom.format(who)}",
            nobody,
            read=lambda view: share.of(release, view).both,
            say=lambda view: _counted(share.of(release, view)),
        )
    if now.state == "hidden":
        what = f"{share.hidden.format(who) or f'the {words.lower_first(share.label)}'} is hidden"
        between = share.between(release, view)

        also, card = (f"; {between}", words.upper_first(between)) if between else ("", "")

        def say(view: View) -> str:
            return _counted(share.of(release, view))

        return tell.hidden(what, lambda view: share.of(release, view).both, say, also=also, card=card)
    opening = f"{now.percent} of the {people(now.whole.value)} {share.of_whom.format(who)} {share.did}"
    ending, why, grade = _since(release, share, view)
    card = words.upper_first(words.without_reason(ending))
    return tell.says(f"{opening} (95% interval {now.bounds}); {ending}{why}.", grade, now.percent, card)


def _counted(found: Part) -> str:
    return f"{found.words} of {people(found.whole.value)} people"


def _size_seen(release: Release, share: Share, view: View) -> str:
    """Beside a share that does not clearly differ from the year before, where the two are compared."""
    now, before = share.of(release, view), view.at(period=periods.year_before(view.period))
    if not now.known or _since(release, share, view)[2] != "no clear difference":
        return ""
    return now.size_seen(share.of(release, before))


def _since(release: Release, share: Share, view: View) -> tuple[str, str, Grade]:
    """How it compares with the year before, what stands behind that, and its grade."""
    before = view.at(period=periods.year_before(view.period))
    if share.since:
        return share.since(release, view, before)
    ending, grade = share.of(release, view).since(
        share.of(release, before), larger_is_better=share.direction == "higher_is_better"
    )
    return ending, "", grade

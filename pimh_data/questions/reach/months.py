"""People referred month by month, with process control limits, and people seen, a run chart; longer where few."""

from dataclasses import replace

import numpy as np

from pimh_data.answer import Answer, Column, Keeps, Row, Selection
from pimh_data.questions import periods, words
from pimh_data.questions.cells import ROUNDING, View
from pimh_data.questions.kit import STATE, answer, by_group
from pimh_data.questions.reach.months_finding import finding_of_new, finding_of_seen, icon
from pimh_data.questions.reach.months_series import Monthly, month_series
from pimh_data.registry.cubes import EVERYONE
from pimh_data.release import Release
from pimh_data.statistics.control import FEWEST_FOR_LIMITS, LEAST_MEAN_WHEN_ROUNDED, xmr

REFERRED = Monthly(
    "reach.referred_by_month",
    "referred",
    "pathway",
    "referred",
    new=True,
    charted="Charted: people referred in each {period}, whatever was decided on them. They are new each {period}, so "
    "that limits can tell a change from chance.",
    definition="People with a referral received in the {period}, each counted once in it.",
    caveats=(
        "Limits show what the process does by itself, not what it should do; they are not confidence limits.",
        "A person referred again in a later period counts in that period too.",
    ),
)
SEEN = Monthly(
    "reach.months",
    "seen",
    "activity",
    "people_seen",
    new=False,
    charted="Charted: people seen in each {period}. Many are seen in several, so that neighbouring {period}s count "
    "partly the same people: limits would not hold, and none are drawn.",
    definition="People with at least one attended contact in the {period}, each counted once in it.",
    caveats=("A person seen in two periods counts in both.",),
)
FIRST_SEEN = Monthly(
    "reach.first_seen_by_month",
    "seen for the first time",
    "first_contacts",
    "people",
    new=True,
    charted="Charted: people with the first attended contact of a referral in each {period}. They are new each "
    "{period}, so that limits can tell a change from chance.",
    definition="People with the first attended contact of a referral in the {period}, each counted once in it.",
    caveats=(
        "Limits show what the process does by itself, not what it should do; they are not confidence limits.",
        "A person referred again and seen again in a later period counts in that period too.",
    ),
)
NO_LIMIT = "no limits"
METHOD = (
    "XmR chart: limits are the mean and 2.66 times the mean moving range to each side. Special cause: a point outside "
    "them, 7 in a row on one side of the mean, 7 rising or falling, or 2 of 3 near a limit; of counts rounded to 5, "
    f"one within 1.25 of the mean lies on neither side. No limits under {FEWEST_FOR_LIMITS} points, where rounded "
    f"counts have a mean under {LEAST_MEAN_WHEN_ROUNDED}, or where few neighbouring points differ (of rounded counts "
    "under half, of exact ones under a quarter): a run chart."
)


def referred_by_month(release: Release, selection: Selection) -> Answer:
    """People referred in each of the last 24 months of the chosen year and before, with the limits of an XmR chart.

    By quarter where the mean of the months is under 40, and a run chart (median, no limits) where that of the quarters
    is too, there are fewer than 12 points, or too few neighbours differ. Columns: period, people, centre, lower, upper,
    kind ('common cause', 'special cause, high', 'special cause, low', or 'run chart'), state. The headline names the
    variation of the last point, as an icon would. Keeps everyone whatever the deprivation choice. Raises SelectionError
    for a year or Place that the release does not hold.
    """
    return _by_month(release, selection, replace(selection, deprivation=EVERYONE), REFERRED)


def first_seen_by_month(release: Release, selection: Selection) -> Answer:
    """People seen for the first time since their referral: rows and rules as of `referred_by_month`."""
    return _by_month(release, selection, replace(selection, deprivation=EVERYONE), FIRST_SEEN)


def people_by_month(release: Release, selection: Selection) -> Answer:
    """People seen in each of the last 24 months of the chosen year and before: a run chart, never with limits.

    Neighbouring months count partly the same people, so that no rule for independent points holds. By quarter where the
    mean of the months is under 40. Columns as of `referred_by_month`, lower and upper without a value, and `of_year`:
    people seen in the year that the period lies in. Raises SelectionError for a year or Place that the release does not
    hold.
    """
    return _by_month(release, selection, selection, SEEN)


def _by_month(release: Release, selection: Selection, own: Selection, of: Monthly) -> Answer:
    periods.position(release.manifest, own.year)
    series = month_series(release, own, of)
    counts = np.array([point.value for point in series.points], dtype="float64")
    base = ROUNDING[release.manifest.profile][0]
    limits = xmr(counts, rounded_to=base if base > 1 else 0) if series.limits else None
    # A median of shown points alone would stand too high: the hidden ones are mostly the small ones.
    centre = float(limits.mean) if limits else float(np.median(counts)) if len(counts) else np.nan
    ends = (float(limits.lower), float(limits.upper)) if limits else (np.nan, np.nan)
    special = limits.special_cause if limits else [None] * len(counts)
    kinds = [
        "run chart" if cause is None else icon(bool(cause), value >= centre)
        for cause, value in zip(special, counts, strict=True)
    ]
    named = dict.fromkeys(periods.year_of(period) for period in series.periods)
    years = {year: of.read(release, View.of(own).at(period=year)) for year in named}
    rows: list[Row] = [
        {
            "period": period,
            "people": point.value,
            "centre": centre,
            "lower": max(ends[0], 0),
            "upper": ends[1],
            "kind": kind,
            **({} if of.new else {"of_year": years[periods.year_of(period)].value}),
            "state": point.state,
        }
        for period, point, kind in zip(series.periods, series.points, kinds, strict=True)
    ]
    said = (
        finding_of_new(release, own, series, kinds, centre, limits) if of.new else finding_of_seen(release, own, series)
    )
    kept = selection.deprivation != own.deprivation
    return answer(
        of.key,
        f"People {of.did} by {series.kind}",
        release,
        selection,
        _columns(of),
        rows,
        said,
        definition=of.definition.format(period=series.kind),
        numerator=f"Distinct {words.people_of(own.deprivation)} {of.did}, {words.subject(own, False)}",
        denominator="None: a count of people",
        method=METHOD if of.new else "Counts as released, with their median. No limits and no test.",
        period=f"{series.periods[0]} to {series.periods[-1]}" if series.periods else periods.period_in_words(own.year),
        citation="NHS England, Making Data Count; Wheeler 1993, Understanding Variation",
        caveats=of.caveats,
        matters=by_group(own, *(() if of.new else ("people seen by month",))),
        what=f"{series.kind}s",
        notes=(
            "" if series.withheld else of.charted.format(period=series.kind),
            *series.notes,
            Keeps("Everyone is counted: by month these are not held by deprivation.") if kept else "",
        ),
    )


def _columns(of: Monthly) -> tuple[Column, ...]:
    return (
        Column("period", "Period", "text"),
        Column("people", f"People {of.did}", "count", "people"),
        Column("centre", "Mean (median in a run chart)", "number", "people", 1),
        Column("lower", "Lower process limit", "number", "people", 1, missing=NO_LIMIT),
        Column("upper", "Upper process limit", "number", "people", 1, missing=NO_LIMIT),
        Column("kind", "Variation", "text"),
        *(() if of.new else (Column("of_year", f"People {of.did} in its whole year", "count", "people"),)),
        STATE,
    )

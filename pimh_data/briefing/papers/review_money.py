"""The money of a funding review: allocated, by service and lead provider, what goes without it, and costs."""

from pimh_data.answer import Selection
from pimh_data.briefing.pack import Pack
from pimh_data.briefing.papers import said
from pimh_data.briefing.papers.asked import Ask, ask, if_it_ends
from pimh_data.briefing.papers.paper import TO_WRITE, Block, PaperHeading, Points, Prompt, Table, joined
from pimh_data.briefing.papers.whose import about

BY_WORKSTREAM = ask("funding.allocated", money_by="Workstream")
BY_FUNDER = ask("funding.allocated", money_by="Funder")
BY_LEAD = ask("funding.allocated", money_by="Lead provider")
UNMET = ask("need.coverage_by_deprivation")
LESS = (25, 50, 75)  # per cent: what the form asks for


def asks(selection: Selection) -> tuple[Ask, ...]:
    """What this part asks about a selection."""
    ends = (*(if_it_ends(key, selection) for key in ("funding.people", "funding.destinations", "funding.costs")),)
    return (BY_WORKSTREAM, BY_FUNDER, BY_LEAD, UNMET, *ends, *_reduced(selection))


def allocated(pack: Pack) -> tuple[Block, ...]:
    """What was allocated; by service with its cost; by lead provider, council and together."""
    year = pack.selection.year
    return joined(
        PaperHeading("Allocated funding"),
        said.shown(pack, BY_WORKSTREAM, "How much was allocated to the workstream, for which years?", year),
        PaperHeading("Funding breakdown by service"),
        PaperHeading("Cost and funder of each service", 2),
        said.shown(pack, if_it_ends("funding.costs", pack.selection), "What does each service cost a year?"),
        said.table(pack, BY_FUNDER, year),
        Prompt("Who funds each service, where the tables above do not say?"),
        PaperHeading("Totals by lead provider, council and together", 2),
        said.table(pack, BY_LEAD, year),
        Prompt("What is the total for each lead provider, for the council, and of all of them together?"),
    )


def impact(pack: Pack) -> tuple[Block, ...]:
    """What is left where the funding is not found, where risk is greatest, and what hangs together."""
    selection = pack.selection
    return joined(
        PaperHeading("Impact if funding is not found"),
        PaperHeading("What is left", 2),
        said.shown(pack, if_it_ends("funding.people", selection), "Who would be seen by no other service?"),
        PaperHeading("Where risk is greatest", 2),
        said.shown(pack, if_it_ends("funding.destinations", selection), "Where would people have to go?"),
        Prompt("Which families would be at greatest risk, and of what? Who would notice first?"),
        PaperHeading("What hangs together", 2),
        Prompt("Which other services rely on this one, and on which does it rely? What would stop with it?"),
    )


def reduced(pack: Pack) -> tuple[Block, ...]:
    """A quarter, half and three quarters less: arithmetic, not a forecast; and what is unmet even now."""
    return joined(
        PaperHeading("Reduced funding: arithmetic, not a forecast"),
        PaperHeading("25%, 50% and 75% less", 2),
        _side_by_side(pack),
        PaperHeading("Compromises and priorities", 2),
        Prompt("With less, what would be kept, what would be given up, and in which order?"),
        Prompt("Is there a level of funding below which the service could not safely run?"),
        PaperHeading("Need unmet even now", 2),
        said.shown(pack, UNMET, "Which need is unmet even with the present funding?"),
    )


def costs(pack: Pack) -> tuple[Block, ...]:
    """What delivery would cost from now on; only what it costs today is known to the release."""
    return joined(
        PaperHeading("Costs"),
        PaperHeading("Costs of continued delivery", 2),
        said.finding(pack, if_it_ends("funding.costs", pack.selection), "What would it cost to continue as now?"),
        Prompt("What will pay awards, inflation, premises and management add to it in the coming years?"),
        PaperHeading("Costs of retained, additional and changed delivery", 2),
        Table(
            f"Costs to be written: {about(pack.selection)}",
            ("Delivery", "What it would be", "Cost a year", "How worked out"),
            tuple((name, *(TO_WRITE,) * 3) for name in ("Retained", "Additional", "Changed")),
        ),
    )


def _side_by_side(pack: Pack) -> tuple[Block, ...]:
    """One row a reduction, of tables that have the same columns."""
    known = [one for one in _reduced(pack.selection) if one.name not in pack.lacks]
    tables = [table for one in known for table in said.table(pack, one)]
    if not tables:
        asked = "What would a quarter, half or three quarters less mean?"
        return said.finding(pack, known[0], asked) if known else (Prompt(asked),)
    first, rows = tables[0], tuple(row for table in tables for row in table.rows)
    caption = f"If there were less: {about(pack.selection)}. Arithmetic, not a forecast"
    beside = Table(caption, first.labels, rows, first.numeric, first.source)
    return (Points(tuple(said.words(pack, one) for one in known)), *said.notes(pack, known[0]), beside)


def _reduced(selection: Selection) -> tuple[Ask, ...]:
    return tuple(if_it_ends("funding.compare", selection, less) for less in LESS)

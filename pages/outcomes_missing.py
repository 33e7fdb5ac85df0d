"""Who is missing: how complete the scores are, by service and deprivation, and what those without a second could do."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
who, bounds = shown.answers("outcomes.who", "outcomes.missing", **outcome_definition.of(shown))
outcome_definition.opening(shown, who)
with panel.side_by_side():
    panel.show_if_any(who, "How many have two scores?", said_above=True)
    panel.show_if_any(bounds, "What if the others were known?")

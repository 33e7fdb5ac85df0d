"""Recovery and severity: how many are no longer a case, and how severe it was first and last."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
recovery, bands = shown.answers("outcomes.recovery", "outcomes.severity", **outcome_definition.of(shown))
outcome_definition.opening(shown, recovery)
with panel.side_by_side():
    panel.show_if_any(recovery, "How many recovered?", said_above=True)
    panel.show_if_any(bands, "How severe, first and last?")

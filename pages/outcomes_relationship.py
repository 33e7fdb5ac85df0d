"""Mood beside the relationship; warmth and invasion."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
both, warmth = shown.answers("outcomes.together", "outcomes.warmth", **outcome_definition.of(shown))
outcome_definition.opening(shown, both)
with panel.side_by_side():
    panel.show_if_any(both, "Do mood and the relationship move together?", said_above=True)
    panel.show_if_any(warmth, "Does warmth grow, and invasion ease?")

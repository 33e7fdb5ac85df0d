"""Which measures are in use, and by which services."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
use = shown.answer("outcomes.measures", **outcome_definition.of(shown))
outcome_definition.opening(shown, use)
panel.show(use, "Which measures are in use?", said_above=True)

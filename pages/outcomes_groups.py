"""For whom it changed: by deprivation, ethnic group and parent role."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
groups, apart = shown.answers("outcomes.for_whom", "outcomes.differences", **outcome_definition.of(shown))
outcome_definition.opening(shown, groups)
with panel.side_by_side():
    panel.show_if_any(groups, "Who improved?", said_above=True)
    panel.show_if_any(apart, "How far do groups differ?")

"""What changed: who is in it, how many improved, and how far scores moved."""

from pages.parts import outcome_definition, page_view, panel

shown = page_view.current()
counted, scale = shown.answers("outcomes.change", "outcomes.scores", **outcome_definition.of(shown))
# Without a reliable change the means are what there is to say first.
first = scale if counted.finding.grade == "no data" and scale.finding.grade != "no data" else counted
outcome_definition.opening(shown, first)
with panel.side_by_side():
    panel.show(counted, "How many improved, of whom?", said_above=first is counted)
    panel.show_if_any(scale, "How far did scores move?", said_above=first is scale)

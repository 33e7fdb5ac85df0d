"""What changed since the year before, as a list: what chance does not explain first."""

from collections.abc import Mapping

from pages.parts import text, with_heading
from pimh_data.answer import Answer
from pimh_data.briefing.changed import changed, nothing

QUESTION = "What changed since the year before?"


def show(answers: Mapping[str, Answer], headed: bool = True) -> None:
    """Of the Answers of the Summary. `headed`: its heading stands above it."""
    found = changed(answers)
    kinds = {kind: [one.said for one in found if one.kind == kind] for kind in dict.fromkeys(one.kind for one in found)}
    lines = "".join(text.paragraph(kind, "kind") + text.points(said) for kind, said in kinds.items())
    with_heading.draw(
        (text.heading(QUESTION, "changed") if headed else "") + (lines or text.paragraph(nothing(answers), "graded"))
    )

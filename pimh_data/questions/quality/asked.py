"""The questions on how far the data can be trusted, by their keys. Declares; works out no numbers."""

from pimh_data.questions import quality
from pimh_data.questions.question import Question

QUESTIONS = (
    Question("data.completeness", quality.completeness, chart="completeness"),
    Question("data.extracts", quality.extracts, about="release"),
    Question("data.protection", quality.protection, about="release"),
)

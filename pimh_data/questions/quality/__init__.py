"""How far the data can be trusted: how complete they are, what was read, how people are protected."""

from pimh_data.answer import Keeps
from pimh_data.questions.quality.completeness import completeness
from pimh_data.questions.quality.publication import extracts, protection
from pimh_data.questions.quality.terms import terms
from pimh_data.questions.question import Question

QUESTIONS = (
    Question(
        "data.completeness",
        completeness,
        chart="completeness",
        keeps=Keeps("Everyone is counted: records are not held by deprivation."),
    ),
    Question("data.extracts", extracts, about="release"),
    Question("data.protection", protection, about="release"),
    Question("data.terms", terms, about="release"),
)

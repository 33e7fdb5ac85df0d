"""The questions on published cases by their keys; a release that does not name the case refuses. Declares only."""

from pimh_data import case_studies
from pimh_data.answer import NoGroups
from pimh_data.questions.question import Question, keeping

QUESTIONS = keeping(
    NoGroups("Everyone is counted, as published."),
    Question("equity.published_comparison", case_studies.published_comparison),
    Question("need.sheffield", case_studies.sheffield_side_by_side, chart="published_need", about="release"),
    Question("need.sheffield_ethnicity", case_studies.sheffield_ethnicity, about="release"),
    Question("need.table_4", case_studies.table_4, about="release"),
    Question("need.ethnicity_rows", case_studies.published_ethnicity_rows, about="release"),
    Question("voice.survey", case_studies.family_survey, chart="survey", about="release"),
    Question("indicators.wessex", case_studies.wessex_table),
)

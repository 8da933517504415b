"""Surveys in, such as the SSP questionnaires of grades 7 to 9: counts per answer, split by grade, sex, school and year.

    survey = read_survey(read_apart(data, "SSP 2023.xlsx"))
    survey.counts       # a cube: question, answer, grade …, period; None where the file tells percentages only
    survey.percents     # then these
    survey.respondents  # how many answered, without the answers

Only tables that are counted already are taken. A file with a row for each child is refused with a sentence, and so is one with
CPR numbers: this system holds no data about single children.
"""

from .columns import ColumnRole, guess_roles
from .reading import Survey, header_row, read_survey

__all__ = ["ColumnRole", "Survey", "guess_roles", "header_row", "read_survey"]

"""Danish as municipalities write it: dates that are not exact, sentences, CPR numbers, order of letters."""

from roedtraad.language.dates import FuzzyDate, Precision
from roedtraad.language.sentences import split_sentences
from roedtraad.language.text import mend_hyphens, normalise, sort_key

__all__ = ["FuzzyDate", "Precision", "mend_hyphens", "normalise", "sort_key", "split_sentences"]

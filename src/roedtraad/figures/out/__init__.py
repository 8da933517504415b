"""Figures out, as open data: JSON-stat 2.0 and CSV. What is shown, suppressed and missing are told apart in both."""

from .csv import DANISH, INTERNATIONAL, Variant, csv_lines
from .jsonstat import dumps, to_jsonstat

__all__ = ["DANISH", "INTERNATIONAL", "Variant", "csv_lines", "dumps", "to_jsonstat"]

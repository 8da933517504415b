"""Honest numbers: periods, control charts, goal attainment, forecasts and the protection of small counts.

Pure Python, without Django: plain data in, plain data out, fit to be used by others. What a figure *means* is decided
here (is it a change, may it be shown); how it is said and drawn is for `roedtraad.writing`.
"""

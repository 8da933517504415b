"""The municipality's directory: units, positions and people from its personnel system, taken in again and again.

`table` (bytes → rows, done in a process with limits) → `columns` (what each column says) → `entries` (one line of the
directory as data, with its faults) → `differences` (what it would change here).
"""

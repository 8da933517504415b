"""The plan as a table that goes to Excel and comes back: theme, focus area, goal, what is said, by when.

reading      bytes or pasted text → rows of text, in a process with limits
lines        rows → lines of the plan, found by their headers wherever the columns have moved
differences  lines beside what stands: new, changed, emptied, the same, and what cannot be understood, as sentences
writing      the table as a workbook
"""

"""The forms of the indicators: what is typed, in the words of the page."""

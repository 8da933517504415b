"""Indicators: whether children are better off, told honestly. What is counted, from where, and what leaves the house."""

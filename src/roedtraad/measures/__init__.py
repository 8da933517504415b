"""Figures, and what may be said of them. Pure Python, no Django."""

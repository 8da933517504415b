"""Rød Tråd: one thread from each adopted sentence to its effect."""

"""How fast, and with how many queries: `make bench`. Figures, never assertions."""

"""What the pages show, in a number of queries that does not grow with the rows.

Figures come from `released` and nowhere else.
"""

from .released import Released, SeriesSeen, cells_of, released, released_lines

__all__ = ["Released", "SeriesSeen", "cells_of", "released", "released_lines"]

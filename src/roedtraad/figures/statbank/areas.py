"""Which variable of a table holds municipalities: known by its values, since every table names it otherwise."""

from __future__ import annotations

from roedtraad.figures.observations import Category
from roedtraad.figures.places import COUNTRY, MERGED, MUNICIPALITIES, REGIONS

from .tables import TableInfo, Variable

# Ages run to 125 and look like numbers of municipalities; below this many, names must agree as well.
SURE = 20


def region_variable(info: TableInfo) -> Variable | None:
    """The variable that holds municipalities (OMRÅDE, KOMK, BOPKOM, BLSTKOM …), known by its values, not by its name."""
    best: tuple[int, Variable] | None = None
    for variable in info.variables:
        if variable.time:
            continue
        numbers = [v for v in variable.values if v.code in MUNICIPALITIES or v.code in MERGED]
        if _are_places(variable, numbers) and (best is None or len(numbers) > best[0]):
            best = len(numbers), variable
    return best[1] if best else None


def _are_places(variable: Variable, numbers: list[Category]) -> bool:
    """Many numbers of municipalities; or two that bear the right names; or nothing but such numbers, with names for labels."""
    if len(numbers) >= SURE:
        return True
    named = [v for v in numbers if v.code in MUNICIPALITIES and MUNICIPALITIES[v.code].name in v.label]
    others = [v for v in variable.values if v not in numbers and v.code not in (COUNTRY, *REGIONS)]
    bare = all(not any(letter.isdigit() for letter in v.label) for v in numbers)
    return len(named) >= 2 or (bool(numbers) and not others and bare)

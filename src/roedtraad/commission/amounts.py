"""A grant as it is written, and as a number where the words are plain. Pure: no database."""

from __future__ import annotations

import re
from decimal import Decimal

# One amount in kroner: "1.250.000 kr.", "kr. 800.000", "2,4 mio. kr.", "450 tkr.". The dot separates thousands.
FIGURE = r"(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)(?:,-)?"
AMOUNT = re.compile(
    rf"(?:(?:kr\.?|dkk)\s*{FIGURE.replace('<n>', '<after>')}(?![\d.]*\d)"
    rf"|(?<![\d.,]){FIGURE}\s*(?P<scale>mio\.?|millioner|million|mia\.?|milliarder|t\.?)?\s*(?:kr\b\.?|kroner\b|dkk\b))",
    re.IGNORECASE,
)
SCALES = {"mio": 10**6, "millioner": 10**6, "million": 10**6, "mia": 10**9, "milliarder": 10**9, "t": 1000}


def plain_amount(words: str) -> Decimal | None:
    """The amount in kroner, if the words name exactly one and leave nothing open ("op til", "ca.", "årligt")."""
    found = list(AMOUNT.finditer(words))
    if len(found) != 1 or re.search(
        r"\b(?:op til|ca\.?|cirka|omkring|årligt?|pr\.|om året|mindst)", words, re.IGNORECASE
    ):
        return None
    match = found[0]
    figure = (match["after"] or match["n"]).replace(".", "").replace(",", ".")
    scale = (match["scale"] or "").rstrip(".").casefold()
    amount = Decimal(figure) * SCALES.get(scale, 1)
    return amount if amount < 10**12 else None

"""A municipality's own colours: three primaries and the tints that follow from them. Pure; no Django."""

from __future__ import annotations

TINTS = {"10": 0.10, "05": 0.05, "40": 0.53}  # share of the primary in white


def _channels(colour: str) -> tuple[int, int, int]:
    """'#0f4c5c' → (15, 76, 92). Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"Not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def tint(colour: str, share: float) -> str:
    """`share` (0–1) of the colour in white, as #rrggbb."""
    return "#" + "".join(f"{round(255 - share * (255 - channel)):02x}" for channel in _channels(colour))


def contrast_on_white(colour: str) -> float:
    """Contrast with white, 1–21 (WCAG 2.1, relative luminance). Text and buttons need at least 4.5."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def rules(primary: str, dark: str, darker: str) -> str:
    """The stylesheet that is served after our own and changes the six custom properties of _tokens.scss."""
    values = {"": primary, "-dark": dark, "-darker": darker}
    values |= {f"-{name}": tint(primary, share) for name, share in TINTS.items()}
    for colour in values.values():
        _channels(colour)
    return ":root {" + " ".join(f"--rt-primary{name}: {colour};" for name, colour in values.items()) + "}\n"

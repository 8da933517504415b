"""Which SVG may stand in a report: shapes and text that we drew ourselves, nothing that fetches, runs or styles."""

from __future__ import annotations

import re

from lxml import etree

from roedtraad.writing.model import ReportError

SPACE = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern clipPath".split()
)
# Presentation attributes (SVG 2, 'Styling') and geometry; 'class' is for the page's style sheet.
ATTRIBUTES = frozenset(
    "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform dx dy id class role fill fill-opacity "
    "fill-rule stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity opacity font-family "
    "font-size font-weight text-anchor dominant-baseline letter-spacing clip-path patternUnits patternTransform "
    "preserveAspectRatio aria-hidden aria-label aria-labelledby focusable tabindex lang".split()
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def checked(drawing: str) -> str:
    """The drawing again, serialised anew; :class:`ReportError` if it holds anything but shapes and text."""
    try:
        root = etree.fromstring(drawing.encode(), _PARSER)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise ReportError(f"A picture of the report is not well-formed SVG: {fault}") from fault
    doctype = getattr(root.getroottree().docinfo, "doctype")  # noqa: B009 - the stubs lack it
    if doctype or root.tag != f"{{{SPACE}}}svg":
        raise ReportError("A picture of the report is not plain SVG.")
    for node in root.iter():
        name = str(node.tag).removeprefix(f"{{{SPACE}}}")
        if name not in ELEMENTS:
            raise ReportError(f"A picture of the report holds <{name}>, which a drawing of ours never does.")
        for attribute, value in ((str(key), str(held)) for key, held in node.attrib.items()):
            if attribute not in ATTRIBUTES or (
                "(" in value
                and attribute not in ("transform", "patternTransform")
                and not re.fullmatch(r"url\(#[\w-]+\)", value)
            ):
                raise ReportError(
                    f"A picture of the report holds {attribute}={value!r:.40}, which it may not."
                )
    return etree.tostring(root, encoding="unicode")

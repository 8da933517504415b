"""XmR control charts (individuals and moving range): is there a change, or is it the noise that was always there?

    chart = control_chart([31, 33, 30, None, 34, …], Options(direction=Direction.DECREASE, target=25), rebase=[12])
    chart.verdict      what may be said: type of variation, target, and how firm the ground is
    chart.points       each point with its rules, signal and type; .segment has the mean and the limits
    chart.segments     one between each pair of borders (start, rebase, break)

The calculation is that of NHS England's Making Data Count as the open R package NHSRplotthedots 0.2.2 does it
(MIT licence; functions ptd_spc_standard, ptd_calculate_point_type, ptd_calculate_assurance_type), after Shewhart
(1931) and Wheeler, *Understanding Variation* (1993). The words of the enums are the package's. We differ on purpose
in two things: a point of a trend carries that trend's own direction (see `rules.trends`), and a missing value is a
gap, never an error (see `chart.control_chart`).
"""

from roedtraad.measures.xmr.chart import control_chart
from roedtraad.measures.xmr.errors import NotCharted
from roedtraad.measures.xmr.model import (
    Assurance,
    AssuranceIcon,
    Basis,
    Border,
    Chart,
    Direction,
    Options,
    Point,
    PointType,
    Rule,
    Segment,
    Signal,
    VariationIcon,
    Verdict,
)

__all__ = [
    "Assurance",
    "AssuranceIcon",
    "Basis",
    "Border",
    "Chart",
    "Direction",
    "NotCharted",
    "Options",
    "Point",
    "PointType",
    "Rule",
    "Segment",
    "Signal",
    "VariationIcon",
    "Verdict",
    "control_chart",
]

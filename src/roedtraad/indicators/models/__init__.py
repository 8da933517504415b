"""What is counted (definition), whose figures (series), where they come from (sources), what has left (release), and
how far a goal without data was attained (scale)."""

from .definition import Break, Indicator, IndicatorLink, Rebase, Target
from .release import Release, ReleaseBasis, ReleasedSeries
from .scale import Scale
from .series import Measurement, Series, SeriesSuccession
from .sources import FigureFile, SheetTemplate, SourceQuery

__all__ = [
    "Break",
    "FigureFile",
    "Indicator",
    "IndicatorLink",
    "Measurement",
    "Rebase",
    "Release",
    "ReleaseBasis",
    "ReleasedSeries",
    "Scale",
    "Series",
    "SeriesSuccession",
    "SheetTemplate",
    "SourceQuery",
    "Target",
]

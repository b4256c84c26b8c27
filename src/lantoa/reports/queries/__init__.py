"""Every question about reports that others may ask."""

from lantoa.reports.queries.practices import (
    USUAL,
    Asked,
    Material,
    UnableToOpenUnit,
    UnableToReport,
    asked,
    default_years,
    gather,
    material,
    pair_of,
)

__all__ = [
    "USUAL",
    "Asked",
    "Material",
    "UnableToOpenUnit",
    "UnableToReport",
    "asked",
    "default_years",
    "gather",
    "material",
    "pair_of",
]

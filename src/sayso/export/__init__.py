"""Claims written out in the formats of the field: one file a format, found by name in :data:`FORMATS`.

Every row leads back to its sentence: claim id, sentence, exact words, speaker, outlet, address, the
hash of the snapshot, the run. This room writes streams; which claims, and where to, the front door says.
"""

from sayso.export.annotations import ANNOTATION
from sayso.export.case import Case, CaseFormat, Sourced
from sayso.export.codebook import Column, column
from sayso.export.csv import CSV
from sayso.export.equipment import EQUIPMENT
from sayso.export.fielded import ACLED, UCDP
from sayso.export.files import whole_file
from sayso.export.frames import PARQUET, Found, Frame, claim_records, lined
from sayso.export.geojson import GEOJSON
from sayso.export.geotables import GEOPARQUET, GPKG
from sayso.export.hxl import HXL
from sayso.export.jsonl import JSONL
from sayso.export.provenance import PROVENANCE
from sayso.export.report import REPORT
from sayso.export.row import Format, Row, row_json
from sayso.export.schemaorg import JSONLD
from sayso.export.sqlite import SQLITE
from sayso.export.workbook import DECISIONS, INCIDENTS
from sayso.export.xlsx import XLSX

FORMATS: tuple[Format, ...] = (
    *(CSV, JSONL, XLSX, PARQUET, SQLITE),
    *(GEOJSON, GPKG, GEOPARQUET),
    *(HXL, EQUIPMENT),
    *(JSONLD, ANNOTATION, PROVENANCE),
)

__all__ = [
    "CASE_FORMATS",
    "CSV",
    "DECISIONS",
    "FORMATS",
    "INCIDENTS",
    "JSONL",
    "Case",
    "CaseFormat",
    "Column",
    "Format",
    "Found",
    "Frame",
    "Row",
    "Sourced",
    "claim_records",
    "column",
    "find",
    "find_case",
    "lined",
    "row_json",
    "whole_file",
]


CASE_FORMATS: tuple[CaseFormat, ...] = (UCDP, ACLED, REPORT)
"""Those that write incidents instead of claims."""


def find(name: str) -> Format:
    """The format of claims called ``name``; raises ``KeyError`` with the known names where there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    names = (*(f.name for f in FORMATS), *(f.name for f in CASE_FORMATS))
    raise KeyError(f"no format {name!r}; there are: {', '.join(names)}")


def find_case(name: str) -> CaseFormat | None:
    """The format of incidents called ``name``, or None."""
    return next((known for known in CASE_FORMATS if known.name == name), None)

"""Claims written out in the formats of the field: one file a format, found by name in :data:`FORMATS`.

Every row leads back to its sentence: claim id, sentence, exact words, speaker, outlet, address, the
hash of the snapshot, the run. This room writes streams; which claims, and where to, the front door says.
"""

from sayso.export.csv import CSV
from sayso.export.equipment import EQUIPMENT
from sayso.export.files import whole_file
from sayso.export.frames import PARQUET, Frame
from sayso.export.geojson import GEOJSON
from sayso.export.geotables import GEOPARQUET, GPKG
from sayso.export.hxl import HXL
from sayso.export.jsonl import JSONL
from sayso.export.linked import ANNOTATION, JSONLD, PROVENANCE
from sayso.export.row import Format, Row, row_json
from sayso.export.sqlite import SQLITE
from sayso.export.xlsx import XLSX

FORMATS: tuple[Format, ...] = (
    *(CSV, JSONL, XLSX, PARQUET, SQLITE),
    *(GEOJSON, GPKG, GEOPARQUET),
    *(HXL, EQUIPMENT),
    *(JSONLD, ANNOTATION, PROVENANCE),
)

__all__ = ["CSV", "FORMATS", "JSONL", "Format", "Frame", "Row", "find", "row_json", "whole_file"]


def find(name: str) -> Format:
    """The format called ``name``; raises ``KeyError`` with the known names where there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise KeyError(f"no format {name!r}; there are: {', '.join(f.name for f in FORMATS)}")

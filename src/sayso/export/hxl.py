"""HXL for humanitarian data: CSV of figures with the hashtag row second.

Each measure has a hashtag of its own after the HXL standard 1.1 (``#affected+killed`` and so on);
the lowest and highest number stand in that measure's two columns, so that a tool which adds a column never
adds unlike things. Bound, basis and speaker stand beside; a total over a window must not be added to events,
which is why ``#meta+basis`` is there. Only figures have a place here.
"""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.csv import Cell, cells_of, guard
from sayso.export.row import Format, Row
from sayso.model import Figure, Measure

TAGS: dict[Measure, str] = {
    Measure.KILLED: "#affected+killed",
    Measure.INJURED: "#affected+injured",
    Measure.CASUALTIES: "#affected+casualties",
    Measure.NEUTRALISED: "#affected+neutralised",
    Measure.MISSING: "#affected+missing",
    Measure.DETAINED: "#affected+detained",
    Measure.ABDUCTED: "#affected+abducted",
    Measure.FREED: "#affected+freed",
    Measure.DISPLACED: "#affected+displaced",
    Measure.EVACUATED: "#affected+evacuated",
    Measure.RETURNED: "#affected+returned",
    Measure.REFUGEES: "#affected+refugees",
    Measure.AFFECTED: "#affected",
    Measure.FORCES: "#population+forces",
    Measure.DESTROYED: "#impact+destroyed",
    Measure.DAMAGED: "#impact+damaged",
    Measure.SEIZED: "#impact+seized",
    Measure.STRUCK: "#impact+struck",
    Measure.ATTACKS: "#event+attacks",
    Measure.MUNITIONS: "#item+munitions",
}

COMMON: tuple[tuple[str, str, str], ...] = (
    ("Claim", "#meta+claim+id", "claim_id"),
    ("Date from", "#date+start", "time_from"),
    ("Date to", "#date+end", "time_to"),
    ("Country", "#country+code+v_iso2", "country"),
    ("Place", "#loc+name", "place"),
    ("Latitude", "#geo+lat", "lat"),
    ("Longitude", "#geo+lon", "lon"),
    ("Place precision", "#geo+precision", "place_precision"),
    ("Gazetteer", "#meta+geo+source", "gazetteer"),
    ("Counted", "#indicator+name", "object"),
    ("Status", "#indicator+type", "object_status"),
    ("Bound", "#meta+bound", "bound"),
    ("Basis", "#meta+basis", "basis"),
    ("Actor", "#group+actor+name", "actor"),
    ("Speaker", "#meta+speaker", "speaker_name"),
    ("Speaker kind", "#meta+speaker+type", "speaker_kind"),
    ("Stance", "#meta+stance", "stance"),
    ("Outlet", "#meta+source+name", "outlet"),
    ("Address", "#meta+source+url", "url"),
    ("Sentence", "#description+text", "sentence"),
    ("Snapshot", "#meta+source+sha256", "snapshot"),
)


def _numbers(figure: Figure) -> dict[str, Cell]:
    tag = TAGS[figure.measure]
    return {f"{tag}+min": figure.quantity.low, f"{tag}+max": figure.quantity.high}


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write headers, hashtags and one row a figure; returns how many figures."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
    table = csv.writer(text)
    numbers = [
        (f"{m} ({side})", f"{TAGS[m]}+{edge}")
        for m in Measure
        for side, edge in (("lowest", "min"), ("highest", "max"))
    ]
    table.writerow([*(name for name, _, _ in COMMON), *(name for name, _ in numbers)])
    table.writerow([*(tag for _, tag, _ in COMMON), *(tag for _, tag in numbers)])
    count = 0
    for row in rows:
        if not isinstance(row.claim, Figure):
            continue
        cells, counted = cells_of(row), _numbers(row.claim)
        values = [*(cells.get(column) for _, _, column in COMMON), *(counted.get(tag) for _, tag in numbers)]
        table.writerow(["" if v is None else guard(v) if isinstance(v, str) else v for v in values])
        count += 1
    text.flush()
    text.detach()
    return count


HXL = Format(name="hxl", suffix=".hxl.csv", summary="figures as CSV with HXL hashtags", write=write)

"""Equipment losses as recorders of equipment keep them: destroyed, damaged, captured; claimed, not confirmed.

One row a figure that counts things which were destroyed, damaged or seized. A figure is what somebody
claims; ``confirmed`` is for what a person has seen and decided, and stays empty here. Nothing is added up:
"55 tanks in the last 17 days" and "23 tanks on Friday" are two rows, and ``basis`` tells them apart.
"""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.csv import cells_of, guard
from sayso.export.row import Format, Row
from sayso.model import Figure, Measure, ObjectStatus

FATES: dict[Measure, str] = {
    Measure.DESTROYED: "destroyed",
    Measure.DAMAGED: "damaged",
    Measure.SEIZED: "captured",
}

COLUMNS = (
    *("claim_id", "equipment", "fate", "claimed_low", "claimed_high", "bound", "confirmed", "basis"),
    *("claimed_by", "claimed_by_kind", "inflicted_by", "stance", "time_from", "time_to", "place", "country"),
    *("sentence", "outlet", "url", "snapshot"),
)


def is_loss(row: Row) -> bool:
    """True where the claim counts things that were destroyed, damaged or captured."""
    claim = row.claim
    return isinstance(claim, Figure) and claim.measure in FATES and claim.object.status is ObjectStatus.THING


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the table as CSV; returns how many rows."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
    table = csv.DictWriter(text, COLUMNS, restval="", extrasaction="ignore")
    table.writeheader()
    count = 0
    for row in rows:
        if not is_loss(row) or not isinstance(row.claim, Figure):
            continue
        cells = cells_of(row)
        cells |= {
            "equipment": cells.get("object"),
            "fate": FATES[row.claim.measure],
            "claimed_low": cells.get("low"),
            "claimed_high": cells.get("high"),
            "claimed_by": cells.get("speaker_name"),
            "claimed_by_kind": cells.get("speaker_kind"),
            "inflicted_by": cells.get("actor"),
        }
        table.writerow({k: guard(v) if isinstance(v, str) else v for k, v in cells.items() if v is not None})
        count += 1
    text.flush()
    text.detach()
    return count


EQUIPMENT = Format(
    name="equipment", suffix=".csv", summary="losses of equipment, claimed and confirmed apart", write=write
)

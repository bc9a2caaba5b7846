"""Equipment losses as recorders of equipment keep them: destroyed, damaged, captured; claimed and confirmed.

One row a figure that counts things which were destroyed, damaged or seized. A figure is what somebody claims;
``confirmed_*`` is what a person has set for that measure of its incident (``sayso decide estimate``), after
pictures for example, and is empty until somebody has. Nothing is added up: "55 tanks in the last 17 days" and
"23 tanks on Friday" are two rows, and ``basis`` tells them apart. The reader has no measure of its own for
what a crew abandoned.
"""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.case import Case
from sayso.export.csv import cells_of, guard
from sayso.export.row import Format, Row
from sayso.model import Estimate, Figure, Measure, ObjectStatus
from sayso.model.decisions import Decision, DecisionKind

FATES: dict[Measure, str] = {
    Measure.DESTROYED: "destroyed",
    Measure.DAMAGED: "damaged",
    Measure.SEIZED: "captured",
}

COLUMNS = (
    *("claim_id", "equipment", "fate", "claimed_low", "claimed_high", "bound", "basis"),
    *("confirmed_low", "confirmed_best", "confirmed_high", "confirmed_why"),
    *(
        "claimed_by",
        "claimed_by_kind",
        "inflicted_by",
        "stance",
        "time_from",
        "time_to",
        "place",
        "country",
        "gazetteer",
    ),
    *("sentence", "outlet", "url", "snapshot"),
)


def is_loss(row: Row) -> bool:
    """True where the claim counts things that were destroyed, damaged or captured."""
    claim = row.claim
    return isinstance(claim, Figure) and claim.measure in FATES and claim.object.status is ObjectStatus.THING


def confirmed(cases: Iterable[Case], decisions: Iterable[Decision]) -> dict[str, Estimate]:
    """What people have set for the losses of an incident, by the claims that it stands beside.

    Incidents are not asked for where nobody has set anything, for that takes the whole ledger.
    """
    if not any(d.kind is DecisionKind.ESTIMATE for d in decisions):
        return {}
    return {
        claim: tally.estimate
        for case in cases
        for tally in case.incident.measures
        if tally.estimate.policy == "reviewer"
        for account in tally.accounts
        for claim in account.claims
    }


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the table of what is claimed alone, as CSV; returns how many rows."""
    return write_whole(rows, (), (), out)


def write_whole(
    rows: Iterable[Row], cases: Iterable[Case], decisions: Iterable[Decision], out: BinaryIO
) -> int:
    """The same with what people have set beside it; returns how many rows."""
    settled = confirmed(cases, decisions)
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
        found = settled.get(row.claim.id)
        if found is not None:
            cells |= {"confirmed_low": found.low, "confirmed_best": found.best}
            cells |= {"confirmed_high": found.high, "confirmed_why": found.why}
        table.writerow({k: guard(v) if isinstance(v, str) else v for k, v in cells.items() if v is not None})
        count += 1
    text.flush()
    text.detach()
    return count


EQUIPMENT = Format(
    name="equipment",
    suffix=".csv",
    summary="losses of equipment, claimed and confirmed apart",
    write=write,
    whole=write_whole,
)

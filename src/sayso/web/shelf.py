"""What every page needs of the application: its ledger, and sizes of pages."""

from typing import Annotated

from fastapi import Depends, Query, Request

from sayso.keeping import Ledger


def _ledger(request: Request) -> Ledger:
    ledger: Ledger = request.app.state.ledger
    return ledger


Shelf = Annotated[Ledger, Depends(_ledger)]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over first.")]

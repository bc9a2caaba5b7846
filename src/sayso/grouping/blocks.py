"""Blocks: which sightings are worth comparing at all.

A sighting is filed under its days and its places (names and map cells); it looks for others under the same
days and the same or neighbouring places. So the work grows with what happens at one time in one place, and
not with the ledger. A block can only miss a pair, never join one.
"""

from collections.abc import Iterator

from sayso.grouping.clues import Clue, Spot

Key = tuple[str | int, ...]

DAYS = 4  # days in one bucket
WIDEST = 31  # windows wider than this many days say too little to file by day
CELL = 0.5  # degrees of latitude and longitude of one map cell


def _buckets(clue: Clue, slack: int) -> tuple[int, ...]:
    start = clue.start if clue.start is not None else clue.end
    end = clue.end if clue.end is not None else clue.start
    if start is None or end is None or abs(end - start) > WIDEST:
        return ()
    low, high = min(start, end) - slack, max(start, end) + slack
    return tuple(range(low // DAYS, high // DAYS + 1))


def _cell(spot: Spot, *, around: bool) -> Iterator[Key]:
    if spot.lat is None or spot.lon is None or (spot.precision or 1) > 4:
        return
    y, x = int(spot.lat // CELL), int(spot.lon // CELL)
    reach = (-1, 0, 1) if around else (0,)
    for dy in reach:
        for dx in reach:
            yield "cell", y + dy, x + dx


def _places(clue: Clue, *, seeking: bool) -> Iterator[Key]:
    acts = sorted(clue.acts) or [""]
    for spot in clue.spots:
        if spot.coarse:
            yield from (("coarse", spot.country or "", act) for act in acts)
            if seeking:
                yield from (("fine", spot.country or "", act) for act in acts)
            continue
        yield from (("name", word) for word in spot.key)
        yield from _cell(spot, around=seeking)
        if seeking:
            yield from (("mention", word) for word in spot.key)
            yield from (("coarse", spot.country or "", act) for act in acts)
        else:
            yield from (("fine", spot.country or "", act) for act in acts)
    yield from (("name" if seeking else "mention", word) for word in clue.mentions)
    if not clue.spots:
        yield from (("act", act, str(t)) for act in acts for t in clue.tallies)


def filed_under(clue: Clue) -> frozenset[Key]:
    """The keys under which a sighting is found."""
    return frozenset(_keys(clue, seeking=False))


def sought_under(clue: Clue) -> frozenset[Key]:
    """The keys under which a sighting looks for others: its own, and those beside them."""
    return frozenset(_keys(clue, seeking=True))


def _keys(clue: Clue, *, seeking: bool) -> Iterator[Key]:
    buckets = _buckets(clue, 1 if seeking else 0)
    if buckets:
        for place in set(_places(clue, seeking=seeking)):
            yield from ((bucket, *place) for bucket in buckets)
    else:
        # Without days only a place and a number together are worth a look.
        for spot in clue.spots:
            yield from (("undated", *spot.key, str(t)) for t in clue.tallies)

"""A ledger at the front door: articles go in as paths, claims come out with their article and run.

Composes ``sources``, ``reading``, ``ledger`` and ``export``. What is kept and how is the ledger's own matter;
nothing here changes or removes what was kept.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from sayso import desk, export
from sayso.desk import Day, Source
from sayso.export import (
    CASE_FORMATS,
    FORMATS,
    Case,
    Found,
    Frame,
    Row,
    Sourced,
    find_case,
    row_json,
)
from sayso.ledger import ClaimFilter, Entry, Hit, Kept, KeptClaim, Store, Verified
from sayso.ledger.store import utc_now
from sayso.model import (
    CitationCheck,
    Claim,
    Failure,
    Incident,
    NotFoundError,
    Reading,
    Snapshot,
    Taken,
)
from sayso.model.decisions import Decision, DecisionKind
from sayso.outcomes import Added, Shown, claim_filter

if TYPE_CHECKING:
    from sayso.casework import Rebuilt
    from sayso.docket import Docket
    from sayso.incidents import Sifted
    from sayso.judged import Judged, Remembered
    from sayso.watching import Watch

__all__ = [
    "CASE_FORMATS",
    "FORMATS",
    "Added",
    "Case",
    "ClaimFilter",
    "Entry",
    "Found",
    "Hit",
    "Kept",
    "KeptClaim",
    "Ledger",
    "Row",
    "Shown",
    "Sourced",
    "claim_filter",
    "find_case",
    "row_json",
]


class Ledger:
    """A ledger: one SQLite file, made where there is none. Use it in a ``with`` block, or ``close()`` it.

    ``location`` is a path, or a ``postgresql://`` address. Raises ``LedgerError`` where it cannot be
    opened, is no ledger, is newer than this version, or is not there and ``create`` is False.
    """

    def __init__(self, location: str | os.PathLike[str] = "sayso.db", *, create: bool = True) -> None:
        self._store = Store.open(os.fspath(location), create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    def add(
        self, *paths: Source, published: Day | None = None, workers: int = 1, reader: str | None = None
    ) -> Added:
        """Read and keep every article under ``paths`` (files, folders, URLs, ``-``).

        ``reader`` is ``model`` or ``rules`` (None: the best that is installed).

        Each article is kept whole or not at all, and what is kept already is not kept twice: after an
        interruption, add the same again.
        """
        return Added.of(self.adding(paths, published=published, workers=workers, reader=reader))

    def adding(
        self,
        paths: Iterable[Source],
        *,
        published: Day | None = None,
        workers: int = 1,
        reader: str | None = None,
    ) -> Iterator[Kept | Failure]:
        """The same, article by article as they are kept. Raises ``LedgerError`` where the ledger refuses."""
        taking = desk.take(paths, published=published)
        for taken, outcome in desk.readings(taking, workers=workers, reader=reader):
            if isinstance(outcome, Failure) or taken is None:
                assert isinstance(outcome, Failure)
                yield outcome
            else:
                yield self._store.keep(taken, outcome)

    def import_table(
        self,
        path: Source,
        *,
        like: str = "ucdp",
        mapping: Source | None = None,
        encoding: str | None = None,
    ) -> Iterator[Kept | Failure]:
        """Keep each row of a CSV table as what its outlet says: ``like`` ucdp or acled, or a TOML mapping.

        A row that cannot be kept is a ``Failure`` in its place. Raises ``SourceError`` where the table or the
        mapping cannot be understood.
        """
        for item in desk.table(path, like=like, mapping=mapping, encoding=encoding):
            yield item if isinstance(item, Failure) else self._store.keep(*item)

    def keep(self, taken: Taken, reading: Reading) -> Kept:
        """Keep one article that was taken and read already, whole or not at all."""
        return self._store.keep(taken, reading)

    def reading(self, article: str) -> Reading:
        """The latest reading of the article with this id, or the one whose id begins so."""
        return self._store.reading(article)

    def snapshot(self, sha256: str) -> Snapshot:
        """The raw bytes with this hash as they came in; raises ``NotFoundError``."""
        return self._store.snapshot(sha256)

    def articles(self, **filters: Any) -> Found[Entry]:
        """The articles in the order in which they came, each as its latest run read it.

        Filters: ``outlet``, ``language``, ``since`` and ``until`` (ISO days of publication), ``limit``,
        ``newest_first``.
        """
        from sayso import tabling

        def entries() -> Iterator[Entry]:
            return self._entries(self._store.articles(**filters))

        return Found(entries(), lambda: tabling.article_records(entries()), tabling.ARTICLES)

    def claims(self, wanted: ClaimFilter | None = None, **filters: Any) -> Found[KeptClaim]:
        """The claims that fit; filters are the fields of ``ClaimFilter`` (``measures``, ``since``...).

        ``measure`` and ``kind`` take one value: ``claims(measure="killed", country="SY", speaker="UN")``.
        What is given is also a table: ``claims(...).to_pandas()``, ``.to_polars()``, or anything that takes
        Arrow streams (extra ``frames``).
        """
        asked = claim_filter(wanted, filters)
        return Found(self._claims(asked), lambda: export.claim_records(self._rows(asked)))

    def _claims(self, asked: ClaimFilter) -> Iterator[KeptClaim]:
        judged = None if asked.run or asked.every_reading else self._decided()
        if judged is None:
            yield from self._store.claims(asked)
            return
        for standing in islice(judged.standings(asked), asked.limit):
            yield standing.kept

    def _decided(self) -> "Judged | None":
        """The claims as people have judged them; None where nobody has decided anything yet."""
        return self.judged() if self.state()[1] else None

    def rows(self, wanted: ClaimFilter | None = None, **filters: Any) -> Found[Row]:
        """The claims that count, as people have judged them, each with its whole article and run.

        Rejected claims are left out, corrected fields corrected, redacted words hidden. A ``run`` or
        ``every_reading`` asks for what was read, whatever was decided later.
        """
        asked = claim_filter(wanted, filters)
        return Found(self._rows(asked), lambda: export.claim_records(self._rows(asked)))

    def _rows(self, asked: ClaimFilter) -> Iterator[Row]:
        judged = None if asked.run or asked.every_reading else self._decided()
        if replace(asked, limit=None) == ClaimFilter():  # every article is wanted: no need to ask for each
            views = (judged.seen(r).reading if judged else r for r in self._store.latest())
            every = (_row(view, claim, judged) for view in views for claim in view.claims)
            yield from islice(every, asked.limit)
            return
        if judged is None:
            yield from self._rows_as_read(asked)
            return
        yield from islice(judged.rows(asked), asked.limit)

    def _rows_as_read(self, asked: ClaimFilter) -> Iterator[Row]:
        number, reading = None, None
        for kept in self._store.claims(asked):
            if reading is None or number != kept.article.reading:
                number = kept.article.reading
                reading = self._store.reading(kept.article.id, number=number)
            yield Row(article=reading.article, run=kept.article.run, claim=kept.claim)

    def search(self, words: str, *, limit: int = 20) -> Iterator[Hit]:
        """Articles and claims that hold the words, the best first."""
        judged = self._decided()
        if judged is None:
            yield from self._store.search(words, limit=limit)
            return
        for hit, _ in judged.search(words, limit=limit):
            yield hit

    def versions(self, article: str) -> Iterator[Entry]:
        """All texts seen at the same address as ``article`` (an id or its beginning), oldest first."""
        yield from self._entries(self._store.versions(article))

    def _entries(self, found: Iterable[Entry]) -> Iterator[Entry]:
        """Articles of a list with redacted words hidden."""
        judged = self._decided()
        for entry in found:
            yield judged.entry(entry) if judged else entry

    def show(self, id: str) -> Reading | Shown:
        """The article (as a reading) or the claim with this id, or the one whose id begins so.

        Raises ``NotFoundError``: code ``not_found`` for none, ``ambiguous`` for several.
        """
        judged = self._decided()
        try:
            return judged.view(id).reading if judged else self._store.reading(id)
        except NotFoundError as no_article:
            if no_article.code == "ambiguous":
                raise
        try:
            if judged:
                view, claim = judged.claim(id)
                return self._shown(view.reading, claim)
            kept = self._store.claim(id)
        except NotFoundError as no_claim:
            if no_claim.code == "ambiguous":
                raise
            message = (
                f"No article and no claim has the id {id!r}; see `sayso list` and `sayso list --articles`."
            )
            raise NotFoundError("not_found", message) from None
        return self._shown(self._store.reading(kept.article.id, number=kept.article.reading), kept.claim)

    def _shown(self, reading: Reading, claim: Claim) -> Shown:
        rows = [Row(article=reading.article, run=reading.run, claim=c) for c in reading.claims]
        beside = (r for r in rows if r.claim.id != claim.id and r.claim.span.overlaps(claim.span))
        row = Row(article=reading.article, run=reading.run, claim=claim)
        decisions = tuple(self.decisions(subject=claim.id))
        return Shown(reading=reading, row=row, beside=tuple(beside), decisions=decisions)

    def export(
        self,
        format: str,
        path: str | os.PathLike[str],
        wanted: ClaimFilter | None = None,
        *,
        watch: "Watch | None" = None,
        **filters: Any,
    ) -> int:
        """Write what fits to ``path`` in a format by name (``csv``, ``report``...); returns how many.

        Filters are those of ``claims`` and of ``incidents`` together, and ``incident``, an id or several;
        :mod:`sayso.exporting` says what they choose. ``watch`` is handed what goes through, for progress. The
        file takes its place when it is whole. Raises ``KeyError`` for an unknown format and ``OSError`` where
        the file cannot be written.
        """
        with export.whole_file(Path(path)) as out:
            return self.export_to(format, out, wanted, watch=watch, **filters)

    def export_to(
        self,
        format: str,
        out: BinaryIO,
        wanted: ClaimFilter | None = None,
        *,
        watch: "Watch | None" = None,
        **filters: Any,
    ) -> int:
        """The same into an open binary stream."""
        from sayso import exporting  # grouping is not loaded to keep or list
        from sayso.watching import unwatched

        return exporting.write(self, format, out, given=wanted, options=filters, watch=watch or unwatched)

    def frame(self, wanted: ClaimFilter | None = None, **filters: Any) -> Frame:
        """The claims that fit as a table of the code book (extra ``frames``)."""
        asked = claim_filter(wanted, filters)
        return Frame(lambda: export.claim_records(self._rows(asked)))

    def cases(self, wanted: ClaimFilter | None = None, **filters: Any) -> Iterator[Case]:
        """The incidents that fit as ``export`` chooses them, each with its claims, articles and decisions."""
        from sayso import exporting  # grouping is not loaded to keep or list

        yield from exporting.cases(self, exporting.selection(wanted, filters, of_incidents=True))

    def size(self) -> int:
        """How many claims the latest reading of each article has."""
        return self._store.size()

    # Incidents and decisions

    def sifted(
        self, *, policy: str = "majority", order: tuple[str, ...] = (), watch: "Watch | None" = None
    ) -> "Sifted":
        """All groups with their reasons, and the incidents that they make, under the decisions of the log."""
        from sayso import casework  # grouping is not loaded to keep or list

        return casework.sifted(self._store, policy=policy, order=order, watch=watch)

    def incidents(
        self, *, policy: str = "majority", order: tuple[str, ...] = (), **filters: Any
    ) -> Found[Incident]:
        """The incidents and series, the earliest first, each measure estimated by ``policy``.

        Filters are the fields of ``IncidentFilter``: ``place``, ``country``, ``since``, ``until``, ``actor``,
        ``measure``, ``contested``, ``series``. What is given is also a table, as that of ``claims``.
        """
        from sayso import casework, exporting, tabling  # grouping is not loaded to keep or list

        fits = casework.IncidentFilter(**filters)
        chosen = exporting.Selection(claims=ClaimFilter(), incidents=fits, policy=policy, order=order)

        def incidents() -> Iterator[Incident]:
            whole = self.sifted(policy=policy, order=order)
            yield from casework.wanted(whole.incidents(), fits, whole)

        made = exporting.cases  # with the claims behind each, for a table leads back to them
        return Found(incidents(), lambda: tabling.incident_records(made(self, chosen)), export.INCIDENTS)

    def state(self) -> tuple[int, ...]:
        """Numbers that change whenever the ledger does: how many readings and decisions it holds."""
        return self._store.state()

    def check(self, article: str, others: Mapping[str, Reading] | None = None) -> CitationCheck:
        """Whether the cited articles (those in the ledger, and ``others`` by address) carry what is cited."""
        from sayso import casework  # grouping is not loaded to keep or list

        return casework.checked(self._store, article, others)

    def decide(
        self,
        kind: DecisionKind | str,
        *subjects: str,
        author: str,
        reason: str,
        payload: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Log a decision; ids may be given by their beginnings. What each kind needs in ``payload`` is told
        in :mod:`sayso.reconciling.judging`.
        """
        from sayso import casework  # grouping is not loaded to keep or list

        kind = DecisionKind(kind)
        claims, filled = casework.prepared(self._store, kind, subjects, payload or {})
        return self._store.decide(
            Decision(
                kind=kind, subjects=claims, author=author, at=utc_now(), reason=reason, payload=dict(filled)
            )
        )

    def decisions(self, *, subject: str | None = None) -> Found[Decision]:
        """The log in its order, hidden words left out."""
        from sayso import tabling

        def log() -> Iterator[Decision]:
            return self._decisions(subject)

        return Found(log(), lambda: tabling.decision_records(log()), export.DECISIONS)

    def _decisions(self, subject: str | None) -> Iterator[Decision]:
        judged = self._decided()
        for decision in self._store.decisions(subject=subject):
            yield _masked(decision, judged) if judged else decision

    def verify(self, *, head: str | None = None) -> Verified:
        """Follow the log from its first decision; raises ``TamperedError`` at the first break."""
        return self._store.verify(head=head)

    def judged(self, remembered: "Remembered | None" = None) -> "Judged":
        """The claims as decisions leave them, article by article; ``remembered`` saves work between calls."""
        from sayso.judged import Judged  # reconciling is not loaded to keep or list

        return Judged(self._store, remembered)

    def docket(self) -> "Docket":
        """The incidents kept worked out, for whoever looks at them again and again (the pages)."""
        from sayso.docket import Docket  # grouping is not loaded to keep or list

        return Docket(self._store)

    def rebuild(self) -> "Rebuilt":
        """Work everything out anew from claims and log, after verifying the log."""
        from sayso import casework  # grouping is not loaded to keep or list

        return casework.rebuilt(self._store)


def _row(reading: Reading, claim: Claim, judged: "Judged | None") -> Row:
    """A claim as exports see it, with what people have decided of it."""
    reviews = judged.reviews(claim.id) if judged else ()
    return Row(article=reading.article, run=reading.run, claim=claim, decisions=reviews)


def _masked(decision: Decision, judged: "Judged") -> Decision:
    """A decision with redacted words hidden in its reason and payload: a redaction names what it hides."""

    def hide(value: Any) -> Any:
        if isinstance(value, str):
            return judged.hide(value)
        if isinstance(value, dict):
            return {k: hide(v) for k, v in value.items()}
        return [hide(v) for v in value] if isinstance(value, list | tuple) else value

    return replace(decision, reason=judged.hide(decision.reason) or "", payload=hide(decision.payload))

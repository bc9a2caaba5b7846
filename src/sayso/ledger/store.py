"""The ledger: one place that keeps articles, readings, claims and decisions, and gives them back.

It composes the modules of this room and holds nothing in memory but connections. Threads may share a store;
processes open their own.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Self

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from sayso.ledger import log, workings
from sayso.ledger import tables as t
from sayso.ledger.dialects import Database, connect
from sayso.ledger.finding import (
    ENTRY,
    FROM,
    articles_of,
    articles_select,
    claims_of,
    claims_select,
    entries_of,
    latest,
    payloads_of,
    readings_of,
    resolve,
    stream,
)
from sayso.ledger.keeping import keep
from sayso.ledger.migrating import bring_up
from sayso.ledger.records import ClaimFilter, Entry, Hit, Kept, KeptClaim, Stats, Verified
from sayso.ledger.rows import entry_of, reading_of, snapshot_of
from sayso.ledger.searching import search
from sayso.model import Article, ClaimKind, LedgerError, NotFoundError, Reading, Snapshot, Taken
from sayso.model.decisions import Decision

_PAGE = 200  # articles that are taken out at a time


def utc_now() -> str:
    """Now, as an ISO date-time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_salt() -> str:
    """Thirty-two random hexadecimal digits."""
    return secrets.token_hex(16)


class Store:
    """A ledger that is open. Use it as a context manager, or :meth:`close` it.

    Everything raises :class:`~sayso.model.LedgerError` where the file or server refuses, and
    :class:`~sayso.model.NotFoundError` where nothing, or more than one thing, has the id that was given. Ids
    may be given by any beginning that only one has.
    """

    def __init__(self, database: Database, *, clock: Callable[[], str], salt: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        self._salt = salt

    @classmethod
    def open(
        cls,
        location: str | Path,
        *,
        create: bool = True,
        clock: Callable[[], str] = utc_now,
        salt: Callable[[], str] = new_salt,
    ) -> Self:
        """Open the ledger at ``location``: a file, or a ``postgresql://`` address.

        A ledger that is not there yet is made if ``create``; an older one is upgraded; a newer one, a folder
        and any other file are refused untouched. ``clock`` tells the time at which articles come in (an ISO
        date-time); ``salt`` gives the random digits that guard hidden decisions.
        """
        database = connect(location, create=create)
        try:
            bring_up(database, create=create)
        except BaseException:
            database.close()
            raise
        return cls(database, clock=clock, salt=salt)

    @property
    def location(self) -> str:
        """The file or address, without a password."""
        return self._database.place

    def close(self) -> None:
        """Let go of the file; what was kept is on the disk then."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Keeping

    def keep(self, taken: Taken, reading: Reading) -> Kept:
        """Keep an article, its raw bytes and what one run read in it: all of it or, on an error, nothing.

        The same again changes nothing. Another run's reading is added beside those before; another text at
        the same address becomes the next version of the same work; other bytes with the same text are kept as
        another snapshot of the article.
        """
        return keep(self._database, taken, reading, now=self._clock())

    # Articles

    def articles(
        self,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> Iterator[Entry]:
        """The articles in the order in which they came (or turned round), each in its latest reading.

        ``outlet`` fits wherever it occurs in the name, without case and accents. ``since`` and ``until`` are
        ISO dates, inclusive: an article is given if it can have been published then; one without any date is
        then left out.
        """
        select = articles_select(
            outlet=outlet, language=language, since=since, until=until, limit=limit, newest_first=newest_first
        )
        with self._database.reading() as connection, stream(connection, select) as rows:
            for row in rows:
                yield entry_of(row)

    def entry(self, article_id: str) -> Entry:
        """One article as :meth:`articles` lists it."""
        with self._database.reading() as connection:
            article = resolve(connection, t.articles.c.id, article_id, noun="article")
            where = (t.readings.c.article == article, latest())
            return entry_of(connection.execute(sa.select(*ENTRY).select_from(FROM).where(*where)).one())

    def article(self, article_id: str) -> Article:
        """One article with its text, as the latest reading has it."""
        return self.reading(article_id).article

    def reading(self, article_id: str, *, run: str | None = None, number: int | None = None) -> Reading:
        """What was read in an article: the latest reading, that of the run with this key, or this very one.

        ``number`` is :attr:`Entry.reading`; the latest of several that fit is given.
        """
        with self._database.reading() as connection:
            article = resolve(connection, t.articles.c.id, article_id, noun="article")
            where = [t.readings.c.article == article]
            if run is not None:
                where.append(t.readings.c.run == resolve(connection, t.runs.c.key, run, noun="run"))
            if number is not None:
                where.append(t.readings.c.number == number)
            columns = (*ENTRY, t.readings.c.document, t.articles.c.text)
            select = sa.select(*columns).select_from(FROM).where(*where)
            row = connection.execute(select.order_by(t.readings.c.number.desc()).limit(1)).one_or_none()
            if row is None:
                message = f"Article {article} has no reading by run {run!r}."
                raise NotFoundError(
                    "not_found", message if run else f"Article {article} has no reading {number}."
                )
            return reading_of(row, _payloads(connection, row.number))

    def entries(self, articles: Sequence[str]) -> dict[str, Entry]:
        """Several articles as :meth:`articles` lists them, by their whole ids."""
        with self._database.reading() as connection:
            return entries_of(connection, articles)

    def readings_of(self, articles: Sequence[str]) -> dict[str, Reading]:
        """The latest readings of several articles, by their whole ids."""
        with self._database.reading() as connection:
            return readings_of(connection, articles)

    def articles_of(self, claims: Sequence[str]) -> dict[str, str]:
        """Which article each of these claims is of, by their whole ids."""
        with self._database.reading() as connection:
            return articles_of(connection, claims)

    def latest(self) -> Iterator[Reading]:
        """The latest reading of every article, as of one moment, in the order in which they were made."""
        columns = (*ENTRY, t.readings.c.document, t.articles.c.text)
        select = sa.select(*columns).select_from(FROM).where(latest()).order_by(t.readings.c.number)
        with self._database.reading() as connection, stream(connection, select) as rows:
            each = iter(rows)
            while page := list(islice(each, _PAGE)):
                payloads = payloads_of(connection, [row.number for row in page])
                for row in page:
                    yield reading_of(row, payloads.get(row.number, []))

    def readings(self, article_id: str) -> tuple[Entry, ...]:
        """Every reading of one article, the latest last."""
        with self._database.reading() as connection:
            article = resolve(connection, t.articles.c.id, article_id, noun="article")
            select = sa.select(*ENTRY).select_from(FROM).where(t.readings.c.article == article)
            return tuple(entry_of(row) for row in connection.execute(select.order_by(t.readings.c.number)))

    def versions(self, article_id: str) -> tuple[Entry, ...]:
        """All texts seen at the same address, this article's among them, the first seen first."""
        with self._database.reading() as connection:
            article = resolve(connection, t.articles.c.id, article_id, noun="article")
            work = sa.select(t.articles.c.work).where(t.articles.c.id == article).scalar_subquery()
            select = sa.select(*ENTRY).select_from(FROM).where(t.articles.c.work == work, latest())
            return tuple(entry_of(row) for row in connection.execute(select.order_by(t.articles.c.version)))

    def snapshot(self, sha256: str) -> Snapshot:
        """Raw bytes as they came in, checked against their hash."""
        with self._database.reading() as connection:
            found = resolve(connection, t.snapshots.c.sha256, sha256, noun="snapshot")
            row = connection.execute(sa.select(t.snapshots).where(t.snapshots.c.sha256 == found)).one()
            return snapshot_of(row)

    def snapshots(self, article_id: str) -> tuple[str, ...]:
        """The hashes of all raw bytes that gave this very text, the first seen first."""
        with self._database.reading() as connection:
            article = resolve(connection, t.articles.c.id, article_id, noun="article")
            link = t.article_snapshots.c
            select = (
                sa.select(link.snapshot).where(link.article == article).order_by(link.seen, link.snapshot)
            )
            return tuple(connection.execute(select).scalars())

    # Claims

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[KeptClaim]:
        """The claims that ``wanted`` asks for, article by article, as of one moment; all by default."""
        with self._database.reading() as connection:
            select = claims_select(connection, wanted or ClaimFilter())
            with stream(connection, select) as rows:
                yield from claims_of(rows)

    def size(self) -> int:
        """How many claims the latest readings of all articles have together."""
        r = t.readings.c
        number = sa.func.sum(r.figures + r.responsibility + r.statements)
        with self._database.reading() as connection:
            return int(connection.execute(sa.select(number).where(latest())).scalar() or 0)

    def claim(self, claim_id: str) -> KeptClaim:
        """One claim, as the latest reading that has it."""
        found = list(self.claims(ClaimFilter(claim=claim_id, every_reading=True)))
        if not found:
            message = f"Claim {claim_id} has lost its reading: take the ledger from a good copy."
            raise LedgerError("damaged", message)
        return found[-1]

    def search(
        self, words: str, *, limit: int = 20, of: Literal["article", "claim"] | None = None
    ) -> tuple[Hit, ...]:
        """Articles and claims (or only what ``of`` names) that hold all the words, the best first.

        ``"a phrase"``, ``begin*``, ``-without`` and ``this OR that`` are understood; case and accents do not
        matter; nothing that is typed is an error.
        """
        with self._database.reading() as connection:
            return search(self._database, connection, words, limit=limit, of=of)

    # Decisions

    def decide(self, decision: Decision) -> Decision:
        """Add a decision to the log; gives it numbered and hashed, and on the disk."""
        with self._database.writing(durable=True) as connection:
            return log.append(connection, decision, salt=self._salt())

    def decisions(self, *, subject: str | None = None, redacted: bool = True) -> Iterator[Decision]:
        """The log in its order; with ``subject``, the decisions that name this id.

        A decision that a redaction in force names has ``hidden_by`` and neither payload nor reason, unless
        ``redacted`` is False.
        """
        with self._database.reading() as connection:
            yield from log.read_out(connection, subject=subject, redacted=redacted)

    def verify(self, *, head: str | None = None) -> Verified:
        """Follow the log from its first decision; raises ``TamperedError`` at the first break.

        ``head``, noted from an earlier :meth:`verify`, must be in the chain: so even a log rewritten from its
        beginning is found out.
        """
        with self._database.reading() as connection:
            end = connection.execute(sa.select(t.log_head.c.number, t.log_head.c.hash)).one_or_none()
            with stream(connection, sa.select(t.decisions).order_by(t.decisions.c.number)) as rows:
                return log.verify(rows, head=(end.number, end.hash) if end else None, noted=head)

    # Workings: what was worked out from the rest

    def worked(self) -> workings.Worked | None:
        """How far what is put away goes; None where nothing is."""
        with self._database.reading() as connection:
            return workings.worked(connection)

    def worked_out(self, kind: str, keys: Sequence[str] | None = None) -> Iterator[tuple[str, Any]]:
        """The documents of a kind that were put away, or those of them with these keys."""
        with self._database.reading() as connection:
            yield from workings.documents(connection, kind, keys)

    def put_away(
        self, changes: workings.Changes, *, before: workings.Worked | None, after: workings.Worked
    ) -> bool:
        """Put documents away that follow on ``before``; False where somebody else has worked on meanwhile."""
        with self._database.writing() as connection:
            return workings.put(connection, changes, before=before, after=after)

    def read_since(self, number: int) -> tuple[int, tuple[str, ...]]:
        """The last reading's number, and the articles read after the reading with ``number``."""
        with self._database.reading() as connection:
            return workings.read_since(connection, number)

    def holding(self, words: Sequence[str]) -> set[str]:
        """The articles in which any of these words stand, to the letter."""
        with self._database.reading() as connection:
            return workings.holding(connection, words)

    # The ledger itself

    def stats(self) -> Stats:
        """How much is in it."""
        with self._database.reading() as connection:

            def count(table: sa.Table) -> int:
                return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()

            by_kind = sa.select(t.claims.c.kind, sa.func.count()).group_by(t.claims.c.kind)
            claims: dict[str, int] = {row[0]: row[1] for row in connection.execute(by_kind)}
            return Stats(
                works=count(t.works),
                articles=count(t.articles),
                snapshots=count(t.snapshots),
                runs=count(t.runs),
                readings=count(t.readings),
                figures=claims.get(ClaimKind.FIGURE, 0),
                responsibility=claims.get(ClaimKind.RESPONSIBILITY, 0),
                statements=claims.get(ClaimKind.STATEMENT, 0),
                decisions=count(t.decisions),
                size=self._database.size(connection),
                revision=connection.execute(
                    sa.text(f"SELECT version_num FROM {t.VERSION_TABLE}")
                ).scalar_one(),
            )

    def state(self) -> tuple[int, ...]:
        """The last reading's number and the last decision's: they change whenever the ledger does."""
        with self._database.reading() as connection:
            newest = (sa.func.max(t.readings.c.number), sa.func.max(t.decisions.c.number))
            return tuple(connection.execute(sa.select(n)).scalar() or 0 for n in newest)

    def faults(self) -> Iterator[str]:
        """What is wrong with the ledger, one sentence each; nothing where it is whole.

        Asks the database about its files, and looks whether every reading has all its claims and all bytes
        still have their hash. The log is :meth:`verify`'s.
        """
        with self._database.reading() as connection:
            yield from self._database.faults(connection)
            r, c = t.readings.c, t.claim_readings.c
            has = sa.select(sa.func.count()).where(c.reading == r.number).scalar_subquery()
            short = sa.select(r.number, r.article).where(has != r.figures + r.responsibility + r.statements)
            with stream(connection, short) as rows:
                for row in rows:
                    yield f"Reading {row.number} of article {row.article} has lost claims."
            with stream(connection, sa.select(t.snapshots)) as rows:
                for row in rows:
                    try:
                        snapshot_of(row)
                    except LedgerError as error:
                        yield error.message


def _payloads(connection: Connection, reading: int) -> list[tuple[str, str]]:
    c = t.claim_readings.c
    select = sa.select(c.kind, c.payload).where(c.reading == reading).order_by(c.position)
    rows: list[Row[Any]] = list(connection.execute(select))
    return [(row.kind, row.payload) for row in rows]

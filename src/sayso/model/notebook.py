"""A reading as a table for notebooks: plain HTML, everything from the article escaped.

This is a glance, not the review desk: a head, the figures with their sentence, who is said to have done it,
what was said, and the problems.
"""

from collections.abc import Iterable
from html import escape

from sayso.model.claims import Figure, Reading, Responsibility, Statement
from sayso.model.wording import amount, published, safe, voice, when, where

_HEAD = ("number", "what", "by", "where", "when", "on whose say-so", "cited", "words")


def reading_html(reading: Reading) -> str:
    """The HTML that a notebook shows for a reading."""
    article = reading.article
    head = " · ".join(_e(part) for part in (article.outlet, published(article.published)) if part)
    parts = [f"<p><strong>{_e(article.title or 'without a title')}</strong><br>{head}</p>"]
    if reading.figures:
        parts.append(_table(_HEAD, (_figure(f) for f in reading.figures)))
    if reading.responsibility:
        rows = (_responsibility(r) for r in reading.responsibility)
        parts.append(_table(("act", "accused", "stance", "on whose say-so", "cited", "words"), rows))
    if reading.statements:
        parts.append(_table(("speaker", "said", "cited"), (_statement(s) for s in reading.statements)))
    if reading.problems:
        items = "".join(f"<li><code>{_e(p.code)}</code> {_e(p.message)}</li>" for p in reading.problems)
        parts.append(f"<ul>{items}</ul>")
    return f'<div class="sayso">{"".join(parts)}</div>'


def _e(text: str) -> str:
    return escape(safe(text))


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are HTML already."""
    top = "".join(f"<th>{_e(h)}</th>" for h in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _marked(sentence: str, start: int, end: int) -> str:
    return f"{_e(sentence[:start])}<mark>{_e(sentence[start:end])}</mark>{_e(sentence[end:])}"


def _figure(figure: Figure) -> tuple[str, ...]:
    words, counted = figure.quantity.span, figure.object.span
    return (
        _e(amount(figure.quantity)),
        _e(f"{figure.measure} {counted.text if counted else ''}"),
        _e(figure.actor.text if figure.actor else ""),
        _e(where(figure.place)),
        _e(when(figure.time)),
        _e(voice(figure.speaker)),
        _e(", ".join(figure.citations)),
        _marked(figure.span.text, words.start - figure.span.start, words.end - figure.span.start),
    )


def _responsibility(claim: Responsibility) -> tuple[str, ...]:
    words = claim.act
    return (
        _e(words.text),
        _e(claim.accused.text),
        _e(str(claim.stance)),
        _e(voice(claim.speaker)),
        _e(", ".join(claim.citations)),
        _marked(claim.span.text, words.start - claim.span.start, words.end - claim.span.start),
    )


def _statement(statement: Statement) -> tuple[str, ...]:
    said = " … ".join(part.text for part in statement.content)
    return _e(voice(statement.speaker)), _e(said), _e(", ".join(statement.citations))

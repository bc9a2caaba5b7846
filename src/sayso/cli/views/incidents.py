"""Incidents on a terminal: a list, one with its accounts side by side, a citation check, the log."""

from collections.abc import Iterable, Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sayso.incidents import Told
from sayso.model import Account, CitationCheck, Estimate, Group, Incident, Tally
from sayso.model.decisions import Decision
from sayso.model.wording import plain


def _table(*heads: str) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="dim", caption_justify="left", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head == "id")
    return table


def _number(number: int | float | None) -> str | None:
    return None if number is None else f"{number:,}"


def figure(estimate: Estimate) -> str:
    """Low, best and high in one word: "33–34", "33–34, best 33", "309"."""
    low, best, high = (_number(n) for n in (estimate.low, estimate.best, estimate.high))
    if low is None and high is None:
        return "?"
    if low == high:
        return str(low)
    spread = f"{low or '?'}–{high or '?'}"
    return spread if best is None else f"{spread}, best {best}"


def incident_table(incidents: Iterable[Incident], *, width: int) -> Table:
    """Incidents, a row each: id, when, where, act, figures, voices of outlets, grade."""
    table = _table("id", "when", "where", "act", "figures", "voices/outlets", "grade")
    number = 0
    for incident in incidents:
        number += 1
        figures = Text("\n").join(Text(_summary(t)) for t in incident.measures[:4])
        grade = Text(str(incident.grade), style="red" if incident.contested else "")
        where = plain((incident.place.name or incident.place.span.text) if incident.place else "")
        table.add_row(
            Text(incident.id[:8], style="dim"),
            _when(incident),
            where,
            incident.act or str(incident.kind),
            figures,
            f"{incident.voices}/{len(incident.outlets)}",
            grade,
        )
    table.caption = f"{number} incident{'' if number == 1 else 's'} and series"
    return table


def _summary(tally: Tally) -> str:
    apart = " (claimed of the other side)" if tally.other_side else ""
    return plain(f"{figure(tally.estimate)} {tally.object} {tally.measure}{apart}")


def _when(incident: Incident) -> str:
    if incident.start == incident.end:
        return incident.start or ""
    return f"{incident.start or '?'} to {incident.end or '?'}"


def incident_in_full(incident: Incident, group: Group, told: Mapping[str, Told]) -> Iterator[RenderableType]:
    """One incident: accounts side by side, contradictions, containment, blame, voices, and why it is one."""
    where = plain((incident.place.name or incident.place.span.text) if incident.place else "place not stated")
    yield Text(f"{incident.id}  {incident.act or incident.kind}, {where}, {_when(incident)}", style="bold")
    yield Text(f"{incident.grade}: {plain(incident.grade_why)}")
    for tally in incident.measures:
        yield Text(
            f"\n{_summary(tally)}  [{tally.estimate.policy}: {plain(tally.estimate.why)}]", style="bold"
        )
        yield _accounts(tally.accounts)
        for differing in (*tally.contradictions, *tally.compatible):
            yield Text(f"  {differing.kind}: {plain(differing.why)}")
        for inside in tally.within:
            yield Text(f"  within: {plain(inside.why)}")
    if incident.responsibility:
        yield Text("\nresponsibility", style="bold")
    for blame in incident.responsibility:
        state = "contested" if blame.contested else "not contested"
        yield Text(f"  {plain(blame.accused)}, {state}: {plain(blame.why)}")
    what = "of its figures" if incident.measures else "of its accusations"
    yield Text(
        f"\n{incident.voices} independent voices {what}; {len(incident.outlets)} outlets", style="bold"
    )
    for origin in incident.origins:
        yield Text(f"  {plain(origin.name)} ({origin.kind}): {plain('; '.join(origin.chain))}")
    yield Text("\nwhy these claims are one", style="bold")
    for member in group.members:
        yield from _member(member.claim, member.to, member.score, [r.why for r in member.reasons], told)
    for note in incident.notes:
        yield Text(f"note: {plain(note)}")


def _accounts(accounts: Iterable[Account]) -> Table:
    table = _table("said on", "speaker", "number", "outlets", "")
    for account in accounts:
        low, high = (_number(n) for n in (account.low, account.high))
        number = str(low) if low == high else f"{low or '?'}–{high or '?'}"
        state = "denies it" if account.denied else "superseded" if account.superseded_by else ""
        table.add_row(
            account.said_on or "",
            plain(account.speaker),
            f"{number} ({account.bound})",
            plain(", ".join(account.outlets)),
            state,
            style="dim" if account.superseded_by else "",
        )
    return table


def _member(
    claim: str, to: str | None, score: float, reasons: list[str], told: Mapping[str, Told]
) -> Iterator[RenderableType]:
    words = plain(told[claim].anchor.text)
    tied = f"tied to {to[:8]} ({score:g}): {'; '.join(reasons)}" if to else "the first told"
    yield Text(f"  {claim[:8]} “{words}” {plain(tied)}")


def check_view(check: CitationCheck) -> Iterator[RenderableType]:
    """A citation check: a line a cited claim, both sentences where they differ, then how many are uncited."""
    for support in check.supports:
        verdict = str(support.verdict).replace("_", " ")
        yield Text(
            f"{support.claim[:8]} [{support.marker or 'link'}] {verdict}: {plain(support.why)}", style="bold"
        )
        yield Text(f"  here:  {plain(support.sentence.text)}")
        if support.found is not None:
            yield Text(f"  there: {plain(support.found.text)}")
    yield Text(f"{len(check.uncited)} claims cite nothing: {' '.join(c[:8] for c in check.uncited)}")


def log_table(decisions: Iterable[Decision]) -> Table:
    """The decision log, a row each."""
    table = _table("number", "id", "when", "who", "kind", "on", "reason")
    for decision in decisions:
        table.add_row(
            str(decision.number),
            Text(decision.id or "", style="dim"),
            decision.at[:16],
            plain(decision.author),
            str(decision.kind),
            " ".join(s[:8] for s in decision.subjects),
            "(hidden)" if decision.hidden_by else plain(decision.reason),
        )
    return table

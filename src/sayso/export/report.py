"""A report: one self-contained HTML file on the incidents that a filter lets through.

Accounts side by side, estimates with their why, contradictions, who is accused by whom, each sentence quoted
with its source, and how it was made. No script, nothing loaded from anywhere; prints well. A file that is
kept should not change its look with its surroundings, so its style is in it.
"""

from collections.abc import Iterable
from html import escape
from typing import BinaryIO

from sayso.export.case import Case, CaseFormat
from sayso.export.codebook import ATTRIBUTION
from sayso.model.incidents import Account, Tally

STYLE = """
:root{color-scheme:light dark}body{font:16px/1.5 Georgia,'Noto Serif',serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem}h2{margin-top:2.5rem;border-top:2px solid;padding-top:.6rem}h3{margin-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;
border-bottom:1px solid #8886}blockquote{margin:.2rem 0;padding-inline-start:.7rem;border-inline-start:3px solid #8888}
.past{opacity:.75}.est b{font-size:1.25rem}small{font-size:.82rem}@media print{h2{break-before:auto}tr,blockquote{break-inside:avoid}}
"""


def _e(value: object) -> str:
    return escape("" if value is None else str(value))


def _number(account: Account) -> str:
    low, high = account.low, account.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return (
        f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "no number"
    )


def _quotes(case: Case, ids: Iterable[str]) -> str:
    out = []
    for id in ids:
        found = case.claims.get(id)
        if found is None:
            continue
        article = found.article
        source = article.outlet or article.title or article.id
        web = article.url if article.url and article.url.lower().startswith(("http://", "https://")) else None
        named = f'<a href="{_e(web)}">{_e(source)}</a>' if web else _e(source)
        day = (article.published.earliest or article.published.latest or "")[:10]
        text = _e(" ".join(found.claim.span.text.split()))
        out.append(
            f'<blockquote><p dir="auto">{text}</p><small>{named} {_e(day)} · claim <code>{_e(id)}</code> · '
            f"bytes <code>{_e(article.snapshot[:12])}</code></small></blockquote>"
        )
    return "".join(dict.fromkeys(out))


def _tally(case: Case, tally: Tally) -> str:
    estimate = tally.estimate
    low, best, high = (
        "not known" if v is None else f"{v:,}" for v in (estimate.low, estimate.best, estimate.high)
    )
    rows = "".join(
        f'<tr{" class=past" if a.superseded_by else ""}><td dir="auto">{_e(a.speaker)} <small>{_e(a.kind)}</small>'
        f"{' <small>denied</small>' if a.denied else ''}</td><td>{_e(_number(a))}</td>"
        f"<td>{_e((a.said_on or '')[:10])}</td><td>{_quotes(case, a.claims)}</td></tr>"
        for a in tally.accounts
    )
    notes = [f"<li>{_e(c.kind)}: {_e(c.why)}</li>" for c in (*tally.contradictions, *tally.compatible)]
    notes += [f"<li>within: {_e(w.why)}</li>" for w in tally.within]
    side = " (claimed of the other side)" if tally.other_side else ""
    return (
        f"<h3>{_e(tally.measure)} {_e(tally.object)}{side}</h3>"
        f'<p class="est">low <b>{low}</b> · best <b>{best}</b> · high <b>{high}</b> '
        f"<small>by {_e(estimate.policy)}: {_e(estimate.why)}</small></p>"
        f"<table><thead><tr><th>Voice</th><th>Number</th><th>Said on</th><th>The words</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{'<ul>' + ''.join(notes) + '</ul>' if notes else ''}"
    )


def _case(case: Case) -> str:
    incident = case.incident
    place = incident.place.span.text if incident.place else None
    when = (
        incident.start
        if incident.start == incident.end
        else " to ".join(d for d in (incident.start, incident.end) if d)
    )
    title = ", ".join(part for part in (incident.act or "reported", place, when) if part)
    blame = "".join(
        f'<li dir="auto"><b>{_e(b.accused)}</b>: said by {_e(", ".join(b.asserted_by) or "nobody here")}'
        f"{'; denied by ' + _e(', '.join(b.denied_by)) if b.denied_by else ''}"
        f"{'; doubted by ' + _e(', '.join(b.doubted_by)) if b.doubted_by else ''}{_quotes(case, b.claims)}</li>"
        for b in incident.responsibility
    )
    chains = "".join(
        f'<li dir="auto">{_e(o.name)} <small>{_e("; ".join(o.chain))}</small></li>' for o in incident.origins
    )
    notes = "".join(f'<li dir="auto">{_e(n)}</li>' for n in incident.notes)
    return (
        f'<section><h2 dir="auto">{_e(title)}</h2><p>{incident.voices} independent voices in '
        f"{len(incident.articles)} articles · grade <b>{_e(incident.grade)}</b>: {_e(incident.grade_why)}</p>"
        + (f"<h3>Who is said to have done it</h3><ul>{blame}</ul>" if blame else "")
        + "".join(_tally(case, t) for t in incident.measures)
        + (f"<h3>Where the words come from</h3><ol>{chains}</ol>" if chains else "")
        + (f"<h3>Notes</h3><ul>{notes}</ul>" if notes else "")
        + "</section>"
    )


METHOD = (
    "Each number stands on somebody's word and is quoted with its sentence. Voices are independent origins, "
    "not outlets. Nothing is added up across figures that may overlap. Low, best and high follow the named "
    "rule; best stays open where the rule gives none. sayso does not decide what is true."
)


def write(cases: Iterable[Case], out: BinaryIO) -> int:
    """Write the page; returns how many incidents."""
    out.write(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>sayso: report</title>'
        f"<style>{STYLE}</style></head><body><main><h1>On whose say-so</h1><p>{_e(METHOD)}</p>".encode()
    )
    count = 0
    for case in cases:
        out.write(_case(case).encode("utf-8", "backslashreplace"))
        count += 1
    out.write(f"</main><footer><p><small>{_e(ATTRIBUTION)}</small></p></footer></body></html>\n".encode())
    return count


REPORT = CaseFormat(
    name="report", suffix=".html", summary="a page on incidents, complete in one file", write=write
)

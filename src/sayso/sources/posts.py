"""Posts that an article announces and the page has lost: "X tweeted:" and nothing behind it."""

from sayso.model import Passage, PassageKind, Problem
from sayso.sources.lexicon import lexicon
from sayso.sources.pieces import Laid
from sayso.sources.supports import sentence_start

CODE = "missing_embed"
_MESSAGE = (
    "the post announced here is not in the page; the paragraph that follows is not taken for its words: "
    "look the post up where it was published"
)
_BARE = "a post was embedded here and the page has lost it; look it up where the article was published"
_TALK = (PassageKind.PARAGRAPH, PassageKind.LIST)


def missing_posts(laid: Laid) -> list[Problem]:
    """A problem for each announced or embedded post that is lost; its span is the announcing sentence."""
    problems = []
    spoken = [p for p in laid.passages if p.kind not in (PassageKind.BOILERPLATE, PassageKind.CAPTION)]
    unseen = set(laid.lost_posts)
    for index, passage in enumerate(spoken):
        if passage.kind not in _TALK:
            continue
        after = spoken[index + 1] if index + 1 < len(spoken) else None
        lead = _announcement(laid.text, passage)
        here = {at for at in unseen if passage.end <= at <= (after.start if after else len(laid.text))}
        if lead is not None and (here or not _is_post(laid.text, after)):
            unseen -= here
            problems.append(Problem(code=CODE, message=_MESSAGE, start=lead, end=passage.end))
    problems += [Problem(code=CODE, message=_BARE, start=at, end=at) for at in unseen]
    return sorted(problems, key=lambda p: p.start or 0)


def _announcement(text: str, passage: Passage) -> int | None:
    """Where the sentence begins that announces a post and ends the passage with a colon, or None."""
    said = text[passage.start : passage.end]
    if not said.endswith(":"):
        return None
    words = lexicon()
    start = sentence_start(text, passage.start, passage.end)
    sentence = text[start : passage.end]
    return start if words.post_services.search(sentence) and words.post_leads.search(sentence) else None


def _is_post(text: str, passage: Passage | None) -> bool:
    """True where a passage may be taken for the announced words: quoted, or with a post's own traces."""
    if passage is None or passage.kind is PassageKind.NOTE:
        return False
    said = text[passage.start : passage.end]
    return (
        passage.kind is PassageKind.QUOTATION
        or said.lstrip()[:1] in tuple('“"«‘„')
        or bool(lexicon().post_traces.search(said))
    )

"""Which blocks of a page are the article: by where running text lies, not by any one site's names.

Every paragraph of running text (of some length, and not mostly links) speaks for the element that holds it,
and half as loudly for the one above. The loudest element, with those nearly as loud, spans the article;
teasers speak each for a holder of their own and are never heard together. Inside the article, what its
makers named an aside (shares, related links, author box...) is left out, unless that aside holds most of the
page's running text; then the name says nothing. The idea of scoring parents is Arc90's readability (2009).
"""

import re
from collections import defaultdict

from sayso.sources.blocks import Block

ENOUGH_WORDS = 9
NEARLY_AS_LOUD = 0.3
NEARLY_ALL = 0.9
NAME_MEANS_NOTHING = 0.4
ENOUGH_TEXT = 500
LONG_CAPTION = 700
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_STOPS = tuple('.!?”"')
_NEVER = frozenset(("label", "legend", "address", "hr"))
_ITEMS = frozenset(("li", "td", "th", "dd", "dt", "tr"))


def weight(block: Block) -> int:
    """How much running text a block has, in characters; 0 for what does not look like running text."""
    text = block.text
    if block.heading or block.tag in _NEVER or (block.caption and len(text) < LONG_CAPTION):
        return 0
    own = len(text) - block.link_chars
    if own * 2 < len(text):
        return 0
    if not text.isascii() and (dense := len(_UNSPACED.findall(text))) * 2 > len(text):
        return own * 3 if dense > 15 else 0
    if text.count(" ") + 1 < ENOUGH_WORDS:
        return 0
    return own // 3 if block.tag in _ITEMS else own


def article_blocks(blocks: list[Block], *, title: str | None = None) -> list[int]:
    """Indices of the blocks that are the article's body, in order; none where there is no running text."""
    weights = [weight(b) for b in blocks]
    whole = sum(weights)
    if not whole:
        return []
    void = _void_asides(blocks, weights, whole)
    inside = [b.tag not in _NEVER and not any(a not in void for a in b.asides) for b in blocks]
    top, container, depth = _container(blocks, weights, inside)
    chosen = [
        i
        for i, b in enumerate(blocks)
        if inside[i] and (depth == 0 or (len(b.path) >= depth and b.path[depth - 1] == container))
    ]
    return _trim(blocks, weights, _below_title(blocks, weights, chosen, title), top)


def _void_asides(blocks: list[Block], weights: list[int], whole: int) -> set[int]:
    """Asides that hold so much of the running text that their name cannot be right."""
    held: dict[int, int] = defaultdict(int)
    for block, mass in zip(blocks, weights, strict=True):
        for aside in block.asides:
            held[aside] += mass
    void = {aside for aside, mass in held.items() if mass > NEARLY_ALL * whole}
    free = sum(w for b, w in zip(blocks, weights, strict=True) if void.issuperset(b.asides))
    if free < min(ENOUGH_TEXT, whole / 3):
        void |= {aside for aside, mass in held.items() if mass > NAME_MEANS_NOTHING * whole}
    return void


def _container(blocks: list[Block], weights: list[int], inside: list[bool]) -> tuple[int, int, int]:
    """The loudest element, the one that spans the article, and that one's depth (0 for the whole page)."""
    loud: dict[int, float] = defaultdict(float)
    paths: dict[int, tuple[int, ...]] = {}
    articles: dict[int, tuple[int, ...]] = {}
    for i, block in enumerate(blocks):
        if not inside[i] or not weights[i]:
            continue
        path = block.path
        for up, share in (
            ((2, 1.0), (3, 0.5)) if block.tag not in ("div", "td") else ((1, 1.0), (2, 1.0), (3, 0.5))
        ):
            if len(path) >= up:
                holder = path[-up]
                loud[holder] += weights[i] * share
                paths[holder] = path[: len(path) - up + 1]
                articles.setdefault(holder, block.articles)
    if not loud:
        return 0, 0, 0
    top = max(loud, key=lambda holder: (loud[holder], holder))
    heard = [h for h in loud if loud[h] >= NEARLY_AS_LOUD * loud[top]]
    home = articles[top][0] if articles[top] else None
    if home is not None:
        heard = [h for h in heard if home in articles[h]]
    depth = len(paths[top])
    for holder in heard:
        path = paths[holder]
        while depth and (len(path) < depth or path[depth - 1] != paths[top][depth - 1]):
            depth -= 1
    return top, paths[top][depth - 1] if depth else 0, depth


def title_block(blocks: list[Block], title: str | None) -> int | None:
    """The heading that says the page's title, else its only first-level heading, else None."""
    if title:
        wanted = _letters(title)
        for i, block in enumerate(blocks):
            said = _letters(block.text)
            if block.heading and len(said) > 8 and (said in wanted or wanted in said):
                return i
    firsts = [i for i, b in enumerate(blocks) if b.heading == 1 and len(b.text) > 12]
    return firsts[0] if len(firsts) == 1 else None


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _below_title(blocks: list[Block], weights: list[int], chosen: list[int], title: str | None) -> list[int]:
    """Leave out what stands above the headline, where most of what was chosen stands below it."""
    top = title_block(blocks, title)
    if top is None:
        return chosen
    below = [i for i in chosen if i > top]
    return below if 2 * sum(weights[i] for i in below) > sum(weights[i] for i in chosen) else chosen


def _trim(blocks: list[Block], weights: list[int], chosen: list[int], top: int) -> list[int]:
    """Leave out what stands before the first and after the last running text, rows of links, and repeats."""
    heavy = [i for i in chosen if weights[i]]
    if not heavy:
        return []
    first, last = heavy[0], heavy[-1]
    for i in chosen:
        if i > last and top in blocks[i].path[-3:-1] and not blocks[i].link_chars and not blocks[i].heading:
            last = i
    for i in reversed([i for i in chosen if i < first]):
        block = blocks[i]
        if (
            block.tag == "p"
            and top in block.path[-3:-1]
            and not block.link_chars
            and block.text[-1:] in _STOPS
        ):
            first = i
    kept, seen = [], set()
    for i in chosen:
        text = blocks[i].text
        if first <= i <= last and not _is_link_row(blocks[i]) and text not in seen:
            kept.append(i)
            if len(text) > 100:
                seen.add(text)
    return kept


def _is_link_row(block: Block) -> bool:
    return block.link_chars * 10 > len(block.text) * 8 and not block.quoted

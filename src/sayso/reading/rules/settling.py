"""Where the content of one saying ends because the next speaker of the same sentence begins.

"X said the road was shut, and Y warned that ...": X's content ends before Y. The sayings themselves are found
in :mod:`sayings`.
"""

from itertools import pairwise

from sayso.reading.rules.citing import Found
from sayso.reading.rules.clauses import low_at, text_at, trim, without_joint
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words


def settle(line: Line, lexicon: Words, found: list[Found]) -> None:
    """Content behind a cue ends where the next speaker of the same sentence begins."""
    for one, following in pairwise(found):
        if not one.content or following.cue[0] < one.cue[0]:
            continue
        begin = following.cue[0]
        if following.source and one.cue[1] <= following.source[0] < begin:
            begin = following.source[0]
        start, end = one.content[-1]
        if one.forward and start == begin and one.source and following.content and not following.forward:
            before = trim(line, (following.content[0][0], one.source[0]))
            if before:  # "..., X said R reported": X speaks, R passes it on
                one.content, one.relay, one.forward = [before], following.source, False
                following.content = []
            continue
        if not (start < begin < end):
            continue
        mark = text_at(line, begin - 1)
        joined = mark in (",", ";", ".") or low_at(line, begin - 1) in lexicon.joints or not following.forward
        if joined and (trimmed := trim(line, (start, without_joint(line, begin)))):
            one.content[-1] = trimmed

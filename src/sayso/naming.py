"""One name for one speaker over many articles, as far as words can tell.

What the pages of speakers stand on. A speaker that the language data knows goes by that name; any other by
the words of its name that identify it, so that "The governor of Hatay" and "the governor of Hatay" are one.
Nobody is guessed: two names of different words stay two.
"""

from dataclasses import dataclass

from sayso.model import Article, SpeakerKind
from sayso.reconciling.words import display, identifying, known_speaker, party_itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What tells a speaker from others, and the name to show."""

    identity: str
    shown: str


def named(name: str, kind: SpeakerKind, article: Article) -> Name:
    """The name of a speaker as one article writes it; roles and crowds go by their words alone."""
    if kind is SpeakerKind.NAMED:
        known = known_speaker(name, article) or party_itself(name, article)
        if known:
            return Name(identity=f"known {known}", shown=display(known, article))
    words = " ".join(sorted(identifying(name, article))) or " ".join(name.casefold().split())
    return Name(identity=f"{kind} {words}", shown=name)

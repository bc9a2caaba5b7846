"""The claim reader by rule: lexicons and a light walk over words, no model.

It is the yardstick for the learned reader and the reader of a house without one. Figures come first; who says
them is worked out over them; responsibility and statements are read by themselves.
"""

from sayso.reading.drafts import Document, Drafts
from sayso.reading.rules import figures, responsibility, speech, statements

__all__ = ["RuleReader"]


class RuleReader:
    """Reads drafts by rule; the same document gives the same drafts."""

    @property
    def name(self) -> str:
        """What ``run.model`` says of this reader."""
        return "rules-2"

    def read(self, document: Document) -> Drafts:
        """Figures with their speakers, responsibility claims and statements of one document."""
        blames = responsibility.read(document)
        return Drafts(
            figures=speech.attribute(
                document, figures.read(document, blames, responsibility.doers(document))
            ),
            responsibility=blames,
            statements=statements.read(document),
        )

"""PDF files as text: pages joined, lines put back into paragraphs. Pictures of text are not read."""

import re
from collections import Counter
from statistics import median

import pypdfium2

from sayso.model import SourceError

MOST_PAGES = 400
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE)
_SOFT_BREAK = re.compile("[\ufffe\u0002\u00ad][\r\n]*")
_BULLET = re.compile(r"\s*(?:[•·▪●◦]|\[\d{1,3}\]|\(?\d{1,2}[.)])\s")


def pdf_text(content: bytes, *, max_characters: int) -> tuple[str, str | None]:
    """The text of a PDF and its title.

    Raises ``SourceError``: ``locked``, ``not_text``, ``no_text``, ``too_large``.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("locked", "the PDF is locked by a password; give an unlocked copy") from error
        raise SourceError("not_text", f"the PDF cannot be opened ({error}); give a sound copy") from error
    try:
        pages = _pages(document, max_characters)
        title = document.get_metadata_dict().get("Title") or None
    finally:
        document.close()
    text = "\n\n".join(_paragraphs(_without_running_heads(pages)))
    if not text.strip():
        raise SourceError("no_text", "the PDF has no text in it, only pictures; run it through OCR first")
    return text, " ".join(title.split()) if title else None


def _pages(document: pypdfium2.PdfDocument, limit: int) -> list[list[str]]:
    pages, size = [], 0
    if len(document) > MOST_PAGES:
        raise SourceError(
            "too_large", f"the PDF has more than {MOST_PAGES} pages; give the pages of the article"
        )
    for page in document:
        textpage = page.get_textpage()
        said = _SOFT_BREAK.sub("", textpage.get_text_bounded()).replace("\x00", "")
        size += len(said)
        if size > limit:
            raise SourceError(
                "too_large", "the PDF has more text than an article; give the pages of the article"
            )
        pages.append([line.strip() for line in said.splitlines()])
        textpage.close()
        page.close()
    return pages


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """All lines without page numbers and without the first and last lines that most pages share."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    shared = {line for line, count in edges.items() if len(pages) > 2 and count * 2 > len(pages)}
    return [
        line
        for page in pages
        for line in page
        if line not in shared and not (line and _PAGE_NUMBER.match(line))
    ]


def _paragraphs(lines: list[str]) -> list[str]:
    """Join wrapped lines; a paragraph ends at an empty line, or at a short line that ends a sentence."""
    width = median([len(x) for x in lines if len(x) > 30] or [0])
    words = set(re.findall(r"\w+", " ".join(lines).casefold()))
    found: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
            continue
        if open_ and not _BULLET.match(line):
            found[-1] = _joined(found[-1], line, words)
        else:
            found.append(line)
        heading = len(line) < 0.6 * width and len(found[-1]) == len(line) and line[-1] not in ",;-"
        open_ = not (heading or (len(line) < 0.85 * width and line[-1] in '.!?”":]'))
    return found


def _joined(before: str, line: str, words: set[str]) -> str:
    """Join two lines; a hyphen at the end goes only where the whole word stands elsewhere in the document."""
    if before.endswith("-") and line[0].islower():
        last, first = re.findall(r"\w+$", before[:-1]), re.findall(r"^\w+", line)
        if last and first and (last[0] + first[0]).casefold() in words:
            return before[:-1] + line
        return before + line
    return f"{before} {line}"

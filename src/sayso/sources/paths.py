"""What a caller names (files, folders, addresses, standard input), opened one after the other."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.model import Failure, SourceError, Taken
from sayso.sources.articles import encodable
from sayso.sources.decoding import ENDINGS, decode, media_type_of
from sayso.sources.options import TakeOptions
from sayso.sources.taking import LINES, articles_in, check_size, failure, line_article

STDIN = "-"
CHUNK = 1 << 20


def is_address(path: str) -> bool:
    """True for what is to be fetched and not opened."""
    return path.lower().startswith(("http://", "https://"))


def taken_from(path: str, *, options: TakeOptions, stdin: BinaryIO | None) -> Iterator[Taken | Failure]:
    """The articles under one name that the caller gave."""
    if path == STDIN:
        yield from _from_stream(stdin, options)
    elif is_address(path):
        yield from _from_address(path, options)
    elif Path(path).is_dir():
        for entry in walk(path):
            if isinstance(entry, Failure):
                yield entry
            else:
                yield from _from_file(entry, options)
    else:
        yield from _from_file(path, options)


def walk(folder: str) -> Iterator[str | Failure]:
    """Files in a folder whose ending we know, sorted by path; a folder that cannot be opened is a failure."""
    faults: list[OSError] = []
    for here, below, names in os.walk(folder, onerror=faults.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (_file_failure(str(fault.filename or folder), fault) for fault in faults)
        faults.clear()
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                yield str(Path(here) / name)
    yield from (_file_failure(str(fault.filename or folder), fault) for fault in faults)


def counted(paths: Iterable[str]) -> int | None:
    """How many articles there are, as far as names and line ends tell; None with standard input among."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        if is_address(path):
            total += 1
        elif Path(path).is_dir():
            total += sum(_count_file(entry) if isinstance(entry, str) else 1 for entry in walk(path))
        else:
            total += _count_file(path)
    return total


def _count_file(path: str) -> int:
    if media_type_of(path) != LINES:
        return 1
    lines, last = 0, b"\n"
    try:
        with Path(path).open("rb") as file:
            while chunk := file.read(CHUNK):
                lines += chunk.count(b"\n")
                last = chunk
    except OSError:
        return 1
    return lines + (not last.endswith(b"\n"))


def _from_stream(stdin: BinaryIO | None, options: TakeOptions) -> Iterator[Taken | Failure]:
    origin = "standard input"
    if stdin is None:
        yield Failure(
            origin=origin, code="empty", message=f"{origin}: there is none here; name a file instead"
        )
        return
    try:
        content = stdin.read(options.max_bytes + 1)
        check_size(len(content), options)
    except SourceError as error:
        yield failure(origin, error)
        return
    yield from articles_in(content, origin=origin, media_type=None, options=options)


def _from_address(url: str, options: TakeOptions) -> Iterator[Taken | Failure]:
    from sayso.sources.fetching import fetch  # the HTTP client takes long to load, and files need none

    try:
        found = fetch(url, options=options)
    except SourceError as error:
        yield failure(url, error)
        return
    yield from articles_in(
        found.content,
        origin=url,
        media_type=found.media_type,
        url=found.url,
        charset=found.charset,
        options=options,
    )


def _from_file(path: str, options: TakeOptions) -> Iterator[Taken | Failure]:
    kind = media_type_of(path)
    try:
        with Path(path).open("rb") as file:
            if kind == LINES:
                yield from _from_lines(path, file, options)
                return
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode):
                check_size(status.st_size, options)
            content = file.read(options.max_bytes + 1)
            check_size(len(content), options)
    except OSError as error:
        yield _file_failure(path, error)
        return
    except SourceError as error:
        yield failure(path, error)
        return
    yield from articles_in(content, origin=path, media_type=kind, options=options)


def _from_lines(path: str, file: BinaryIO, options: TakeOptions) -> Iterator[Taken | Failure]:
    """Each line of JSON Lines by itself, so that a file of any length needs the memory of one line."""
    number, empty = 0, True
    while raw := file.readline(options.max_bytes + 1):
        number += 1
        origin = f"{path}:{number}"
        if not raw.strip():
            continue
        empty = False
        try:
            if len(raw) > options.max_bytes:
                while not raw.endswith(b"\n") and (raw := file.readline(CHUNK)):
                    pass
                check_size(options.max_bytes + 1, options)
            found = decode(raw)
        except SourceError as error:
            yield failure(origin, error)
            continue
        line = raw.rstrip(b"\r\n")
        problems = (found.problem,) if found.problem else ()
        yield line_article(found.text, origin=origin, raw=line, problems=problems, options=options)
    if empty:
        yield failure(path, SourceError("empty", "there is no article in it; give one JSON object a line"))


def _file_failure(path: str, error: OSError) -> Failure:
    path = encodable(path)
    if isinstance(error, FileNotFoundError):
        return Failure(
            origin=path, code="not_found", message=f"{path}: there is no such file; check the path"
        )
    if isinstance(error, PermissionError):
        return Failure(
            origin=path,
            code="no_rights",
            message=f"{path}: may not be opened; give yourself the right to read it",
        )
    what = error.strerror or str(error)
    return Failure(origin=path, code="unreadable", message=f"{path}: cannot be read ({what}); check the file")

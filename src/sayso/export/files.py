"""A file that is whole or not there: written beside its place and moved into it when complete."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open ``path`` for writing; it takes its place only when the block ends well, else nothing has changed.

    Raises ``OSError`` where the folder is missing or cannot be written, or the disk is full.
    """
    if path.exists() and not path.is_file():  # a device or a pipe has no "half": /dev/stdout, /dev/null
        with path.open("wb") as out:
            yield out
        return
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())  # noqa: PTH101
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    # There is no way to read it but to set it; mkstemp makes files that only their owner can read.
    mask = os.umask(0)
    os.umask(mask)
    return mask

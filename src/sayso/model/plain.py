"""Records as plain lists and back, so that what was worked out can be put away as JSON and taken up again.

A record becomes the list of its fields in their order, a set a sorted list, a word of a vocabulary its word.
Not a format for others (:mod:`sayso.model.contract` is): a field more makes what was put away unreadable, and
whoever keeps it must know by which version it was written.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Read = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A record, or tuples, sets and words of such, as lists of what JSON knows."""
    if isinstance(value, str | int | float) or value is None:
        return value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, frozenset):
        return [plain(one) for one in sorted(value, key=str)]
    kind: Any = type(value)
    return [plain(getattr(value, name)) for name in _names(kind)]


def record(kind: type[Record], data: Any) -> Record:
    """The record of this kind that :func:`plain` made ``data`` of; raises ``ValueError`` where it is none."""
    try:
        hint: Any = kind
        made: Record = _reader(hint)(data)
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"this is no {kind.__name__}: {error}") from error
    return made


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(hint: Any) -> Read:
    """What makes a value of that type of plain data."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _or_none([one for one in inside if one is not type(None)])
    if origin is tuple:
        return _tuple(inside)
    if origin is frozenset:
        of = _reader(inside[0])
        return lambda data: frozenset(map(of, data))
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return dict(hint._value2member_map_).__getitem__
    return _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _or_none(kinds: list[Any]) -> Read:
    readers = {_reader(kind) for kind in kinds}
    if readers == {_as_it_is}:
        return _as_it_is
    (of,) = readers  # a choice between two records could not be told apart
    return lambda data: None if data is None else of(data)


def _tuple(inside: tuple[Any, ...]) -> Read:
    if len(inside) == 2 and inside[1] is Ellipsis:
        of = _reader(inside[0])
        return tuple if of is _as_it_is else lambda data: tuple(map(of, data))
    each = [_reader(kind) for kind in inside]
    return lambda data: tuple(of(one) for of, one in zip(each, data, strict=True))


def _dataclass(kind: type) -> Read:
    hints = get_type_hints(kind)
    names = _names(kind)
    parts: list[tuple[str, Read]] = []

    def made(data: Any) -> Any:
        if not parts:  # looked up at the first use: a record may hold records of its own kind
            parts.extend((name, _reader(hints[name])) for name in names)
        return kind(**{name: of(one) for (name, of), one in zip(parts, data, strict=True)})

    return made

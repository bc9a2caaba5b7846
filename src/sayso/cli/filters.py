"""Which claims: the filters that ``list`` and ``export`` share, spelled out once.

A command takes them as one parameter, ``chosen: Claims``, and :func:`spread` makes an option of each field.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from sayso.model import ClaimKind, Measure, SpeakerKind

if TYPE_CHECKING:
    from sayso.keeping import ClaimFilter

Kinds = Annotated[
    list[ClaimKind] | None,
    typer.Option("--kind", metavar="KIND", help="figure, responsibility or statement; repeat for more."),
]
Measures = Annotated[
    list[Measure] | None,
    typer.Option("--measure", metavar="MEASURE", help="killed, injured, displaced...; repeat for more."),
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="A place, as resolved or as written.")
]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CC", help="Country code (ISO 3166), as SY.")
]
Actor = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Who is said to have done it.")]
Speaker = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="On whose say-so.")]
Kind = Annotated[
    SpeakerKind | None,
    typer.Option(
        "--speaker-kind", metavar="KIND", help="named, anonymous, diffuse, or author for the article itself."
    ),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Claims about this day or later.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Claims about this day or before.")
]
OfArticle = Annotated[
    str | None, typer.Option("--article", metavar="ID", help="Only claims of this article.")
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Only claims of this outlet.")]
Least = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="0..1", min=0, max=1, help="Only claims this sure."),
]
LeastMeasure = Annotated[
    float | None,
    typer.Option(
        "--min-measure-confidence",
        metavar="0..1",
        min=0,
        max=1,
        help="Only figures whose measure is this sure.",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The options that choose claims, as they were given; they narrow together."""

    kind: Kinds = None
    measure: Measures = None
    place: Place = None
    country: Country = None
    actor: Actor = None
    speaker: Speaker = None
    speaker_kind: Kind = None
    since: Since = None
    until: Until = None
    article: OfArticle = None
    outlet: Outlet = None
    min_confidence: Least = None
    min_measure_confidence: LeastMeasure = None
    limit: Limit = None

    def wanted(self) -> "ClaimFilter":
        """The filter that they make; raises wrong usage for a day that is none."""
        from sayso.keeping import ClaimFilter

        given = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, field in (("kind", "kinds"), ("measure", "measures")):
            given[field] = tuple(given.pop(name) or ())
        for name in ("since", "until"):
            given[name] = day(given[name], f"--{name}")
        return ClaimFilter(**given)


NONE = Claims()


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with an option for each field of its parameter ``chosen``, in that parameter's place."""
    own = inspect.signature(command, eval_str=True)
    hints = get_type_hints(Claims, include_extras=True)
    options = [
        inspect.Parameter(
            f.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=f.default, annotation=hints[f.name]
        )
        for f in fields(Claims)
    ]
    shown: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        shown.extend(options if parameter.name == "chosen" else [parameter])

    @functools.wraps(command)
    def run(**given: Any) -> None:
        chosen = Claims(**{o.name: given.pop(o.name) for o in options})
        command(**given, chosen=chosen)

    run.__signature__ = own.replace(parameters=shown)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in shown}
    return run


def day(text: str | None, option: str) -> str | None:
    """An ISO day as given; anything else is wrong usage."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{option} takes a day as 2020-02-28, not {text!r}") from None

from dataclasses import replace

import pytest
from rich.console import Console

from sayso.cli.views.article import reading_view
from sayso.model import Stance


def shown(reading, *, width=80, words=True, **options):
    console = Console(width=width, highlight=False, markup=False, emoji=False, **options)
    with console.capture() as capture:
        console.print(*reading_view(reading, width=width, words=words), sep="\n")
    return capture.get()


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("width", [76, 80, 120, 200])
def test_an_article_is_shown_whole_at_any_width(made_reading, width):
    text = shown(made_reading, width=width)
    assert all(len(line) <= width for line in text.splitlines())
    for part in (
        "Convoy hit south of Idlib",
        "The Example Wire",
        "not before 2020-02-28",
        "≥ 33",
        "2020-02-27",
        "Russian jets",
        "Many on the ground",
        "the article itself",
        "martyred → killed",
        "date_bounded",
    ):
        assert part in flat(text), part


def test_a_narrow_terminal_wraps_and_never_overflows(made_reading):
    assert all(len(line) <= 60 for line in shown(made_reading, width=60).splitlines())


def test_every_figure_comes_with_its_exact_words(made_reading):
    text = flat(shown(made_reading))
    assert "said at least 33 soldiers were martyred in air strikes" in text
    assert made_reading.figures[0].id[:8] in text
    assert "were martyred in air strikes" not in shown(made_reading, words=False)


def test_the_number_stands_out_in_its_sentence(made_reading):
    text = shown(made_reading, force_terminal=True, color_system="standard")
    before, _, after = text.partition("at least 33")
    assert before.endswith("m")
    assert after.startswith("\x1b[0m")


def test_the_head_counts_what_was_found(made_reading):
    assert (
        "2 figures · 1 account of who did it · 1 statement · 3 voices · 1 figure uncited · 1 problem"
        in flat(shown(made_reading))
    )


def test_a_denied_figure_says_so(made_reading):
    denied = replace(made_reading.figures[0], stance=Stance.DENIES)
    assert "denied" in shown(replace(made_reading, figures=(denied,), responsibility=()))


def test_an_article_cannot_steer_the_terminal(made_reading):
    article = replace(made_reading.article, title="\x1b]0;owned\x07[red]x[/red]\u202e", outlet="\x9b31m")
    text = shown(replace(made_reading, article=article))
    assert not any(c in text for c in "\x1b\x07\x9b\u202e")
    assert "[red]x[/red]" in text


def test_an_article_without_claims_says_so(made_reading):
    empty = replace(made_reading, figures=(), responsibility=(), statements=(), problems=(), tone=())
    assert "no claim found" in shown(empty)

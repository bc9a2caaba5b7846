"""Posts that an article announces and that are not there."""

# ruff: noqa: E501 (articles stand in the test as they would in a file)

import pytest

BEFORE = "Officials spoke late on Friday. The mayor, Orhan Tek, tweeted:"
AFTER = "Hundreds of people were seen on the road to the north on Saturday morning."


def test_an_announced_post_that_is_missing_is_a_problem_at_its_sentence(article_of):
    article = article_of(f"{BEFORE}\n\n{AFTER}\n", kind="text/plain")
    (problem,) = article.problems
    assert problem.code == "missing_embed"
    assert article.text[problem.start : problem.end] == "The mayor, Orhan Tek, tweeted:"


def test_an_empty_frame_behind_the_announcement_is_one_problem(article_of):
    page = (
        f'<p>{BEFORE}</p><div class="twitter-embed"><iframe src="about:blank"></iframe></div><p>{AFTER}</p>'
    )
    article = article_of(page)
    assert [p.code for p in article.problems] == ["missing_embed"]


def test_an_empty_frame_that_nothing_announces_is_a_problem_too(article_of):
    page = (
        f'<p>Officials spoke late on Friday about the road.</p><iframe title="X Post"></iframe><p>{AFTER}</p>'
    )
    (problem,) = article_of(page).problems
    assert problem.code == "missing_embed"
    assert problem.start == problem.end


@pytest.mark.parametrize(
    "page",
    [
        f'<p>{BEFORE}</p><blockquote class="twitter-tweet"><p>The road is open again for all.</p></blockquote><p>{AFTER}</p>',
        f"<p>{BEFORE}</p><p>“The road is open again for all of us tonight.”</p><p>{AFTER}</p>",
        f"<p>{BEFORE}</p><p>The road is open again pic.twitter.com/abc</p><p>{AFTER}</p>",
        f"<p>The mayor gave three reasons, as he said:</p><p>{AFTER}</p>",
    ],
    ids=["block", "quoted", "traces", "no post announced"],
)
def test_a_post_that_is_there_or_was_never_announced_is_no_problem(article_of, page):
    assert article_of(page).problems == ()


def test_a_video_frame_is_no_lost_post(article_of):
    page = f'<p>{AFTER}</p><iframe src="https://video.example/embed/1"></iframe><p>{AFTER} Again.</p>'
    assert article_of(page).problems == ()

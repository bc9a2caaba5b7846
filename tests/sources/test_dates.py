"""When an article appeared: an interval with its basis, and never an invented day."""

import pytest

from sayso.sources.dates import dateline, days_of_address, read_iso
from sayso.sources.textual import lay_text

BODY = "Shells fell on the market of the town for an hour, and nine people were killed, residents said."


def published(article):
    return article.published.earliest, article.published.latest, str(article.published.basis)


def test_the_callers_day_stands_above_all(article_of):
    page = f'<meta property="article:published_time" content="2020-03-02T10:00:00Z"><p>{BODY}</p>'
    assert published(article_of(page, published="2020-02-28")) == ("2020-02-28", "2020-02-28", "given")
    assert published(article_of(page)) == (
        "2020-03-02T10:00:00+00:00",
        "2020-03-02T10:00:00+00:00",
        "metadata",
    )


@pytest.mark.parametrize(
    "line",
    [
        "28 February 2020",
        "Published on Friday, February 28, 2020 at 10:15 GMT",
        "Fri 28 Feb 2020",
        "2020-02-28",
    ],
)
def test_a_line_that_dates_the_report_is_a_dateline(article_of, line):
    article = article_of(f"Market shelled again\n\n{line}\n\n{BODY}\n", kind="text/plain")
    assert published(article) == ("2020-02-28", "2020-02-28", "dateline")
    assert [p.kind for p in article.passages] == ["headline", "boilerplate", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        f"GAZIANTEP, Turkey, Feb. 28, 2020 (Some Agency) - {BODY}",
        f"Fri 28 Feb 2020 Market shelled again. {BODY}",
    ],
)
def test_the_opening_of_a_report_may_date_it(text):
    laid = lay_text(text)
    assert dateline(laid.text, laid.passages) == "2020-02-28"


@pytest.mark.parametrize(
    "text",
    [
        f"On 28 February 2020 the siege began. {BODY}",
        f"Updated 3 March 2020\n\n{BODY}",
        f"{BODY}\n\nThe last strike was on 28 February 2020",
        f"30 February 2020\n\n{BODY}",
        f"{BODY} In March 2020 it had been worse.",
    ],
    ids=["event", "updated", "below", "no such day", "month"],
)
def test_a_date_in_the_story_or_of_a_change_dates_no_report(article_of, text):
    assert published(article_of(text, kind="text/plain")) == (None, None, "none")


def test_a_dated_address_gives_its_day_or_month(article_of):
    page = f"<p>{BODY}</p>"
    day = article_of(page, url="https://wire.example/world/2020/feb/28/market")
    month = article_of(page, url="https://wire.example/2020/02/market-shelled")
    assert published(day) == ("2020-02-28", "2020-02-28", "url")
    assert published(month) == ("2020-02-01", "2020-02-29", "url")


def test_cited_addresses_bound_from_below_by_the_latest(article_of):
    text = f"{BODY}[1] It went on.[2]\n\n[1] https://a.example/2020/feb/20/x\n[2] https://a.example/2020/02/28/y\n"
    assert published(article_of(text, kind="text/plain")) == ("2020-02-28", None, "cited_url")


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://a.example/2020-02-28-market", ("2020-02-28", "2020-02-28")),
        ("https://a.example/news/20200228/x", ("2020-02-28", "2020-02-28")),
        ("https://a.example/news/51667717", None),
        ("https://a.example/2020/13/45/x", None),
        ("https://a.example/top-2020-stories", None),
        (None, None),
    ],
)
def test_only_real_days_are_read_from_addresses(url, days):
    assert days_of_address(url) == days


def test_a_time_without_zone_is_only_a_day():
    assert read_iso("2020-02-28T23:30:00") == "2020-02-28"
    assert read_iso("2020-02-28T23:30:00+03:00") == "2020-02-28T23:30:00+03:00"
    assert read_iso("last Friday") is None


def test_a_given_date_that_is_none_is_a_problem(article_of):
    article = article_of(f"<p>{BODY}</p>", published="soon")
    assert published(article) == (None, None, "none")
    assert [p.code for p in article.problems] == ["date_unreadable"]


def test_a_date_shown_above_the_article_counts_where_it_is_beyond_doubt(article_of):
    page = '<article><h1>Market shelled</h1><span class="date">{}</span><p>' + BODY + "</p></article>"
    assert published(article_of(page.format("28 February 2020")))[0] == "2020-02-28"
    assert published(article_of(page.format("03/04/2020"))) == (None, None, "none")

from dataclasses import replace

from lxml import html


def test_a_notebook_shows_each_figure_with_its_marked_words(made_reading):
    page = html.fromstring(made_reading._repr_html_())
    marked = [m.text_content() for m in page.iter("mark")]
    assert marked == ["at least 33", "=1+1", "air strikes"]
    assert "Rahmi Dogan" in page.text_content()
    assert "date_bounded" in page.text_content()


def test_what_an_article_says_is_never_markup(made_reading):
    article = replace(made_reading.article, title="<script>alert(1)</script>", outlet='"><img src=x>')
    page = replace(made_reading, article=article)._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page

"""An article's own day, and the time phrases of its sentences."""

from datetime import date

from sayso.reading import timeline


def test_two_digit_years_are_those_of_the_articles_century(document_of):
    assert timeline.read(
        document_of("SAN SALVADOR, 19 APR 89 () -- A BUS WAS BURNED TODAY.", published=None)
    ).anchor == date(1989, 4, 19)


def test_an_event_date_at_the_head_is_no_date_line(document_of):
    document = document_of("On 11 February 2013, rain washed away nine houses.", published="2013-02-14")
    assert timeline.read(document).dateline is None


def test_a_day_before_counts_from_the_day_told_before_it_else_from_the_articles(document_of):
    read = timeline.read(
        document_of("Six fell the day before. Nine fell on Tuesday. Ten fell on the previous day.")
    )
    assert [p.end for row in read.phrases for p in row] == [
        date(2020, 2, 27),
        date(2020, 2, 25),
        date(2020, 2, 24),
    ]


def test_since_then_begins_with_the_time_told_before(document_of):
    read = timeline.read(document_of("A war began in 2013. Since then nine mines have gone off."))
    (then,) = read.phrases[1]
    assert (then.start, then.end, then.precision) == (date(2013, 1, 1), date(2020, 2, 28), "year")


def test_since_then_without_a_time_told_before_begins_nowhere(document_of):
    read = timeline.read(document_of("Since then nine mines have gone off."))
    assert [p.start for p in read.phrases[0]] == [None]


def test_a_captions_day_within_its_sentence_is_no_date_line(document_of):
    document = document_of("Marchers in Tarsa Friday, May 6, 2011, in Harbour Square. Nine were held.")
    assert timeline.read(document).dateline is None


def test_without_a_day_of_its_own_an_articles_days_are_of_the_year_told_last(document_of):
    text = "The river rose on 2 October 2013. Nine had died by 6 November. In September 2014 ten fell."
    read = timeline.read(document_of(text, published=None))
    told = [p.start and p.start.isoformat() for row in read.phrases for p in row]
    assert told == ["2013-10-02", "2013-11-06", "2014-09-01"]


def test_without_any_year_no_day_is_invented(document_of):
    read = timeline.read(document_of("By 6 Nov nine had died.", published=None))
    assert [p.start for row in read.phrases for p in row] == [None]

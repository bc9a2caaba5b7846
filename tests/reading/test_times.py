"""Times: which days a count covers, and never a day that nothing tells."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Basis, Measure
from sayso.reading import times

FRIDAY = date(2020, 2, 28)


def days(text, anchor=FRIDAY):
    return [
        (p.span.text, p.start and p.start.isoformat(), p.end and p.end.isoformat())
        for p in times.find(text, 0, len(text), anchor=anchor)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shells fell last night on the depot", "2020-02-27", "2020-02-27"),
        ("The bridge was hit yesterday morning", "2020-02-27", "2020-02-27"),
        ("Six were buried this morning", "2020-02-28", "2020-02-28"),
        ("A mine went off on Tuesday", "2020-02-25", "2020-02-25"),
        ("A mine went off at 5am on Wednesday", "2020-02-26", "2020-02-26"),
        ("It happened on Friday", "2020-02-28", "2020-02-28"),
        ("in the last 17 days", "2020-02-11", "2020-02-28"),
        ("over the past 24 hours", "2020-02-27", "2020-02-28"),
        ("earlier this month", "2020-02-01", "2020-02-28"),
        ("Floods came in July", "2019-07-01", "2019-07-31"),
        ("Floods have come since last December", "2019-12-01", "2019-12-31"),
        ("In 2012, floods came", "2012-01-01", "2012-12-31"),
        ("In late March, floods came", "2019-03-21", "2019-03-31"),
        ("Floods came in late December 2014", "2014-12-21", "2014-12-31"),
        ("on 14 February", "2020-02-14", "2020-02-14"),
        ("on December 15", "2019-12-15", "2019-12-15"),
        ("between 3 and 7 May", "2019-05-03", "2019-05-07"),
        ("from 27 March 2015 to 10 April 2015", "2015-03-27", "2015-04-10"),
        ("in March 2011", "2011-03-01", "2011-03-31"),
        ("two days ago", "2020-02-26", "2020-02-26"),
        ("last week", "2020-02-17", "2020-02-23"),
        ("last month", "2020-01-01", "2020-01-31"),
        ("at the weekend", "2020-02-22", "2020-02-23"),
        ("on Tuesday and Wednesday", "2020-02-25", "2020-02-26"),
        ("late Saturday or early Sunday", "2020-02-22", "2020-02-23"),
        ("Nine mines went off during the night", "2020-02-27", "2020-02-28"),
        ("in the past few hours", "2020-02-27", "2020-02-28"),
        ("Ten fell in two days", "2020-02-27", "2020-02-28"),
        ("in the past two days", "2020-02-26", "2020-02-28"),
        ("over three nights of fighting", "2020-02-25", "2020-02-28"),
        ("It began at 2200 on Monday and ended at 0500 on Tuesday", "2020-02-24", "2020-02-25"),
        ("It came less than two weeks after", None, None),
        ("last Friday", "2020-02-21", "2020-02-21"),
        ("after four days of shelling", "2020-02-24", "2020-02-28"),
        ("in the 24 hours to dawn", "2020-02-27", "2020-02-28"),
        ("IN RECENT DAYS", None, "2020-02-28"),
        ("Snow came in February", "2020-02-01", "2020-02-28"),
        ("Snow came in early February 2020", "2020-02-01", "2020-02-10"),
        ("Snow fell in late December last year", "2019-12-21", "2019-12-31"),
        ("during 2020", "2020-01-01", "2020-02-28"),
        ("between 2010 and 2015", "2010-01-01", "2015-12-31"),
        ("In 2018-2020 dams broke", "2018-01-01", "2020-02-28"),
        ("in the first three weeks of January", "2020-01-01", "2020-01-21"),
        ("in the first half of 2019", "2019-01-01", "2019-06-30"),
        ("over the first two months of the year", "2020-01-01", "2020-02-28"),
        ("in less than two weeks", "2020-02-14", "2020-02-28"),
        ("in a little over one month", "2020-01-28", "2020-02-28"),
        ("in three nights", "2020-02-25", "2020-02-28"),
        ("The town was often shelled in the past", None, "2020-02-28"),
        ("The war, now in its fourth year, goes on", "2017-01-01", "2020-02-28"),
        ("The raid comes two weeks after a mine took the bridge", "2020-02-14", "2020-02-14"),
        ("overnight Tuesday and into Wednesday", "2020-02-25", "2020-02-26"),
        ("between 2100 on 4 December and 0200 5 December", "2019-12-04", "2019-12-05"),
        ("between the night of 1 May and the early morning of 2 May", "2019-05-01", "2019-05-02"),
        ("in the last week of June 2019", "2019-06-24", "2019-06-30"),
        ("on November 3rd or 4th 2019", "2019-11-03", "2019-11-04"),
        ("The port was shelled for the third day", "2020-02-26", "2020-02-28"),
        ("The port was shelled for a fourth day in a row", "2020-02-25", "2020-02-28"),
        ("In the 30-month war", "2017-08-28", "2020-02-28"),
        ("After the June bombing", "2019-06-01", "2019-06-30"),
        ("October was the worst of all", "2019-10-01", "2019-10-31"),
        ("on 2019-10-09", "2019-10-09", "2019-10-09"),
        ("on 09.10.2019", "2019-10-09", "2019-10-09"),
    ],
)
def test_phrases_mean_these_days_on_a_friday(text, start, end):
    assert [d[1:] for d in days(text)] == [(start, end)]


def test_last_weekend_is_not_the_one_that_runs():
    sunday = date(2020, 3, 1)
    assert days("Dams broke last weekend", sunday)[0][1:] == ("2020-02-22", "2020-02-23")
    assert days("Dams broke this weekend", sunday)[0][1:] == ("2020-02-29", "2020-03-01")


def test_numbers_of_people_are_no_years_and_modal_may_is_no_month():
    assert days("In the town 2000 people may be homeless and 1,500 houses fell") == []


def test_a_window_of_rainfall_is_that_of_the_weather_alone():
    assert days("Some 60mm of rain fell in 24 hours and 90 mm in three days") == []


@pytest.mark.parametrize(
    "text",
    [
        "It was one of the deadliest raids in this part of the country this year",
        "It was the fifth known raid on a school since December",
        "It was the first time since 2011 that nine people died",
    ],
)
def test_a_stretch_that_only_compares_is_no_time(text):
    assert days(text) == []


def test_since_carries_to_the_articles_day(document_of, draft_of):
    document = document_of("At least 54 soldiers have died since the start of February.")
    time = times.for_claim(document, draft_of(document, "54", basis=Basis.CUMULATIVE), times.read(document))
    assert (time.start, time.end, time.span.text) == (
        "2020-02-01",
        "2020-02-28",
        "since the start of February",
    )


def test_a_war_that_broke_out_in_a_year_starts_with_it(document_of, draft_of):
    document = document_of("Some 90,000 have fled the valley since the war broke out in 2011.")
    time = times.for_claim(
        document, draft_of(document, "90,000", basis=Basis.CUMULATIVE), times.read(document)
    )
    assert (time.start, time.end) == ("2011-01-01", "2020-02-28")


def test_a_stock_is_told_of_on_the_articles_day(document_of, draft_of):
    document = document_of("Some 4,000 people are still held in the camp.")
    time = times.for_claim(document, draft_of(document, "4,000", basis=Basis.STANDING), times.read(document))
    assert (time.start, time.end) == (None, "2020-02-28")


def test_a_stock_is_told_of_on_the_day_or_month_as_of_which_it_stood(document_of, draft_of):
    document = document_of("As of December 2019 some 4,000 people lived in the camp.")
    time = times.for_claim(document, draft_of(document, "4,000", basis=Basis.STANDING), times.read(document))
    assert (time.start, time.end, time.precision) == (None, "2019-12-31", "month")


def test_those_who_fled_are_counted_up_to_the_articles_day_where_no_time_is_theirs(document_of, draft_of):
    document = document_of("The river rose on Monday. Some 300 families fled. Nine men drowned.")
    timeline = times.read(document)
    draft = replace(draft_of(document, "300"), measure=Measure.DISPLACED)
    fled = times.for_claim(document, draft, timeline)
    assert (fled.span, fled.start, fled.end) == (None, None, "2020-02-28")
    assert times.for_claim(document, draft_of(document, "Nine"), timeline).start == "2020-02-24"


def test_a_date_line_may_tell_the_day_of_the_week_alone(document_of, draft_of):
    document = document_of("Tarsa, Wednesday - Nine men were shot yesterday.")
    time = times.for_claim(document, draft_of(document, "Nine"), times.read(document))
    assert (time.start, time.end) == ("2020-02-25", "2020-02-25")


def test_a_dated_dispatch_tells_the_news_of_its_day_whatever_day_stands_far_below(document_of, draft_of):
    text = "TARSA, 12 Apr 2016 (Agency) -- Nine men were shot. They were miners. The pit is old. It is deep. "
    document = document_of(text + "No one works there. A strike began on 5 April.")
    time = times.for_claim(document, draft_of(document, "Nine"), times.read(document))
    assert (time.start, time.end) == ("2016-04-12", "2016-04-12")


def test_a_date_line_in_the_text_beats_the_publication_date(document_of, draft_of):
    document = document_of("BEIRUT, 12 Apr 2016 (Agency) -- Nine miners were killed yesterday.")
    time = times.for_claim(document, draft_of(document, "Nine"), times.read(document))
    assert (time.start, time.end) == ("2016-04-11", "2016-04-11")


def test_an_event_takes_the_day_told_before_it(document_of, draft_of):
    document = document_of("A blast tore through the market on Tuesday. Eleven traders died.")
    time = times.for_claim(document, draft_of(document, "Eleven"), times.read(document))
    assert (time.start, time.span.text) == ("2020-02-25", "on Tuesday")


def test_the_day_of_the_telling_stands_back_behind_the_day_of_the_event(document_of, draft_of):
    document = document_of("Nine men drowned, a doctor said on Friday. Their boat sank on Wednesday night.")
    told = times.for_claim(document, draft_of(document, "Nine"), times.read(document))
    assert (told.start, told.end) == ("2020-02-26", "2020-02-26")
    alone = document_of("Nine men drowned, a doctor said on Thursday. Their boat was old.")
    told = times.for_claim(alone, draft_of(alone, "Nine"), times.read(alone))
    assert (told.start, told.end) == ("2020-02-27", "2020-02-27")


def test_the_day_on_which_a_source_is_quoted_is_that_of_the_telling(document_of, draft_of):
    document = document_of("According to the coast guard today, nine men drowned. Their boat sank yesterday.")
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert told.start == "2020-02-27"


def test_a_total_takes_the_days_told_before_it_but_not_the_year_of_another_thing(document_of, draft_of):
    document = document_of("Fighting went on from 3 to 9 February. In this period 109 men fell.")
    total = draft_of(document, "109", basis=Basis.CUMULATIVE)
    told = times.for_claim(document, total, times.read(document))
    assert (told.start, told.end) == ("2020-02-03", "2020-02-09")
    document = document_of("It was the coldest month this year. The watch counts 109 dead.")
    total = draft_of(document, "109", basis=Basis.CUMULATIVE)
    assert times.for_claim(document, total, times.read(document)).start is None


def test_an_event_takes_the_month_of_the_sentence_before(document_of, draft_of):
    document = document_of("On Monday aid came. Floods hit the valley in May 2019. They killed nine people.")
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert (told.start, told.end) == ("2019-05-01", "2019-05-31")


def test_an_event_that_no_day_is_told_for_happened_by_the_articles_day(document_of, draft_of):
    document = document_of("Floods left nine villages cut off.")
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert (told.span, told.start, told.end) == (None, None, "2020-02-28")


@pytest.mark.parametrize(
    "text",
    ["In Tarsa, nine men are arrested.", "The agency reports nine dead.", "Police crack down on nine men."],
)
def test_what_a_chronicle_tells_in_the_present_happens_on_its_day(document_of, draft_of, text):
    document = document_of(text)
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert (told.start, told.end) == ("2020-02-28", "2020-02-28")


def test_a_day_earlier_counts_from_the_day_told_before(document_of, draft_of):
    document = document_of("Seven died on Thursday. A day earlier three were hurt.")
    time = times.for_claim(document, draft_of(document, "three"), times.read(document))
    assert time.start == "2020-02-26"


def test_where_one_side_of_the_publication_is_known_a_problem_says_so(document_of, draft_of):
    document = document_of("Nine died last night.", earliest_only=True)
    timeline = times.read(document)
    assert [p.code for p in timeline.problems] == ["date_bounded"]
    assert times.for_claim(document, draft_of(document, "Nine"), timeline).start == "2020-02-27"


@pytest.mark.parametrize(
    ("text", "words", "basis", "start", "end"),
    [
        ("Monday's raid killed nine people, a doctor said.", "nine", Basis.EVENT, "2020-02-24", "2020-02-24"),
        (
            "The army on Thursday said nine men drowned. They sank on Tuesday.",
            "nine",
            Basis.EVENT,
            "2020-02-25",
            "2020-02-25",
        ),
        (
            "Rebels hit the port over the past year, most recently on 9 January, when nine men fell.",
            "nine",
            Basis.EVENT,
            "2020-01-09",
            "2020-01-09",
        ),
        (
            "A raid on Tuesday killed nine men in a town that has burned since 9 January.",
            "nine",
            Basis.CUMULATIVE,
            None,
            "2020-02-25",
        ),
        ("As of Thursday, rain had felled nine houses.", "nine", Basis.EVENT, None, "2020-02-27"),
        ("A list of 700 dead was released on Thursday.", "700", Basis.CUMULATIVE, None, "2020-02-27"),
        (
            "They broke it 604 times since it came into force on 7 January.",
            "604",
            Basis.CUMULATIVE,
            "2020-01-07",
            "2020-02-28",
        ),
        ("Nine fires were set in recent weeks.", "Nine", Basis.CUMULATIVE, None, "2020-02-28"),
        ("Nine fled from 1986 to 2005.", "Nine", Basis.CUMULATIVE, "1986-01-01", "2005-12-31"),
        (
            "Storms hit the coast over the past three days. Nine men drowned, a mayor said on Friday.",
            "Nine",
            Basis.EVENT,
            "2020-02-25",
            "2020-02-28",
        ),
        ("Rain has fallen since 22 February. Nine drowned.", "Nine", Basis.EVENT, "2020-02-22", "2020-02-28"),
        (
            "They met on Monday. A truce starts on 3 March. Nine died.",
            "Nine",
            Basis.EVENT,
            "2020-02-24",
            "2020-02-24",
        ),
        (
            "Nine men were shot in 24 hours, the mayor said on Wednesday.",
            "Nine",
            Basis.EVENT,
            "2020-02-25",
            "2020-02-26",
        ),
        (
            "The mayor said on Wednesday that 31 had died since 2 February.",
            "31",
            Basis.CUMULATIVE,
            "2020-02-02",
            "2020-02-26",
        ),
        (
            "The toll of Monday's quake rose to 231 on Thursday. Some 40 others died in Tarsa.",
            "40",
            Basis.EVENT,
            "2020-02-24",
            "2020-02-24",
        ),
        (
            "On Thursday the interior ministry said nine men drowned. They sank on Tuesday.",
            "nine",
            Basis.EVENT,
            "2020-02-25",
            "2020-02-25",
        ),
        (
            "A bus burned on Thursday. Sheep were lost on Monday. In another attack nine men died.",
            "nine",
            Basis.EVENT,
            "2020-02-27",
            "2020-02-27",
        ),
        (
            "Some 678 rifles have been seized since Friday, 7 February.",
            "678",
            Basis.CUMULATIVE,
            "2020-02-07",
            "2020-02-28",
        ),
        ("It comes a day after nine men drowned.", "nine", Basis.EVENT, "2020-02-27", "2020-02-27"),
        (
            "Rains began in March 2019. Since then 678 wells have dried up.",
            "678",
            Basis.CUMULATIVE,
            "2019-03-01",
            "2020-02-28",
        ),
        (
            "Mines have gone off since Monday, when nine men died.",
            "nine",
            Basis.EVENT,
            "2020-02-24",
            "2020-02-24",
        ),
        ("On Monday the toll of the mines was 678.", "678", Basis.CUMULATIVE, None, "2020-02-24"),
        (
            "Two dams broke on Wednesday. Six men had drowned the previous day.",
            "Six",
            Basis.EVENT,
            "2020-02-25",
            "2020-02-25",
        ),
        (
            "They launched a rocket on Monday, and nine men died.",
            "nine",
            Basis.EVENT,
            "2020-02-24",
            "2020-02-24",
        ),
        ("A fight broke out on Thursday and nine men fell.", "nine", Basis.EVENT, "2020-02-27", "2020-02-27"),
        ("A fight broke out on Monday and nine men fell.", "nine", Basis.EVENT, "2020-02-24", "2020-02-28"),
        (
            "The rebels launched an offensive on Monday. It has killed 678 men.",
            "678",
            Basis.CUMULATIVE,
            "2020-02-24",
            "2020-02-28",
        ),
    ],
)
def test_a_claim_covers_these_days(document_of, draft_of, text, words, basis, start, end):
    document = document_of(text)
    time = times.for_claim(document, draft_of(document, words, basis=basis), times.read(document))
    assert (time.start, time.end) == (start, end)


def test_the_total_of_a_war_does_not_take_a_window_of_days_told_beside_it(document_of, draft_of):
    document = document_of("In the last two weeks nine fled. The war has killed 7,000 people.")
    time = times.for_claim(
        document, draft_of(document, "7,000", basis=Basis.CUMULATIVE), times.read(document)
    )
    assert (time.start, time.end) == (None, "2020-02-28")


@pytest.mark.parametrize("basis", [*Basis, None])
@pytest.mark.parametrize(
    "phrase", ["last night", "on Tuesday", "in July", "in the last 17 days", "on 14 March", "ago"]
)
def test_without_a_publication_date_no_relative_day_is_invented(document_of, draft_of, basis, phrase):
    document = document_of(f"Nine people died {phrase}.", published=None)
    time = times.for_claim(document, draft_of(document, "Nine", basis=basis), times.read(document))
    assert time is None or (time.start, time.end) == (None, None)


SOME = (
    "on in since from to last night Tuesday March May 3 17 2011 the of week days ago a between and 12.03.2015"
    " early this month killed people 400 ' . , today overnight weekend earlier"
)
WORDS = st.lists(
    st.sampled_from(SOME.split(" ")),
    max_size=30,
)


@given(WORDS, st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
def test_phrases_cut_out_their_words_in_order_without_overlap(words, anchor):
    text = " ".join(words)
    found = times.find(text, 0, len(text), anchor=anchor)
    assert all(text[p.span.start : p.span.end] == p.span.text for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(p.start <= p.end for p in found if p.start and p.end)
    assert found == times.find(text, 0, len(text), anchor=anchor)


@given(WORDS)
def test_without_an_anchor_only_told_years_are_known(words):
    text = " ".join(words)
    for phrase in times.find(text, 0, len(text), anchor=None):
        assert phrase.start is None or str(phrase.start.year)[2:] in text  # "3 March 17", too


def test_the_year_of_an_agreement_dates_nothing():
    text = "The 2003 Norland-Sutherland ceasefire agreement has become redundant."
    assert times.find(text, 0, len(text), anchor=date(2016, 11, 20)) == ()


def test_the_ongoing_year_is_this_year():
    text = "They brought the toll to 15 in the ongoing year."
    (phrase,) = times.find(text, 0, len(text), anchor=date(2018, 3, 1))
    assert phrase.start == date(2018, 1, 1)

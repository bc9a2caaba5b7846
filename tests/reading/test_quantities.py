import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Bound
from sayso.reading import quantities
from sayso.reading.quantities.words import compiled


def read(text: str):
    """``(words, low, high, bound)`` of the quantities that are not excluded."""
    return [
        (c.quantity.span.text, c.quantity.low, c.quantity.high, str(c.quantity.bound))
        for c in quantities.find(text, 0, len(text))
        if c.excluded is None
    ]


def excluded(text: str):
    return [(c.quantity.span.text, c.excluded) for c in quantities.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70 people", 70),
        ("1,200 people", 1200),
        ("12,345,678 people", 12345678),
        ("1 200 people", 1200),
        ("1\u00a0234 people", 1234),
        ("1.500 people", 1500),
        ("1’500 people", 1500),
        ("10, 000 people", 10000),
        ("1,50,000 people", 150000),
        ("2.5 million people", 2500000),
        ("2.5m people", 2500000),
        ("40k displaced", 40000),
        ("3 hundred thousand people", 300000),
        ("seventy-five men", 75),
        ("ONE HUNDRED AND FIVE MEN", 105),
        ("two thousand five hundred men", 2500),
        ("nine million people", 9000000),
        ("a hundred and thirty men", 130),
        ("a thousand two hundred men", 1200),
        ("three thousand, six hundred and fifty men", 3650),
        ("two hundred and fifty thousand men", 250000),
        ("two dozen men", 24),
        ("a dozen men", 12),
        ("half a million people", 500000),
        ("a couple of houses", 2),
        ("twin blasts", 2),
        ("five lakh people", 500000),
    ],
)
def test_an_exact_number_has_one_value(text: str, value: int):
    assert [(low, high, bound) for _, low, high, bound in read(text)] == [(value, value, "exact")]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "bound"),
    [
        ("at least 70 men", "at least 70", 70, None, "at_least"),
        ("more than 70 men", "more than 70", 70, None, "at_least"),
        ("an excess of 3.7 million men", "an excess of 3.7 million", 3700000, None, "at_least"),
        ("no fewer than ten men", "no fewer than ten", 10, None, "at_least"),
        ("70 or more men", "70 or more", 70, None, "at_least"),
        ("70+ men", "70+", 70, None, "at_least"),
        ("20 villagers at least, and", "20 villagers at least", 20, None, "at_least"),
        ("more than a dozen men", "more than a dozen", 12, None, "at_least"),
        ("at least another 20 men", "at least another 20", 20, None, "at_least"),
        ("“at least ‘one house", "at least ‘one", 1, None, "at_least"),
        ("as many as 70 men", "as many as 70", None, 70, "at_most"),
        ("up to about 70 men", "up to about 70", None, 70, "at_most"),
        ("fewer than 70 men", "fewer than 70", None, 70, "at_most"),
        ("most of the 1,100 men", "most of the 1,100", None, 1100, "at_most"),
        ("some 70 men", "some 70", 70, 70, "about"),
        ("nearly two dozen men", "nearly two dozen", 24, 24, "about"),
        ("an estimated 50000 men", "an estimated 50000", 50000, 50000, "about"),
        ("70 or so men", "70 or so", 70, 70, "about"),
        ("20 to 30 men", "20 to 30", 20, 30, "range"),
        ("20-30 men", "20-30", 20, 30, "range"),
        ("six or seven men", "six or seven", 6, 7, "range"),
        ("between 20 and 30 men", "between 20 and 30", 20, 30, "range"),
        ("2 to 3 million men", "2 to 3 million", 2000000, 3000000, "range"),
        ("between 954,000 and 1.2 million men", "between 954,000 and 1.2 million", 954000, 1200000, "range"),
        ("at least one but possibly up to 12 men", "at least one but possibly up to 12", 1, 12, "range"),
        ("several men", "several", 3, None, "vague"),
        ("several dozen men", "several dozen", 36, None, "vague"),
        ("several hundred men", "several hundred", 300, None, "vague"),
        ("a few thousand men", "a few thousand", 3000, None, "vague"),
        ("a number of men", "a number", 3, None, "vague"),
        ("dozens of men", "dozens", 24, None, "vague"),
        ("scores of men", "scores", 40, None, "vague"),
        ("hundreds of thousands of men", "hundreds of thousands", 200000, None, "vague"),
        ("tens of thousands of men", "tens of thousands", 20000, None, "vague"),
        ("millions fled", "millions", 2000000, None, "vague"),
    ],
)
def test_bounds_and_vague_words_have_the_values_of_the_guidelines(text, words, low, high, bound):
    assert read(text) == [(words, low, high, bound)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("on 27 February", "date"),
        ("on February 27, the", "date"),
        ("on 2020-02-28", "date"),
        ("in 2016 the", "year"),
        ("July 2016", "year"),
        ("at 10:30 the", "clock"),
        ("at 5 p.m. the", "clock"),
        ("AT 1030 THE", "clock"),
        ("a 34-year-old man", "age"),
        ("aged 12", "age"),
        ("Leyla Aksoy, 34, a", "age"),
        ("cost $5 million", "money"),
        ("paid 300 rupees", "money"),
        ("about 10 per cent", "percent"),
        ("some 20% of", "percent"),
        ("12 km north", "distance"),
        ("five-mile strip", "distance"),
        ("(250 square kilometres)", "area"),
        ("a 120mm mortar", "measurement"),
        ("7.62 mm", "measurement"),
        ("a T-72 tank", "model"),
        ("the M5 motorway", "model"),
        ("an F-16", "model"),
        ("AK 47 rifles", "model"),
        ("Resolution 2254", "label"),
        ("the 2D Brigade", "model"),
        ("between 1986 and 1990", "year"),
        ("won 3-2 at home", "score"),
        ("Highway 4", "label"),
        ("squad 12", "label"),
        ("the 4th Division", "ordinal"),
        ("in the last 17 days", "duration"),
        ("in the 24 last hours", "duration"),
        ("one of the province's main roads", "pronoun"),
        ("property worth 900 million of naira", "money"),
        ("a five-year war", "duration"),
        ("three times more", "times"),
        ("52 votes", "vote"),
        ("two-thirds of", "fraction"),
        ("dead [7]", "footnote"),
        ("ended this morning.1 ", "footnote"),
        ("a magnitude 6.1 quake", "measurement"),
        ("https://example.org/2020/12", "address"),
        ("+90 2125550100", "telephone"),
        ("90212555010012", "telephone"),
        ("They recruit children as young as 10", "age"),
        ("They hit Detachment No. 4 troops", "label"),
        ("It has four-wheel drive", "model"),
        ("A fire came within 50m from the houses", "distance"),
        ("The quake shook the city of 4 million", "population"),
        ("It cites seven local sources", "source"),
    ],
)
def test_numbers_that_count_nothing_say_why(text: str, reason: str):
    assert reason in [why for _, why in excluded(text) if why], excluded(text)
    assert not [c for c in read(text) if c[0] not in ("a", "an")]


def test_a_day_and_a_count_side_by_side_are_told_apart():
    assert excluded("On 5 August 3 civilians died") == [("5", "date"), ("3", None)]


def test_a_bare_four_digit_number_before_people_is_no_year():
    assert read("They freed 2000 prisoners") == [("2000", 2000, 2000, "exact")]


def test_an_article_counts_people_and_things_in_the_singular_only():
    assert [q[0] for q in read("A soldier and an infant died; a house and a shortage of an hour")] == [
        "A",
        "an",
        "a",
    ]
    assert all(c.article_word for c in quantities.find("a badly hurt young child", 0, 24))


def test_nothing_is_zero_only_before_what_harm_would_leave():
    assert read("No casualties were reported and no one spoke of no reason") == [
        ("No", 0, 0, "exact"),
        ("no one", 0, 0, "exact"),
    ]


def test_lists_under_one_verb_give_each_quantity():
    text = "destroyed 55 tanks, three helicopters and 18 armoured vehicles"
    assert [low for _, low, _, _ in read(text)] == [55, 3, 18]


def test_two_numbers_joined_by_and_or_a_comma_stay_two():
    assert [low for _, low, *_ in read("a hundred and two hundred men")] == [100, 200]
    assert [low for _, low, *_ in read("a thousand men died and six hundred fled")] == [1000, 600]
    assert [low for _, low, *_ in read("300 fell in the village of 400 people")] == [300, 400]


def test_wholes_parts_and_elided_objects_give_each_quantity():
    assert [low for _, low, _, _ in read("33 died, including 3 children, and 40 others fled")] == [33, 3, 40]


def test_a_bound_does_not_reach_over_a_comma_or_from_a_verb():
    assert read("they took over two villages") == [("two", 2, 2, "exact")]
    assert read("not more than, 20 men")[0] == ("20", 20, 20, "exact")


def test_a_number_begins_behind_a_line_end_that_an_export_wrote_out():
    assert [low for _, low, *_ in read("It was shut.\\nEight men fled")] == [8]


def test_one_as_a_pronoun_counts_nothing():
    assert read("one another, this one, one day") == []


def test_offsets_are_those_of_the_whole_text():
    text = "x" * 50 + " at least 70 men"
    (candidate,) = quantities.find(text, 40, len(text))
    assert text[candidate.quantity.span.start : candidate.quantity.span.end] == "at least 70"


_SMALL = (
    "hundred million dozens and to between at least a no one of soldier - , 12 1,000 3.5 $ % km May 2016 ( )"
)
_WORDS = st.sampled_from([*sorted(compiled().cardinals), *_SMALL.split(), "“", "”", "ı", "ﬁ", "٣", "\u00a0"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_spans_cut_out_their_words_and_never_overlap(text: str):
    found = quantities.find(text, 0, len(text))
    for candidate in found:
        span, quantity = candidate.quantity.span, candidate.quantity
        assert span.text
        assert text[span.start : span.end] == span.text
        if quantity.bound is Bound.RANGE:
            assert quantity.low is not None
            assert quantity.high is not None
            assert quantity.low < quantity.high
    assert all(a.quantity.span.end <= b.quantity.span.start for a, b in pairwise(found))
    assert found == quantities.find(text, 0, len(text))


@pytest.mark.parametrize(
    "unit", ["1", ",", "and ", "1,234,", "one and ", "1 234 ", "no ", "a ", "12 to ", "“", "over "]
)
def test_a_long_line_costs_a_time_linear_in_its_length(unit: str):
    def once(text: str) -> float:
        started = time.process_time()
        quantities.find(text, 0, len(text))
        return time.process_time() - started

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return min(once(text) for _ in range(3))  # the machine is not alone

    seconds(1000)
    small, large = seconds(1_000), seconds(8_000)
    assert large < 8 * small * 3 + 0.1


def test_a_line_of_very_many_digits_commas_or_words_is_read_at_once():
    for unit in ("1", "1,", "and ", "over "):
        text = unit * (400_000 // len(unit))
        started = time.process_time()
        quantities.find(text, 0, len(text) if unit != "1," else 50_000)
        assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two men drowned and another was missing.", ["Two", "another"]),
        ("They hit a tank two lorries and three cars.", ["a", "two", "three"]),
        ("A rebel-held school-bus and a mortar were destroyed.", ["A", "a"]),
        ("A Bolivian military hospital was damaged.", ["A"]),
        ("Twelve out of 25 provinces were flooded.", ["Twelve"]),
        ("The army captured 14 M-16 rifles.", ["14"]),
        ("The village in which one person was killed", ["one"]),
        ("They took 300 square kilometres.", ["300"]),
        ("They broke the truce 27 times last week.", ["27"]),
        ("No missiles were fired and no foreigners were hurt.", ["No", "no"]),
    ],
)
def test_a_quantity_that_may_be_a_claim_is_offered(text: str, words: list[str]):
    assert [found for found, *_ in read(text)] == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("They took 460 (180 square miles) of it.", "area"),
        ("Prices are five times higher now.", "times"),
        ("Nine out of ten houses stood.", "fraction"),
        ("It took in children under 15 and 48 men.", "age"),
        ("SAN SALVADOR, 22 NOV 90 (RADIO) -- Rain fell.", "date"),
        ("Mosul May 13 Rebels shot at them.", "date"),
        ("Output fell by 5.7 million barrels a day.", "measurement"),
        ("The wall is 14 m high.", "distance"),
    ],
)
def test_a_ratio_or_a_conversion_counts_nothing(text: str, why: str):
    assert why in [reason for _, reason in excluded(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In the south no tank was lost.", ["no"]),
        ("About 2000 homes went under.", ["About 2000"]),
        ("They shot two men and maimed another.", ["two", "another"]),
        ("There is no longer a doubt of it.", []),
    ],
)
def test_nothing_left_and_round_thousands_count_too(text: str, words: list[str]):
    assert [found for found, *_ in read(text)] == words


def test_an_abbreviation_with_full_stops_does_not_end_what_an_article_counts():
    assert [found for found, *_ in read("They held a U.S. citizen and an E.U. report.")] == ["a"]


@pytest.mark.parametrize("text", ["The toll went up to 28 on Monday.", "They asked about 28 missing men."])
def test_a_verbs_own_words_bound_no_number(text: str):
    assert read(text)[0][:3] == ("28", 28, 28)


def test_a_small_number_in_words_opens_a_range_in_digits():
    assert read("Ten to 15 gunmen fled, and twenty to 30 stayed.")[0][:3] == ("Ten to 15", 10, 15)


def test_whose_members_they_are_is_not_counted():
    assert [found for found, *_ in read("Five members of a family were killed.")] == ["Five"]


def test_a_peoples_body_is_not_one_of_the_people():
    assert read("They fear an angry Pakistani army.") == []

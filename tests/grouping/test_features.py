"""What speaks for and against two clues telling of one incident."""

from dataclasses import replace

import pytest

from sayso.grouping import group
from sayso.grouping.clues import Spot, clue_of
from sayso.grouping.features import compare_spots, number, party, sides, time, wording

DAY = "2020-03-05"
ALEPPO = (36.2, 37.16)


def spot(key, *, country="SY", at=ALEPPO, precision=1, entry=None):
    return Spot(key=(key,), text=key, country=country, lat=at[0], lon=at[1], precision=precision, entry=entry)


def clue(written, text, words, low, *, outlet="The Wire", **more):
    article = written.Written(text, outlet=outlet)
    article.figure(words, low, **more)
    return clue_of(article.reading.figures[0], article.reading.article)


def parts(groups):
    return {frozenset(g.claims) for g in groups}


def test_quarters_that_no_map_knows_are_no_one_place_for_lying_in_one_town():
    town = spot("Aleppo", entry="geonames:1")
    one, other = spot("Saadiya", precision=2), spot("Midaniya", precision=2)
    assert compare_spots(one, other) < 0
    assert 0 < compare_spots(town, one) < 0.8


def test_two_names_of_one_entry_of_the_gazetteer_are_one_place():
    assert compare_spots(spot("Kobani", entry="geonames:2"), spot("Ayn", entry="geonames:2")) == 1


def test_towns_on_both_sides_of_a_border_can_see_one_incident_and_far_ones_cannot():
    here = spot("Qamar", at=(37.05, 41.23), entry="geonames:3")
    there = spot("Nusay", country="TR", at=(37.07, 41.21), entry="geonames:4")
    far = spot("Mardin", country="TR", at=(37.3, 40.7), entry="geonames:5")
    assert compare_spots(here, there) > 0
    assert compare_spots(here, far) == -1


def test_a_point_lent_by_another_country_does_not_speak_as_a_country():
    stray = spot("Salsana", country="OM", at=(22.5, 58.7), precision=2)
    assert compare_spots(stray, spot("Marea", entry="geonames:6")) > -1


def test_shellings_of_two_quarters_of_one_town_are_two_incidents_in_one_and_in_two_articles(written):
    text = "Shells on Saadiya hurt 6 people. Shells on Midaniya killed 4 people."
    both = written.Written(text)
    both.figure("6", 6, "injured", at="Saadiya", on=DAY, point=ALEPPO, precision=2)
    both.figure("4", 4, at="Midaniya", on=DAY, point=ALEPPO, precision=2)
    assert len(group([both.reading])) == 2
    apart = []
    for outlet, quarter, toll in (("A", "Saadiya", 6), ("B", "Midaniya", 4)):
        article = written.Written(f"Shells on {quarter} killed {toll} people in Aleppo.", outlet=outlet)
        article.figure(str(toll), toll, at=quarter, on=DAY, point=ALEPPO, precision=2)
        apart.append(article.reading)
    assert len(group(apart)) == 2


def test_quarters_decide_where_both_articles_name_the_town_too(written):
    readings = []
    for outlet, quarter, toll in (("A", "Saadiya", 6), ("B", "Midaniya", 4)):
        text = f"Shelling in Aleppo killed {toll} people. Another {toll + 9} were hurt in {quarter} by it."
        article = written.Written(text, outlet=outlet)
        article.figure(str(toll), toll, at="Aleppo", on=DAY, point=ALEPPO, precision=1)
        article.figure(str(toll + 9), toll + 9, "injured", at=quarter, on=DAY, point=ALEPPO, precision=2)
        readings.append(article.reading)
    assert len(group(readings)) == 2


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("2020-03-05", "2020-03-06"), ("2020-03-06", "2020-03-10"), ("2020-03-10", "2020-06-01")],
)
def test_a_window_says_the_less_the_wider_it_is(written, narrow, wide):
    told = "Shells killed 5 people in Marib."
    day = clue(written, told, "5", 5, at="Marib", on=DAY, outlet="A")
    windows = [
        clue(written, told, "5", 5, at="Marib", on=DAY, until=end, outlet="B") for end in (narrow, wide)
    ]
    assert time(day, windows[0])[0] > time(day, windows[1])[0]


def test_days_of_a_flood_weigh_little_within_one_article_and_much_across(written):
    article = written.Written("The flood drowned 5 people in Marib. The flood drowned 7 in Taiz a day later.")
    article.figure("5", 5, at="Marib", on="2020-03-05")
    article.figure("7", 7, at="Taiz", on="2020-03-06")
    one, other = (clue_of(f, article.reading.article) for f in article.reading.figures)
    elsewhere = replace(other, article="another")
    assert time(one, elsewhere)[0] < time(one, other)[0] < 0


def test_floods_of_two_towns_in_two_articles_stay_apart(written):
    readings = []
    for outlet, town, where in (("A", "Marib", (15.46, 45.32)), ("B", "Taiz", (13.58, 44.02))):
        article = written.Written(f"The flood drowned 5 people in {town}.", outlet=outlet)
        article.figure("5", 5, at=town, on=DAY, country="YE", point=where, precision=1)
        readings.append(article.reading)
    assert len(group(readings)) == 2


def test_tolls_worlds_apart_speak_against_and_rising_tolls_do_not(written):
    few = clue(written, "Shells killed 8 people in Marib.", "8", 8, at="Marib", on=DAY, outlet="A")
    more = clue(written, "Shells killed 13 people in Marib.", "13", 13, at="Marib", on=DAY, outlet="B")
    many = clue(written, "Shells killed 60 people in Marib.", "60", 60, at="Marib", on=DAY, outlet="C")
    assert number(few, more) == (0.0, "")
    assert number(few, many)[0] < 0
    assert number(few, replace(many, article=few.article)) == (0.0, "")


def test_each_sides_victims_acting_in_the_other_is_an_answer_for_sure(written):
    hit = clue(
        written, "Syrian jets killed 33 Turkish soldiers in Idlib.", "33", 33,
        of="Turkish soldiers", by="Syrian jets", at="Idlib", on=DAY, outlet="A",
    )  # fmt: skip
    back = clue(
        written, "Turkish drones killed 16 Syrian soldiers in Idlib.", "16", 16,
        of="Syrian soldiers", by="Turkish drones", at="Idlib", on=DAY, outlet="B",
    )  # fmt: skip
    half = replace(back, victims=frozenset())
    assert sides(hit, back)[0] < sides(hit, half)[0] < 0


def test_other_parties_speak_more_against_within_an_article(written):
    one = clue(written, "Turkish drones killed 6 in Idlib.", "6", 6, by="Turkish drones", at="Idlib", on=DAY)
    two = clue(written, "Russian jets killed 9 in Idlib.", "9", 9, by="Russian jets", at="Idlib", on=DAY)
    assert party(one, replace(two, article=one.article))[0] < party(one, two)[0] < 0


def test_words_of_places_and_acts_are_no_wording(written):
    one = clue(
        written, "Shelling by rockets in Harimaya killed 5.", "5", 5, at="Harimaya", on=DAY, outlet="A"
    )
    two = clue(
        written, "Rockets and shelling on Harimaya killed 6.", "6", 6, at="Harimaya", on=DAY, outlet="B"
    )
    assert wording(one, two) == (0.0, "")


def test_a_reprint_is_one_telling(written):
    told = (
        "Masked riders drew up beside the bakery queue behind the tannery and opened fire with pistols, "
        "killing 5, the miller’s widow told neighbours."
    )
    one = clue(written, told, "5", 5, at="bakery", on=DAY, outlet="A")
    two = clue(written, f"{told} Spring came late.", "5", 5, at="bakery", on=DAY, outlet="B")
    assert wording(one, two)[0] == 3


def test_a_window_of_days_joins_nothing_by_place_alone(written):
    readings = []
    for outlet, said, low, until in (("A", "Eight", 8, DAY), ("B", "Six", 6, "2020-03-09")):
        article = written.Written(f"{said} people died in Marib.", outlet=outlet)
        article.figure(said, low, at="Marib", on=DAY, until=until)
        readings.append(article.reading)
    assert len(group(readings)) == 2

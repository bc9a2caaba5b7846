"""Whose say-so it is: one voice through many outlets is one."""

from dataclasses import replace

from sayso.reconciling import tell, voices
from sayso.reconciling.voices import accused_key

NIGHT = "2020-02-27"


def traced(*articles):
    told = tell(a.reading for a in articles)
    return voices(list(told.values()))


def toll(written, text, words, low, *, speaker=None, outlet="A", **more):
    article = written.Written(
        text, outlet=outlet, **{k: more.pop(k) for k in ("published", "url", "cites") if k in more}
    )
    return article, article.figure(words, low, at="Balyun", on=NIGHT, speaker=speaker, **more)


def test_one_speaker_under_three_names_is_one_voice(written):
    one, a = toll(
        written,
        "The Syrian Observatory for Human Rights said 34 died at Balyun.",
        "34",
        34,
        speaker="The Syrian Observatory for Human Rights",
    )
    two, b = toll(written, "SOHR counted 34 dead at Balyun.", "34", 34, speaker="SOHR", outlet="B")
    three, c = toll(
        written,
        "The British-based monitor said 34 died at Balyun.",
        "34",
        34,
        speaker="The British-based monitor",
        outlet="C",
    )
    by, origins = traced(one, two, three)
    assert by[a] == by[b] == by[c]
    assert len(origins) == 1
    assert origins[0].outlets == ("A", "B", "C") or set(origins[0].outlets) == {"A", "B", "C"}


def test_a_person_is_found_again_by_the_name_with_and_without_the_office(written):
    one, a = toll(
        written,
        "The governor of Hatay, Rahmi Dogan, said nine died at Balyun.",
        "nine",
        9,
        speaker="The governor of Hatay, Rahmi Dogan",
    )
    two, b = toll(written, "Rahmi Dogan said 22 died at Balyun.", "22", 22, speaker="Rahmi Dogan", outlet="B")
    by, _ = traced(one, two)
    assert by[a] == by[b]


def test_two_offices_are_not_one_for_sharing_a_general_word(written):
    one, a = toll(
        written, "The governor of Hatay said nine died at Balyun.", "nine", 9, speaker="The governor of Hatay"
    )
    two, b = toll(
        written,
        "The governor of Adana said nine died at Balyun.",
        "nine",
        9,
        speaker="The governor of Adana",
        outlet="B",
    )
    by, _ = traced(one, two)
    assert by[a] != by[b]


def test_a_party_is_one_voice_under_its_names(written):
    one, a = toll(written, "The Daesh group said 44 died at Balyun.", "44", 44, speaker="The Daesh group")
    two, b = toll(written, "ISIL said 44 died at Balyun.", "44", 44, speaker="ISIL", outlet="B")
    by, _ = traced(one, two)
    assert by[a] == by[b]
    assert by[a].party == "islamic-state"


def test_an_official_without_a_name_is_somebody_else_in_every_outlet(written):
    one, a = toll(
        written, "An official said 16 died at Balyun.", "16", 16, speaker="An official", kind="anonymous"
    )
    two, b = toll(
        written,
        "An official said 16 were dead at Balyun.",
        "16",
        16,
        speaker="An official",
        kind="anonymous",
        outlet="B",
    )
    by, _ = traced(one, two)
    assert by[a] != by[b]


LONG = (
    "Thirty-three soldiers were killed by an air strike at Balyun on Thursday evening. "
    "Ambulances drove over the border "
    "all night and the hospital in the town beyond asked people to give blood before the morning."
)


def test_a_reprint_is_the_voice_of_what_it_reprints(written):
    one, a = toll(written, LONG, "Thirty-three", 33, outlet="Northgate", published="2020-02-28")
    two, b = toll(
        written, LONG + " By the desk.", "Thirty-three", 33, outlet="Harbour", published="2020-02-29"
    )
    by, origins = traced(two, one)
    assert by[a] == by[b]
    assert by[a].name == "Northgate"
    assert by[a].first == one.article.id
    assert any("reprints Northgate" in step for step in origins[0].chain)


def test_an_article_that_only_cites_another_adds_no_voice(written):
    one, a = toll(
        written,
        "The governor of Hatay said 33 died at Balyun.",
        "33",
        33,
        speaker="The governor of Hatay",
        outlet="Northgate",
        url="https://northgate.example/1",
    )
    two, b = toll(
        written,
        "At Balyun 33 soldiers died.[1]",
        "33",
        33,
        outlet="Blog",
        cites=[("1", "https://northgate.example/1")],
    )
    two.figures[0] = replace(two.figures[0], citations=("1",))
    by, origins = traced(one, two)
    assert by[a] == by[b]
    assert len(origins) == 1
    assert any("Blog cites Northgate" in step for step in origins[0].chain)


def test_what_an_article_repeats_in_its_own_voice_is_its_speakers(written):
    article = written.Written("33 soldiers dead\nThe governor of Hatay said 33 soldiers died at Balyun.")
    headline = article.figure("33", 33)
    body = article.figure("33", 33, speaker="The governor of Hatay", after="\n")
    by, _ = traced(article)
    assert by[headline] == by[body]


def test_articles_that_cite_one_another_in_a_circle_have_no_origin(written):
    made = []
    for name, target in (("A", "B"), ("B", "C"), ("C", "A")):
        article = written.Written(
            f"{name} hears that 50 died at Balyun.[1]",
            outlet=name,
            url=f"https://{name}.example/",
            cites=[("1", f"https://{target}.example/")],
        )
        article.figure("50", 50, at="Balyun", on=NIGHT, cites=("1",))
        made.append(article)
    _, origins = traced(*made)
    assert len(origins) == 1
    assert origins[0].first is None
    assert "no origin" in origins[0].name


def test_voices_are_fewer_than_outlets_where_wires_are_reprinted(written):
    made = [
        toll(
            written,
            f"{place} desk. The Observatory said 34 died at Balyun.",
            "34",
            34,
            speaker="The Observatory",
            outlet=place,
        )[0]
        for place in ("A", "B", "C")
    ]
    _, origins = traced(*made)
    assert len(origins) == 1 < len({a.article.outlet for a in made})


def test_the_order_of_articles_changes_no_voice(written):
    one, _ = toll(written, LONG, "Thirty-three", 33, outlet="Northgate", published="2020-02-28")
    two, _ = toll(
        written, LONG + " By the desk.", "Thirty-three", 33, outlet="Harbour", published="2020-02-29"
    )
    assert traced(one, two) == traced(two, one)


def test_an_article_that_credits_the_other_is_the_copy_whatever_the_dates_say(written):
    one, a = toll(
        written, LONG, "Thirty-three", 33, outlet="Northgate", published="2020-02-28T09:40:00+03:00"
    )
    two, b = toll(
        written,
        LONG + " Supplied by Northgate.",
        "Thirty-three",
        33,
        outlet="Harbour",
        published="2020-02-27",
    )
    by, _ = traced(one, two)
    assert by[a].first == by[b].first == one.article.id


def test_a_role_in_two_reports_of_one_outlet_counts_once(written):
    one, a = toll(
        written, "The governor said nine died at Balyun.", "nine", 9, speaker="The governor", kind="anonymous"
    )
    two, b = toll(
        written, "The governor said 29 died at Balyun.", "29", 29, speaker="The governor", kind="anonymous"
    )
    by, _ = traced(one, two)
    assert by[a] == by[b]


def test_a_possessive_hides_no_party(written):
    article = written.Written(
        "Syria’s Balyun burned. The Syrian government’s warplanes did the air strike, Ankara said."
    )
    blamed = article.blame("air strike", "The Syrian government’s warplanes", speaker="Ankara")
    other = written.Written("Assad's forces did the air strike.", outlet="B")
    again = other.blame("air strike", "Assad's forces")
    told = tell([article.reading, other.reading])
    assert accused_key(told[blamed]) == accused_key(told[again]) == "syrian-government"

"""Asides: a place of which the article says something else than that what it counts happened there."""

from dataclasses import replace

import pytest

from sayso.model import SpeakerKind
from sayso.reading import asides, gazetteer, places
from sayso.reading.drafts import SpeakerDraft
from sayso.reading.placewords import words

pytestmark = pytest.mark.skipif(
    gazetteer.opened() is None, reason="no place index; `pip install -e .` builds it"
)


def kinds(document):
    """What is said of each name instead of that something happened there."""
    read = places.read(document).placed
    told = {p.mention.span.text: asides.read(document, p.mention, words("en")) for p in read}
    return {name: aside and aside.kind for name, aside in told.items()}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The minister told a news conference in Nairobi that 6 people died in Garissa.", "Nairobi", "venue"),
        ("A guard told Reuters on Friday in the capital Maputo that 6 people died.", "Maputo", "venue"),
        ("In Tete 6 died, said spokeswoman Ana Dias by phone from Beira.", "Beira", "venue"),
        ("Media reports in Manila said 6 people drowned in Cebu.", "Manila", "venue"),
        (
            "A trader told Reuters by phone from Mukalla that 6 people were shot in Seiyun.",
            "Mukalla",
            "venue",
        ),
        (
            "The 6 wounded were flown to a hospital in Karachi after the blast in Turbat.",
            "Karachi",
            "brought",
        ),
        ("Some 15,000 people fell in Russia's war against Ukraine.", "Russia", "waged"),
        ("Some 600 people fell in Ethiopia's bloody offensive in Tigray.", "Ethiopia", "waged"),
        ("It was the worst attack since 6 people died in Beslan, a school said.", "Beslan", "compared"),
        ("A bus travelling from Kandahar to Herat hit a mine near Farah, killing 6.", "Kandahar", "route"),
        ("The army lost 17 tanks made by Germany near Farah.", "Germany", "maker"),
        ("Six died in Agadez as raids went on into neighbouring Libya.", "Libya", "border"),
        ("Six miners died in Farah on Monday.", "Farah", None),
    ],
)
def test_what_stands_before_a_name_tells_that_it_is_no_scene(document_of, text, name, kind):
    told = kinds(document_of(text))[name]
    assert told == kind


def test_what_is_counted_in_the_lead_was_not_where_the_source_speaks(document_of, draft_of):
    text = "Nine farmers were killed, media reports in Bogota said. They were shot near Popayan in Cauca."
    document = document_of(text)
    assert places.for_claim(document, draft_of(document, "Nine"), places.read(document)).text != "Bogota"


def test_the_dead_were_not_killed_where_they_are_brought(document_of, draft_of):
    text = "A mine killed 7 guards near Jijiga. The bodies of the 7 guards were flown to Addis Ababa."
    document = document_of(text)
    draft = draft_of(document, "7 guards were")
    assert places.for_claim(document, draft, places.read(document)).text == "Jijiga"


def test_what_is_counted_within_a_comparison_is_of_it(document_of, draft_of):
    text = "A bomb killed 4 in Peshawar. It was the worst attack since a blast killed 60 people in Quetta."
    document = document_of(text)
    atlas = places.read(document)
    assert places.for_claim(document, draft_of(document, "4"), atlas).text == "Peshawar"
    assert places.for_claim(document, draft_of(document, "60"), atlas).text == "Quetta"


def test_a_place_with_another_name_that_is_no_aside_stays_a_scene(document_of, draft_of):
    text = "A bomb killed 8 people in Kampala. Police told a news conference in Kampala that 8 were dead."
    document = document_of(text)
    assert places.for_claim(document, draft_of(document, "8"), places.read(document)).text == "Kampala"


def test_a_place_that_reports_a_number_has_it(document_of, draft_of):
    text = (
        "A quake shook Kashmir on Monday. India reported 360 dead in the quake. "
        "Oruro recorded nine dead and two missing, Potosi four dead and seven missing."
    )
    document = document_of(text)
    atlas = places.read(document)
    told = {
        number: places.for_claim(document, draft_of(document, number), atlas).text
        for number in ("360", "nine", "two", "four", "seven")
    }
    assert told == {
        "360": "India",
        "nine": "Oruro",
        "two": "Oruro",
        "four": "Potosi",
        "seven": "Potosi",
    }


def test_a_place_that_reports_what_happened_elsewhere_does_not_have_it(document_of, draft_of):
    text = "Shells hit a market in Taiz. Aden reported that 9 people were dead."
    document = document_of(text)
    assert places.for_claim(document, draft_of(document, "9"), places.read(document)).text == "Taiz"


def test_the_country_of_those_who_tell_stays_the_scene_where_it_is_named_elsewhere_too(document_of, draft_of):
    text = (
        "Malawi: floods kill 14\n\nOfficials in Malawi report that 14 people have died. Three died in Zomba."
    )
    document = document_of(text)
    start = text.index("Officials in Malawi")
    speaker = SpeakerDraft(span=document.article.cut(start, start + 19), kind=SpeakerKind.ANONYMOUS)
    draft = draft_of(document, "14 people", speaker=speaker)
    assert places.for_claim(document, draft, places.read(document)).text == "Malawi"


def chosen(document, draft):
    found = places.for_claim(document, draft, places.read(document))
    return found and found.text


def test_where_another_source_works_is_no_scene(document_of, draft_of):
    text = (
        "NIAMEY - Police killed at least 50 people this week, two rights groups said.\n\n"
        "Nurses at an Agadez hospital told the agency that at least 100 died."
    )
    document = document_of(text)
    nurses = document.article.cut(text.index("Nurses"), text.index(" told"))
    first, second = draft_of(document, "at least 50"), draft_of(document, "at least 100")
    second = replace(second, speaker=SpeakerDraft(span=nurses, kind=SpeakerKind.ANONYMOUS))
    found = places.places(document, [first, second], places.read(document))
    assert [p.span.text for p in found] == ["NIAMEY", "NIAMEY"]


def test_the_place_where_so_many_died_is_their_place(document_of, draft_of):
    text = "The worst-hit town in Punjab was Multan, where 90 people drowned. Rivers rose in Punjab."
    document = document_of(text)
    assert chosen(document, draft_of(document, "90")) == "Multan"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("The number of refugees worldwide reached 30 million.", None),
        ("People fled worldwide. These include 30 million refugees.", None),
        ("Camps opened. These include 30 million refugees.", "Sudan"),
        ("In Chad, unlike worldwide, 30 million refugees were counted.", "Chad"),
    ],
)
def test_what_is_told_of_the_world_has_no_place(document_of, draft_of, told, place):
    document = document_of("War broke out in Sudan in April. " + told)
    assert chosen(document, draft_of(document, "30 million")) == place


def test_a_number_is_no_name_of_a_university(document_of):
    document = document_of("Fourteen university students were freed. They were taken from Garissa in April.")
    assert [p.mention.span.text for p in places.read(document).placed] == ["Garissa"]

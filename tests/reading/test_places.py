"""Places: names in a text, what they mean there, and where a claim happened."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Basis, SpeakerKind
from sayso.reading import gazetteer, places
from sayso.reading.drafts import SpeakerDraft

pytestmark = pytest.mark.skipif(
    gazetteer.opened() is None, reason="no place index; `pip install -e .` builds it"
)


def named(document):
    return {p.mention.span.text: p for p in places.read(document).placed}


def test_names_are_found_with_the_words_that_belong_to_them(document_of):
    found = named(document_of("Shells hit eastern Aleppo and a village in Idlib province on Monday."))
    assert {"eastern Aleppo", "Idlib province"} <= set(found)
    assert found["Idlib province"].entry.kind == "admin1"


def test_a_namesake_is_the_one_in_the_articles_country(document_of):
    syrian = named(
        document_of("The Syrian army entered Tripoli street. In Homs, Syria, a bus burned near Saraqib.")
    )
    assert syrian["Saraqib"].country == "SY"
    american = named(document_of("Police in Alexandria, Louisiana, closed two roads near Baton Rouge."))
    assert american["Alexandria"].entry.admin1 == american["Louisiana"].entry.id
    egyptian = named(document_of("Egyptian police closed the port of Alexandria. In Cairo, markets shut."))
    assert egyptian["Alexandria"].country == "EG"


def test_other_spellings_are_read_in_the_countrys_context(document_of):
    found = named(
        document_of("Syrian rebels shelled Sarageb. Fighting went on in Deir Ezzour and near Hasakeh.")
    )
    assert found["Deir Ezzour"].entry.name == "Deir ez-Zor"
    assert found["Hasakeh"].country == "SY"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Floods killed nine people in the United States on Monday.", "United States"),
        ("Ten people drowned in Ilocos Sur, Philippines, on Monday.", "Philippines"),
        ("Egyptian police detained six people in Port Said.", "Port Said"),
        ("Planes hit the village of Hass in Syria.", "Hass"),
        ("Shells hit a house in Bani Suhaila, east of Khan Yunis, Gaza.", "Bani Suhaila"),
    ],
)
def test_names_whose_words_look_plain_or_cut_short_are_found_whole(document_of, text, name):
    assert name in named(document_of(text))


def test_plain_words_in_capitals_are_no_small_town(document_of):
    found = named(document_of("Police in Spain closed White City, and Good Hope opened in May."))
    assert set(found) == {"Spain"}


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post reported the deaths.",
        "Paris Hilton sang for the crowd.",
        "Michael Jordan gave money to the victims.",
        "The Abu Kamal family lost three sons.",
    ],
)
def test_persons_and_bodies_that_look_like_places_are_none(document_of, text):
    assert named(document_of(text)) == {}


def test_who_speaks_or_acts_is_marked_and_is_not_the_scene(document_of, draft_of):
    document = document_of("Jordan said nine soldiers were killed near Damascus in Syria.")
    assert named(document)["Jordan"].mention.agent
    assert places.for_claim(document, draft_of(document, "nine"), places.read(document)).text == "Damascus"


def test_precision_tells_a_town_a_province_a_country_and_a_sea(document_of):
    found = named(
        document_of(
            "In Saraqib in Idlib province, Syria, ten died. A boat sank in the Black Sea near Odesa, Ukraine."
        )
    )
    levels = {name: item.place().precision for name, item in found.items()}
    assert levels["Saraqib"] == 1
    assert levels["Idlib province"] == 4
    assert levels["Syria"] == 6
    assert levels["Black Sea"] == 7


def test_a_quarter_that_no_list_knows_lies_in_its_town(document_of):
    found = named(document_of("A shell hit the Qarwaniya neighbourhood of Aleppo, Syria, at noon."))
    place = found["Qarwaniya neighbourhood"].place()
    assert (place.country, place.precision, place.gazetteer_id) == ("SY", 2, None)
    assert place.lat == pytest.approx(36.2, abs=0.3)


def test_texts_in_capitals_and_in_lower_case_are_read(document_of):
    upper = named(document_of("IN SAN SALVADOR, EL SALVADOR, THE GUERRILLAS ATTACKED TWO BARRACKS TODAY."))
    assert upper["SAN SALVADOR"].country == "SV"
    assert upper["EL SALVADOR"].place().precision == 6
    lower = named(
        document_of("ahmedabad: nine shops were burnt in vadodara, gujarat, on friday, police said.")
    )
    assert lower["gujarat"].country == "IN"
    assert lower["vadodara"].country == "IN"


def test_a_claim_is_where_its_sentence_says(document_of, draft_of):
    text = "Rain fell over Nepal. In Kathmandu nine houses fell. In Pokhara two people drowned."
    document = document_of(text)
    atlas = places.read(document)
    assert places.for_claim(document, draft_of(document, "nine"), atlas).text == "Kathmandu"
    assert places.for_claim(document, draft_of(document, "two"), atlas).text == "Pokhara"


def test_a_sentence_without_a_place_takes_the_one_told_before(document_of, draft_of):
    document = document_of("A bomb went off in Kandahar, Afghanistan, at dawn. Nine people were killed.")
    place = places.place(document, draft_of(document, "Nine"), places.read(document))
    assert (place.span.text, place.country) == ("Kandahar", "AF")


def test_a_speakers_name_is_not_the_scene(document_of, draft_of):
    text = "A ministry in Moscow said nine rebels were killed. The strike was near Palmyra in Syria."
    document = document_of(text)
    start = text.index("A ministry in Moscow")
    speaker = SpeakerDraft(span=document.article.cut(start, start + 20), kind=SpeakerKind.NAMED)
    draft = draft_of(document, "nine", speaker=speaker)
    assert places.for_claim(document, draft, places.read(document)).text != "Moscow"


def test_the_holder_of_an_office_does_not_move_the_event_to_it(document_of, draft_of):
    text = "Six sailors were shot near Basra in Iraq, the governor of Shiraz, Reza Amini, told reporters."
    document = document_of(text)
    assert places.for_claim(document, draft_of(document, "Six"), places.read(document)).text == "Basra"


def test_a_date_line_does_not_beat_the_place_that_its_sentence_names(document_of, draft_of):
    text = "BEIRUT, 3 May — Four medics were killed when a shell hit Saraqib, a doctor said."
    document = document_of(text)
    assert places.for_claim(document, draft_of(document, "Four"), places.read(document)).text == "Saraqib"


def test_persons_told_one_after_the_other_are_no_towns(document_of):
    text = "A raid on Gaza, Palestine, killed three brothers, Hamada, Youssef and Salama, aged 4 to 9."
    assert set(named(document_of(text))) == {"Gaza", "Palestine"}


@pytest.mark.parametrize(
    "text", ["Shells hit Syria’s Homs province.", "Shells hit Syrias Homs province at noon."]
)
def test_a_country_that_owns_a_province_is_a_name_of_its_own(document_of, text):
    found = named(document_of(text))
    assert found["Homs province"].entry.kind == "admin1"
    assert {p.country for p in found.values()} == {"SY"}


def test_a_person_of_the_article_is_no_town_where_only_the_family_name_stands(document_of):
    text = "A doctor in Ankara, Turkey, called Orhan Tosya for help. Tosya, who fled Syria, saw two die."
    assert "Tosya" not in named(document_of(text))


def test_the_owned_place_is_the_scene_and_not_its_owner(document_of, draft_of):
    document = document_of("Eight drivers died on Sunday in a raid in Iraq’s Anbar province, police said.")
    assert (
        places.for_claim(document, draft_of(document, "Eight"), places.read(document)).text
        == "Anbar province"
    )


def test_a_large_feature_lies_in_the_middle_of_its_parts(document_of):
    found = named(document_of("Two villages burned in Darfur, Sudan. In Chechnya, Russia, a bridge fell."))
    darfur = found["Darfur"].entry
    assert darfur.kind == "region"
    parts = gazetteer.opened().named(["north darfur", "south darfur"])
    north, south = (next(e for e in parts[k] if e.country == "SD") for k in ("north darfur", "south darfur"))
    assert south.lat < darfur.lat < north.lat
    assert found["Chechnya"].place().gazetteer_id.startswith("geonames:")


def test_a_reader_that_brings_a_wording_keeps_it(document_of, draft_of):
    text = "Nine died in the city of Homs in Syria."
    document = document_of(text)
    start = text.index("city of Homs")
    draft = draft_of(document, "Nine", place=document.article.cut(start, start + 12))
    place = places.place(document, draft, places.read(document))
    assert (place.span.text, place.country, place.precision) == ("city of Homs", "SY", 1)


def test_without_the_index_there_is_a_problem_and_no_crash(document_of, draft_of, monkeypatch):
    monkeypatch.setattr(gazetteer, "opened", lambda: None)
    document = document_of("Nine people died in Damascus, Syria.")
    atlas = places.read(document)
    assert [p.code for p in atlas.problems] == ["no_place_index"]
    place = places.place(document, draft_of(document, "Nine"), atlas)
    assert place is None or place.lat is None


@pytest.mark.parametrize("basis", [*Basis, None])
def test_an_article_without_places_gives_none(document_of, draft_of, basis):
    document = document_of("Nine people died there.")
    assert places.place(document, draft_of(document, "Nine", basis=basis), places.read(document)) is None


SOME = (
    "in near Aleppo Syria Turkey said al-Bab the village of Idlib province Paris Hilton US strikes , . killed"
    " nine Washington Post Gaza Strip neighbourhood San Salvador and MOSCOW gujarat Deir ez-Zor Euphrates’s 9"
)
WORDS = st.lists(
    st.sampled_from(SOME.split(" ")),
    min_size=1,
    max_size=40,
)


@given(WORDS)
def test_spans_cut_out_their_words_and_reading_is_repeatable(document_of, words):
    document = document_of(" ".join(words))
    text = document.article.text
    atlas = places.read(document)
    spans = [p.mention.span for p in atlas.placed]
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert places.read(document) == atlas


def test_a_part_of_a_country_is_coarser_than_a_province_and_finer_than_the_country(document_of):
    found = named(document_of("Floods hit southern China and villages in northern Syria on Monday."))
    assert found["southern China"].country == "CN"
    assert found["southern China"].level == 5
    assert found["northern Syria"].entry.kind == "country"


def test_the_quarter_of_a_people_is_a_place_and_their_hospital_is_none(document_of):
    found = named(document_of("In Homs, Syria, a bomb hit the Armenian district and a Turkish hospital."))
    assert "Armenian district" in found
    assert not any("hospital" in name for name in found)


def test_a_name_that_a_kind_word_made_a_place_is_one_where_it_stands_alone(document_of):
    document = document_of("Shells hit the Umm Qalb shrine near Damascus. Nobody died in Umm Qalb itself.")
    assert [p.mention.span.text for p in places.read(document).placed].count("Umm Qalb") == 1


def test_days_of_stripped_copies_are_no_places(document_of):
    assert "Mondays" not in named(document_of("In Homs, Syria, nine died in Mondays fighting."))


def test_the_town_before_a_colon_opens_a_report(document_of):
    document = document_of("surat: nine persons were injured in the riots, police in the indian town said.")
    assert [p.mention.dateline for p in places.read(document).placed][:1] == [True]


def test_the_same_count_told_again_with_its_village_is_of_that_village(document_of, draft_of):
    document = document_of(
        "Air raid kills 17 in Syria. The Observatory said 17 people were killed when jets bombed a market in "
        "Saraqib. Fighting went on in Hama. In Homs the army fired shells."
    )
    atlas = places.read(document)
    drafts = [draft_of(document, "17"), draft_of(document, "17 people")]
    assert places.for_claim(document, drafts[0], atlas, among=drafts).text == "Saraqib"


def test_a_kind_behind_a_list_is_of_all_its_names(document_of):
    found = named(
        document_of(
            "Roads were closed in Becker, Clay and Grant counties on Monday, officials in Minnesota said."
        )
    )
    assert [found[n].level for n in ("Becker", "Clay", "Grant counties")] == [3, 3, 3]


def test_a_district_lends_its_kind_to_no_town_that_it_is_of(document_of):
    found = named(
        document_of("The shells that fell on Friday hit the Zahraa district of Homs in central Syria.")
    )
    assert found["Homs"].mention.kind is None
    assert found["Homs"].level == 1


def test_a_country_that_shares_its_name_with_a_state_needs_more_than_its_name(document_of):
    american = named(
        document_of("School boards in Georgia cut jobs. The sheriff of Fulton County, near Atlanta, agreed.")
    )
    assert american["Georgia"].country == "US"
    other = named(
        document_of("Georgian police closed roads in Tbilisi. Floods hit western Georgia and Batumi.")
    )
    assert other["western Georgia"].country == "GE"


def test_common_words_with_a_capital_are_no_places(document_of):
    found = named(document_of("More Rain To Come. The Church in Need helped families in Aleppo, Syria."))
    assert set(found) == {"Aleppo", "Syria"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "ahmedabad: nine persons were hurt in amraiwadi area of the indian city on friday.",
            "amraiwadi area",
        ),
        ("SAN SALVADOR, 3 JAN 90. FIVE SOLDIERS DIED AT EL BOTIJAR, IN USULUTAN DEPARTMENT.", "EL BOTIJAR"),
    ],
)
def test_texts_of_one_case_name_places_in_words_that_are_none_of_the_language(document_of, text, name):
    assert name in named(document_of(text))


def test_the_kurdish_majority_city_is_the_one_that_is_named_behind_it(document_of):
    found = named(document_of("In Syria a bomb killed nine people in the Kurdish-majority city of Qamishli."))
    assert set(found) == {"Syria", "Qamishli"}


def test_nothing_is_told_to_be_at_the_one_according_to_whom(document_of):
    document = document_of("Nine people died in Homs, Syria, according to Hadid. Hadid blamed the rebels.")
    assert not any(p.mention.span.text == "Hadid" for p in places.read(document).placed)


def test_a_war_total_is_of_the_country_and_named_as_in_its_sentence(document_of, draft_of):
    document = document_of(
        "Bombs kill nine in Syrias Hasakeh. Nine people were killed by two bombs in the city of Hasakeh. "
        "More than 280,000 people have been killed since Syrias conflict broke out in March 2011."
    )
    draft = draft_of(document, "280,000", basis=Basis.CUMULATIVE)
    wording = places.for_claim(document, draft, places.read(document), among=[draft])
    assert wording.text == "Syrias"
    assert wording.start > document.article.text.index("280,000")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PERU'S POLICE SAID THE BOMB WENT OFF IN LIMA. ALL OF PERU'S PORTS WERE SHUT.", "PERU"),
        (
            "THE SALVADORAN ARMY SAID FIVE SOLDIERS DIED IN THE AREA KNOWN AS QUEBRADA OSCURANDA, NORTH OF"
            " SAN SALVADOR.",
            "QUEBRADA OSCURANDA",
        ),
        ("IN SAN SALVADOR, EL SALVADOR, TWO BOMBS WENT OFF AT THE CENTRAL MARKET.", "CENTRAL MARKET"),
        (
            'THE SALVADORAN ARMY SAID REBELS ATTACKED THE "EL TORDILLO" GARRISON NEAR SAN SALVADOR.',
            'EL TORDILLO" GARRISON',
        ),
    ],
)
def test_texts_in_capitals_name_places_as_others_do(document_of, text, name):
    assert name in named(document_of(text))


def test_in_capitals_a_name_known_from_far_away_only_is_a_place_here_that_no_index_has(document_of):
    text = "THE SALVADORAN ARMY SAID FIVE SOLDIERS DIED IN SAN RAMON BY AN AMBUSH. EL SALVADOR MOURNS."
    found = named(document_of(text))["SAN RAMON"]
    assert (found.entry, found.country) == (None, "SV")


def test_in_capitals_the_capital_and_we_are_no_places(document_of):
    text = "IN THE CAPITAL NINE DIED, WITNESSES TOLD US IN SAN SALVADOR, EL SALVADOR."
    assert set(named(document_of(text))) == {"SAN SALVADOR", "EL SALVADOR"}


def test_all_claims_at_once_are_where_each_is_alone(document_of, draft_of):
    document = document_of(
        "Floods hit Nepal. In Kathmandu nine houses fell. In Pokhara two people drowned. Later a bus fell."
    )
    atlas = places.read(document)
    drafts = [draft_of(document, words) for words in ("nine", "two", "a bus")]
    alone = [places.place(document, draft, atlas, among=drafts) for draft in drafts]
    assert places.places(document, drafts, atlas) == alone
    assert alone[0].span.text == "Kathmandu"


def test_a_report_from_a_place_tells_of_that_place(document_of, draft_of):
    scenes = {}
    for tie in ("from", "in"):
        document = document_of(
            f"A bulletin {tie} Aleppo said nine soldiers were killed. Aid is to come to Hama, Syria, in May."
        )
        start, end = 0, document.article.text.index(" said")
        speaker = SpeakerDraft(span=document.article.cut(start, end), kind=SpeakerKind.ANONYMOUS)
        draft = draft_of(document, "nine", speaker=speaker)
        scenes[tie] = places.for_claim(document, draft, places.read(document)).text
    assert scenes == {"from": "Aleppo", "in": "Hama"}


def test_claims_described_in_small_parts_have_the_same_places(document_of, draft_of, monkeypatch):
    text = (
        "Rain fell over Nepal. In Kathmandu nine houses fell. In Pokhara two people drowned. Six were hurt."
    )
    document = document_of(text)
    drafts, atlas = [draft_of(document, words) for words in ("nine", "two", "Six")], places.read(document)
    together = places.places(document, drafts, atlas)
    monkeypatch.setattr(places, "AT_ONCE", 1)
    assert places.places(document, drafts, atlas) == together


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops seized control of Kafr Zeitan in Hama province, Syria.", "Kafr Zeitan"),
        ("In the Idlib town of Kafr Zeitan, air raids killed nine people.", "Kafr Zeitan"),
        ("Shelling of Tell Rifaat in Syria killed nine people.", "Tell Rifaat"),
    ],
)
def test_a_name_that_only_begins_with_a_common_first_word_is_found_whole(document_of, text, name):
    assert name in named(document_of(text))


def test_the_capital_is_the_town_of_that_name(document_of):
    found = named(document_of("A blast killed nine people in Afghanistan's capital Kabul on Monday."))
    assert found["Kabul"].mention.locative
    assert found["Kabul"].entry.kind == "city"


def test_a_feast_is_no_place(document_of):
    assert named(document_of("Nine people died during the festival of Ashura on Monday.")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "The storm killed 42 people, figures of the Christmas holiday show.",
        "Rai's area of destruction was wide, and nine people died.",
    ],
)
def test_holidays_and_what_a_storm_went_over_are_no_places(document_of, text):
    assert named(document_of(text)) == {}


def test_a_creed_is_no_place(document_of):
    assert named(document_of('Officers blamed the raid on "Islamist extremists" and nine people died.')) == {}

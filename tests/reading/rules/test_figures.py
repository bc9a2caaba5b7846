import time

import pytest

from sayso.model import Article, Basis, Measure, ObjectStatus, Passage, PassageKind, Published
from sayso.reading.document import prepare
from sayso.reading.rules import figures, responsibility


def article(text: str) -> Article:
    return Article(
        id="a",
        work="w",
        doc_id=None,
        url=None,
        snapshot="",
        title=None,
        outlet=None,
        authors=(),
        language="en",
        published=Published(),
        text=text,
        passages=(Passage(kind=PassageKind.PARAGRAPH, start=0, end=len(text)),),
        citations=(),
        problems=(),
    )


def drafts(text: str):
    return figures.read(prepare(article(text)))


def read(text: str):
    """``quantity measure`` of each figure."""
    return [f"{f.quantity.span.text} {f.measure}" for f in drafts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed on Monday.", ["Twelve killed"]),
        ("The raid killed twelve people.", ["twelve killed"]),
        ("The raid left 12 dead and dozens wounded.", ["12 killed", "dozens injured"]),
        ("The deaths of at least 54 soldiers were confirmed.", ["at least 54 killed"]),
        ("The death toll has risen to 85.", ["85 killed"]),
        ("2 Villagers Killed 9 Injured", ["2 killed", "9 injured"]),
        ("It killed 10 men and wounded 30 others.", ["10 killed", "30 injured"]),
        ("Ten men and four women were killed.", ["Ten killed", "four killed"]),
        ("A mother and a child were killed.", ["A killed", "a killed"]),
        ("The blast killed 33 people, including 3 children.", ["33 killed", "3 killed"]),
        ("Six people, among them two children, were hurt.", ["Six injured", "two injured"]),
        ("There were 40 casualties.", ["40 casualties"]),
        ("No casualties were reported.", ["No casualties"]),
        ("No one was injured.", ["No one injured"]),
        ("309 soldiers were “neutralised”.", ["309 neutralised"]),
        ("Army avenges its martyrs: 309 regime soldiers 'neutralised'", ["309 neutralised"]),
        ("Army avenges its martyrs: 309 regime soldiers ‘neutralised’", ["309 neutralised"]),
        ("We neutralised 309 soldiers and two tanks.", ["309 neutralised", "two neutralised"]),
        ("Its losses since May came to 320 howitzers and 37 drones.", ["320 destroyed", "37 destroyed"]),
        ("The flood left 300 families homeless.", ["300 displaced"]),
        ("Over 900,000 people have fled their homes.", ["Over 900,000 displaced"]),
        ("Some 40 villagers were rescued by boat.", ["Some 40 evacuated"]),
        ("Police arrested 14 men.", ["14 detained"]),
        ("Gunmen kidnapped three engineers.", ["three abducted"]),
        ("Four miners are still missing.", ["Four missing"]),
        ("The country hosts 3.7 million refugees.", ["3.7 million refugees"]),
        ("The army captured five villages.", ["five seized"]),
        ("The storm destroyed 40 houses and damaged 200 more.", ["40 destroyed", "200 damaged"]),
        ("They carried out 15 air strikes.", ["15 attacks"]),
        ("Rebels fired dozens of rockets.", ["dozens munitions"]),
        ("Shelling destroyed a school.", ["a destroyed"]),
        ("Four people died in the port and nine in the old town.", ["Four killed", "nine killed"]),
        ("Three children were among at least 19 people killed.", ["Three killed", "at least 19 killed"]),
        ("The mayor was killed along with four guards.", ["four killed"]),
        ("In Marat another child was hurt.", ["another injured"]),
    ],
)
def test_a_quantity_has_the_measure_that_its_words_give(text: str, expected: list[str]):
    assert read(text) == expected


def test_a_list_under_one_verb_shares_its_measure():
    assert read("They destroyed 55 tanks, three helicopters and 18 armoured vehicles.") == [
        "55 destroyed",
        "three destroyed",
        "18 destroyed",
    ]


def test_a_long_list_keeps_its_verb_to_the_end():
    text = (
        "The ministry said its troops had neutralised 900 soldiers, as well as 40 tanks, two helicopters, "
        "11 armoured vehicles, nine howitzers, 14 military vehicles, three ammunition depots, five mortars "
        "and six heavy machine guns in the last 12 days of operations."
    )
    found = drafts(text)
    assert [f.quantity.low for f in found] == [900, 40, 2, 11, 9, 14, 3, 5, 6]
    assert {(str(f.measure), f.basis) for f in found} == {("neutralised", Basis.CUMULATIVE)}


def test_a_part_of_a_whole_counts_once_with_the_noun_behind_the_whole():
    (figure,) = drafts("The raid destroyed at least 18 of 31 lorries.")
    assert figure.quantity.low == 18
    assert figure.object is not None
    assert figure.object.text == "lorries"


def test_floods_hit_districts_without_striking_them():
    assert read("Floods hit 12 districts.") == ["12 affected"]
    assert read("Rebel rockets hit 12 districts.") == ["12 struck"]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers of 12 countries held three meetings.",
        "He was a member of the council.",
        "Shells killed both soldiers and villagers.",
        "The attack could kill 12 people.",
        "Three officials said the road was open.",
        "Nobody disputes that soldiers died near the village.",
        "They walked 12 km in five hours on 27 February 2020.",
    ],
)
def test_quantities_that_are_no_claim_give_no_figure(text: str):
    assert read(text) == []


def test_the_object_is_the_noun_phrase_without_its_number_or_clause():
    (figure,) = drafts("Some 40 Syrian refugees who had crossed the river were killed.")
    assert figure.object is not None
    assert figure.object.text == "Syrian refugees"


def test_an_elided_object_is_the_one_before_it_in_the_sentence():
    (_, second) = drafts("The blast killed 12 soldiers and 30 were wounded.")
    assert second.object is not None
    assert second.object.text == "soldiers"
    assert second.status is ObjectStatus.COMBATANT


def test_an_object_that_is_nowhere_said_is_not_invented():
    (figure,) = drafts("The death toll rose to 85.")
    assert figure.object is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ten civilians were killed.", "civilian"),
        ("Ten soldiers were killed.", "combatant"),
        ("Ten people were killed.", "unknown"),
        ("Ten armed men were killed.", "combatant"),
        ("Ten houses were destroyed.", "thing"),
        ("Ten members of the militia were killed.", "combatant"),
    ],
)
def test_the_status_is_what_the_words_say(text: str, status: str):
    assert [str(f.status) for f in drafts(text)] == [status]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ten people were killed by government forces.", "government forces"),
        ("Russian air strikes killed ten people.", "Russian"),
        ("The rebels killed ten soldiers.", "The rebels"),
        ("The flood killed ten people.", None),
        ("Ten people were killed in Syria.", None),
    ],
)
def test_the_actor_is_the_party_that_the_sentence_gives(text: str, actor: str | None):
    (figure,) = drafts(text)
    assert (figure.actor.text if figure.actor else None) == actor


def test_the_actor_of_the_incident_holds_where_a_sentence_gives_none():
    (_, second) = drafts("Rebel shelling killed four people. At least nine people were wounded.")
    assert second.actor is not None
    assert second.actor.text == "Rebel"


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Ten people were killed on Monday.", Basis.EVENT),
        ("At least 300,000 people have been killed since the war began.", Basis.CUMULATIVE),
        ("The country hosts 3.7 million refugees.", Basis.STANDING),
        ("Raids in the war-torn city killed ten people.", Basis.EVENT),
        ("Until now ten people have been kidnapped.", Basis.CUMULATIVE),
        ("Ten people died in one of the deadliest raids this year.", Basis.EVENT),
        ("Gunmen killed ten people in the fifth raid on a school since December.", Basis.EVENT),
        (
            "Rebels have raided the town since May, most recently on Sunday, when ten people died.",
            Basis.EVENT,
        ),
        ("Raids killed ten people in a town that has changed hands over the past two weeks.", Basis.EVENT),
        ("Raids have killed ten people over the past two weeks.", Basis.CUMULATIVE),
    ],
)
def test_the_basis_is_told_by_the_words_around(text: str, basis: Basis):
    assert [f.basis for f in drafts(text)] == [basis]


def test_an_article_in_upper_case_without_commas_is_read():
    assert read("FOUR GUERRILLAS AND A SERGEANT WERE KILLED TWO RIFLES WERE SEIZED") == [
        "FOUR killed",
        "A killed",
        "TWO seized",
    ]


def test_all_spans_cut_out_their_words():
    text = "The rebels killed ten soldiers and a child. Some 40 others were wounded by army shelling."
    for figure in drafts(text):
        for span in (figure.sentence, figure.quantity.span, figure.object, figure.actor):
            assert span is None or text[span.start : span.end] == span.text
        assert figure.measure_confidence is not None
        assert 0 < figure.measure_confidence <= 1


@pytest.mark.parametrize(
    "unit", ["12 men, ", "12 killed ", "the rebels killed 3 men and ", "3 men were among "]
)
def test_a_very_long_sentence_is_read_in_linear_time(unit: str):
    def once(text: str) -> float:
        document = prepare(article(text))
        started = time.process_time()
        figures.read(document)
        return time.process_time() - started

    def seconds(size: int) -> float:
        return min(once(unit * (size // len(unit))) for _ in range(2))  # the machine is not alone

    seconds(500)
    small, large = seconds(2_000), seconds(16_000)
    assert large < 8 * small * 3 + 0.1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IS has killed 40 people since Monday.", ["40 killed"]),
        ("Raids since 2 May have killed 40 people.", ["40 killed"]),
        ("Mines are believed to have killed thousands of people.", ["thousands killed"]),
        ("A raid near a clinic killed at least 10 civilians said the Observatory.", ["at least 10 killed"]),
        ("Shells killed ten civilians activist group Lens said.", ["ten killed"]),
        (
            "A woman and her three sons as well as another boy were killed.",
            ["A killed", "three killed", "another killed"],
        ),
        ("She was killed with six of her children.", ["six killed"]),
        ("He died along with her three sons.", ["three killed"]),
        ("The number of miners abducted since then stands at 220.", ["220 abducted"]),
        ("Some 15,000 houses were flooded, 90 were destroyed.", ["Some 15,000 damaged", "90 destroyed"]),
        ("The army freed 19 farmers abducted by rebels.", ["19 freed"]),
        ("Troops saved 19 farmers abducted by rebels.", ["19 freed"]),
        ("It killed three children fleeing across the river.", ["three killed"]),
        ("Forty rebels were rounded up and executed.", ["Forty killed"]),
        ("Six men who were earlier detained are now released.", ["Six freed"]),
        ("Five more deaths were told of.", ["Five killed"]),
        ("No fatalities were told of.", ["No killed"]),
        ("There were 30 cases of asphyxiation.", ["30 injured"]),
        ("Several hundred firefighters are working there.", ["Several hundred forces"]),
        ("Two hundred separatists then took the hall.", ["Two hundred forces"]),
        ("They hit it with ten bombs.", ["ten munitions"]),
        ("Heavy storms slammed eight provinces.", ["eight affected"]),
        ("The army holds 500 people hostage.", ["500 abducted"]),
    ],
)
def test_more_ways_to_say_what_happened_are_read(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It lies in a town held by rebels.",
        "A rally is held with as many as 10,000 attending.",
        "Thousands of families protested there.",
        "Half of its population of about 23 million has fled.",
        "They will fire a thousand rockets.",
    ],
)
def test_crowds_inhabitants_and_plans_are_no_figures(text: str):
    assert read(text) == []


def test_a_sentence_that_opens_with_among_them_tells_a_part_of_the_figure_before():
    assert read("The blast killed nine people. Among them was an infant.") == ["nine killed", "an killed"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rebels attacked soldiers with two car bombs.", "Rebels"),
        ("At least 30 militants were killed in clashes with Kurdish troops.", "Kurdish troops"),
        ("At least ten soldiers were killed in Israeli overnight air raids.", "Israeli"),
        ("Hundreds of people were killed as Russian and Syrian jets hit the town.", "Russian and Syrian"),
        ("Rebels stormed the army's base near the town, killing 12 guards.", "Rebels"),
        ("Forty people were killed in battles there, and the army shelled the town.", "the army"),
        ("A storm killed 48 people before the army came.", None),
        ("Two civilians were killed in the rebel stronghold.", None),
    ],
)
def test_the_actor_is_the_doer_and_not_a_party_beside_it(text: str, actor: str | None):
    found = drafts(text)[0].actor
    assert (found.text if found else None) == actor


def test_a_named_party_elsewhere_is_told_before_a_mere_adjective_of_blame():
    first = drafts("A terrorist attack killed nine people. ISIS fired the rockets at the town.")[0]
    assert first.actor is not None
    assert first.actor.text == "ISIS"


def test_an_accused_party_is_the_actor_of_figures_that_name_none():
    document = prepare(
        article("The blast killed nine people. Villagers blamed the Red Sash for the bombing.")
    )
    blames = responsibility.read(document)
    found = figures.read(document, blames)[0].actor
    assert [b.accused.text for b in blames] == [found.text if found else None]


def test_what_is_told_with_a_running_total_is_one_too():
    found = drafts("The five-year-old conflict has killed 280,000 people and displaced millions.")
    assert [f.basis for f in found] == [Basis.CUMULATIVE, Basis.CUMULATIVE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The authority put the dead at 1,384 and the injured at 1,630.", ["1,384 killed", "1,630 injured"]),
        ("Some 40 people have been killed, up from 28 this morning.", ["Some 40 killed", "28 killed"]),
        ("The storm may have killed 10,000 people.", ["10,000 killed"]),
        ("The storm may kill 10,000 people.", []),
        ("Floods forced 160,000 people from their homes.", ["160,000 displaced"]),
        ("They destroyed three rebel fighting positions.", ["three destroyed"]),
        ("They destroyed two oil wellheads.", ["two destroyed"]),
        ("Missiles hit five hospitals.", ["five struck"]),
        ("Ten people died, a colonel at the ministry said.", ["Ten killed"]),
        ("Ten people died, according to a police officer.", ["Ten killed"]),
        ("Ten people died, said a doctor at the clinic.", ["Ten killed"]),
    ],
)
def test_tolls_updates_and_sources_are_told_apart(text: str, expected: list[str]):
    assert read(text) == expected


def test_the_main_clause_tells_of_those_whom_a_relative_clause_describes():
    assert read("The bodies of four students who had been kidnapped were found.") == ["four killed"]


def test_a_threat_is_no_figure_whatever_stands_behind_it():
    assert read("They threatened to kill 10 judges for every chief who is arrested.") == []
    assert read("They tried to rescue 20 miners who were trapped.") == ["20 affected"]


def test_what_is_asked_for_has_not_happened():
    assert read("The court requested the arrest of two men.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They broke the truce 27 times.", ["27 attacks"]),
        ("A mob set fire to a jeep.", ["a destroyed"]),
        ("Meanwhile a girl was killed.", ["a killed"]),
        ("The cholera outbreak has brought 3,924 cases.", ["3,924 affected"]),
        ("A gang seized nine missionaries.", ["nine abducted"]),
        ("Police seized nine rifles.", ["nine seized"]),
    ],
)
def test_acts_told_by_their_number_and_cases_of_a_disease_are_figures(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("THE REBELS CAPTURED TWO U.S. ADVISERS.", "U.S. ADVISERS"),
        ("THE REBELS SHOT DOWN A SALVADORAN AIR FORCE HELICOPTER.", "SALVADORAN AIR FORCE HELICOPTER"),
        ("Two Russian Sukhoi warplanes were destroyed.", "Russian Sukhoi warplanes"),
        ("The blast caused four casualties.", None),
        ("The rebels inflicted ten casualties on the army.", "army"),
    ],
)
def test_a_people_before_the_counted_is_part_of_the_object(text: str, counted: str | None):
    (figure,) = drafts(text)
    assert (figure.object.text if figure.object else None) == counted


def test_cases_are_people_affected_in_an_article_on_a_disease():
    text = "Cholera has come back to the coast. The clinic in Port Town has 40 cases. The disease kills fast."
    assert read(text) == ["40 affected"]
    assert drafts(text)[0].status is ObjectStatus.UNKNOWN
    assert read("The court in Port Town has 40 cases. The law is slow.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five men murdered a judge in the old town.", ["Five forces", "a killed"]),
        ("The clerk was kidnapped by six individuals.", ["six forces"]),
        ("The crowd set two trucks loaded with ore on fire.", ["two destroyed"]),
        ("The guerrillas sabotaged three pylons.", ["three damaged"]),
        ("No casualties reported.", ["No casualties"]),
        ("She was one of 26 people killed in the raid.", ["one killed", "26 killed"]),
        (
            "The following was seized: two rifles; six M-16 rifles; and a radio.",
            ["two seized", "six seized", "a seized"],
        ),
        ("Also injured was a vendor.", ["a injured"]),
        ("The blast did not cause any casualties.", ["not cause any casualties"]),
        ("The rebels withdrew without inflicting any casualties.", ["without inflicting any casualties"]),
    ],
)
def test_deeds_of_the_unnamed_and_wholes_that_are_told_of_are_read(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He received another death threat.",
        "The judge signed an arrest warrant.",
        "The party took 123 in the vote.",
        "The men were arrested and face three counts of murder.",
        "The car that was hit stood at 81 Mill Street.",
        "The survey found 19 more of resistance.",
    ],
)
def test_words_about_harm_and_finds_of_other_kinds_are_no_figures(text: str):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A bomber killed at least 16 people and wounded 40 in the square.",
            ["at least 16 killed", "40 injured"],
        ),
        (
            "A man dressed in white killed one guard and wounded 13 others with a gun.",
            ["one killed", "13 injured"],
        ),
        ("Several men last night wounded a guard at a house.", ["a injured"]),
    ],
)
def test_who_acts_is_not_counted_among_those_harmed(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 700 political assassinations in 1988.", ["700 killed"]),
        ("There have been 4 murders and 25 arbitrary arrests.", ["4 killed", "25 detained"]),
        ("He was killed along with his son and 15 guards.", ["15 killed"]),
        ("21 people including miners who had taken shelter there were killed.", ["21 killed"]),
        ("During the rescue operation 20 miners were killed.", ["20 killed"]),
        ("The country hosts millions of refugees.", ["millions refugees"]),
        ("The city registered 400 cases of cholera.", ["400 affected"]),
        ("A bus with miners on board was blown up.", ["A destroyed"]),
        (
            "Some 35 guerrillas stormed the hall and took 300 people hostage.",
            ["Some 35 forces", "300 abducted"],
        ),
        ("So far 90 people have been found alive in the ruins.", ["90 evacuated"]),
        ("Rebels sabotaged several pylons.", ["several damaged"]),
        ("The guards suffered no wounds.", ["no injured"]),
    ],
)
def test_acts_companions_and_main_clauses_tell_what_befell_the_counted(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The toll has climbed to 61, with more than 400 people hurt.",
            ["61 killed", "more than 400 injured"],
        ),
        ("The number of wounded rose toward 90, with 7 still missing.", ["90 injured", "7 missing"]),
        ("The toll from a storm which struck Norland rose late on Friday to 41 people.", ["41 killed"]),
        (
            "The death toll from a quake which rocked East Norland rose early today to 41 people.",
            ["41 killed"],
        ),
        (
            "The number of displaced people in Morra has tripled, now crossing the 90,000 mark.",
            ["90,000 displaced"],
        ),
        ("Global displacement reached a record 70 million people.", ["70 million displaced"]),
    ],
)
def test_a_toll_is_told_of_the_number_it_has_come_to_whatever_is_told_beside_it(
    text: str, expected: list[str]
):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 60 gunmen crossed the border near Morra.", ["Some 60 forces"]),
        ("Dozens of soldiers poured into the valley to help.", ["Dozens forces"]),
        ("They led away six soldiers, but two of them managed to escape.", ["six detained"]),
        ("One man escaped and another was badly hurt.", ["another injured"]),
        ("Thirty prisoners escaped from the jail.", []),
        ("Thirty villagers escaped from the town.", ["Thirty displaced"]),
    ],
)
def test_fighters_prisoners_and_a_lone_man_that_get_away_are_not_displaced(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The hall was built for 200.",
        "They were seen near one of their rocket attacks.",
        "The blast left three craters in the road.",
        "Some 20 inmates are still at large.",
        "They came out of a collapsed sorting hall.",
    ],
)
def test_room_for_people_one_act_of_several_and_the_marks_of_a_blast_are_no_figures(text: str):
    assert read(text) == []


def test_refugees_in_a_list_of_the_displaced_are_refugees():
    text = (
        "Some 9 million were displaced: 3 million refugees, 5 million internally displaced people "
        "and 1 million asylum-seekers."
    )
    found = drafts(text)
    assert [f"{f.quantity.span.text} {f.measure}" for f in found[1:]] == [
        "3 million refugees",
        "5 million displaced",
        "1 million refugees",
    ]
    assert found[2].object is not None
    assert found[2].object.text == "internally displaced people"


def test_a_refugee_population_is_a_claim_and_a_population_is_none():
    assert read("Norland has a refugee population of 60,000.") == ["60,000 refugees"]
    assert read("Norland has a population of 60,000.") == []


def test_displaced_people_who_went_home_are_returned_part_by_part():
    text = "Two million people returned, including 800,000 internally displaced persons."
    assert read(text) == ["Two million returned", "800,000 returned"]


def test_the_main_verb_tells_what_befell_people_who_were_fleeing():
    assert read("The raid killed 11 villagers who were fleeing the town.") == ["11 killed"]


def test_a_recaptured_person_is_detained():
    assert read("Eleven men were recaptured by police.") == ["Eleven detained"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Homes destroyed: At least 300, the county said.", ["At least 300 destroyed"]),
        ("Injuries: 14 to firefighters.", ["14 injured"]),
        ("Deaths: Nine directly due to the storm.", ["Nine killed"]),
    ],
)
def test_a_label_before_a_colon_tells_the_measure(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll hits 35 in Morra.", ["35 killed"]),
        ("Some 50 guests were located, 4 were missing.", ["4 missing"]),
        ("Sixty wildfires were burning, including 12 in Norland and nine in Morra.", []),
        ("They helped the rescue efforts with dozens of divers.", []),
        ("The fire levelled a community of 800 people.", []),
        ("A family of five died.", ["five killed"]),
        ("Some 40 activists were deprived of their freedom.", ["Some 40 detained"]),
    ],
)
def test_what_is_told_beside_a_count_does_not_make_its_measure(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Morra had most, with 41 deaths, followed by Karsk with 30, Tolm with 12.",
            ["41 killed", "30 killed", "12 killed"],
        ),
        ("Morra and Karsk reported six and two deaths, respectively.", ["six killed", "two killed"]),
        ("Some 17 houses were damaged, of which, eight completely.", ["Some 17 damaged", "eight damaged"]),
        ("Nine people including two men have received injuries.", ["Nine injured", "two injured"]),
    ],
)
def test_a_count_is_told_place_by_place(text: str, expected: list[str]):
    assert read(text) == expected


def test_lives_and_deaths_are_not_the_object_of_the_next_count():
    lost, hurt = drafts("The loss of 70 lives, injuring 90.")
    assert lost.object is not None
    assert hurt.object is None


def test_a_rate_counts_nobody():
    assert read("In Norland 1 in 7 people is a refugee, against 1 in 30 in Morra.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Close to 70,000 Norland refugees are now spread across the region.", ["Close to 70,000 refugees"]),
        ("Two refugees waited at the gate.", []),
        ("They expect 90,000 refugees that may come.", []),
        ("Over 40,000 refugees are thought to be among those who have fled.", ["Over 40,000 displaced"]),
    ],
)
def test_refugees_are_counted_by_what_is_told_of_them_or_as_taken_in(text: str, expected: list[str]):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gunmen shot dead three of the abducted pupils.", ["three killed"]),
        ("They killed two kidnapped nurses of the Morra clinic.", ["two killed"]),
        ("Troops freed two kidnapped nurses.", ["two freed"]),
        ("Two bodies and 11 injured victims were taken to the clinic.", ["Two killed", "11 injured"]),
        ("Police said 600 people who came to help those trapped in the mud died.", ["600 killed"]),
        (
            "The storm killed 36 people in Norland, with dozens more there reported missing.",
            ["36 killed", "dozens missing"],
        ),
        ("The quake killed 28 people and injured 72 last month.", ["28 killed", "72 injured"]),
        (
            "Some 40 cases of disappearances were recorded, of which 18 were found dead.",
            ["Some 40 missing", "18 killed"],
        ),
    ],
)
def test_the_verb_of_the_clause_goes_before_what_befell_them_before(text: str, expected: list[str]):
    assert read(text) == expected


def test_a_harm_behind_and_is_no_part_of_the_object():
    (killed, injured) = drafts("They recorded the deaths of 39 civilians and injuries to 44 people.")
    assert (killed.object.text, injured.object.text) == ("civilians", "people")


def test_who_is_at_work_among_the_dead_is_none_of_them():
    text = "About 200 officers were checking lists of the living, the dead and the missing."
    assert "About 200 killed" not in read(text)


def test_two_adjectives_before_the_noun_are_one_object():
    (lost,) = drafts("It resulted in the loss of five precious and innocent civilian lives.")
    assert lost.object.text == "precious and innocent civilian lives"
    assert lost.status is ObjectStatus.CIVILIAN


def test_a_peoples_body_before_the_noun_is_part_of_the_object():
    (lost,) = drafts("A Turkish military convoy was destroyed.")
    assert (lost.object.text, lost.measure) == ("Turkish military convoy", Measure.DESTROYED)

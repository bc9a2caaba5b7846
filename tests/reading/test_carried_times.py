"""Times that are told elsewhere than in a figure's own sentence, and whose they are not."""

from sayso.reading import times


def day(document, draft):
    found = times.for_claim(document, draft, times.read(document))
    return (found.start, found.end) if found else None


def test_each_item_of_a_round_up_has_its_own_time(document_of, draft_of):
    text = (
        "TIKRIT - A mine killed two men early on Friday.\n\n* KUT - A raid on Wednesday killed four men.\n\n"
        "BAIJI - Shells killed nine men.\n\nNEAR HATRA - A bomb killed six men."
    )
    document = document_of(text)
    assert day(document, draft_of(document, "four")) == ("2020-02-26", "2020-02-26")
    assert day(document, draft_of(document, "nine")) == ("2020-02-28", "2020-02-28")
    assert day(document, draft_of(document, "six")) == ("2020-02-28", "2020-02-28")


def test_the_day_of_a_plan_dates_nothing(document_of, draft_of):
    text = (
        "A raid on Tuesday went wrong. The bodies of the nine men would be flown home to their families "
        "on Monday. Six others were hurt."
    )
    document = document_of(text)
    assert day(document, draft_of(document, "nine")) == ("2020-02-25", "2020-02-25")
    assert day(document, draft_of(document, "Six")) == ("2020-02-25", "2020-02-25")


def test_an_old_day_told_later_is_not_the_news_of_a_dated_dispatch(document_of, draft_of):
    text = (
        "BOGOTA, February 28, 2020. Rebels killed nine men in a raid. The army blamed a front of the rebels. "
        "On January 17 they had killed six others."
    )
    document = document_of(text)
    assert day(document, draft_of(document, "nine")) == ("2020-02-28", "2020-02-28")
    assert day(document, draft_of(document, "six")) == ("2020-01-17", "2020-01-17")


def test_an_old_day_told_later_is_not_that_of_the_news_before_it(document_of, draft_of):
    text = (
        "A blast near the port killed nine men, the mayor said on Wednesday. Six others were hurt. "
        "Blasts have been many. On January 17 at least 32 people died in a market."
    )
    document = document_of(text)
    assert day(document, draft_of(document, "Six")) == ("2020-02-26", "2020-02-26")


def test_a_day_that_is_only_looked_back_to_is_carried_no_further(document_of, draft_of):
    text = (
        "Raids on Thursday killed nine men. The raids come two weeks after shells hit a camp and killed 30. "
        "A medic said six men were hurt in the market."
    )
    document = document_of(text)
    assert day(document, draft_of(document, "30")) == ("2020-02-14", "2020-02-14")
    assert day(document, draft_of(document, "six")) == ("2020-02-27", "2020-02-27")

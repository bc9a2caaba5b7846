"""The report: complete in one file, and the same for the same ledger."""

import io
import json
import re

import lxml.html
import pytest

from sayso.export.report import number
from sayso.keeping import Ledger

STRIKE = "were killed in an air strike in Idlib on 27 February 2020"
NINE = f"Nine Turkish soldiers {STRIKE}, the governor of Hatay said."
TOLD = (
    ("2020-02-27", "North Wire", NINE),
    ("2020-02-27", "South Post", NINE),
    (
        "2020-02-28",
        "East Desk",
        f"The Syrian Observatory for Human Rights said 34 Turkish soldiers {STRIKE}.",
    ),
    ("2020-05-02", "West Mail", "A car bombing in Mosul killed 12 civilians on Saturday, police said."),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    with Ledger(folder / "a.db") as opened:
        for at, (day, outlet, text) in enumerate(TOLD):
            path = folder / f"{at}.json"
            given = {"id": f"t{at}", "text": text, "outlet": outlet, "published": day}
            path.write_text(json.dumps({**given, "url": f"https://r.example/{at}"}), encoding="utf-8")
            opened.add(path)
        killed = next(opened.claims(measure="killed", outlet="North")).claim
        seen = opened.decide("accept", killed.id, author="Desk", reason="read twice")
        opened.decide("undo", seen.id, author="Desk", reason="too fast")
        mosul = next(opened.claims(measure="killed", outlet="West")).claim
        opened.decide("accept", mosul.id, author="Desk", reason="of Mosul")
        yield opened


def written(ledger, **filters):
    out = io.BytesIO()
    ledger.export_to("report", out, **filters)
    return out.getvalue().decode()


@pytest.fixture(scope="module")
def strike(ledger):
    return lxml.html.fromstring(written(ledger, place="idlib").encode())


def cells(page, table):
    return [[" ".join(td.text_content().split()) for td in tr] for tr in page.xpath(table + "/tbody/tr")]


def test_accounts_stand_side_by_side_with_their_numbers(strike):
    found = {
        row[0].split(" named")[0].split(" anonymous")[0]: row[1]
        for row in cells(strike, "//table[@class='accounts']")
    }
    assert set(found.values()) == {"9", "34"}
    assert len(found) == 2


def test_a_sentence_that_several_print_is_quoted_once_with_all_of_them(strike):
    quoted = [q for q in strike.xpath("//table[@class='accounts']//blockquote") if "Nine" in q.text_content()]
    assert len(quoted) == 1
    assert [a.text for a in quoted[0].xpath(".//a")] == ["North Wire", "South Post"]


def test_it_draws_the_chart_of_each_measure_that_changes_and_the_map_of_the_place(strike):
    (chart,) = strike.xpath("//figure[@class='chart']")
    assert len(chart.xpath(".//*[starts-with(@class, 'voice')]")) == 2
    (drawn,) = strike.xpath("//figure[@class='map']")
    assert "Idlib" in drawn.xpath("string(.//svg/@aria-label)")


def test_the_log_is_that_of_the_incident_with_what_undoes_it(strike, ledger):
    log = cells(strike, "//h3[.='Decisions']/following-sibling::div[1]/table")
    assert [row[3] for row in log] == ["accept", "undo"]
    assert "of Mosul" not in strike.text_content()
    assert "of Mosul" in written(ledger, place="mosul")


def test_the_method_explains_the_rules_that_were_used_and_no_others(ledger):
    assert "Rule “range”" in written(ledger, place="idlib", policy="range")
    assert "Rule “majority”" not in written(ledger, place="idlib", policy="range")


def test_several_incidents_have_contents_and_one_map_of_all(ledger):
    page = lxml.html.fromstring(written(ledger).encode())
    links = page.xpath("//nav//a/@href")
    assert [link[1:] for link in links] == [s.get("id") for s in page.xpath("//section[@class='incident']")]
    assert len(links) == 2
    assert len(page.xpath("//figure[@class='map']")) == 3
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {use[1:] for use in page.xpath("//use/@href")} <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(ledger):
    page = written(ledger)
    assert "<script" not in page
    assert "src=" not in page
    assert not re.findall(r"url\((?!#)", page)
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_the_same_ledger_gives_the_same_bytes(ledger):
    assert written(ledger) == written(ledger)


def test_no_incident_makes_a_report_that_says_so(ledger):
    page = lxml.html.fromstring(written(ledger, place="nowhere at all").encode())
    assert "0 incidents" in page.text_content()


def test_what_is_not_known_is_said_in_words():
    assert (number(None), number(0), number(1200)) == ("not known", "0", "1,200")

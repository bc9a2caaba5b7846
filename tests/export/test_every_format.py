"""What holds for every format: nothing without provenance, nothing invented, nothing redacted, nothing run.

Each format has a reader here that stands on a tool which is not ours; a format without one fails the first
test.
"""

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

import duckdb
import lxml.html
import openpyxl
import pyarrow.parquet
import pyogrio
import pytest
import rdflib

from sayso.export import CASE_FORMATS, FORMATS
from sayso.export.csv import unguard
from sayso.keeping import Ledger
from sayso.model import Snapshot, Speaker, SpeakerKind, Taken

NAMES = [f.name for f in (*FORMATS, *CASE_FORMATS)]
SUFFIX = {f.name: f.suffix for f in (*FORMATS, *CASE_FORMATS)}
OUTLET = '=HYPERLINK("https://x.example","<script>alert(1)</script>")'
TITLE = "+1\"'><img src=x onerror=alert(1)></title></svg> @SUM(A1)"
SPEAKER = "-2+3 <svg onload=alert(2)> \u202ereversed\u202c"
PLACE = "@Balyun</text><script>alert(3)</script>"
PLACELESS = {"annotation"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, hostile):
    with Ledger(tmp_path_factory.mktemp("every") / "a.db") as opened:
        opened.keep(*hostile)
        yield opened


@pytest.fixture(scope="module")
def hostile(made_taken, made_reading):
    taken, reading = made_taken, made_reading
    article = replace(reading.article, outlet=OUTLET, title=TITLE)
    killed, *rest = reading.figures
    speaker = Speaker(span=killed.speaker.span, name=SPEAKER, kind=SpeakerKind.NAMED)
    killed = replace(killed, speaker=speaker, place=replace(killed.place, name=PLACE))
    reading = replace(reading, article=article, figures=(killed, *rest))
    return Taken(origin=taken.origin, article=article, snapshot=taken.snapshot), reading


def exported(ledger, name, folder):
    path = folder / f"export{SUFFIX[name]}"
    ledger.export(name, path)
    return path


def line(id, sentence, speaker, outlet, url, snapshot, low=None, high=None):
    given = (id, sentence, speaker or None, outlet, url, snapshot)
    return SimpleNamespace(all=tuple(unguard(v) if v else v for v in given), low=low, high=high)


# One reader a format: the claims in a file, each with where it comes from


def of_duckdb(query):
    found = duckdb.sql(query)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


COLUMNS = ("claim_id", "sentence", "speaker_name", "outlet", "url", "snapshot")


def of_columns(records, low="low", high="high", columns=COLUMNS):
    return [line(*(r[c] for c in columns), r.get(low), r.get(high)) for r in records]


def read_csv(path):
    return of_columns(of_duckdb(f"FROM read_csv('{path}', all_varchar=true, header=true, quote='\"')"))


def read_jsonl(path):
    records = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    assert duckdb.sql(f"SELECT id FROM read_json('{path}')").fetchall() == [(r["id"],) for r in records]
    return [
        line(
            r["id"],
            r["sentence"],
            (r["speaker"] or {}).get("name"),
            r["article"]["outlet"],
            r["article"]["url"],
            r["article"]["snapshot"],
            (r.get("quantity") or {}).get("low"),
            (r.get("quantity") or {}).get("high"),
        )
        for r in records
    ]


def sheet(path, name):
    head, *body = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def read_xlsx(path):
    return of_columns(sheet(path, "claims"))


def read_parquet(path):
    return of_columns(pyarrow.parquet.read_table(path).to_pylist())


def read_sqlite(path):
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        return of_columns([dict(row) for row in base.execute("SELECT * FROM claims")])


def read_gdal(path):
    _, table = pyogrio.read_arrow(path)
    return of_columns(table.to_pylist())


def read_hxl(path):
    _, tags, *body = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    records = [dict(zip(tags, row, strict=True)) for row in body]
    numbers = [t for t in tags if t.endswith("+min")]
    wanted = ("#meta+claim+id", "#description+text", "#meta+speaker", "#meta+source+name")
    wanted += ("#meta+source+url", "#meta+source+sha256")
    for r in records:
        (own,) = [t for t in numbers if r[t]] or [None]
        r["low"], r["high"] = (r[own], r[own.replace("+min", "+max")] or None) if own else (None, None)
    return of_columns(records, columns=wanted)


def read_equipment(path):
    columns = ("claim_id", "sentence", "claimed_by", "outlet", "url", "snapshot")
    records = of_duckdb(f"FROM read_csv('{path}', all_varchar=true, header=true)")
    return of_columns(records, "claimed_low", "claimed_high", columns)


def graph_of(path):
    import warnings

    with warnings.catch_warnings():  # rdflib's own JSON-LD parser uses a class that it deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=path.read_bytes(), format="json-ld")


SCHEMA = rdflib.Namespace("https://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
LABEL = rdflib.RDFS.label


def text(graph, subject, *path):
    for predicate in path:
        subject = graph.value(subject, predicate) if subject is not None else None
    return None if subject is None else str(subject)


def read_jsonld(path):
    graph = graph_of(path)
    return [
        line(
            str(claim).removeprefix("urn:sayso:claim:"),
            text(graph, claim, SCHEMA.text),
            text(graph, claim, SCHEMA.author, SCHEMA.name),
            text(graph, claim, SCHEMA.appearance, SCHEMA.publisher, SCHEMA.name),
            text(graph, claim, SCHEMA.appearance, SCHEMA.url),
            text(graph, claim, SCHEMA.appearance, SCHEMA.identifier).removeprefix("urn:sha256:"),
        )
        for claim in graph.subjects(rdflib.RDF.type, SCHEMA.Claim)
    ]


def read_prov(path):
    graph = graph_of(path)
    return [
        line(
            str(claim).removeprefix("urn:sayso:claim:"),
            text(graph, claim, PROV.value),
            text(graph, claim, PROV.wasAttributedTo, LABEL),
            text(graph, claim, PROV.wasDerivedFrom, PROV.wasAttributedTo, LABEL),
            text(graph, claim, PROV.wasDerivedFrom, PROV.atLocation),
            text(graph, claim, PROV.wasDerivedFrom, PROV.wasDerivedFrom).removeprefix("urn:sha256:"),
        )
        for claim in graph.subjects(PROV.value)
    ]


def read_annotation(path):
    return [
        line(
            item["id"].removeprefix("urn:sayso:claim:"),
            item["body"]["value"],
            item.get("schema:author", {}).get("schema:name"),
            item["target"]["source"]["schema:publisher"],
            item["target"]["source"]["id"],
            item["target"]["source"]["schema:sha256"],
        )
        for item in json.loads(path.read_bytes())["items"]
    ]


def read_incidents(path):
    keys = ("claim_ids", "sentences", "speakers", "outlets", "urls", "snapshots")
    lines = []
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
        parts = [unguard(row[f"sayso_{key}"]).split(" | ") for key in keys]
        lines += [line(*each) for each in zip(*parts, strict=True)]
    return lines


def read_report(path):
    page = lxml.html.parse(str(path), parser=lxml.html.HTMLParser(encoding="utf-8"))
    sources = {}
    for row in page.xpath("//table[@class='sources']/tbody/tr"):
        outlet, _, _, address, snapshot = (" ".join(cell.text_content().split()) for cell in row)
        sources[snapshot[:12]] = outlet, address, snapshot
    speakers = {}
    for row in page.xpath("//table[@class='accounts']/tbody/tr"):
        speaker = row[0].text.strip()
        speakers |= {code.text: speaker for code in row.xpath(".//small/code[1]")}
    return [
        line(claim.text, quote.xpath("p")[0].text_content(), speakers.get(claim.text), *sources[bytes_.text])
        for quote in page.xpath("//blockquote")
        for claim, bytes_ in (small.xpath("code") for small in quote.xpath("small"))
    ]


READERS = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
    "sqlite": read_sqlite,
    "geojson": read_gdal,
    "gpkg": read_gdal,
    "geoparquet": read_parquet,
    "hxl": read_hxl,
    "equipment": read_equipment,
    "jsonld": read_jsonld,
    "annotation": read_annotation,
    "prov": read_prov,
    "ucdp": read_incidents,
    "acled": read_incidents,
    "report": read_report,
}


def content(path, name):
    """Everything that a file says, as text."""
    if name == "xlsx":
        book = openpyxl.load_workbook(path)
        told = [v for s in book for row in s.iter_rows(values_only=True) for v in row if v is not None]
        return "\n".join(map(str, [*told, book.properties.description]))
    if name in ("parquet", "geoparquet"):
        table = pyarrow.parquet.read_table(path)
        return f"{table.to_pylist()}{table.schema.metadata}"
    if name in ("sqlite", "gpkg"):
        with closing(sqlite3.connect(path)) as base:
            tables = [t for (t,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = [row for t in tables if "rtree" not in t for row in base.execute(f'SELECT * FROM "{t}"')]
        return "\n".join(map(str, rows))
    return path.read_text(encoding="utf-8")


def test_every_format_has_a_reader_that_is_not_ours():
    assert list(READERS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_without_provenance(ledger, name, tmp_path):
    rows = {row.claim.id: row for row in ledger.rows()}
    told = READERS[name](exported(ledger, name, tmp_path))
    for found in told:
        id, sentence, speaker, outlet, url, snapshot = found.all
        row = rows[id]
        assert " ".join(sentence.split()) == " ".join(row.claim.span.text.split())
        expected = row.claim.speaker.name if row.claim.speaker else None
        # The report names a voice for an account, which for the article's own voice is its outlet.
        assert speaker == expected or (name == "report" and (expected is None or speaker is None))
        assert outlet == OUTLET
        assert url == row.article.url
        assert snapshot == row.article.snapshot
    if name == "equipment":
        assert told == []  # nothing was destroyed in this article; the next test has a loss
    elif name in ("hxl",):
        assert {t.all[0] for t in told} == {r.claim.id for r in rows.values() if r.kind == "figure"}
    elif name in ("ucdp", "acled", "report"):
        assert any(row.kind == "figure" and row.claim.id in {t.all[0] for t in told} for row in rows.values())
    else:
        assert {t.all[0] for t in told} == set(rows)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_known_is_empty_and_never_nought(ledger, name, tmp_path):
    rows = {row.claim.id: row for row in ledger.rows()}
    path = exported(ledger, name, tmp_path)
    for found in READERS[name](path):
        quantity = getattr(rows[found.all[0]].claim, "quantity", None)
        if quantity is None:
            assert found.low in (None, "")
        elif name not in ("jsonld", "annotation", "prov", "ucdp", "acled", "report"):
            assert float(found.low) == quantity.low
            assert found.high in (None, "") if quantity.high is None else float(found.high) == quantity.high
    if name in ("ucdp", "acled"):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            assert "0" not in row.values()
            assert row.get("deaths_civilians", "") == row.get("deaths_a", "") == ""
    if name == "prov":
        graph = graph_of(path)
        (estimate,) = graph.subjects(LABEL, rdflib.Literal("killed soldiers"))
        assert float(graph.value(estimate, rdflib.URIRef("urn:sayso:term:low"))) == 33
        assert not [o for o in graph.objects(estimate) if str(o) == "0"]
    if name == "report":
        assert "low <b>33</b>" in path.read_text(encoding="utf-8")
        assert "<b>0</b>" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_stay_text(ledger, name, tmp_path):
    path = exported(ledger, name, tmp_path)
    if name in ("csv", "hxl", "equipment", "ucdp", "acled"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in row:
                number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if name == "xlsx":
        cells = [c for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row if c.value]
        assert "f" not in {c.data_type for c in cells}
        assert not [c for c in cells if c.hyperlink]
    if name == "report":
        page = lxml.html.parse(str(path), parser=lxml.html.HTMLParser(encoding="utf-8"))
        assert not page.xpath("//script | //img | //*[@onload or @onerror] | //iframe | //object | //link")
        assert OUTLET in page.getroot().text_content()
        assert not [h for h in page.xpath("//@href | //@src") if not h.startswith(("https://", "#"))]


@pytest.mark.parametrize("name", [n for n in NAMES if n not in PLACELESS])
def test_who_asks_to_be_named_is_named_wherever_places_go(ledger, name, tmp_path):
    if name == "equipment":
        assert "gazetteer" in exported(ledger, name, tmp_path).read_text(encoding="utf-8")
        return
    assert "GeoNames" in content(exported(ledger, name, tmp_path), name)


TEXT = (
    "Colonel Zarqun of the army said 12 soldiers were killed in an air strike on Aleppo on Thursday. "
    "Activists blamed Russia for the air strike. Zarqun said six tanks were destroyed in Aleppo."
)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_redacted_is_in_no_format_not_even_in_the_log(tmp_path, name):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.add(path, published="2020-03-05")
        killed = next(iter(ledger.claims(measure="killed"))).claim
        assert "Zarqun" in killed.speaker.span.text
        ledger.decide("accept", killed.id, author="desk", reason="Zarqun said so twice")
        ledger.decide("note", killed.id, author="desk", reason="rang Zarqun back")
        hidden = {"part": "speaker", "words": ["Zarqun"]}
        ledger.decide("redact", killed.id, author="desk", reason="at risk", payload=hidden)
        found = content(exported(ledger, name, tmp_path), name)
    assert "Zarqun" not in found
    if name not in ("equipment", "ucdp", "acled", "hxl", "report"):
        assert killed.id in found


def test_a_loss_that_is_claimed_stands_beside_what_a_person_has_confirmed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.add(path, published="2020-03-05")
        (before,) = read_loss(exported(ledger, "equipment", tmp_path))
        assert (before["claimed_low"], before["confirmed_low"], before["confirmed_best"]) == ("6", "", "")
        tanks = next(iter(ledger.claims(measure="destroyed"))).claim
        seen = {"measure": "destroyed", "low": 4, "best": 4}
        ledger.decide("estimate", tanks.id, author="desk", reason="four in pictures", payload=seen)
        (after,) = read_loss(exported(ledger, "equipment", tmp_path))
    assert (after["claimed_low"], after["confirmed_low"], after["confirmed_best"]) == ("6", "4", "4")
    assert after["confirmed_high"] == ""
    assert "four in pictures" in after["confirmed_why"]
    assert (after["equipment"], after["fate"], after["snapshot"]) == (
        "tanks",
        "destroyed",
        Snapshot.of(TEXT.encode(), media_type="text/plain").sha256,
    )


def read_loss(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))

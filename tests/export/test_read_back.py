"""Each format read back by a tool that is not ours, and held against the claims that went in."""

import io
import json
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import duckdb
import geopandas
import openpyxl
import pyarrow
import pyarrow.parquet
import pyogrio
import pytest
import rdflib

from sayso.export import FORMATS, Frame, Row, claim_records, find
from sayso.export.codebook import COLUMN_BOOK, markdown, typed
from sayso.export.csv import cells_of
from sayso.model import Figure, Responsibility

ANCHORING = Path(__file__).parent / "anchoring"


@pytest.fixture
def rows(made_reading):
    return [Row(article=made_reading.article, run=made_reading.run, claim=c) for c in made_reading.claims]


@pytest.fixture
def expected(rows):
    return [{c.name: typed(c, cells_of(r).get(c.name)) for c in COLUMN_BOOK} for r in rows]


def written(name, rows, folder=None):
    out = io.BytesIO()
    count = find(name).write(rows, out)
    if folder is None:
        return out.getvalue(), count
    path = folder / f"export{find(name).suffix}"
    path.write_bytes(out.getvalue())
    return path, count


def test_a_workbook_read_by_openpyxl_says_what_the_claims_say(rows, expected, tmp_path):
    path, count = written("xlsx", rows, tmp_path)
    sheet = openpyxl.load_workbook(path)["claims"]
    assert sheet.freeze_panes == "A2"
    head, *body = sheet.iter_rows(values_only=True)
    assert [dict(zip(head, line, strict=True)) for line in body] == expected
    assert count == len(rows)


def test_a_workbook_holds_no_formula_whatever_the_words(rows, tmp_path):
    path, _ = written("xlsx", rows, tmp_path)
    book = openpyxl.load_workbook(path)
    types = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}
    assert "f" not in types
    words = [line[[c.name for c in COLUMN_BOOK].index("words")].value for line in book["claims"].iter_rows()]
    assert "=1+1" in words


def test_a_workbook_names_the_citation_behind_each_cited_claim_and_explains_its_columns(rows, tmp_path):
    path, _ = written("xlsx", rows, tmp_path)
    book = openpyxl.load_workbook(path)
    cited = list(book["citations"].iter_rows(min_row=2, values_only=True))
    assert (rows[0].claim.id, "[1]") in [(line[0], f"[{line[2]}]") for line in cited] or cited
    explained = {(line[0], line[1]) for line in book["code book"].iter_rows(min_row=2, values_only=True)}
    for sheet in book.worksheets[:-1]:
        assert {(sheet.title, cell.value) for cell in sheet[1]} <= explained


def test_parquet_read_by_pyarrow_says_what_the_claims_say_and_carries_the_code_book(rows, expected, tmp_path):
    path, _ = written("parquet", rows, tmp_path)
    table = pyarrow.parquet.read_table(path)
    assert table.to_pylist() == expected
    assert b"GeoNames" in table.schema.metadata[b"attribution"]
    assert table.schema.field("low").metadata[b"meaning"].startswith(b"Lowest")


def test_duckdb_reads_parquet_csv_and_the_arrow_stream_as_often_as_asked(rows, tmp_path):
    parquet, _ = written("parquet", rows, tmp_path)
    ids = [r.claim.id for r in rows]
    query = f"SELECT claim_id FROM '{parquet}'"
    assert [line[0] for line in duckdb.sql(query).fetchall()] == ids
    csv_file, _ = written("csv", rows, tmp_path)
    assert sorted(x[0] for x in duckdb.sql(f"SELECT claim_id FROM '{csv_file}'").fetchall()) == sorted(ids)
    frame = Frame(lambda: claim_records(rows))
    for _ in range(2):
        stream = pyarrow.RecordBatchReader.from_stream(frame)
        assert duckdb.from_arrow(stream).count("*").fetchall() == [(len(rows),)]


def test_a_sqlite_export_says_what_the_claims_say(rows, expected, tmp_path):
    import sqlite3
    from contextlib import closing

    path, count = written("sqlite", rows, tmp_path)
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        found = [dict(line) for line in base.execute("SELECT * FROM claims ORDER BY rowid")]
    booleans = [c.name for c in COLUMN_BOOK if c.type == "boolean"]
    for line in found:
        line.update({name: None if line[name] is None else bool(line[name]) for name in booleans})
    assert found == expected
    assert count == len(rows)


@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_gdal_reads_maps_with_areas_and_says_what_the_claims_say(rows, expected, name, tmp_path):
    path, count = written(name, rows, tmp_path)
    info = pyogrio.read_info(path)
    assert info["features"] == count == len(rows)
    assert "EPSG:4326" in str(info["crs"])
    _, table = pyogrio.read_arrow(path)
    for line, claim in zip(table.to_pylist(), expected, strict=True):
        told = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in line.items()}
        assert {k: told[k] for k in claim} == claim
        drawn = [value for value in line.values() if isinstance(value, bytes)]
        assert len(drawn) == (claim["lat"] is not None)


@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_days_are_dates_for_the_temporal_controller_of_qgis(rows, name, tmp_path):
    path, _ = written(name, rows, tmp_path)
    info = pyogrio.read_info(path)
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types["time_from"] == types["time_to"] == "datetime64[D]"


@pytest.mark.whole
@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_ogrinfo_of_another_gdal_opens_maps(rows, name, tmp_path):
    tool = shutil.which("ogrinfo")
    if tool is None:
        pytest.skip("no ogrinfo here (Debian: gdal-bin)")
    path, _ = written(name, rows, tmp_path)
    done = subprocess.run([tool, "-ro", "-al", str(path)], capture_output=True, text=True, check=True)
    assert f"Feature Count: {len(rows)}" in done.stdout
    assert "time_from: Date" in done.stdout
    for row in rows:
        assert f"claim_id (String) = {row.claim.id}" in done.stdout
    assert "high (Real) = (null)" in done.stdout
    assert "high (Real) = 0\n" not in done.stdout
    assert "ERROR" not in done.stderr


def test_an_area_is_as_wide_as_its_precision_says(rows):
    features = json.loads(written("geojson", rows)[0])["features"]
    polygons = [f for f in features if f["geometry"] and f["geometry"]["type"] == "Polygon"]
    assert polygons
    for f in polygons:
        ring = f["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        north = max(lat for _, lat in ring) - f["properties"]["lat"]
        assert math.isclose(north * 111.2, f["properties"]["radius_km"], rel_tol=0.02)


@pytest.mark.parametrize("name", ["geojson", "gpkg", "geoparquet"])
def test_an_area_across_the_date_line_is_cut_there(rows, name, tmp_path):
    fiji = replace(rows[0].claim.place, lat=-16.8, lon=179.9, precision=4)
    path, _ = written(name, [replace(rows[0], claim=replace(rows[0].claim, place=fiji))], tmp_path)
    read = geopandas.read_parquet if name == "geoparquet" else geopandas.read_file
    (area,) = read(path).geometry
    west, _, east, _ = area.bounds
    assert (west, east) == (-180, 180)
    assert len(area.geoms) == 2
    assert area.is_valid
    assert area.area < 4


def test_geoparquet_read_by_geopandas_says_what_the_claims_say(rows, expected, tmp_path):
    path, _ = written("geoparquet", rows, tmp_path)
    table = geopandas.read_parquet(path)
    assert table.crs.to_authority() == ("OGC", "CRS84")
    assert table.geometry.notna().tolist() == [claim["lat"] is not None for claim in expected]
    assert table.geometry.dropna().is_valid.all()
    for line, claim in zip(pyarrow.parquet.read_table(path).to_pylist(), expected, strict=True):
        told = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in line.items()}
        assert {k: told[k] for k in claim} == claim


def test_hxl_has_its_hashtags_in_the_second_row_and_a_number_only_under_its_own_measure(rows):
    lines = written("hxl", rows)[0].decode().splitlines()
    import csv

    names, tags, first, *_ = list(csv.reader(lines))
    assert all(tag.startswith("#") for tag in tags)
    assert len(names) == len(tags) == len(set(tags))
    numbers = {tag: cell for tag, cell in zip(tags, first, strict=True) if tag.endswith(("+min", "+max"))}
    assert {tag: cell for tag, cell in numbers.items() if cell} == {"#affected+killed+min": "33"}


# rdflib's own JSON-LD parser uses a class that it deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_linked_data_is_read_by_rdflib_and_names_every_claim(rows):
    content, _ = written("prov", rows)
    graph = rdflib.Graph().parse(data=content, format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    for row in rows:
        claim = rdflib.URIRef(f"urn:sayso:claim:{row.claim.id}")
        article = graph.value(claim, prov.wasDerivedFrom)
        assert article == rdflib.URIRef(f"urn:sayso:article:{row.article.id}")
        assert graph.value(article, prov.wasDerivedFrom) == rdflib.URIRef(
            f"urn:sha256:{row.article.snapshot}"
        )


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_schema_org_claims_appear_in_their_article(rows):
    graph = rdflib.Graph().parse(data=written("jsonld", rows)[0], format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    for row in rows:
        claim = rdflib.URIRef(f"urn:sayso:claim:{row.claim.id}")
        assert graph.value(claim, schema.appearance) == rdflib.URIRef(row.article.url)
        assert str(graph.value(claim, schema.text)) == row.claim.span.text


def test_an_annotation_finds_its_words_by_quote_and_by_position(rows):
    page = json.loads(written("annotation", rows)[0])
    for row, item in zip(rows, page["items"], strict=True):
        quote, position = item["target"]["selector"]
        text = row.article.text
        assert text[position["start"] : position["end"]] == quote["exact"] == row.words.text
        context = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        assert text.count(context) == 1


@pytest.mark.whole
def test_annotations_anchor_by_quote_and_by_position_in_a_document(rows):
    node, library = shutil.which("node"), ANCHORING / "node_modules" / "@apache-annotator" / "dom"
    if node is None or not library.exists():
        pytest.skip("no node, or no Apache Annotator in tests/export/anchoring: see scripts/setup")
    article = replace(rows[0].article, text=f"\U0001f54a {rows[0].article.text}")
    moved = [replace(row, article=article, claim=shifted(row.claim, 2)) for row in rows]
    items = json.loads(written("annotation", moved)[0])["items"]
    given = json.dumps({"text": article.text, "items": items})
    done = subprocess.run(
        [node, "anchor.mjs"], input=given, capture_output=True, text=True, check=True, cwd=ANCHORING
    )
    for row, found in zip(moved, json.loads(done.stdout), strict=True):
        assert found == {"TextQuoteSelector": [row.words.text], "TextPositionSelector": [row.words.text]}


def shifted(claim, by):
    """The claim further on in a text, with its words."""

    def moved(span):
        return replace(span, start=span.start + by, end=span.end + by)

    match claim:
        case Figure():
            return replace(claim, quantity=replace(claim.quantity, span=moved(claim.quantity.span)))
        case Responsibility():
            return replace(claim, act=moved(claim.act))
    return replace(claim, content=tuple(map(moved, claim.content)))


@pytest.mark.parametrize("name", [f.name for f in FORMATS])
def test_no_claims_make_a_file_that_still_opens(name, tmp_path):
    path, count = written(name, [], tmp_path)
    assert count == 0
    assert path.stat().st_size > 0 or name == "jsonl"


def test_the_code_book_explains_every_column_in_a_table():
    assert markdown().count("\n") == len(COLUMN_BOOK) + 2
    assert all(c.meaning.endswith(".") for c in COLUMN_BOOK)

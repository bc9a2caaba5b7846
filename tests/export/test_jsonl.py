import io
import json

from sayso.export import JSONL, Row
from sayso.model.contract import figure_json


def test_each_claim_is_a_line_with_the_contracts_fields_and_where_it_comes_from(made_reading):
    rows = [Row(article=made_reading.article, run=made_reading.run, claim=c) for c in made_reading.claims]
    out = io.BytesIO()
    assert JSONL.write(rows, out) == 4
    lines = [json.loads(text) for text in out.getvalue().splitlines()]
    assert [x["kind"] for x in lines] == ["figure", "figure", "responsibility", "statement"]
    figure = lines[0]
    expected = json.loads(json.dumps(figure_json(made_reading.figures[0])))
    assert {k: figure[k] for k in expected} == expected
    assert figure["sentence"] == made_reading.article.text[figure["start"] : figure["end"]]
    assert figure["words"] == "at least 33"
    assert figure["article"]["snapshot"] == made_reading.article.snapshot
    assert figure["citation_urls"] == ["https://a.example/1"]
    assert figure["run"] == {"version": "0.0-test", "model": "by hand", "language": "en"}
    assert lines[1]["place"] is None
    assert lines[1]["speaker"] is None

import json

from hypothesis import given
from hypothesis import strategies as st

from sayso.model.contract import json_line


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_one_line_and_comes_back(text):
    written = json_line({"text": text})
    assert len(written.decode("utf-8").splitlines()) == 1
    assert json.loads(written)["text"] == text

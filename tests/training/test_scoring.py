"""Our own scorer of figures, step by step."""

from training.examples import article

from sayso.reading import read
from training import scoring

TEXT = "At least 12 soldiers were killed and 30 wounded in Sarqan on Monday, the army said."


def gold(**changes: object) -> list[dict]:
    figure = {
        "_s": (0, 11),
        "measure": "killed",
        "object": "soldiers",
        "actor": None,
        "place": "Sarqan",
        "source": "the army",
        "source_kind": "named",
    }
    second = {**figure, "_s": (37, 39), "measure": "injured", "object": None}
    return [figure | changes, second]


def scored(annotation: list[dict], text: str = TEXT) -> dict[str, float]:
    return scoring.score([(annotation, read(article({"text": text, "doc_id": "x"}), reader_name="rules"))])


def test_all_read_as_annotated_is_a_hundred() -> None:
    found = scored(gold())
    assert found["found"] == found["measured"] == found["sourced"] == 100.0


def test_another_measure_is_found_but_not_measured() -> None:
    found = scored(gold(measure="missing"))
    assert (found["found"], found["measured"]) == (100.0, 50.0)


def test_another_speaker_is_measured_but_not_sourced() -> None:
    found = scored(gold(source="the governor"))
    assert (found["measured"], found["sourced"]) == (100.0, 50.0)


def test_a_figure_too_many_costs() -> None:
    assert scored(gold()[:1])["found"] < 100.0


def test_wordings_are_the_same_where_they_share_most_of_the_shorter_one() -> None:
    assert scoring.same("the Syrian Observatory", "Syrian Observatory for Human Rights")
    assert scoring.same("soldier", "the soldiers")
    assert scoring.same(None, None)
    assert not scoring.same("rebels", None)
    assert not scoring.same("the army", "the governor")

"""What is set on held-out articles."""

from typing import Any

from sayso.reading.learned.fit import Fit
from training import fitting

AIMS = (
    *("found", "measured", "sourced", "claim", "attributed"),
    *("object_f1", "actor_f1", "speaker_f1", "responsibility"),
)
"""What the fit chooses by."""


def told(points: float) -> dict[str, Any]:
    return {
        "attribution": [0, 0, points],
        "source": {"exact": [0, 0, points]},
        "content": {"exact": [0, 0, points]},
    }


def test_statements_get_the_lean_that_reads_them_best() -> None:
    points = {None: 60.0, 0.0: 62.0, 0.8: 64.0, 1.6: 63.0}
    fit = fitting.statements(Fit(), lambda tried: told(points[tried.leans.get("statement")]))
    assert fit.leans == {"statement": 0.8}


def test_statements_stay_with_the_rules_where_these_are_as_good() -> None:
    start = Fit(leans={"accused": -1.0})
    fit = fitting.statements(start, lambda tried: told(60.0))
    assert fit == start


def test_of_trusts_that_held_out_articles_do_not_tell_apart_the_highest_is_taken() -> None:
    reached = {0.0: 77.0, 0.5: 76.9, 1.0: 76.8, 1.5: 76.6, 2.5: 75.0}

    def score(tried: Fit) -> dict[str, float]:
        points = reached[tried.trust.get("measure", 1.0)]
        return dict.fromkeys(AIMS, points)

    assert fitting.fit(score, note=lambda _: None).trust["measure"] == 1.0

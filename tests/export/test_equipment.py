import csv
import io
from dataclasses import replace

from sayso.export import Row, find
from sayso.model import Counted, Measure, ObjectStatus


def table(rows):
    out = io.BytesIO()
    find("equipment").write(rows, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_only_things_destroyed_damaged_or_captured_are_losses_and_none_is_confirmed(made_reading):
    figure = made_reading.figures[0]
    lost = replace(
        figure, measure=Measure.DESTROYED, object=Counted(span=figure.object.span, status=ObjectStatus.THING)
    )
    row = Row(article=made_reading.article, run=made_reading.run, claim=figure)
    (line,) = table([row, replace(row, claim=lost)])
    assert (line["fate"], line["claimed_low"], line["claimed_high"]) == ("destroyed", "33", "")
    assert line["confirmed_low"] == line["confirmed_best"] == line["confirmed_high"] == ""
    assert line["claimed_by"] == "Rahmi Dogan"
    assert line["snapshot"] == made_reading.article.snapshot

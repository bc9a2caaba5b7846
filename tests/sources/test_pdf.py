"""PDF files: their text, put back into paragraphs."""

import pytest

FIRST = ["Nine people were killed when shells fell on the market of the town on", "Monday, residents said."]
SECOND = [
    "Rescuers from the next town came with two ambulances before midnight and",
    "took 14 wounded men away.",
]


def pdf(*pages):
    """A PDF with these lines on its pages, in Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = " ".join(f"1 0 0 1 50 {760 - 14 * i} Tm ({line}) Tj" for i, line in enumerate(lines) if line)
        stream = f"BT /F1 11 Tf {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{p:010d} 00000 n \n" for p in places
    )
    return (out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").encode()


def test_wrapped_lines_become_paragraphs(article_of, said):
    article = article_of(pdf([*FIRST, *SECOND]), kind="application/pdf")
    assert said(article) == [" ".join(FIRST), " ".join(SECOND)]


def test_page_numbers_and_running_heads_are_left_out(article_of):
    pages = [
        ["Daily Bulletin", *part, f"Page {n}"] for n, part in enumerate((FIRST, SECOND, FIRST, SECOND), 1)
    ]
    article = article_of(pdf(*pages), kind="application/pdf")
    assert "Bulletin" not in article.text
    assert "Page" not in article.text


def test_a_pdf_is_known_by_its_looks_whatever_it_is_called(article_of):
    assert article_of(pdf(FIRST), kind="text/html").text == " ".join(FIRST)


@pytest.mark.parametrize(("content", "code"), [(pdf([]), "no_text"), (pdf(FIRST)[:60], "not_text")])
def test_a_pdf_without_text_or_cut_short_fails_clearly(failure_of, content, code):
    assert failure_of(content, kind="application/pdf").code == code

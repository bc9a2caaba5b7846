from sayso.web.marks import blocks


def test_the_stretches_of_all_blocks_join_to_the_whole_text(made_reading):
    shown = "\n".join("".join(s.text for s in block.stretches) for block in blocks(made_reading))
    assert shown.split() == made_reading.article.text.split()


def test_each_mark_cuts_out_the_anchor_of_its_claim(made_reading):
    marked = {}
    for block in blocks(made_reading):
        for s in block.stretches:
            if s.claim:
                marked[s.claim.id] = marked.get(s.claim.id, "") + s.text
    for figure in made_reading.figures:
        assert marked[figure.id] == figure.quantity.span.text

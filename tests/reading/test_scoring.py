"""Scoring: what trees say of a place, one by one and all at once."""

from itertools import product

import pytest

from sayso.reading.scoring import Forest, Tree, forest

_STUMP = Tree(nodes=((0, 1.5, ~0, ~1),), leaves=(-1.0, 2.0))
_DEEP = Tree(nodes=((1, 0.0, 1, ~2), (0, 3.0, ~0, ~1)), leaves=(0.25, 0.5, 4.0))
_BARE = Tree(nodes=(), leaves=(0.125,))


def test_a_tree_leads_from_its_first_question_to_one_leaf():
    assert _STUMP.score([1.5]) == -1.0
    assert _STUMP.score([1.6]) == 2.0
    assert [_DEEP.score(row) for row in ([3, 0], [4, 0], [4, 1])] == [0.25, 0.5, 4.0]


def test_all_questions_at_once_say_what_the_trees_say_one_by_one():
    rows = list(product(range(6), (-1, 0, 1)))
    trees = (_STUMP, _DEEP, _BARE)
    scores = Forest(("near", "fine"), trees).score([{"near": a, "fine": b} for a, b in rows])
    assert scores == pytest.approx([sum(t.score(row) for t in trees) for row in rows])


def test_where_no_place_is_named_there_is_nothing_to_score():
    assert Forest(("near",), (_STUMP,)).score([]) == []


def test_a_clue_that_is_not_told_counts_nothing():
    assert Forest(("near", "fine"), (_STUMP,)).score([{"fine": 3.0}]) == [-1.0]


def test_the_shipped_trees_ask_only_of_clues_that_they_name_and_fit_a_byte_of_leaves():
    shipped = forest()
    assert shipped.trees
    for tree in shipped.trees:
        assert len(tree.leaves) <= 8
        assert all(0 <= clue < len(shipped.clues) for clue, *_ in tree.nodes)

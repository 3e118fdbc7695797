"""How a batch is cut: everything once, in order, and within the budget."""

import numpy as np
import pytest

from cnnkit.functional import pieces
from cnnkit.functional.pieces import Plan, Total, bench_plan, cut
from cnnkit.functional.window import Window
from cnnkit.parallel import PARTS


@pytest.mark.parametrize("n", [0, 1, 3, 40])
@pytest.mark.parametrize("budget", [1, 7000, 100_000, 1 << 20])
def test_every_place_is_in_one_piece(n, budget):
    window = Window.over("test", (12, 10), 3, padding=1)
    found, bands = cut(window, n, 40, budget)
    seen = np.zeros((n, 12), int)
    for piece in found:
        seen[piece.images, piece.places] += 1
        size = (piece.images.stop - piece.images.start) * (piece.places.stop - piece.places.start)
        assert size * 10 * 40 <= budget or size == 1
        assert piece.window.places == (piece.places.stop - piece.places.start, 10)
        assert piece.window.size[0] == piece.pixels.stop - piece.pixels.start
    assert (seen == 1).all()
    assert len(found) % bands == 0
    assert bands == 1 or len(found) == n * bands


def test_a_batch_is_cut_for_every_thread():
    window = Window.over("test", (4, 4), 3)
    assert len(cut(window, 40, 4, 1 << 20)[0]) == 1
    assert len(cut(window, 40, 4, 1 << 20, PARTS)[0]) == PARTS
    assert len(cut(window, 3, 4, 1 << 20, PARTS)[0]) == 6  # two bands each: there are two rows


def test_pieces_are_of_one_size_where_that_takes_few_more():
    window = Window.over("test", (4, 4), 3)

    def sizes(n, budget):
        return {piece.images.stop - piece.images.start for piece in cut(window, n, 4, budget)[0]}

    assert sizes(128, 16 * 31) == {16}  # and not five of 25 or 26
    assert sizes(30, 16 * 8) == {6}
    assert sizes(13, 16 * 4) == {3, 4}  # no number divides 13


def test_results_are_added_up_part_by_part(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 1)
    monkeypatch.setattr(pieces, "LEAST_PLACES", 1)
    window = Window.over("test", (4, 4), 3)
    plan = Plan(np, 8, window, lambda piece: None, 8, effort=1 << 40)
    one = np.ones(2)
    found = plan.run(lambda bench, piece: one, 4)
    assert found.tolist() == [16.0, 16.0]  # eight images of two bands each
    assert one.tolist() == [1.0, 1.0]
    assert plan.run(lambda bench, piece: None, 2) is None


def test_parts_are_added_in_their_order_whenever_they_come():
    rng = np.random.default_rng(0)
    parts = [(n, n + 1, rng.standard_normal(50).astype("f4")) for n in range(6)]
    in_order = Total()
    for part in parts:
        in_order.add(*part[:2], part[2].copy())
    for seed in range(5):
        total = Total()
        for at in np.random.default_rng(seed).permutation(6):
            total.add(*parts[at][:2], parts[at][2].copy())
        assert np.array_equal(total.value, in_order.value)


def test_parts_without_a_result_are_no_hindrance():
    total = Total()
    total.add(1, 2, np.ones(1))
    total.add(0, 1, None)
    total.add(2, 3, None)
    assert total.value.tolist() == [1.0]


def test_what_maps_hold_between_the_rows_stays_zero():
    window = Window.over("test", (4, 4), 3, padding=1)
    plan = bench_plan(np, 1, 2, 3, window, np.dtype("f4"), shape=(3, 2, 3, 3))

    def work(bench, piece):
        bench.given.load(np.ones((1, 3, 4, 4), "f4"))
        return bench.given.matrix(1)

    total = plan.run(work)
    assert total.sum() == 3 * 16
    assert total.shape[2] > 16

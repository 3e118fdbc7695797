"""The three products: each is linear in both of its arrays, and they are one another's adjoints."""

import numpy as np
import pytest

from cnnkit.functional import pieces, products
from cnnkit.functional.window import Window
from functional.properties import assert_close, inner, normal

SHAPES = [
    ((0, 2, 5, 5), (2, 2, 3, 3), 1, {}),
    ((3, 4, 7, 6), (6, 2, 3, 2), 2, {"stride": (2, 1), "padding": (0, 1, 2, 0)}),
    ((3, 4, 7, 6), (6, 4, 1, 1), 1, {}),
    ((40, 6, 14, 14), (4, 6, 5, 5), 1, {}),  # several chunks to a part
]


@pytest.mark.parametrize(("shape", "filters", "groups", "settings"), SHAPES)
def test_the_three_products_are_adjoint(shape, filters, groups, settings):
    window = Window.over("test", shape[2:], filters[2:], **settings)
    x, w, dy = normal(0, shape, filters, (shape[0], filters[0], *window.places))
    y = products.correlate(np, x, w, window, groups)
    assert y.shape == dy.shape
    whole = inner(y, dy)
    dx = products.image_gradient(np, dy, w, window, groups)
    dw = products.filter_gradient(np, dy, x, w.shape, window, groups)
    assert inner(dx, x) == pytest.approx(whole, rel=1e-11)
    assert inner(dw, w) == pytest.approx(whole, rel=1e-11)


@pytest.mark.parametrize(("shape", "filters", "groups", "settings"), SHAPES)
@pytest.mark.parametrize("few", [0, 1000])
def test_both_ways_back_give_the_same(monkeypatch, shape, filters, groups, settings, few):
    window = Window.over("test", shape[2:], filters[2:], **settings)
    x, w, dy = normal(1, shape, filters, (shape[0], filters[0], *window.places))
    usual = products.gradients(np, dy, x, w, w.shape, window, groups)
    monkeypatch.setattr(products, "FEW_CHANNELS", few)
    other = products.gradients(np, dy, x, w, w.shape, window, groups)
    for got, expected in zip(other, usual, strict=True):
        assert_close(got, expected)
    assert products.gradients(np, dy, None, w, w.shape, window, groups)[1] is None
    assert products.gradients(np, dy, x, None, w.shape, window, groups)[0] is None


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("stride", [1, 2])
def test_pieces_of_an_image_give_the_same(monkeypatch, few, stride):
    window = Window.over("test", (13, 11), (3, 2), stride=stride, padding=(1, 0, 2, 1))
    x, w, dy, b = normal(2, (3, 4, 13, 11), (6, 4, 3, 2), (3, 6, *window.places), (6,))
    monkeypatch.setattr(products, "FEW_CHANNELS", few)

    def everything():
        y = products.correlate(np, x, w, window, 1, b)
        return (y, *products.gradients(np, dy, x, w, w.shape, window, 1))

    usual = everything()
    monkeypatch.setattr(pieces, "PIECE_BYTES", 4000)
    monkeypatch.setattr(pieces, "LEAST_PLACES", 1)
    for got, expected in zip(everything(), usual, strict=True):
        assert_close(got, expected)


def test_large_filters_are_summed_in_fewer_parts(monkeypatch):
    window = Window.over("test", (6, 6), (3, 3))
    x, dy = normal(1, (16, 2, 6, 6), (16, 3, 4, 4))
    usual = products.filter_gradient(np, dy, x, (3, 2, 3, 3), window, 1)
    parts = []
    real = pieces.map_batch
    monkeypatch.setattr(products, "PARTIAL_BYTES", 3 * usual.nbytes)
    monkeypatch.setattr(pieces, "PART", 1)
    monkeypatch.setattr(
        pieces, "map_batch", lambda fn, n, **kw: parts.append(kw["parts"]) or real(fn, n, **kw)
    )
    assert_close(products.filter_gradient(np, dy, x, (3, 2, 3, 3), window, 1), usual)
    assert parts == [2]


def test_the_sum_of_maps():
    (dy,) = normal(3, (5, 3, 4, 6))
    assert_close(products.sum_maps(np, dy), dy.sum(axis=(0, 2, 3)))
    assert_close(products.sum_maps(np, dy[:0]), np.zeros(3))
    assert_close(products.sum_maps(np, dy[:, :, ::2, ::-1]), dy[:, :, ::2].sum(axis=(0, 2, 3)))

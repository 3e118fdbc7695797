"""The three products: each is linear in both of its arrays, and they are one another's adjoints."""

import numpy as np
import pytest

from cnnkit.functional import products
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


def test_large_filters_are_summed_in_fewer_parts(monkeypatch):
    window = Window.over("test", (6, 6), (3, 3))
    x, dy = normal(1, (16, 2, 6, 6), (16, 3, 4, 4))
    usual = products.filter_gradient(np, dy, x, (3, 2, 3, 3), window, 1)
    parts = []
    real = products.map_batch
    monkeypatch.setattr(products, "PARTIAL_BYTES", 2 * usual.nbytes)
    monkeypatch.setattr(
        products, "map_batch", lambda fn, n, **kw: parts.append(kw["parts"]) or real(fn, n, **kw)
    )
    assert_close(products.filter_gradient(np, dy, x, (3, 2, 3, 3), window, 1), usual)
    assert parts == [2]

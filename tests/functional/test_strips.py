"""Strips are a way to multiply, not another result."""

import numpy as np
import pytest

from cnnkit.functional import strips
from functional.properties import assert_close, normal


@pytest.mark.parametrize(
    ("groups", "f", "k", "length"),
    [(1, 3, 4, 1000), (2, 3, 4, 70), (1, 5, 40, 333), (3, 1, 9, 64), (1, 12, 7, 500), (1, 3, 4, 0)],
)
def test_strips_and_layers_add_up_to_the_product(monkeypatch, groups, f, k, length):
    monkeypatch.setattr(strips, "SMALL_PRODUCT", 4000)
    monkeypatch.setattr(strips, "FEW_FILTERS", 10)
    a, b = normal(0, (groups, f, k), (groups, k, length))
    out = np.full((groups, f, length), np.nan)
    strips.multiply(np, a, b, out)
    assert_close(out, a @ b)


def test_many_small_products_are_asked_for(monkeypatch):
    asked = []
    real = np.matmul
    monkeypatch.setattr(
        np, "matmul", lambda a, b, out: asked.append(b.shape) or real(a, b, out=out)
    )
    a, b = normal(0, (1, 16, 144), (1, 144, 2000))
    out = np.empty((1, 16, 2000))
    strips.multiply(np, a, b, out)
    assert asked == [(1, 4, 144, 432), (1, 144, 272)]
    assert_close(out, real(a, b))


@pytest.mark.parametrize(
    ("groups", "k", "f", "length"), [(1, 5, 3, 1000), (2, 4, 3, 70), (1, 3, 2, 96)]
)
def test_runs_of_a_long_sum_add_up_to_the_product(monkeypatch, groups, k, f, length):
    monkeypatch.setattr(strips, "SMALL_PRODUCT", 500)
    monkeypatch.setattr(strips, "SHORTEST", 16)
    a, b = normal(0, (groups, k, length), (groups, f, length))
    b = b.swapaxes(1, 2)  # as it comes: the long side is the one in memory
    out = np.full((groups, k, f), np.nan)
    assert strips.multiply_long(np, a, b, out) is out
    assert_close(out, a @ b)


def test_a_long_sum_becomes_many_small_products(monkeypatch):
    asked = []
    real = np.matmul
    monkeypatch.setattr(np, "matmul", lambda a, b: asked.append(a.shape) or real(a, b))
    a, b = normal(0, (1, 25, 10000), (1, 10000, 6))
    strips.multiply_long(np, a, b, np.empty((1, 25, 6)))
    assert asked == [(1, 1, 25, 6656), (1, 25, 3344)]

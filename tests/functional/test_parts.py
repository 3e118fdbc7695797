"""Parts cover everything once, whoever does them; what is dropped is dropped whatever it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.functional import parts
from functional.properties import drawn, normal

TYPES = [np.float32, np.float64]


@drawn
@given(st.integers(0, 40), st.integers(0, 200), st.integers(1, 50))
def test_parts_cover_everything_once(n, numbers, most):
    seen = []
    before, parts.NUMBERS = parts.NUMBERS, most
    try:
        parts.in_parts(np, lambda start, stop: seen.append((start, stop)), n, numbers)
    finally:
        parts.NUMBERS = before
    assert [i for start, stop in sorted(seen) for i in range(start, stop)] == [*range(n)]
    assert len(seen) in {min(n, 2**i) for i in range(9)} | {1}
    assert len(seen) < max(2, 2 * -(-numbers // most))


def test_a_device_gets_everything_at_once():
    seen = []
    parts.in_parts(object(), lambda *run: seen.append(run), 5, 1 << 30)
    assert seen == [(0, 5)]


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", [(), (0,), (7,), (3, 0, 2), (2, 3, 4)])
def test_every_number_of_every_shape(dtype, shape):
    x = normal(0, shape)[0].astype(dtype)
    y = parts.each_number(np, np.subtract, x, 2 * x)
    assert (y.shape, y.dtype) == (shape, dtype)
    np.testing.assert_array_equal(y, -x)
    np.testing.assert_array_equal(parts.each_number(np, np.add, x.T, x.T), 2 * x.T)


@pytest.mark.parametrize("dtype", TYPES)
def test_a_mask_keeps_and_drops_infinities_and_nan(dtype):
    values = np.array([1.5, -2.0, np.inf, -np.inf, np.nan, -0.0, 1e-40] * 2, dtype)
    mask = np.arange(14) < 7
    kept = parts.masked(np, values, mask)
    assert kept.dtype == dtype
    np.testing.assert_array_equal(kept, np.where(mask, values, 0))
    out = np.full((14, 2), 9, dtype)[:, 0]  # with gaps in memory
    parts.masked(np, values[::-1], mask, out)
    np.testing.assert_array_equal(out, np.where(mask, values[::-1], 0))


def step(dtype):
    """Everything in a step that is done in parts."""
    x, dy = (array.astype(dtype) for array in normal(1, (8, 6, 40, 40), (8, 6, 40, 40)))
    gamma, zero = np.linspace(1, 2, 6, dtype=dtype), np.zeros(6, dtype)
    half = dy[:, :, :20, :20]
    return [
        F.relu(x),
        F.relu_backward(dy, x),
        *F.spatial_batch_norm(x, gamma, gamma, zero, zero, train=True),
        *F.spatial_batch_norm_backward(dy, x, gamma),
        F.max_pool2d(x, 2),
        F.max_pool2d_backward(half, x, 2),
        F.avg_pool2d(x, 2),
        F.avg_pool2d_backward(half, x, 2),
    ]


@pytest.mark.parametrize("dtype", TYPES)
def test_the_number_of_threads_changes_no_bit(monkeypatch, dtype):
    monkeypatch.setattr(parts, "NUMBERS", 1 << 14)  # eight parts
    monkeypatch.setattr(parts, "EFFORT", 1 << 12)
    found = {}
    for threads in ("1", "2", "5"):
        monkeypatch.setenv("CNNKIT_THREADS", threads)
        found[threads] = step(dtype)
    for threads in ("2", "5"):
        for got, expected in zip(found[threads], found["1"], strict=True):
            assert got.dtype == dtype
            np.testing.assert_array_equal(got, expected)


def test_both_types_agree():
    for single, double in zip(step(np.float32), step(np.float64), strict=True):
        np.testing.assert_allclose(single, double, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("shape", [(), (5,), (700, 600)])
def test_rows_are_changed_in_place(shape):
    a, b = np.ones(shape), np.full(shape, 2.0)
    a = a.T if shape else a  # in any order in memory
    b = b.T if shape else b
    parts.change_rows(np, lambda a, b: np.add(a, b, out=a), a, b)
    np.testing.assert_array_equal(a, np.full(shape, 3.0).T)

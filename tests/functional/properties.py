"""What the tests of the ops share: how inputs are drawn, and what every op must satisfy."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

drawn = settings(max_examples=40, deadline=None, derandomize=True, database=None)
"""Forty drawn cases a test, the same on every machine."""

seeds = st.integers(0, 2**32 - 1)


def normal(seed: int, *shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Draw one array for each shape."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def inner(a: np.ndarray, b: np.ndarray) -> float:
    """⟨a, b⟩."""
    assert a.shape == b.shape
    return float((a * b).sum())


def assert_close(got: np.ndarray, expected: np.ndarray, tolerance: float = 1e-10) -> None:
    """Compare every element, relative to the largest."""
    assert got.shape == expected.shape
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    np.testing.assert_allclose(got, expected, rtol=0, atol=tolerance * scale)


def assert_adjoint(
    forward: Callable[[np.ndarray], np.ndarray],
    backward: Callable[[np.ndarray], np.ndarray],
    shape: tuple[int, ...],
    seed: int,
) -> None:
    """Check ⟨dy, forward(v)⟩ = ⟨backward(dy), v⟩ for a linear forward."""
    (v,) = normal(seed, shape)
    y = forward(v)
    (dy,) = normal(seed + 1, y.shape)
    left, right = inner(dy, y), inner(backward(dy), v)
    assert abs(left - right) <= 1e-10 * max(1.0, abs(left))


def full_text(error: Exception) -> str:
    """Return the message, after checking that it has its three parts."""
    text = str(error)
    assert ": received " in text
    assert ". Expected " in text
    assert text.endswith(".")
    return text


def flat(value: Any) -> list[Any]:
    """List the results of an op, whether it returns one or several."""
    return list(value) if isinstance(value, tuple) else [value]


def assert_gradient(
    forward: Callable[[np.ndarray], Any],
    gradient: Callable[[Any], np.ndarray],
    x: np.ndarray,
    seed: int,
    tolerance: float = 1e-6,
) -> None:
    """Check ``gradient(dy)`` against the slope of ⟨dy, forward⟩ along a random direction."""
    y = np.asarray(forward(x))
    rng = np.random.default_rng(seed + 17)
    dy, v, h = rng.normal(size=y.shape), rng.normal(size=x.shape), 1e-5
    slope = (dy * (np.asarray(forward(x + h * v)) - np.asarray(forward(x - h * v)))).sum() / (2 * h)
    dx = gradient(float(dy) if y.ndim == 0 else dy)
    assert dx.shape == x.shape
    scale = max(1e-3, float(np.sqrt((dx * dx).sum())))
    assert abs(slope - (dx * v).sum()) <= tolerance * scale


def apart(x: np.ndarray, gap: float = 0.01) -> np.ndarray:
    """Spread the numbers so that none is near 0 and no two are near each other."""
    ranks = np.argsort(np.argsort(x, axis=None)).reshape(x.shape)
    return (ranks - x.size // 2 + 0.5) * gap

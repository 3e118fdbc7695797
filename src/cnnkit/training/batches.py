"""Cut a data set into shuffled batches."""

from collections.abc import Iterator
from typing import Any

from cnnkit.errors import ParameterError, ShapeError


def batches(x: Any, y: Any, size: int, rng: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (x, y) batches in a new random order; each example comes exactly once.

    The last batch is smaller when `size` does not divide the number of examples.

    Parameters
    ----------
    x
        Array of shape (N, ...).
    y
        Array of shape (N, ...), shuffled in the same way.
    size
        Examples a batch.
    rng
        `numpy.random.Generator`, or None to keep the order.

    >>> import numpy as np
    >>> x, y = np.arange(5) * 10, np.arange(5)
    >>> for xb, yb in batches(x, y, 2, np.random.default_rng(0)):
    ...     print(xb, yb)
    [20 40] [2 4]
    [30  0] [3 0]
    [10] [1]
    """
    n = _check("batches", x, y, size)
    order = None if rng is None else rng.permutation(n)
    return _cut(x, y, size, order, n)


def _cut(x, y, size, order, n):
    for start in range(0, n, size):
        part = slice(start, start + size) if order is None else order[start : start + size]
        yield x[part], y[part]


def _check(who, x, y, size):
    if len(x) != len(y):
        raise ShapeError(
            who,
            received=f"x with {len(x)} examples and y with {len(y)}",
            expected="as many labels as examples",
            fix="Cut both with the same index",
        )
    if len(x) == 0:
        raise ShapeError(
            who,
            received="no examples",
            expected="at least one",
            fix="Look at how the data set was cut",
        )
    if size < 1:
        raise ParameterError(
            who,
            received=f"a batch size of {size}",
            expected="1 or more",
            fix="64 is a usual choice",
        )
    return len(x)

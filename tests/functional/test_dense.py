"""Dense layers against loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import functional as F
from cnnkit.errors import ShapeError
from functional.properties import assert_adjoint, assert_close, drawn, full_text, normal, seeds

sizes = st.integers(1, 5)


@drawn
@given(st.integers(0, 4), sizes, sizes, seeds)
def test_linear_is_its_definition(n, d, m, seed):
    x, w, b, dy = normal(seed, (n, d), (d, m), (m,), (n, m))
    y, dx, dw, db = np.zeros((n, m)), np.zeros((n, d)), np.zeros((d, m)), np.zeros(m)
    for i, k in np.ndindex(n, m):
        y[i, k] = b[k] + sum(x[i, j] * w[j, k] for j in range(d))
        db[k] += dy[i, k]
        for j in range(d):
            dx[i, j] += dy[i, k] * w[j, k]
            dw[j, k] += x[i, j] * dy[i, k]
    assert_close(F.linear(x, w, b), y)
    assert_close(F.linear(x, w), y - b)
    for got, expected in zip(F.linear_backward(dy, x, w), (dx, dw, db), strict=True):
        assert_close(got, expected)


@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5)])
def test_flatten_writes_rows_in_row_major_order(shape):
    x = np.arange(np.prod(shape)).reshape(shape)
    y = F.flatten(x)
    assert y.shape == (shape[0], np.prod(shape[1:]))
    assert y.dtype == x.dtype
    assert y.ravel().tolist() == x.ravel().tolist()
    assert_adjoint(F.flatten, lambda dy: F.flatten_backward(dy, np.zeros(shape)), shape, seed=0)


A = np.zeros
ERRORS = [
    (
        lambda: F.linear(A((2, 3, 4, 4)), A((48, 10))),
        ShapeError,
        "linear: received x of shape (2, 3, 4, 4). Expected x of shape (N, D). Flatten it first: "
        "flatten(x).",
    ),
    (
        lambda: F.linear(A(3), A((3, 10))),
        ShapeError,
        "linear: received x of shape (3,). Expected x of shape (N, D). Add the batch axis: "
        "x[None].",
    ),
    (
        lambda: F.linear(A((2, 3)), A((10, 3))),
        ShapeError,
        "linear: received x with 3 numbers in a row and w with 10 rows. Expected w of shape (3, 3) "
        "for x of shape (2, 3). Make the first axis of w fit the second axis of x.",
    ),
    (
        lambda: F.linear(A((2, 3)), A((3, 10)), A((1, 10))),
        ShapeError,
        "linear: received b of shape (1, 10). Expected b of shape (10,), one bias for each column "
        "of w (3, 10). Check where b comes from.",
    ),
    (
        lambda: F.linear(A((2, 0)), A((0, 10))),
        ShapeError,
        "linear: received x of shape (2, 0). Expected at least one element along D. Check how x "
        "was made or cut.",
    ),
    (
        lambda: F.linear_backward(A((2, 3)), A((2, 3)), A((3, 10))),
        ShapeError,
        "linear_backward: received dy of shape (2, 3). Expected dy of shape (2, 10), the shape of "
        "the output. Check where dy comes from.",
    ),
    (
        lambda: F.flatten(A(3)),
        ShapeError,
        "flatten: received x of shape (3,). Expected x of shape (N, ...), with at least two axes. "
        "Add the batch axis: x[None].",
    ),
    (
        lambda: F.flatten(A((2, 3, 0))),
        ShapeError,
        "flatten: received x of shape (2, 3, 0). Expected at least one element along axis 2. Check "
        "how x was made or cut.",
    ),
    (
        lambda: F.flatten_backward(A((2, 3)), A((2, 3, 4))),
        ShapeError,
        "flatten_backward: received dy of shape (2, 3). Expected dy of shape (2, 12), the shape of "
        "the output. Check where dy comes from.",
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS)
def test_errors(call, kind, text):
    with pytest.raises(kind) as caught:
        call()
    assert full_text(caught.value) == text

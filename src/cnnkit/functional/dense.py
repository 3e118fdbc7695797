"""Dense layers: every output sees every input."""

import math

from cnnkit.backend import Array
from cnnkit.errors import ShapeError
from cnnkit.functional.arguments import (
    arrays,
    operands,
    quiet,
    require_axes,
    require_elements,
    require_shape,
)
from cnnkit.parallel import blas_for


@quiet
def linear(x: Array, w: Array, b: Array | None = None) -> Array:
    """Multiply by a matrix and add a bias.

    y[n, m] = b[m] + Σ_d x[n, d] · w[d, m]

    w has one column for each output; PyTorch keeps the transpose, of shape (M, D).

    Parameters
    ----------
    x
        Array of shape (N, D).
    w
        Array of shape (D, M).
    b
        Array of shape (M,), or None.

    Returns
    -------
    Array of shape (N, M).

    Raises
    ------
    ShapeError
        When the shapes do not fit one another.

    Examples
    --------
    >>> import numpy as np
    >>> linear(np.ones((2, 784)), np.ones((784, 10)), np.zeros(10)).shape
    (2, 10)
    """
    _, x, w, b = operands("linear", ("b",), x=x, w=w, b=b)
    _check("linear", x, w)
    y = _product(x, w)
    if b is not None:
        require_shape("linear", "b", b, w.shape[1:], f"one bias for each column of w {w.shape}")
        y += b
    return y


@quiet
def linear_backward(dy: Array, x: Array, w: Array) -> tuple[Array, Array, Array]:
    """Return the gradients of ``linear``.

    dx = dy · wᵀ, dw = xᵀ · dy, db = Σ_n dy[n]

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, M).
    x, w
        As given to ``linear``.

    Returns
    -------
    dx of shape (N, D), dw of shape (D, M), db of shape (M,).

    Examples
    --------
    >>> import numpy as np
    >>> dx, dw, db = linear_backward(np.ones((2, 10)), np.ones((2, 784)), np.ones((784, 10)))
    >>> dx.shape, dw.shape, db.shape
    ((2, 784), (784, 10), (10,))
    """
    op = "linear_backward"
    _, dy, x, w = operands(op, dy=dy, x=x, w=w)
    _check(op, x, w)
    require_shape(op, "dy", dy, (x.shape[0], w.shape[1]), "the shape of the output")
    return _product(dy, w.T), _product(x.T, dy), dy.sum(axis=0)


def _product(a: Array, b: Array) -> Array:
    """Multiply two matrices. A device ignores how many threads BLAS has."""
    with blas_for(a.shape[0] * a.shape[1] * b.shape[1]):
        return a @ b


def _check(op: str, x: Array, w: Array) -> None:
    require_axes(op, "N D", x=x)
    require_axes(op, "D M", w=w)
    if x.shape[1] != w.shape[0]:
        raise ShapeError(
            op,
            received=f"x with {x.shape[1]} numbers in a row and w with {w.shape[0]} rows",
            expected=f"w of shape {(x.shape[1], w.shape[1])} for x of shape {x.shape}",
            fix="Make the first axis of w fit the second axis of x",
        )


def flatten(x: Array) -> Array:
    """Write each example as one row.

    Row-major order: the last axis runs fastest. The numbers keep their type.

    Parameters
    ----------
    x
        Array of shape (N, ...).

    Returns
    -------
    A new array of shape (N, product of the other sizes).

    Examples
    --------
    >>> import numpy as np
    >>> flatten(np.zeros((2, 16, 5, 5))).shape
    (2, 400)
    """
    _, x = arrays("flatten", x=x)
    _check_batch("flatten", x)
    # (N, C, H, W) -> (N, C*H*W)
    return x.reshape(x.shape[0], math.prod(x.shape[1:])).copy()


def flatten_backward(dy: Array, x: Array) -> Array:
    """Return the gradient of ``flatten``: dy in the shape of x.

    Examples
    --------
    >>> import numpy as np
    >>> flatten_backward(np.zeros((2, 400)), np.zeros((2, 16, 5, 5))).shape
    (2, 16, 5, 5)
    """
    op = "flatten_backward"
    _, dy, x = operands(op, dy=dy, x=x)
    _check_batch(op, x)
    shape = (x.shape[0], math.prod(x.shape[1:]))
    require_shape(op, "dy", dy, shape, "the shape of the output")
    return dy.reshape(x.shape).copy()


def _check_batch(op: str, x: Array) -> None:
    if x.ndim < 2:
        raise ShapeError(
            op,
            received=f"x of shape {x.shape}",
            expected="x of shape (N, ...), with at least two axes",
            fix="Add the batch axis: x[None]",
        )
    require_elements(op, ["N"] + [f"axis {axis}" for axis in range(1, x.ndim)], "x", x)

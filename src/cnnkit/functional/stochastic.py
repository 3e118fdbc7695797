"""Stochastic pooling: a window keeps one of its numbers, drawn with a chance equal to its share."""

from typing import Any

import numpy as np

from cnnkit.backend import Array
from cnnkit.errors import ParameterError
from cnnkit.functional.arguments import (
    arrays,
    operands,
    quiet,
    require_axes,
    require_image_shape,
    require_rng,
    require_shape,
)
from cnnkit.functional.window import Window


@quiet
def stochastic_pool2d(
    x: Array, k: Any, rng: np.random.Generator, stride: Any = None
) -> tuple[Array, Array]:
    """Draw one number from every window; the larger it is, the likelier.

    P(tap t wins) = x_t / Σ_s x_s over the window

    A window of zeros gives 0. When testing, use the mean of the draw instead of a draw: it is
    ``sum_pool2d(x * x, k) / sum_pool2d(x, k)``, where the window is not all zeros.

    Parameters
    ----------
    x
        Array of shape (N, C, H, W), nowhere negative.
    k, stride
        As in ``max_pool2d``.
    rng
        Where the chance comes from, for instance ``numpy.random.default_rng(0)``. The numbers are
        drawn on the CPU, so that every device sees the same.

    Returns
    -------
    y
        Array of shape (N, C, OH, OW).
    picks
        Integers of the same shape: u·KW + v of the tap that won, −1 in a window of zeros.

    Raises
    ------
    ParameterError
        When a number is negative or not a number.

    References
    ----------
    Zeiler, Fergus: Stochastic Pooling for Regularization of Deep Convolutional Neural Networks
    (2013).

    Examples
    --------
    >>> import numpy as np
    >>> y, picks = stochastic_pool2d(np.eye(4)[None, None], 2, np.random.default_rng(0))
    >>> y[0, 0]
    array([[1., 0.],
           [0., 1.]])
    """
    op = "stochastic_pool2d"
    xp, x = operands(op, x=x)
    require_axes(op, "N C H W", x=x)
    window = Window.over(op, x.shape[2:], k, stride=k if stride is None else stride)
    require_rng(op, rng)
    if x.size and not float(x.min()) >= 0:
        raise ParameterError(
            op,
            received=f"x with a smallest number of {float(x.min())}",
            expected="x nowhere negative, as after relu",
            fix="Apply relu first",
        )
    shape = (*x.shape[:2], *window.places)
    total = xp.zeros(shape, dtype=xp.float64)
    for tap in window.taps():
        total += x[tap.pixels]
    # A mark on a line as long as the sum: the tap that covers it wins.
    mark = xp.asarray(rng.random(shape)) * total
    y = xp.zeros(shape, dtype=x.dtype)
    picks = xp.full(shape, -1, dtype=xp.int32)
    reached = xp.zeros(shape, dtype=xp.float64)
    for tap in window.taps():
        reached += x[tap.pixels]
        wins = (picks < 0) & (reached > mark) & (total > 0)
        y = xp.where(wins, x[tap.pixels], y)
        picks = xp.where(wins, tap.u * window.k[1] + tap.v, picks)
    return y, picks.astype(xp.int32)


@quiet
def stochastic_pool2d_backward(
    dy: Array, picks: Array, shape: tuple[int, ...], k: Any, stride: Any = None
) -> Array:
    """Return the gradient of ``stochastic_pool2d``: each dy goes to the pixel that was drawn.

    Parameters
    ----------
    dy
        Gradient of the output, of shape (N, C, OH, OW).
    picks
        As ``stochastic_pool2d`` returned them.
    shape
        (N, C, H, W) of x.
    k, stride
        As given to ``stochastic_pool2d``.

    Returns
    -------
    dx of shape (N, C, H, W).

    Examples
    --------
    >>> import numpy as np
    >>> dy, picks = np.ones((1, 1, 1, 2)), np.array([3, -1]).reshape(1, 1, 1, 2)
    >>> stochastic_pool2d_backward(dy, picks, (1, 1, 2, 4), 2)[0, 0]
    array([[0., 0., 0., 0.],
           [0., 1., 0., 0.]])
    """
    op = "stochastic_pool2d_backward"
    xp, dy = operands(op, dy=dy)
    arrays(op, dy=dy, picks=picks)
    n, c, h, w = require_image_shape(op, shape)
    window = Window.over(op, (h, w), k, stride=k if stride is None else stride)
    expected = (n, c, *window.places)
    require_shape(op, "dy", dy, expected, "the shape of the output")
    require_shape(op, "picks", picks, expected, "the shape of the output")
    dx = xp.zeros((n, c, h, w), dtype=dy.dtype)
    for tap in window.taps():
        dx[tap.pixels] += xp.where(picks == tap.u * window.k[1] + tap.v, dy, 0)
    return dx
